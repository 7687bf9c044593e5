# SPDX-License-Identifier: GPL-2.0-or-later
"""libgpiod's tests of its tools, on the K210's chips and on gpio-sim."""

import pytest

from suites import gpio_tools
from suites.gpio_tools import Chip

FOO, BAR, BAZ = (1, "foo"), (4, "bar"), (7, "baz")
FOO_BAR = Chip(4, ((1, "foo"), (2, "bar")))
ONE_CHIP = {
    "unnamed": Chip(8),
    "foo": Chip(8, (FOO,)),
    "foo bar baz": Chip(8, (FOO, BAR, BAZ)),
    "numbers": Chip(8, ((1, "6"), (6, "1"))),
    "other numbers": Chip(8, ((1, "42"), (6, "13"))),
    "foo in the middle": Chip(8, ((4, "foo"),)),
    "baz in the middle": Chip(8, ((4, "baz"),)),
    "four lines": Chip(4),
    "foo bar of four": FOO_BAR,
}
TWO_CHIPS = {
    "more and less": (Chip(8), Chip(4)),
    "less and more": (Chip(4), Chip(8)),
    "baz after foo bar": (FOO_BAR, Chip(8, ((3, "baz"), (4, "xyz")))),
    "baz first after foo bar": (FOO_BAR, Chip(8, ((0, "baz"), (4, "xyz")))),
    "baz after foo": (Chip(4, (FOO,)), Chip(8, ((3, "baz"),))),
    "bar twice": (Chip(8, ((5, "bar"),)), Chip(4, ((2, "bar"),))),
    "baz after bar": (Chip(8, ((5, "bar"),)), Chip(4, ((2, "baz"),))),
    "bar twice among others": (Chip(8, (FOO, (6, "bar"))),
                               Chip(8, ((1, "baz"), (3, "bar")))),
    "foo twice": (Chip(8, (FOO,)), Chip(8, ((3, "foo"),))),
    "foo first twice": (Chip(8, ((0, "foo"),)), Chip(8, ((2, "foo"),))),
    "foo in the middle twice": (Chip(8, ((4, "foo"),)),
                                Chip(8, ((2, "foo"),))),
}
PARTS = 3


@pytest.mark.comparison
@pytest.mark.parametrize("block", [
    "gpiohs", pytest.param("gpio", marks=pytest.mark.rest)])
@pytest.mark.parametrize("wanted", ONE_CHIP)
def test_cases_of_one_chip_hold(vm, told, tmp_path, driver, wanted, block):
    told("gpio-tools", block, gpio_tools.run_on_chips(
        vm, driver, tmp_path, {block: ONE_CHIP[wanted]},
        gpio_tools.cases_of(ONE_CHIP[wanted])))


@pytest.mark.rest
@pytest.mark.comparison
@pytest.mark.parametrize("wanted", TWO_CHIPS)
def test_cases_of_two_chips_hold(vm, told, tmp_path, driver, wanted):
    told("gpio-tools", "both", gpio_tools.run_on_chips(
        vm, driver, tmp_path, dict(zip(("gpiohs", "gpio"), TWO_CHIPS[wanted])),
        gpio_tools.cases_of(*TWO_CHIPS[wanted])))


@pytest.mark.comparison
def test_cases_of_no_chip_hold(vm, told, tmp_path, driver):
    told("gpio-tools", "both", gpio_tools.run_on_chips(
        vm, driver, tmp_path, {"gpiohs": Chip(32), "gpio": Chip(8)},
        gpio_tools.cases_of()))


@pytest.mark.comparison
def test_cases_of_more_chips_are_told(told, driver):
    told("gpio-tools", "more", {
        case: ("skipped", f"it wants {len(chips)} chips")
        for case, chips in gpio_tools.cases().items() if len(chips) > 2})


def test_no_case_is_left_out():
    known = {(), *((chip,) for chip in ONE_CHIP.values()), *TWO_CHIPS.values()}
    assert len(gpio_tools.cases()) > 160
    assert not [case for case, chips in gpio_tools.cases().items()
                if len(chips) <= 2 and chips not in known]


@pytest.mark.rest
@pytest.mark.parametrize("part", range(PARTS))
def test_cases_hold_on_gpio_sim(vm, told, tmp_path, part):
    told("gpio-tools", "sim", gpio_tools.run_on_gpio_sim(
        vm, tmp_path, list(gpio_tools.cases())[part::PARTS]))
