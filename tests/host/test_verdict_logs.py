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


# ---- the canaries -----------------------------------------------------------

REASONS = {
    "panic": "Kernel panic - not syncing: canary",
    "null": r"Unable to handle kernel access to user memory .* 0{16}"
            r"|Oops - store \(or AMO\) access fault \[#1\]",
    "warn": r"WARNING: (CPU: \d PID: \d+ )?.*at .*",
    "refcount": "refcount_t: underflow; use-after-free.",
    "nobody": r"irq \d+: nobody cared \(try booting with .*",
    "use-after-free": "BUG: KASAN: slab-use-after-free in use_after_free.*",
    "shift": r"UBSAN: shift-out-of-bounds in memory\.c:.*",
    "never": r"INFO: task insmod:\d+ blocked for more than 1 seconds\.",
    "order": "WARNING: possible circular locking dependency detected",
    "leak": r"unreferenced object 0x\w+ \(size 96\):",
}
PASSED = "pass", "no-memory"
FAULTS = [path.name for path in sorted(LOGS.iterdir())
          if not path.name.startswith(PASSED)]


def fault_of(name):
    return name.partition("-k210")[0]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_the_reason(name):
    why, = judged(log(name))
    assert re.fullmatch(SAYS + f"({REASONS[fault_of(name)]})", why)


def test_each_reason_has_a_log():
    assert {fault_of(name) for name in FAULTS} == set(REASONS)


def test_a_run_that_passed_has_no_reason():
    passed = sorted(LOGS.glob("pass-*.txt"))
    assert len(passed) == 4
    assert [judged(path.read_text()) for path in passed] == 4 * [[]]


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
