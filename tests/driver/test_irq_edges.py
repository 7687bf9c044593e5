# SPDX-License-Identifier: GPL-2.0-or-later
"""Interrupts where it gets narrow: causes that come while others are served,
by the virtual clock of --icount."""

import pytest

from irqs import BOTH, CHIPS, FALLING, HIGH, LOW, RISING, Irqs, pad_of
from script import GPIO, GPIOHS, Script

pytestmark = pytest.mark.comparison

LINE = 5
ROUNDS = 10
MS = 1000000

EDGES = pytest.mark.parametrize("kind", [RISING, FALLING, BOTH],
                                ids=["rising", "falling", "both"])


@pytest.fixture
def irqs():
    return Irqs(Script())


@pytest.fixture
def finish(irqs, run_routed, record_property):
    """Runs it on one hart, wants no surprises and counts."""
    def finish(*options):
        run_routed(irqs.script, "--icount", *options)
        record_property("measured", irqs.measured())
        assert irqs.surprises() == []
    return finish


def levels(kind, number):
    """As many of its edges, from the level before them."""
    if kind == BOTH:
        return [n % 2 for n in range(number + 1)]
    return [0, *([1, 0] * number)][:2 * number] if kind == RISING else \
        [1, *([0, 1] * number)][:2 * number]


@CHIPS
@EDGES
def test_an_edge_while_the_handler_runs_is_delivered(irqs, finish, chip, kind):
    """The first run waits until the second edge is there."""
    pad = pad_of(chip, LINE)
    before, first, *more = levels(kind, 2)
    for n in range(ROUNDS):
        irqs.drive(pad, before)
        irqs.request(0, chip, LINE, kind)
        irqs(f"again 0 {len(more)}")
        for ms, level in enumerate([first, *more], 1):
            irqs.script(f"jig at {ms * MS} drive {pad} {level}")
        irqs.script(f"await {1 + len(more)}")
        irqs.expect(0, n, 2)
        irqs("free 0")
    finish()


@CHIPS
@EDGES
def test_edges_while_it_is_disabled_are_replayed_once(irqs, finish, chip,
                                                      kind):
    pad = pad_of(chip, LINE)
    before, *edges = levels(kind, 3)
    irqs.drive(pad, before)
    irqs.request(0, chip, LINE, kind)
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
    finish()


@CHIPS
@pytest.mark.parametrize("kind", [HIGH, LOW], ids=["high", "low"])
def test_a_level_with_a_threaded_handler_fires_once_per_cause(
        irqs, finish, chip, kind):
    """The cause is there until the thread has removed it."""
    pad = pad_of(chip, LINE)
    on, off = (1, 0) if kind == HIGH else (0, 1)
    irqs.drive(pad, off)
    irqs.request(0, chip, LINE, kind, "threaded")
    for n in range(ROUNDS):
        irqs("hold 0")
        irqs.drive(pad, on)
        irqs("held 0")
        irqs.drive(pad, off)
        irqs("go 0")
        irqs.expect(0, n, 1, threads=1)
    finish()


@CHIPS
@EDGES
def test_a_threaded_handler_runs_once_per_edge(irqs, finish, chip, kind):
    pad = pad_of(chip, LINE)
    before, *more = levels(kind, 9)
    irqs.drive(pad, before)
    irqs.request(0, chip, LINE, kind, "threaded")
    level = before
    for n, now in enumerate(more):
        wanted = kind & (RISING if now > level else FALLING)
        irqs.drive(pad, now)
        irqs.expect(0, n, int(bool(wanted)), threads=int(bool(wanted)))
        level = now
    finish()


@CHIPS
def test_a_new_type_knows_nothing_of_edges_before_it(irqs, finish, chip):
    pad = pad_of(chip, LINE)
    irqs.drive(pad, 0)
    irqs.request(0, chip, LINE, RISING)
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
    finish()


