# SPDX-License-Identifier: GPL-2.0-or-later
"""A machine whose hart runs, saved and loaded: what QEMU's own models leave
out, and the clock that instructions make."""

import re

import pytest

from emulated import until

PROGRAM, DATA = 0x80000000, 0x80002000
SEIP = 1 << 9
MIP, COUNTER, COMMAND = DATA, DATA + 8, DATA + 16
CODE = [
    0x00002297,     # auipc t0, 2           where DATA is
    0x20000313,     # li t1, 0x200          SEIP
    0x34432073,     # csrs mip, t1          by software
    0x344023f3,     # loop: csrr t2, mip
    0x0072b023,     # sd t2, 0(t0)
    0x0082be03,     # ld t3, 8(t0)
    0x001e0e13,     # addi t3, t3, 1
    0x01c2b423,     # sd t3, 8(t0)
    0x0102be83,     # ld t4, 16(t0)
    0xfe0e84e3,     # beqz t4, loop
    0x34433073,     # csrc mip, t1
    0x0002b823,     # sd zero, 16(t0)
    0xfddff06f,     # j loop
]


@pytest.fixture
def run(start):
    """run(SAVED) is a machine whose one hart counts and shows its mip."""
    def go(saved=None):
        machine = start(accel="tcg", saved=saved, words=[
            "-smp", "1", "-icount", "shift=0", *([] if saved else ["-S"])])
        if not saved:
            for n, word in enumerate(CODE):
                machine.write(PROGRAM + 4 * n, word)
            machine.monitor.execute("cont")
        wait(machine)
        return machine
    return go


def wait(machine):
    """Until the loop has been passed twice."""
    before = machine.read(COUNTER, 8)
    until(lambda: machine.read(COUNTER, 8) >= before + 2)


def seip(machine):
    wait(machine)
    return bool(machine.read(MIP, 8) & SEIP)


def request(machine, up):
    """Source 40, low_ip's line 6, for hart 0's S mode."""
    machine.write(0x0c000000 + 4 * 40, 1)
    machine.write(0x0c002084, 1 << 40 - 32)
    machine.write(0x38001030, up << 6)


def served(machine):
    request(machine, 0)
    assert machine.read(0x0c201004) == 40
    machine.write(0x0c201004, 40)


def mark(machine):
    return [int(n) for n in re.findall(r"=(\d+)", machine.jig.ask("mark"))]


def test_a_hart_goes_on_with_its_count_and_its_time(run):
    first = run()
    saved = first.save()        # it stands still, and has counted all it did
    before = mark(first)
    count = first.read(COUNTER, 8)
    second = run(saved)
    after = mark(second)
    assert second.read(COUNTER, 8) > count
    assert after[0] >= before[0] > 0 and after[1] >= before[1] > 0


def test_seip_by_software_outlives_the_plics(run):
    first = run()
    assert seip(first)
    second = run(first.save())
    request(second, 1)
    assert seip(second)
    served(second)
    assert seip(second)


def test_the_plics_seip_outlives_the_softwares(run):
    first = run()
    request(first, 1)
    second = run(first.save())
    second.write(COMMAND, 1, 8)
    until(lambda: not second.read(COMMAND, 8))
    assert seip(second)
    served(second)
    assert not seip(second)
