# SPDX-License-Identifier: GPL-2.0-or-later
"""Interrupts where it gets narrow: causes that come while others are served,
by the virtual clock of --icount."""

import pytest

from irqs import (BOTH, CHIPS, FALLING, HIGH, LOW, NUMBERS, RISING, Irqs,
                  pad_of)
from script import GPIO, GPIOHS, Part, Script
from vm_run import OPTIONS

pytestmark = pytest.mark.comparison

# By a clock that counts instructions, of which instruments make many more. It
# is longer apart than the kernel takes to the handler, which spins so long.
MS = 1000000
ROUNDS, APART = (4, 20 * MS) if "--debug" in OPTIONS else (10, 2 * MS)

EDGES = pytest.mark.parametrize("kind", [RISING, FALLING, BOTH],
                                ids=["rising", "falling", "both"])


def levels(kind, number):
    """As many of its edges, from the level before them."""
    if kind == BOTH:
        return [n % 2 for n in range(number + 1)]
    return [0, *([1, 0] * number)][:2 * number] if kind == RISING else \
        [1, *([0, 1] * number)][:2 * number]


def while_it_runs(irqs, chip, line, kind):
    """The first run waits until the second edge is there."""
    pad = pad_of(chip, line)
    before, first, *more = levels(kind, 2)
    for n in range(ROUNDS):
        irqs.drive(pad, before)
        irqs.request(0, chip, line, kind)
        irqs(f"again 0 {len(more)}")
        for ms, level in enumerate([first, *more], 1):
            irqs.script(f"jig at {ms * APART} drive {pad} {level}")
        irqs.script(f"await {1 + len(more)}")
        irqs.expect(0, n, 2)
        irqs("free 0")


def while_disabled(irqs, chip, line, kind):
    pad = pad_of(chip, line)
    before, *edges = levels(kind, 3)
    irqs.drive(pad, before)
    irqs.request(0, chip, line, kind)
    for n in range(ROUNDS):
        irqs("disable 0")
        for level in edges:
            irqs.drive(pad, level)
        irqs.script("irq enable 0")
        irqs.expect(0, n, 1)
        irqs("disable 0")
        irqs("enable 0")
        irqs.expect(0, n, 0)
        irqs("disable 0")
        irqs.drive(pad, before)
        irqs.script("irq enable 0")
        irqs("state 0")
    irqs("free 0")


def threaded_level(irqs, chip, line, kind):
    """The cause is there until the thread has removed it."""
    pad = pad_of(chip, line)
    on, off = (1, 0) if kind == HIGH else (0, 1)
    irqs.drive(pad, off)
    irqs.request(0, chip, line, kind, "threaded")
    for n in range(ROUNDS):
        irqs("hold 0")
        irqs.drive(pad, on)
        irqs("held 0")
        irqs.drive(pad, off)
        irqs("go 0")
        irqs.expect(0, n, 1, threads=1)
    irqs("free 0")


def threaded_edge(irqs, chip, line, kind):
    pad = pad_of(chip, line)
    before, *more = levels(kind, 9)
    irqs.drive(pad, before)
    irqs.request(0, chip, line, kind, "threaded")
    level = before
    for n, now in enumerate(more):
        wanted = kind & (RISING if now > level else FALLING)
        irqs.drive(pad, now)
        irqs.expect(0, n, int(bool(wanted)), threads=int(bool(wanted)))
        level = now
    irqs("free 0")


def new_type(irqs, chip, line, _):
    pad = pad_of(chip, line)
    irqs.drive(pad, 0)
    irqs.request(0, chip, line, RISING)
    for n in range(ROUNDS):
        irqs.drive(pad, 1)
        irqs.drive(pad, 0)
        irqs.expect(0, n, 1)
        irqs(f"type 0 {FALLING}")
        irqs.expect(0, n, 0)
        irqs.drive(pad, 1)
        irqs.drive(pad, 0)
        irqs.expect(0, n, 1)
        irqs(f"type 0 {RISING}")
        irqs.expect(0, n, 0)
    irqs("free 0")


def order(irqs, chip, line, _):
    """Sequences of edges 1 ms apart, as a reader of events sees them."""
    pad = pad_of(chip, line)
    script = irqs.script
    script(f"chip {chip}")
    script(f"jig drive {pad} 0")
    script("with rising falling")
    for n in range(ROUNDS):
        script(f"in {line}")
        for ms in range(6):
            script(f"jig at {(ms + 1) * MS} drive {pad} {(ms + 1) % 2}")
        script("await 6")
        irqs.expect_answer(n, script("events 6"), "".join(
            f"{edge}:{line}:{number}:{number} " for number, edge
            in enumerate(["rising", "falling"] * 3, 1)))
        script("release")


def both_edges(irqs, chip, line, kind):
    pad = pad_of(chip, line)
    irqs.drive(pad, 0)
    irqs.request(0, chip, line, kind)
    for n in range(ROUNDS):
        irqs.drive(pad, (n + 1) % 2)
        irqs.expect(0, n, 1)
    irqs.drive(pad, 0)
    irqs("free 0")
    for n in range(ROUNDS):     # a second edge while the first is served
        irqs.request(0, chip, line, kind)
        irqs("again 0 1")
        irqs.script(f"jig at {APART} drive {pad} 1")
        irqs.script(f"jig at {2 * APART} drive {pad} 0")
        irqs.script("await 2")
        irqs.expect(0, n, 2)
        irqs("free 0")


