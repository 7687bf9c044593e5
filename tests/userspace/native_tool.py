# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio for this machine: what it says of itself needs no driver."""

import fcntl
import functools
import os
import re
import subprocess

from userspace.places import BUILD, USERSPACE

OPTION = re.compile(r"^ {2,6}(?:(-\w), )?(--[a-z-]+)", re.M)


@functools.lru_cache
def built():
    """Its path."""
    folder = BUILD / "native"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "-s", "-C", USERSPACE, f"BUILD={folder}",
                        "SHARED=no", "CFLAGS=-O1 -Werror",
                        str(folder / "k210gpio")], check=True)
    return folder / "k210gpio"


def run(*words, **environment):
    return subprocess.run([built(), *words], capture_output=True, text=True,
                          check=False, env={**os.environ, **environment})


def commands():
    """In the order of its --help."""
    return re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.M)


def options(command):
    """[(short or "", long)] of a command's --help."""
    return OPTION.findall(run(command, "--help").stdout)
