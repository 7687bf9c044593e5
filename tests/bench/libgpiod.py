# SPDX-License-Identifier: GPL-2.0-or-later
"""libgpiod and its tools, built statically for the K210 from their source."""

import functools
import subprocess
from pathlib import Path

from bench.building import cc
from bench.machine import PROFILE
from host import cache, toolchain
from suites.gpio_tools import source
from vm_run import SMALL

VERSION = "-DGPIOD_VERSION_STR=\"2\""
FAST = ("-O2",)
# As our library is built.
LEAN = ("-Os", "-ffunction-sections", "-fdata-sections",
        "-malign-data=natural")
TOOLS = ("gpiodetect", "gpioget", "gpioinfo", "gpiomon", "gpionotify",
         "gpioset")


def include():
    """What a program needs to use it."""
    return ["-isystem", source() / "include"]


@functools.lru_cache
def library(flags):
    """The path of libgpiod.a."""
    files = sorted((source() / "lib").rglob("*.[ch]"))
    words = ["-D_GNU_SOURCE", VERSION, *flags]

    def build(folder):
        objects = []
        for path in files:
            if path.suffix == ".c":
                objects.append(folder / f"{path.stem}.o")
                cc(*words, *include(), "-c", "-o", objects[-1], path)
        subprocess.run(["riscv64-linux-gnu-ar", "rcs",
                        folder / "libgpiod.a", *objects], check=True)

    key = cache.digest(*files, *words, source() / "include" / "gpiod.h",
                       *map(str, toolchain.command(PROFILE)),
                       toolchain.cc_version())
    return cache.entry("libgpiod", key, build, keep=4) / "libgpiod.a"


def linked():
    """What a program that is to be fast is compiled with."""
    return [*include(), library(FAST)]


def tool(folder, name):
    """The path of one of TOOLS, made in FOLDER."""
    place = source() / "tools"
    path = Path(folder, name)
    cc(*LEAN, *SMALL, "-D_GNU_SOURCE", VERSION, "-Wl,--gc-sections",
       *include(), "-o", path, place / f"{name}.c", place / "tools-common.c",
       library(LEAN))
    return path
