# SPDX-License-Identifier: GPL-2.0-or-later
"""Interrupts of all 40 lines, as a driver that uses them sees them."""

import pytest

from irqs import (BOTH, CHIPS, FALLING, HIGH, LOW, NONE, NUMBERS,
                  RISING, TYPES, Irqs, pad_of)
from script import GPIO, GPIOHS, Script

pytestmark = pytest.mark.comparison

ALL = [(chip, line) for chip, number in NUMBERS.items()
       for line in range(number)]
PADS = range(8, 48)
NONSENSE = {NONE: "none", RISING | HIGH: "rising and high",
            HIGH | LOW: "high and low", BOTH | LOW: "both and low"}


class Tour:
    """Goes through all lines and types, once; tests look at parts."""

    def __init__(self):
        self.script = Script()
        self.irqs = Irqs(self.script)
        for chip, line in ALL:
            for name, kind in TYPES.items():
                if kind in (HIGH, LOW):
                    self._levels(chip, line, kind, (chip, name))
                else:
                    self._edges(chip, line, kind, (chip, name))
        self.nonsense = {(chip, kind): self._nonsense(chip, kind)
                         for chip in NUMBERS for kind in NONSENSE}
        self._alone()
        self._all_at_once()

    def _edges(self, chip, line, kind, what):
        """The edges before it is requested are not its own."""
        irqs, pad = self.irqs, pad_of(chip, line)
        irqs.drive(pad, 1)
        irqs.drive(pad, 0)
        irqs.request(0, chip, line, kind)
        irqs.expect(0, what, 0)
        for level in (1, 0, 1):
            irqs.drive(pad, level)
            irqs.expect(0, what, int(bool(
                kind & (RISING if level else FALLING))))
        irqs("free 0")

    def _levels(self, chip, line, kind, what):
        """The handler disables the interrupt, or it would run for ever."""
        irqs, pad = self.irqs, pad_of(chip, line)
        on, off = (1, 0) if kind == HIGH else (0, 1)
        irqs.drive(pad, off)
        irqs.request(0, chip, line, kind)
        irqs.expect(0, what, 0)
        irqs("off 0 1")
        irqs.drive(pad, on)
        irqs.expect(0, what, 1)
        irqs.drive(pad, off)
        irqs("enable 0")
        irqs.expect(0, what, 0)
        irqs("off 0 1")
        irqs.drive(pad, on)
        irqs.expect(0, what, 1)
        irqs("off 0 3")         # and it lasts
        irqs("enable 0")
        irqs.expect(0, what, 3)
        irqs("free 0")

    def _nonsense(self, chip, kind):
        """Whoever takes it must not run for ever."""
        self.irqs.request(0, chip, 5, RISING)
        self.irqs("off 0 1")
        answer = self.irqs(f"type 0 {kind}")
        self.irqs("free 0")
        return answer

    def refused(self):
        """What should be taken, and was not."""
        nonsense = self.nonsense.values()
        return [self.script.commands[n] for n in range(
            len(self.script.commands)) if n not in nonsense and
            self.script[n].startswith("error")]

    def _alone(self):
        for chip in (GPIOHS, GPIO):
            self.irqs.drive(pad_of(chip, 3), 0)
            self.irqs.request(0, chip, 3, RISING, "alone")
            self.irqs.drive(pad_of(chip, 3), 1)
            self.irqs.expect(0, (chip, "alone"), 1)
            self.irqs("free 0")

    def _all_at_once(self):
        for pad in PADS:
            self.irqs.drive(pad, "z")
        for one, other in zip(PADS, PADS[1:]):
            self.script(f"jig wire {one} {other}")
        self.irqs.drive(PADS[0], 0)
        for slot, (chip, line) in enumerate(ALL):
            self.irqs.request(slot, chip, line, BOTH)
        for level in (1, 0) * 10:
            self.irqs.drive(PADS[0], level)
            for slot in range(len(ALL)):
                self.irqs.expect(slot, "at once", 1)


@pytest.fixture
def tour(once, driver, run_routed, profile):
    """What the handlers did on a tour of all lines."""
    def boot():
        tour = Tour()
        run_routed(tour.script, expect_failures=True)
        assert tour.refused() == []
        return tour
    return once((Tour, driver, profile), boot)


@CHIPS
@pytest.mark.parametrize("kind", TYPES)
def test_each_line_fires_as_its_type_says(tour, chip, kind):
    assert tour.irqs.surprises((chip, kind)) == []


@CHIPS
def test_an_interrupt_needs_nobody_who_requested_its_line(tour, chip):
    assert tour.irqs.surprises((chip, "alone")) == []


def test_edges_of_all_lines_at_the_same_instant_are_delivered_once(tour):
    assert tour.irqs.surprises("at once") == []


@CHIPS
@pytest.mark.parametrize("kind", NONSENSE, ids=NONSENSE.values())
def test_a_type_that_makes_no_sense_is_refused(tour, chip, kind):
    assert tour.script[tour.nonsense[chip, kind]] == "error 22"


def set_affinity(script, slot, hart):
    """As an administrator would."""
    script(f"sh set -- $(grep -w consumer{slot} /proc/interrupts); "
           f"echo {1 << hart} >/proc/irq/${{1%:}}/smp_affinity")


def test_an_interrupt_of_gpiohs_arrives_at_the_hart_that_is_chosen(
        room, run_routed):
    script = Script()
    irqs = Irqs(script)
    irqs.request(5, GPIOHS, 5, BOTH)
    harts = []
    for hart in (1, 0, 1):
        set_affinity(script, 5, hart)
        for level in (1, 0):
            irqs.drive(21, level)
            harts.append((irqs("harts 5"), "0 1" if hart else "1 0"))
    run_routed(script)
    assert [script[n] for n, _ in harts] == [want for _, want in harts]


def test_two_harts_serve_interrupts_at_the_same_time(room, run_routed):
    """Lines by turns, all on one wire, and what each hart has to do."""
    script = Script()
    irqs = Irqs(script)
    for one, other in zip(PADS, PADS[1:]):
        script(f"jig wire {one} {other}")
    irqs.drive(PADS[0], 0)
    for slot, (chip, line) in enumerate(ALL):
        irqs.request(slot, chip, line, BOTH)
        if chip == GPIOHS:
            set_affinity(script, slot, slot % 2)
    for level in (1, 0) * 20:
        irqs.drive(PADS[0], level)
        for slot in range(len(ALL)):
            irqs.expect(slot, "each edge", 1)
    harts = [irqs(f"harts {slot}") for slot in range(NUMBERS[GPIOHS])]
    run_routed(script)
    assert irqs.surprises() == []
    assert [script[n] for n in harts] == ["40 0", "0 40"] * 16
