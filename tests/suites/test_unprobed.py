# SPDX-License-Identifier: GPL-2.0-or-later
"""test_unprobed_devices.sh of the kernel's selftests: each node of a board's
tree for which the kernel has a driver is a device that is bound to it."""

import re
import subprocess

import pytest

from suites import gpio_tools, kernel_source
from vm_run import OPTIONS, kdir

# Users of lines, as the board has them: our drivers are not all there is.
USERS = ["leds-gpio", "gpio_keys"]
LINE = re.compile(r"(ok|not ok) \d+ (\S+)( # SKIP)?\s*")


def compatibles(folder):
    """What the drivers that were built say they are for, a file of it."""
    path = folder / "compatible_list"
    extract = kernel_source.source() / "scripts/dtc/dt-extract-compatibles"
    with open(path, "w") as out:
        subprocess.run([extract, "-d", *kernel_source.driver_files(
            kdir(*OPTIONS))], check=True, stdout=out)
    return path


def outcomes(text):
    """{node: (outcome, reason)} of those that have a driver."""
    return {found[2]: ("passed", "") if found[1] == "ok" else
            ("failed", "no driver is bound to it")
            for found in map(LINE.fullmatch, text.splitlines())
            if found and not found[3]}


def run(vm, driver, folder):
    parts = [(kernel_source.selftest("dt", "test_unprobed_devices.sh"), "dt"),
             (kernel_source.selftest("dt", "compatible_ignore_list"), "dt"),
             (kernel_source.selftest("kselftest", "ktap_helpers.sh"),
              "kselftest"), (compatibles(folder), "dt")]
    ran = vm("--debian", gpio_tools.PACKAGES, "--driver", driver, *(
        word for path, place in parts
        for word in ("--put", f"{path}:{place}/{path.name}")),
        command=["sh", "-c", f"modprobe -a {' '.join(USERS)}; "
                 "bash /in/dt/test_unprobed_devices.sh"])
    assert ran.status in (0, 1), ran.stderr
    return outcomes(ran.text)


@pytest.mark.comparison
@pytest.mark.rest
def test_every_node_with_a_driver_is_bound(vm, told, driver, tmp_path):
    told("unprobed", "soc", run(vm, driver, tmp_path))
