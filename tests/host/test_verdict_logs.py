# SPDX-License-Identifier: GPL-2.0-or-later
"""judge() over consoles that were recorded, from logs/FAULT-PROFILE-KERNEL.txt,
and cut down to the kernel's first line and what is about the fault."""

import re
from pathlib import Path

import pytest

from host.verdict import Evidence, judge

LOGS = Path(__file__).parent / "logs"
SAYS = "the console says: "
NO_MEMORY = sorted(path.name for path in LOGS.glob("no-memory-*.txt"))


def log(name):
    return (LOGS / name).read_text()


def judged(console):
    """What is wrong with a run but for whose console all is well."""
    return judge(Evidence(
        nonce="1", console=console,
        result="nonce=1 status=1 files=0 taint=4096 locks=-1 leaks=0 end\n")
        ).why


# ---- a lack of memory -------------------------------------------------------

@pytest.mark.parametrize("name", NO_MEMORY)
def test_a_program_may_ask_for_more_memory_than_there_is(name):
    assert "Call Trace:" in log(name)
    assert judged(log(name)) == []


@pytest.mark.parametrize("splat", [
    "irq 9: nobody cared",
    "UBSAN: array-index-out-of-bounds in driver/pads.c:93:12"])
@pytest.mark.parametrize("name", NO_MEMORY)
def test_a_splat_in_the_middle_of_it_is_found(name, splat):
    lines = log(name).splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines)
                 if re.search("allocation failure:|invoked oom-k", line))
    for place in range(first, len(lines) + 1):
        assert judged("".join([*lines[:place], f"[    1.200000] {splat}\n",
                               *lines[place:]]))


@pytest.mark.parametrize("program, module", [
    (r"nommu: Allocation of .*\n", ""),
    ("big-k210-mmu invoked", "insmod invoked"),
    ("big-k210-mmu invoked", "kworker/0:1 invoked"),
    ("big-k210-mmu invoked", "irq/23-gpio invoked"),
    (r"(page allocation failure: .*)GFP_HIGHUSER_MOVABLE", r"\1GFP_ATOMIC"),
])
def test_a_module_may_not(program, module):
    """Made by hand, since the kernel's words are the same."""
    found = 0
    for name in NO_MEMORY:
        text = re.sub(program, module, log(name))
        if text != log(name):
            found += 1
            assert re.search("page allocation failure|invoked oom-killer",
                             judged(text)[0])
    assert found
