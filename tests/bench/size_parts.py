# SPDX-License-Identifier: GPL-2.0-or-later
"""How large things are: text, data and bss."""

import sizes
from bench import libgpiod
from bench.building import HERE, cc
from bench.machine import PROFILE
from bench.rows import Row
from host.guest import driver_modules
from host.kernel import Kernel
from userspace.building import library, tool
from userspace.places import USERSPACE
from vm_run import SMALL

BLINK = HERE / "program" / "gpiod-blink.c"


def total(*paths):
    return sum(sum(sizes.sizes(path)) for path in paths)


def blink(folder, name, *words):
    """The path of a program that is as small as it can be."""
    path = folder / name
    cc("-Os", *SMALL, "-Wall", "-Wextra", "-Werror", "-Wl,--gc-sections",
       "-o", path, *words)
    return path


def blinks(folder):
    """(ours, theirs)"""
    return (blink(folder, "blink", "-I", USERSPACE / "include",
                  USERSPACE / "examples" / "blink.c", library(PROFILE)),
            blink(folder, "gpiod-blink", *libgpiod.include(), BLINK,
                  libgpiod.library(libgpiod.LEAN)))


def size(folder):
    kernel = Kernel(PROFILE)
    place = folder / "bridgeless"
    place.mkdir()
    bridgeless, _ = sizes.build(place, kernel.folder, sizes.BRIDGELESS)
    ours, theirs = blinks(folder)
    return [
        Row("size of the module without the bridge", "bytes",
            total(bridgeless), total(*driver_modules(kernel, "mainline")),
            "mainline's three and gpio-generic", 1.0),
        Row("size of a static blink", "bytes", total(ours), total(theirs),
            "libgpiod", 0.25),
        Row("size of the static tool", "bytes", total(tool(PROFILE)),
            total(*(libgpiod.tool(folder, name) for name in libgpiod.TOOLS)),
            "gpiod's six tools together, each with its libc", 0.5)]
