# SPDX-License-Identifier: GPL-2.0-or-later
"""What a level costs beside its one ioctl: the instructions of the shortest way
through the functions that are called most."""

import re
import subprocess

import pytest

from userspace.places import USERSPACE
from host import debian
from vm_run import CC, OPTIONS

LIMIT = 20
ONE = re.compile(r"^\s*([0-9a-f]+):\t(\S+)\s*(.*)$")
ENDS = {"j", "jr", "jal", "jalr", "call", "tail"}

pytestmark = pytest.mark.skipif(bool(OPTIONS), reason="one kernel will do")


def instructions(folder, optimized, function):
    """[(address, name, operands), ...] of a function of the library."""
    debian.install(["binutils-riscv64-linux-gnu"])
    made = folder / "pin-value.o"
    subprocess.run(
        [CC, "--profile", "k210", optimized, "-std=gnu11",
         "-fvisibility=hidden", "-ffunction-sections", "-c", "-o", made,
         "-I", USERSPACE / "include", USERSPACE / "lib" / "pin-value.c"],
        check=True)
    done = subprocess.run(
        ["riscv64-linux-gnu-objdump", "-d", "--no-show-raw-insn", "-M",
         "no-aliases", "-j", f".text.{function}", made], check=True,
        capture_output=True, text=True)
    return [(int(found[1], 16), found[2], found[3])
            for found in map(ONE.match, done.stdout.splitlines()) if found]


def ways(code, at=0, count=0, calls=0):
    """(INSTRUCTIONS, IOCTLS) of each way to the return that calls nothing."""
    by_address = {address: (name, rest, index)
                  for index, (address, name, rest) in enumerate(code)}
    while count < 100:
        name, rest, index = by_address[at]
        name = name.removeprefix("c.")
        count += 1
        calls += name == "ecall"
        following = code[index + 1][0] if index + 1 < len(code) else None
        if name == "jr" and rest.startswith("ra") or \
                name == "jalr" and rest.startswith("zero,0(ra)"):
            yield count, calls
            return
        if name in ("jalr", "jr", "auipc") and "ra" in rest.split(",")[0] or \
                name == "auipc" and rest.startswith("t1"):
            return
        goal = re.search(r"\b([0-9a-f]+) <", rest)
        if name.startswith("b") and goal:
            yield from ways(code, int(goal[1], 16), count, calls)
        elif name == "j" or name == "jal" and rest.startswith("zero"):
            at = int(goal[1], 16)
            continue
        at = following
        if at is None:
            return


@pytest.mark.parametrize("optimized", ["-Os", "-O2"])
@pytest.mark.parametrize("function",
                         ["k210_pin_get", "k210_pin_set", "k210_pin_toggle"])
def test_a_level_is_one_ioctl_and_little_else(tmp_path, optimized, function):
    found = list(ways(instructions(tmp_path, optimized, function)))
    asking = [count for count, calls in found if calls]
    assert {calls for _, calls in found} <= {0, 1}
    assert asking, found
    assert min(asking) <= LIMIT, found
