# SPDX-License-Identifier: GPL-2.0-or-later
"""How many of their registers the drivers access, as the model counts."""

import pytest

from irqs import BOTH, CHIPS, FALLING, RISING, Irqs, pad_of
from script import GPIOHS, Script, accesses

pytestmark = pytest.mark.comparison

NUMBERS = pytest.mark.parametrize("number", [1, 8])
EDGES = pytest.mark.parametrize("kind", [RISING, FALLING],
                                ids=["rising", "falling"])


class Costs:
    """Does all that a chip is asked for, once; tests look at parts."""

    def __init__(self, chip):
        self.script = Script()
        self.irqs = Irqs(self.script)
        self.block = "gpiohs" if chip == GPIOHS else "gpio"
        self.pad = pad_of(chip, 5)
        self._counts = {}
        self.script(f"chip {chip}")
        for number in (1, 8):
            self._values(number)
        self._open_drain()
        self._directions()
        self._settings()
        self._events()
        for kind in (RISING, FALLING):
            self._interrupts(chip, kind)

    def _count(self, part, *commands, block=None):
        """What the commands access is a count of this part."""
        count = f"jig count {block or self.block}"
        before = self.script(count)
        for command in commands:
            self.script(command)
        self._counts.setdefault(part, []).append((before, self.script(count)))

    def _values(self, number):
        lines = range(number)
        self.script("out " + " ".join(f"{line}=0" for line in lines))
        for level in "10":
            self._count(("set", number), "set" + f" {level}" * number)
        self._count(("get", "out", number), "get")
        self.script("turn in")
        self._count(("get", "in", number), "get")
        self.script("release")

    def _open_drain(self):
        self.script("with open-drain")
        self.script("out 5=0 6=1")
        self._count("get mixed", "get")
        for level in "1010":
            self._count("open drain", f"set {level} -")
        self.script("release")
        self.script("with")

    def _directions(self):
        self.script("in 5")
        for direction in ("out 1", "in", "out 1"):
            self._count("directions", f"turn {direction}")
        self.script("release")

    def _settings(self):
        self.script("with pull-up")
        self.script("in 5")
        for flag in ("pull-down", "no-pull", "pull-up"):
            self.script(f"with {flag}")
            self._count("settings", "turn in", block="fpioa")
        self.pulled = self.script(f"jig pad {self.pad}")
        self.script("release")

    # What each event costs: the first of a request, where the driver looks
    # whether it is one of an earlier user's, is not counted.

    def _events(self):
        self.irqs.drive(self.pad, 1)
        self.script("with rising falling")
        self.script("in 5")
        self.irqs.drive(self.pad, 0)
        self.script("events 1")
        for level in (1, 0, 1, 0):
            self._count("events", f"jig drive {self.pad} {level}", "events 1")
        self.script("release")

    def _interrupts(self, chip, kind):
        on, off = (1, 0) if kind == RISING else (0, 1)
        self.irqs.drive(self.pad, off)
        self.irqs.request(0, chip, 5, kind)
        self.irqs.drive(self.pad, on)
        self.irqs("state 0")
        self.irqs.drive(self.pad, off)
        for _ in range(3):
            self._count(("edge", kind), f"jig drive {self.pad} {on}",
                        "irq state 0")
            self.irqs.drive(self.pad, off)
        self.irqs("disable 0")
        self._count("enable", "irq enable 0")
        self._count("type", f"irq type 0 {BOTH}")
        self.irqs("free 0")

    def found(self, part):
        return [accesses(self.script[before], self.script[after])
                for before, after in self._counts[part]]


@pytest.fixture
def costs(once, driver, run_routed, profile, chip):
    """What all that a chip is asked for has cost."""
    def boot():
        costs = Costs(chip)
        run_routed(costs.script, "--icount")
        return costs
    return once((Costs, driver, profile, chip), boot)


def text(reads, writes):
    return "+".join([f"{reads}R"] * bool(reads) +
                    [f"{writes}W"] * bool(writes)) or "none"


@pytest.fixture
def at_most(costs, record_property):
    """at_most(PART, (READS, WRITES), ...): one for all, or one for each."""
    def at_most(part, *limits):
        found = costs.found(part)
        counts = [text(*count) for count in found]
        record_property("measured", ", then ".join(
            counts[:1] if len(set(counts)) == 1 else counts))
        if len(limits) == 1:
            limits *= len(found)
        assert [count for count, limit in zip(found, limits, strict=True)
                if count[0] > limit[0] or count[1] > limit[1]] == []
    return at_most


@CHIPS
@NUMBERS
def test_setting_lines_costs_one_access(at_most, number):
    at_most(("set", number), (0, 1))


@CHIPS
@NUMBERS
@pytest.mark.parametrize("direction", ["in", "out"])
def test_getting_lines_costs_one_access(at_most, number, direction):
    at_most(("get", direction, number), (1, 0))


@CHIPS
def test_getting_lines_of_both_directions_costs_one_access(at_most):
    """Of open drain, one that drives its pad and one that does not."""
    at_most("get mixed", (1, 0))


@CHIPS
def test_a_change_of_direction_costs_no_more_than_it_must(at_most, chip):
    """Out with another value, in, and out again with that value."""
    if chip == GPIOHS:
        at_most("directions", (0, 3), (0, 2), (0, 2))
    else:
        at_most("directions", (0, 2), (0, 1), (0, 2))


@CHIPS
def test_an_open_drain_line_changes_with_one_access(at_most):
    at_most("open drain", (0, 1))


@CHIPS
@EDGES
def test_an_interrupt_of_one_edge_costs_no_more_than_it_must(
        at_most, chip, kind):
    """GPIO's handler has to find out which line it was as well."""
    at_most(("edge", kind), (0, 1) if chip == GPIOHS else (1, 1))


@CHIPS
def test_an_event_of_both_edges_costs_no_more_than_it_must(at_most, chip):
    """With what gpiolib reads to tell which edge it was."""
    at_most("events", (1, 2) if chip == GPIOHS else (2, 1))


@CHIPS
def test_enabling_an_interrupt_costs_no_more_than_it_must(at_most):
    """Of a line that is an input already."""
    at_most("enable", (0, 4))


@CHIPS
def test_a_new_type_costs_no_more_than_it_must(at_most):
    at_most("type", (0, 5))


@CHIPS
def test_all_settings_of_a_pad_cost_one_write(costs, at_most):
    """Of the FPIOA, for another pull than the one that it has."""
    at_most("settings", (0, 1))
    assert "pu=1 pd=0" in costs.script[costs.pulled]
