# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine that all is measured on: the K210's own 8 MiB and its kernel, on
one hart, where an instruction is a nanosecond."""

import re
import subprocess
import tempfile
from pathlib import Path

from host.problem import Problem
from trees import routed
from vm_run import VM, kdir

PROFILE = "k210"
OURS, MAINLINE = "k210-gpio", "mainline"

# Where all lines are on the pads that carry them after reset.
CHIPS = {"gpiohs": "38001000.gpio-controller", "gpio": "50200000.gpio"}
LINES = {"gpiohs": 32, "gpio": 8}
PAD = {"gpiohs": 16, "gpio": 8}

NUMBER = re.compile(r"(\S+) (-?\d+)")


def tree(folder):
    """That of all machines: as routed(), and line NAMED of GPIOHS is LED."""
    changed = routed(PROFILE)
    changed.gpiohs.set("gpio-line-names", *(
        "LED" if line == 5 else "" for line in range(32)))
    return changed.write(folder)


def kernel():
    return kdir("--profile", PROFILE)


def measure(driver, folder, script, files=(), options=()):
    """{name: number} by the lines `name number` that a shell's script prints in
    a machine with a DRIVER, beside FILES in /in."""
    with tempfile.TemporaryDirectory(dir=folder) as logs:
        done = subprocess.run(
            [VM, "--profile", PROFILE, "--icount", "--no-modules",
             "--driver", driver, "--dtb", tree(Path(logs)), "--log", logs,
             *(word for path in files for word in ("--put", path)), *options,
             "--", "sh", "-c", f"set -e\n{script}"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False)
    if done.returncode:
        raise Problem(f"{driver}: " + " ".join(
            (done.stdout + done.stderr).splitlines()[-3:]))
    found = dict(map(_number, done.stdout.splitlines()))
    if not found:
        raise Problem(f"{driver}: nothing was measured")
    return found


def _number(line):
    found = NUMBER.fullmatch(line)
    if not found:
        raise Problem(f"this is no number: {line}")
    return found[1], int(found[2])
