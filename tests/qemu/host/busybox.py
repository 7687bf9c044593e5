# SPDX-License-Identifier: GPL-2.0-or-later
"""BusyBox for the guest: Debian's own with an MMU; without, built here."""

import os
import shlex
from pathlib import Path

from . import cache, debian, progress, toolchain
from .problem import Problem

CONFIG = Path(__file__).parent.parent / "config"

# Without an MMU each process has its own copy of the program, in one piece: so
# there are several, for what runs at the same time, and stacks are small.
PROGRAMS = ("busybox", "hush", "text")
STACK = "-Wl,-z,stack-size=32768"


def _apply(path, fragment):
    """Sets FRAGMENT's lines in an allnoconfig's .config."""
    wanted = dict(line.split("=", 1) for line in
                  fragment.read_text().splitlines()
                  if line.startswith("CONFIG_"))
    lines = []
    for line in path.read_text().splitlines():
        name = line.removeprefix("# ").split("=")[0].split(" ")[0]
        if name in wanted:
            value = wanted[name]
            line = f"# {name} is not set" if value == "n" else f"{name}={value}"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n")
    return wanted


def _check(path, wanted):
    config = dict(line.split("=", 1) for line in path.read_text().splitlines()
                  if line.startswith("CONFIG_"))
    for name, value in wanted.items():
        if config.get(name, "n") != value:
            raise Problem(f"BusyBox's configuration has {name}="
                          f"{config.get(name, 'n')} where {value} was asked")


def _build(name, source, cc, folder):
    log = cache.root() / "log" / f"{name}.log"
    log.unlink(missing_ok=True)
    title = f"BusyBox ({name})"
    work = folder / "build"
    work.mkdir()
    make = ["make", "-C", work, f"CC={shlex.join(cc)}",
            "CROSS_COMPILE=riscv64-linux-gnu-", "SKIP_STRIP=y"]
    env = {"KCONFIG_NOTIMESTAMP": "1", "SOURCE_DATE_EPOCH": "0"}
    progress.run(f"configuring {title}",
                 ["make", "-C", source, f"O={work}", "allnoconfig"], log)
    wanted = _apply(work / ".config", CONFIG / f"{name}.config")
    progress.run(f"configuring {title}",
                 ["sh", "-c", 'yes "" | "$@"', "sh", *make, "oldconfig"],
                 log, env=env)
    _check(work / ".config", wanted)
    progress.run(f"building {title}",
                 [*make, f"-j{os.cpu_count()}", "busybox", "busybox.links"],
                 log, env=env)
    progress.run(f"building {title}",
                 ["riscv64-linux-gnu-strip", "-o", folder / name,
                  work / "busybox_unstripped"], log)
    (work / "busybox.links").rename(folder / f"{name}.links")
    cache.discard(work)


def without_mmu():
    """The folder with PROGRAMS and, in PROGRAM.links, their applets' paths."""
    source, version = debian.unpacked("busybox", kind="source")
    cc = [*toolchain.command("k210"), STACK]
    key = cache.digest(version, *cc, *(CONFIG / f"{name}.config"
                                       for name in PROGRAMS))

    def build(folder):
        for name in PROGRAMS:
            _build(name, source, cc, folder)

    return cache.entry("busybox", key, build, keep=2)
