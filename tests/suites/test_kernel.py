# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's own programs and tests for GPIO, on the K210's chips."""

import pytest

from suites import kernel_cases


def tell(told, chip, found):
    """All suites of one boot, whatever is wrong with one of them."""
    wrong = []
    for suite, outcomes in found.items():
        try:
            told(suite.replace("_", "-"), chip, outcomes)
        except AssertionError as failure:
            wrong.append(f"{suite}: {failure}")
    assert found and not wrong, "\n".join(wrong)


@pytest.mark.comparison
@pytest.mark.parametrize("block", [
    "gpiohs", pytest.param("gpio", marks=pytest.mark.rest)])
def test_the_kernels_cases_hold(vm, told, tmp_path, driver, block):
    tell(told, block, kernel_cases.run_on_chip(vm, driver, tmp_path, block))


@pytest.mark.rest
def test_the_kernels_cases_hold_on_gpio_sim(vm, told, tmp_path):
    tell(told, "sim", kernel_cases.run_on_gpio_sim(vm, tmp_path))