def open_drain(irqs, chip, line, kind):
    """Edges that it drives itself, and those from outside."""
    script = irqs.script
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"jig pull {pad} up")
    script("with open-drain")
    script(f"out {line}=1")
    irqs.request(0, chip, line, kind, "alone")
    for command in ("set 0", "set 1", f"jig drive {pad} 0",
                    f"jig drive {pad} z"):
        script(command)
        irqs.expect(0, command, 1)
    irqs("free 0")
    script("release")
    script(f"jig pull {pad} none")


def debouncing(irqs, chip, line, _):
    """Of 5 ms; what is shorter is no edge, and what lasts is one."""
    script = irqs.script
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"jig drive {pad} 0")
    script("with rising falling debounce=5000")
    script(f"in {line}")
    irqs.expect_answer("flags", script(f"flags {line}"),
                       "rising falling debounce=5000 ")
    for ms, level in ((10, 1), (11, 0), (30, 1), (50, 0), (52, 1), (54, 0),
                      (100, 0)):
        script(f"jig at {ms * MS} drive {pad} {level}")
    script("await 7")
    irqs.expect_answer("edges", script("events 2"),
                       f"rising:{line}:1:1 falling:{line}:2:2 ")
    script(f"jig at {100 * MS} level {pad}")
    script("await 1")
    irqs.expect_answer("glitches", script("events 0"), "")
    script("release")


# What is done, for these kinds of interrupts.
BY_EDGES = dict.fromkeys([while_it_runs, while_disabled, threaded_edge],
                         [RISING, FALLING, BOTH])
BY_CHIP = {**BY_EDGES, threaded_level: [HIGH, LOW],
           **dict.fromkeys([new_type, order, debouncing], [BOTH])}


class Tour:
    """Does all of it in one boot, each on the next line; tests look at
    parts."""

    def __init__(self, parts):
        self.script = Script()
        self.parts = {}     # (chip, what, kind): its Irqs
        for chip, what, kind in parts:
            irqs = Irqs(Part(self.script))
            what(irqs, chip, len(self.parts) % NUMBERS[chip], kind)
            irqs.script("with")
            self.parts[chip, what, kind] = irqs


# What is done on each silicon.
TOURS = {
    (): [(GPIOHS, open_drain, BOTH),
         *((chip, what, kind) for chip in (GPIOHS, GPIO)
           for what, kinds in BY_CHIP.items() for kind in kinds)],
    **{("--set", "k210-gpio.bothedge=off",
        "--set", f"k210-gpio.polarity-latches={latches}"):
       [(GPIO, order, BOTH), (GPIO, both_edges, BOTH)]
       for latches in ("on", "off")}}


@pytest.fixture
def judge_part(once, run_routed, driver, profile, record_property):
    """Wants no surprises of a part, which runs on one hart, and counts."""
    def judge_part(chip, what, kind=BOTH, options=()):
        def boot():
            tour = Tour(TOURS[options])
            run_routed(tour.script, "--icount", *options, expect_failures=True)
            return tour
        irqs = once((Tour, driver, profile, options),
                    boot).parts[chip, what, kind]
        assert irqs.script.failures() == []
        record_property("measured", irqs.measured())
        assert irqs.surprises() == []
    return judge_part


@CHIPS
@EDGES
def test_an_edge_while_the_handler_runs_is_delivered(judge_part, chip, kind):
    judge_part(chip, while_it_runs, kind)


@CHIPS
@EDGES
def test_edges_while_it_is_disabled_are_replayed_once(judge_part, chip, kind):
    judge_part(chip, while_disabled, kind)


@CHIPS
@pytest.mark.parametrize("kind", [HIGH, LOW], ids=["high", "low"])
def test_a_level_with_a_threaded_handler_fires_once_per_cause(judge_part, chip,
                                                              kind):
    judge_part(chip, threaded_level, kind)


@CHIPS
@EDGES
def test_a_threaded_handler_runs_once_per_edge(judge_part, chip, kind):
    judge_part(chip, threaded_edge, kind)


@CHIPS
def test_a_new_type_knows_nothing_of_edges_before_it(judge_part, chip):
    judge_part(chip, new_type)


@CHIPS
def test_both_edges_arrive_in_their_order(judge_part, chip):
    judge_part(chip, order)


_, WITHOUT, WITHOUT_LATCHES = TOURS


def test_both_edges_arrive_in_their_order_without_the_register_for_them(
        judge_part):
    judge_part(GPIO, order, options=WITHOUT)


@pytest.mark.parametrize("kind", [BOTH], ids=["both"])
@pytest.mark.parametrize("chip", [GPIO], ids=["gpio"])
@pytest.mark.parametrize("latches", [WITHOUT, WITHOUT_LATCHES],
                         ids=["on", "off"])
def test_both_edges_are_served_without_the_register_for_them(
        judge_part, chip, kind, latches):
    judge_part(chip, both_edges, kind, latches)


def test_an_open_drain_line_sees_the_edges_of_its_own_pad(judge_part):
    judge_part(GPIOHS, open_drain)


@CHIPS
def test_debouncing_takes_its_time_and_no_glitch_passes(judge_part, chip):
    judge_part(chip, debouncing)
