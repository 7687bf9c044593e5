# SPDX-License-Identifier: GPL-2.0-or-later
"""BusyBox for the guest: Debian's own with an MMU; without, built here."""

import os
import shlex
from pathlib import Path

from . import cache, debian, progress, toolchain
from .problem import Problem

CONFIG = Path(__file__).parent.parent / "config" / "busybox.config"


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


def without_mmu():
    """The folder with `busybox` and `busybox.links`, the applets' paths."""
    source, version = debian.unpacked("busybox", source=True)
    cc = toolchain.command("k210")
    key = cache.digest(version, CONFIG, *cc)

    def build(folder):
        log = cache.root() / "log" / "busybox.log"
        log.unlink(missing_ok=True)
        work = folder / "build"
        work.mkdir()
        make = ["make", "-C", work, f"CC={shlex.join(cc)}",
                "CROSS_COMPILE=riscv64-linux-gnu-", "SKIP_STRIP=y"]
        env = {"KCONFIG_NOTIMESTAMP": "1", "SOURCE_DATE_EPOCH": "0"}
        progress.run("configuring BusyBox", ["make", "-C", source,
                                             f"O={work}", "allnoconfig"], log)
        wanted = _apply(work / ".config", CONFIG)
        progress.run("configuring BusyBox",
                     ["sh", "-c", 'yes "" | "$@"', "sh", *make, "oldconfig"],
                     log, env=env)
        _check(work / ".config", wanted)
        progress.run("building BusyBox",
                     [*make, f"-j{os.cpu_count()}", "busybox",
                      "busybox.links"], log, env=env)
        progress.run("building BusyBox",
                     ["riscv64-linux-gnu-strip", "-o", folder / "busybox",
                      work / "busybox_unstripped"], log)
        (work / "busybox.links").rename(folder / "busybox.links")
        cache.discard(work)

    return cache.entry("busybox", key, build, keep=2)
