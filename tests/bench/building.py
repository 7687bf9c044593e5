# SPDX-License-Identifier: GPL-2.0-or-later
"""What runs in the machines: the module and the programs, built there."""

import shutil
import subprocess

from bench.machine import PROFILE, kernel
from userspace.building import library
from userspace.places import USERSPACE
from vm_run import CC, SMALL, TESTS, build_modules

HERE = TESTS / "bench"
# What each program is made of, beside its own source and count.c.
PARTS = {"raw": ("jig", "cdev"), "gpiod": ("jig", "cdev"),
         "ours": ("jig", "cdev"), "scale": ("jig",), "load": ("cdev",),
         "calls": (), "wake": ("cdev",)}
OF_THE_LIBRARY = ("ours", "scale")


def cc(*words):
    subprocess.run([CC, "--profile", PROFILE, *words], check=True)


def program(folder, name, *words):
    """The path of one of PARTS; WORDS are for the compiler."""
    path = folder / name
    if name in OF_THE_LIBRARY:
        words = ["-I", USERSPACE / "include", library(PROFILE)]
    cc("-O2", *SMALL, "-Wall", "-Wextra", "-Werror", "-Wl,--gc-sections",
       "-o", path, *(HERE / "program" / f"{part}.c"
                     for part in (name, "count", *PARTS[name])), *words)
    return path


def module(folder):
    """k210-costs.ko, built; the jig's registers are where it includes them
    from."""
    place = folder / "bench" / "module"
    if not place.exists():
        place.mkdir(parents=True)
        (folder / "qemu").mkdir()
        shutil.copy2(TESTS / "qemu" / "bench-regs.h", folder / "qemu")
        build_modules(HERE / "module", place, kernel())
    return place / "k210-costs.ko"
