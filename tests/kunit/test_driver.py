# SPDX-License-Identifier: GPL-2.0-or-later
"""The driver's KUnit suites, in the VM: the folder driver."""

import functools

import ktap
from host import graft, guest
from vm_run import OPTIONS, kdir, make_modules

NAMES = {"k210-functions", "k210-settings", "k210-pads", "k210-levels",
         "k210-outputs", "k210-gpiohs-irq", "k210-gpio-irq",
         "k210-gpio-irq-emulated", "k210-claims", "k210-claims-end",
         "k210-holds", "k210-lending", "k210-watch", "k210-config"}

# KUnit keeps all that suites say, which is more than 8 MiB hold.
PROFILE = "k210-mmu"


def test_no_case_of_the_driver_s_suites_fails(vm, judge, tmp_path):
    """On a k210-gpio.ko that models can be put under."""
    kernel = kdir("--profile", PROFILE, *OPTIONS)
    guest.copy_sources(graft.sources(), guest.TOP, tmp_path)
    make_modules(tmp_path, kernel, "CONFIG_K210_GPIO_KUNIT_TEST=m")
    found = judge(ktap.run(
        functools.partial(vm, "--profile", PROFILE), kernel,
        tmp_path / "tests/kunit/driver/k210-gpio-kunit.ko",
        driver=tmp_path / "driver/k210-gpio.ko"), PROFILE)
    assert set(found) == NAMES
    assert all(found.values())