def order(run_routed, record_property, chip, *options):
    """Sequences of edges 1 ms apart, as a reader of events sees them."""
    pad = pad_of(chip, LINE)
    script = Script()
    script(f"chip {chip}")
    script(f"jig drive {pad} 0")
    sequences = []
    for _ in range(ROUNDS):
        script("with rising falling")
        script(f"in {LINE}")
        for n in range(6):
            script(f"jig at {(n + 1) * MS} drive {pad} {(n + 1) % 2}")
        script("await 6")
        sequences.append(script("events 6"))
        script("release")
    run_routed(script, "--icount", *options)
    wanted = [f"{edge}:{LINE}:{n}:{n}"
              for n, edge in enumerate(["rising", "falling"] * 3, 1)]
    right = [script[n].split() == wanted for n in sequences].count(True)
    record_property("measured", f"{right} of {ROUNDS}")
    assert right == ROUNDS, script[sequences[0]]


@CHIPS
def test_both_edges_arrive_in_their_order(run_routed, record_property, chip):
    order(run_routed, record_property, chip)


def test_both_edges_arrive_in_their_order_without_the_register_for_them(
        run_routed, record_property):
    order(run_routed, record_property, GPIO, "--set", "k210-gpio.bothedge=off")


@pytest.mark.parametrize("kind", [BOTH], ids=["both"])
@pytest.mark.parametrize("chip", [GPIO], ids=["gpio"])
@pytest.mark.parametrize("latches", ["on", "off"])
def test_both_edges_are_served_without_the_register_for_them(
        irqs, finish, chip, kind, latches):
    pad = pad_of(chip, LINE)
    irqs.drive(pad, 0)
    irqs.request(0, chip, LINE, kind)
    for n in range(ROUNDS):
        irqs.drive(pad, (n + 1) % 2)
        irqs.expect(0, n, 1)
    irqs.drive(pad, 0)
    irqs("free 0")
    for n in range(ROUNDS):     # a second edge while the first is served
        irqs.request(0, chip, LINE, kind)
        irqs("again 0 1")
        irqs.script(f"jig at {MS} drive {pad} 1")
        irqs.script(f"jig at {2 * MS} drive {pad} 0")
        irqs.script("await 2")
        irqs.expect(0, n, 2)
        irqs("free 0")
    finish("--set", "k210-gpio.bothedge=off",
           "--set", f"k210-gpio.polarity-latches={latches}")


def test_an_open_drain_line_sees_the_edges_of_its_own_pad(run_routed):
    """Of those that it drives itself, and of those from outside."""
    script = Script()
    irqs = Irqs(script)
    pad = pad_of(GPIOHS, LINE)
    script(f"chip {GPIOHS}")
    script(f"jig pull {pad} up")
    script("with open-drain")
    script(f"out {LINE}=1")
    irqs.request(0, GPIOHS, LINE, BOTH, "alone")
    for command in ("set 0", "set 1", f"jig drive {pad} 0",
                    f"jig drive {pad} z"):
        script(command)
        irqs.expect(0, command, 1)
    run_routed(script, "--icount")
    assert irqs.surprises() == []


@CHIPS
def test_debouncing_takes_its_time_and_no_glitch_passes(run_routed, chip):
    """Of 5 ms; what is shorter is no edge, and what lasts is one."""
    script = Script()
    pad = pad_of(chip, LINE)
    script(f"chip {chip}")
    script(f"jig drive {pad} 0")
    script("with rising falling debounce=5000")
    script(f"in {LINE}")
    flags = script(f"flags {LINE}")
    for ms, level in ((10, 1), (11, 0), (30, 1), (50, 0), (52, 1), (54, 0),
                      (100, 0)):
        script(f"jig at {ms * MS} drive {pad} {level}")
    script("await 7")
    events = script("events 2")
    script(f"jig at {100 * MS} level {pad}")
    script("await 1")
    more = script("events 0")
    run_routed(script, "--icount")
    assert "debounce=5000" in script[flags]
    assert script[events].split() == [f"rising:{LINE}:1:1",
                                      f"falling:{LINE}:2:2"]
    assert script[more] == ""
