# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the library and the tool, each for whom it is."""

import fcntl
import functools
import subprocess

from userspace.places import BUILD, USERSPACE
from vm_run import CC, SMALL


def built(name, target, *variables, shared="no"):
    """The path of TARGET in the build NAME, which is brought up to date where
    no other worker is just doing so."""
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            ["make", "-s", "-j2", "-C", USERSPACE, f"BUILD={folder}",
             f"SHARED={shared}", *variables, folder / target], check=True)
    return folder / target


def for_guest(target):
    """A function from a profile to TARGET's path."""
    return functools.lru_cache(lambda profile: built(
        profile, target, f"CC={CC} --profile {profile}",
        "AR=riscv64-linux-gnu-ar", "CFLAGS=-Os -Werror",
        f"LDFLAGS={' '.join(SMALL)}"))


# Each a function from a profile to its path.
library = for_guest("libk210gpio.a")
tool = for_guest("k210gpio")
