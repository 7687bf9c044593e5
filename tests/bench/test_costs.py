# SPDX-License-Identifier: GPL-2.0-or-later
"""What the bench's module measures is so, and is so again."""

import pytest

from bench.kernel_parts import line_of
from bench.machine import CHIPS
from host.problem import Problem

# On both chips, since each has its own registers.
LINES = [line for chip in CHIPS for line in (
    f"ask {chip} calls {CHIPS[chip]} {chip}",
    f"ask {chip} interrupt {line_of(chip)} 3 {chip}",
    f"ask {chip} distance {line_of(chip)} 3 2000",
    f"ask {chip} losses {line_of(chip)} 4000 1000",
    f"ask {chip} losses {line_of(chip)} 20 1000")]


@pytest.fixture(scope="module")
def found():
    """What was measured, by the first who did."""
    return {}


def test_what_is_measured_repeats(ask, found):
    found.update(ask(*LINES))
    assert ask(*LINES) == found


@pytest.mark.parametrize("chip", CHIPS)
def test_a_call_costs_more_than_its_accesses(ask, found, chip):
    found.update(found or ask(*LINES))
    assert found[f"{chip}/set-accesses"] == 1
    assert found[f"{chip}/get-direction-accesses"] == 0
    assert found[f"{chip}/directions-accesses"] == 3
    assert 10 < found[f"{chip}/get-input"] < found[f"{chip}/set"]


@pytest.mark.parametrize("chip", CHIPS)
def test_a_handler_is_entered_on_the_way_of_its_interrupt(ask, found, chip):
    found.update(found or ask(*LINES))
    assert 100 < found[f"{chip}/entry"] < found[f"{chip}/whole"]


@pytest.mark.parametrize("line, why", [
    ("calls nobody gpiohs", "No such device"),
    (f"calls {CHIPS['gpio']} nothing", "Protocol error"),
    (f"calls {CHIPS['gpio']}", "Invalid argument"),
    (f"interrupt {CHIPS['gpio']} 8 16 3 gpio", "Invalid argument"),
    (f"interrupt {CHIPS['gpio']} 3 12 3 nothing", "Protocol error"),
    ("boast", "Invalid argument")])
def test_what_makes_no_sense_is_refused(ask, line, why):
    with pytest.raises(Problem, match=why):
        ask(f"ask x {line} 2>&1")
