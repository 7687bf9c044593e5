# SPDX-License-Identifier: GPL-2.0-or-later
"""A seeded random walk through the machine's states. On its way it is saved
and loaded: the copy is the same in all that can be seen and in all that it
would save, and it goes the rest of the way like one that never stopped."""

import random

import pytest

from . import state
from .monitor import sections
from .state import Guest

STEPS = 120
OTHERS = [setting for setting in state.SETTINGS
          if "debounce" not in setting and "gates" not in setting]
WRITABLE = {
    "gpiohs": (0x38001000, range(0x04, 0x44, 4)),
    "gpio": (0x50200000, [0x00, 0x04, 0x08, 0x30, 0x34, 0x38, 0x3c, 0x48,
                          0x4c, 0x60, 0x68]),
    "plic": (0x0c000000, [*range(4, 264, 4), 0x2000, 0x2004, 0x2008, 0x2104,
                          0x2184, 0x200000, 0x202000]),
    "ties": (0x502b0000, range(0xc0, 0x100, 4)),
    "uarths": (0x38000000, [0x08, 0x0c, 0x10, 0x18]),
}


def steps(seed):
    """STEPS things that may happen to a machine, each a function of it. Half
    of the words go to the pads and make functions meet there."""
    rng = random.Random(seed)

    def write(address, value):
        return lambda machine, guest: machine.write(address, value)

    def pad():
        word = rng.getrandbits(24) & ~0xff | rng.choice(
            [rng.randrange(256), rng.randrange(24, 64)])
        return write(0x502b0000 + 4 * rng.randrange(48), word)

    def register():
        base, offsets = WRITABLE[rng.choice(list(WRITABLE))]
        return write(base + rng.choice(offsets), rng.choice(
            [rng.getrandbits(32), 0xffffffff, 1 << rng.randrange(32)]))

    def claim():
        context = 0x0c200004 + 0x1000 * rng.randrange(4)
        if rng.random() < 0.5:
            return lambda machine, guest: machine.read(context)
        return write(context, rng.randrange(1, 66))

    def act():
        a, b = rng.randrange(48), rng.randrange(48)
        return rng.choice([f"drive {a} {rng.choice('01z')}",
                           f"pull {a} {rng.choice(['up', 'down', 'none'])}",
                           f"wire {a} {b}", f"unwire {a} {b}"])

    def jig():
        request = act()
        return lambda machine, guest: machine.jig.do(request)

    def guests():
        request = rng.choice([f"at {rng.randrange(5000)} {act()}",
                              f"watch {rng.randrange(48)}", "mark", "lev"])
        request += rng.choice(["\n", "\n", ""])
        return lambda machine, guest: guest.write(16, request)

    def time():
        ns = rng.choice([1, 30, 77, 1000])
        return lambda machine, guest: machine.step(ns)

    return [rng.choice([pad, pad, register, register, claim, jig, jig, guests,
                        time])() for _ in range(STEPS)]


def seen(machine):
    return (state.registers(machine), state.pads(machine),
            state.counts(machine))


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_may_be_interrupted(start, seed):
    """Half of them where the models' choices are the other ones."""
    settings = ["k210-gpio.debounce-ns=2000"] + OTHERS * (seed % 2)
    way = steps(seed)
    half = random.Random(seed).randrange(STEPS // 3, STEPS)
    steady, first = start(*settings), start(*settings)
    for machine in (steady, first):
        guest = Guest(machine)
        guest.command(Guest.OPEN)
        for step in way[:half]:
            step(machine, guest)
    looked = seen(steady)
    assert seen(first) == looked
    assert first.errors() == steady.errors()
    before = first.save()
    second = start(*settings, saved=before)
    after = second.save()
    here, there = sections(before[0]), sections(after[0])
    here.pop(("timer", 0))              # the host's clock
    there.pop(("timer", 0))
    assert [name for name in here if here[name] != there.get(name)] == []
    assert len(here) == len(there)
    third = start(*settings, saved=after)
    for machine in (steady, third):
        guest = Guest(machine)
        for step in way[half:]:
            step(machine, guest)
        machine.step(10000)
    assert seen(third) == seen(steady)
    assert Guest(third).read(16) == Guest(steady).read(16)
    assert third.errors() == steady.errors()    # conflicts on the way
