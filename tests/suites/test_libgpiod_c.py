# SPDX-License-Identifier: GPL-2.0-or-later
"""libgpiod's tests of its library, on the K210's chips."""

import pytest

from suites import libgpiod_c
from suites.gpio_tools import LABELS


@pytest.fixture
def built(once, tmp_path_factory):
    """built(DO) is what DO(FOLDER) makes, once."""
    return lambda do: once((libgpiod_c, do), lambda: do(
        tmp_path_factory.mktemp("libgpiod-c")))


def with_gpio_sim(folder):
    return libgpiod_c.programs(folder, "sim")


def with_the_jig(folder):
    return [*libgpiod_c.programs(folder, "jig"), libgpiod_c.module(folder)]


@pytest.mark.comparison
@pytest.mark.parametrize("block", ["gpiohs", "gpio"])
def test_libgpiods_c_tests_hold(vm, told, built, tmp_path, driver, block):
    """And leave pads as they found them."""
    outcomes, left = libgpiod_c.run_on_chips(vm, driver, tmp_path, block,
                                             built(with_the_jig))
    # it tells which chip it has seen
    assert LABELS[block] in outcomes["chip-info/get_chip_info_label"][1]
    told("libgpiod-c", block, outcomes)
    assert not left


@pytest.mark.rest
def test_libgpiods_c_tests_hold_on_gpio_sim(vm, told, built):
    told("libgpiod-c", "sim",
         libgpiod_c.run_on_gpio_sim(vm, built(with_gpio_sim)))
