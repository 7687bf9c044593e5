# SPDX-License-Identifier: GPL-2.0-or-later
"""What runs in the machines: the module and the programs, built there."""

import subprocess
from pathlib import Path

from bench.machine import PROFILE, kernel
from host import cache
from host.guest import copy_sources
from userspace.building import library
from userspace.places import USERSPACE
from vm_run import CC, SMALL, TESTS, make_modules

HERE = TESTS / "bench"
# What each program is made of, beside its own source and count.c.
PARTS = {"raw": ("jig", "cdev"), "gpiod": ("jig", "cdev"),
         "ours": ("jig", "cdev"), "scale": ("jig",), "load": ("cdev",),
         "calls": (), "wake": ("jig", "cdev")}
OF_THE_LIBRARY = ("ours", "scale")


def cc(*words):
    subprocess.run([CC, "--profile", PROFILE, *words], check=True)


def program(folder, name, *words):
    """The path of one of PARTS; WORDS are for the compiler."""
    path = folder / name
    if name in OF_THE_LIBRARY:
        words = [*words, "-I", USERSPACE / "include", library(PROFILE)]
    cc("-O2", *SMALL, "-Wall", "-Wextra", "-Werror", "-Wl,--gc-sections",
       "-o", path, *(HERE / "program" / f"{part}.c"
                     for part in (name, "count", *PARTS[name])), *words)
    return path


def module():
    """The path of k210-costs.ko."""
    place = Path("bench", "module")
    files = [TESTS / "qemu" / "bench-regs.h", *sorted(
        path for path in (TESTS / place).iterdir()
        if path.name == "Kbuild" or path.suffix in (".c", ".h"))]
    built_for = kernel()

    def build(folder):
        copy_sources(files, TESTS, folder)
        make_modules(folder / place, built_for)

    key = cache.digest(built_for.name, *files)
    return cache.entry("costs", key, build, keep=4) / place / "k210-costs.ko"
