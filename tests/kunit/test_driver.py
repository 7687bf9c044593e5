# SPDX-License-Identifier: GPL-2.0-or-later
"""The driver's KUnit suites, in the VM: the folder driver."""

import functools
from pathlib import Path

import pytest

from host import guest
from vm_run import OPTIONS, kdir, make_modules

SUITES = Path(__file__).parent / "driver"
NAMES = {"k210-functions", "k210-settings", "k210-pads", "k210-levels",
         "k210-outputs", "k210-gpiohs-irq", "k210-gpio-irq",
         "k210-gpio-irq-emulated"}


@pytest.fixture(scope="session")
def modules(tmp_path_factory):
    """modules(PROFILE) is the paths of a k210-gpio.ko that models can be put
    under, and of its suites, built once."""
    @functools.cache
    def build(profile):
        folder = tmp_path_factory.mktemp("driver")
        guest.copy_sources([*guest.driver_sources(),
                            *(path for path in SUITES.iterdir()
                              if path.name == "Kbuild" or
                              path.suffix in (".c", ".h"))],
                           guest.TOP, folder)
        make_modules(folder, kdir("--profile", profile, *OPTIONS),
                     "CONFIG_K210_GPIO_KUNIT_TEST=m")
        return (folder / "driver" / "k210-gpio.ko",
                folder / "tests/kunit/driver" / "k210-gpio-kunit.ko")
    return build


def test_no_case_of_the_driver_s_suites_fails(kunit, profile, modules):
    driver, suites = modules(profile)
    found = kunit(suites, driver=driver)
    assert set(found) == NAMES
    assert all(found.values())
