# SPDX-License-Identifier: GPL-2.0-or-later
"""The library on the host, watched by the sanitizers of addresses and of
undefined behaviour; and ready for libFuzzer."""

import fcntl
import os
import subprocess

from host import debian
from userspace.places import BUILD, USERSPACE

HOSTED = BUILD / "hosted"
PACKAGES = ["clang-14", "libclang-rt-14-dev", "libc6-dev", "libjsmn-dev",
            "make"]
COMPILER = "clang-14"
WATCHED = "-fsanitize=address,undefined"
STRICT = ["-g", "-O1", "-Werror", "-fno-sanitize-recover=all"]


def library():
    """Built where no other worker is just doing so."""
    debian.install(PACKAGES)
    HOSTED.mkdir(parents=True, exist_ok=True)
    with open(HOSTED / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            ["make", "-s", "-j2", "-C", USERSPACE, f"CC={COMPILER}",
             f"BUILD={HOSTED}", "SHARED=no",
             f"CFLAGS={' '.join(STRICT)} {WATCHED},fuzzer-no-link",
             HOSTED / "libk210gpio.a"], check=True)
    return HOSTED / "libk210gpio.a"


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
