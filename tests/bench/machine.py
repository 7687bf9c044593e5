# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine that all is measured on: the K210's own 8 MiB and its kernel, on
one hart, where an instruction is a nanosecond."""

import functools
import os
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from host import progress
from host.problem import Problem
from trees import routed
from vm_run import TESTS, VM, kdir

# Of runs that failed.
LOGS = TESTS.parent / "build" / "bench" / "log"
PATIENCE_S = 1500

# As many run at once as there are harts, whoever asks for them.
harts = threading.BoundedSemaphore(os.cpu_count())

PROFILE = "k210"
OURS, MAINLINE = "k210-gpio", "mainline"

# Where all lines are on the pads that carry them after reset.
CHIPS = {"gpiohs": "38001000.gpio-controller", "gpio": "50200000.gpio"}
LINES = {"gpiohs": 32, "gpio": 8}
PAD = {"gpiohs": 16, "gpio": 8}

# A line of GPIOHS, as program/where.h has it.
NAMED_LINE, NAME = 5, "LED"

NUMBER = re.compile(r"(\S+) (-?\d+)")


def named():
    """As routed(), and NAMED_LINE has its NAME."""
    changed = routed(PROFILE)
    changed.gpiohs.set("gpio-line-names", *(
        NAME if line == NAMED_LINE else "" for line in
        range(LINES["gpiohs"])))
    return changed


@functools.cache
def kernel():
    """The folder of the one that all modules are built for."""
    return kdir("--profile", PROFILE)


class Found(dict):
    """{name: number}, where what is missing is no bug of the caller's."""

    def __missing__(self, name):
        raise Problem(f"{name} wasn't measured")


def measure(driver, script, files=(), options=(), tree=None):
    """What a shell's script prints in a machine with a DRIVER, beside FILES in
    /in: lines `name number`. TREE is changed(), by default named()."""
    LOGS.mkdir(parents=True, exist_ok=True)
    logs = Path(tempfile.mkdtemp(prefix=f"{driver}-", dir=LOGS))
    command = [str(word) for word in (
        VM, "--profile", PROFILE, "--icount", "--no-modules", "--timeout",
        PATIENCE_S, "--driver", driver, "--dtb",
        (tree or named()).write(logs), "--log", logs,
        *(word for path in files for word in ("--put", path)), *options, "--",
        "sh", "-c", f"set -e\n{script}")]
    with harts:
        done = subprocess.run(
            progress.end_with_parent(command), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False)
    try:
        if done.returncode:
            raise Problem(" ".join(
                (done.stdout + done.stderr).splitlines()[-3:]))
        found = numbers(done.stdout)
    except Problem as problem:
        raise Problem(f"{driver}, see {logs}: {problem}") from None
    shutil.rmtree(logs)
    return found


def numbers(text):
    """{name: number} by its lines."""
    found = Found()
    for line in text.splitlines():
        match = NUMBER.fullmatch(line)
        if not match:
            raise Problem(f"this is no number: {line}")
        if match[1] in found:
            raise Problem(f"{match[1]} was measured twice")
        found[match[1]] = int(match[2])
    return found
