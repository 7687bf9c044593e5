# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio for this machine: what it says of itself needs no driver."""

import functools
import os
import re
import subprocess

from userspace import building

OPTION = re.compile(r"^ {2,6}(?:(-\w), )?(--[a-z-]+)", re.M)


@functools.lru_cache
def built():
    """Its path."""
    return building.built("native", "k210gpio", "CFLAGS=-O1 -Werror")


def run(*words, **environment):
    return subprocess.run([built(), *words], capture_output=True, text=True,
                          check=False, env={**os.environ, **environment})


def commands():
    """In the order of its --help."""
    return re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.M)


def options(command):
    """[(short or "", long)] of a command's --help."""
    return OPTION.findall(run(command, "--help").stdout)
