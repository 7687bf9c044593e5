# SPDX-License-Identifier: GPL-2.0-or-later
"""The library on the host, watched by the sanitizers of addresses and of
undefined behaviour; and ready for libFuzzer."""

import os
import subprocess

from host import debian
from userspace.building import built
from userspace.places import USERSPACE

PACKAGES = ["clang-14", "libclang-rt-14-dev", "libc6-dev", "libjsmn-dev",
            "make"]
COMPILER = "clang-14"
WATCHED = "-fsanitize=address,undefined"
STRICT = ["-g", "-O1", "-Werror", "-fno-sanitize-recover=all"]


def library():
    debian.install(PACKAGES)
    return built("hosted", "libk210gpio.a", f"CC={COMPILER}",
                 f"CFLAGS={' '.join(STRICT)} {WATCHED},fuzzer-no-link")


def compiled(program, sanitizers, *sources):
    """PROGRAM of SOURCES, with what it needs of the library."""
    subprocess.run(
        [COMPILER, "-std=gnu11", *STRICT, "-Wall", "-Wextra", sanitizers,
         "-I", USERSPACE / "include", "-I", USERSPACE / "lib",
         "-I", USERSPACE.parent / "include" / "uapi",
         "-o", program, *sources, library(), "-pthread"], check=True)
    return program


def ran(program, folder, *words):
    """It without a board of this machine's environment."""
    environment = {name: value for name, value in os.environ.items()
                   if name != "K210_BOARD"}
    return subprocess.run([program, *words], cwd=folder, check=False,
                          capture_output=True, text=True, errors="replace",
                          env=environment)
