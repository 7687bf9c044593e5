# SPDX-License-Identifier: GPL-2.0-or-later
"""What the bench's module measures is so, and is so again."""

import pytest

from bench.kernel_parts import line_of
from bench.machine import CHIPS, PAD
from host.problem import Problem

LINES = [line for chip in CHIPS for line in (
    f"ask {chip} calls {CHIPS[chip]} {chip}",
    f"ask {chip} interrupt {line_of(chip)} 3 {chip}",
    f"ask {chip} distance {line_of(chip)} 3 2000",
    f"ask {chip}/far losses {line_of(chip)} 4000 1000",
    f"ask {chip}/close losses {line_of(chip)} 20 1000",
    f"ask {chip} last {line_of(chip)} 1000 50",
    f"./wake {line_of(chip)} >/tmp/wake; tell {chip} /tmp/wake")]
# By programs alone.
OPEN = ["./raw", "./ours lines", "./calls ./ours lines"]

ON_BOTH = pytest.mark.parametrize("chip", CHIPS)


@pytest.fixture(scope="module")
def found(ask):
    return ask(*LINES)


@pytest.fixture(scope="module")
def of_open_lines(ask):
    return ask(*OPEN)


def test_what_is_measured_repeats(ask, found):
    assert ask(*LINES) == found


def test_what_programs_measure_repeats(ask, of_open_lines):
    assert ask(*OPEN) == of_open_lines


def test_each_operation_of_lines_is_one_system_call(of_open_lines):
    calls = {name: number for name, number in of_open_lines.items()
             if name.startswith("calls/")}
    assert len(calls) > 5 and set(calls.values()) == {1}
    assert of_open_lines["ours/set"] > of_open_lines["raw/set"] > 500


@ON_BOTH
def test_a_reader_wakes_behind_the_interrupt(found, chip):
    assert found[f"{chip}/whole"] < found[f"{chip}/wake-both"] < 20000
    assert found[f"{chip}/distance"] < found[f"{chip}/events"] < 8000


@ON_BOTH
def test_calls_access_what_they_have_to(found, chip):
    accesses = {name: found[f"{chip}/{name}-accesses"] for name in
                ("set", "set-all", "get-input", "get-outputs",
                 "get-direction", "directions")}
    assert accesses == {"set": 1, "set-all": 1, "get-input": 1,
                        "get-outputs": 1, "get-direction": 0, "directions": 3}


@ON_BOTH
def test_a_handler_is_entered_in_the_middle_of_its_interrupt(found, chip):
    assert 100 < found[f"{chip}/entry"] < found[f"{chip}/whole"] < 5000


@ON_BOTH
def test_edges_are_lost_where_they_are_too_close_alone(found, chip):
    assert found[f"{chip}/far/lost"] == 0
    assert 100 < found[f"{chip}/close/lost"] < 1000
    assert found[f"{chip}/unseen"] == 0
    assert 20 < found[f"{chip}/distance"] < 2000


@pytest.mark.parametrize("line, why", [
    ("calls nobody gpiohs", "No such device"),
    (f"calls {CHIPS['gpio']}", "Invalid argument"),
    (f"interrupt {CHIPS['gpio']} 3 {PAD['gpio'] + 4} 3 gpio", "I/O error"),
    (f"distance {line_of('gpio')} 2 0", "Invalid argument")],
    ids=["no chip", "a word is missing", "another line's pad",
         "falling edges alone"])
def test_what_makes_no_sense_is_refused(ask, line, why):
    with pytest.raises(Problem, match=why):
        ask(f"ask x {line} 2>&1")
