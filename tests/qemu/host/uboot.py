# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds U-Boot for the Maix Bit from Debian's source package."""

import os
import shutil
from pathlib import Path

from . import cache, debian, kconfig, progress, toolchain

SERIES = "2023.01"      # the fragment and the tests know what is wrong in it

PACKAGES = ["gcc", "libc6-dev", "make", "flex", "bison", "libssl-dev",
            "gcc-riscv64-linux-gnu"]

MAKE = ["make", "CROSS_COMPILE=riscv64-linux-gnu-"]

BASE = "sipeed_maix_bitm_defconfig"
FRAGMENT = Path(__file__).parent.parent / "config/uboot.config"

FILES = ["u-boot-nodtb.bin", "u-boot.dtb"]

FIXED = {"SOURCE_DATE_EPOCH": "0"}      # U-Boot says when it was built


def uboot():
    """The folder with U-Boot itself and its own device tree, which belongs
    right behind it."""
    debian.install(PACKAGES)
    source, version = debian.unpacked(
        "u-boot", lambda version: version.startswith(SERIES), kind="source")
    key = cache.digest(version, BASE, FRAGMENT, FILES, FIXED,
                       toolchain.cc_version())

    def build(folder):
        cache.need_space(1, "building U-Boot")
        log = cache.root() / "log" / "uboot.log"
        log.unlink(missing_ok=True)
        work = folder / "build"
        work.mkdir()
        kconfig.configure("U-Boot", source, work, MAKE, BASE, [FRAGMENT], log,
                          FIXED)
        progress.run("building U-Boot",
                     [*MAKE, "-C", source, f"O={work}",
                      f"-j{os.cpu_count()}", *FILES], log,
                     progress.Steps(expected=450), env=FIXED)
        for name in FILES:
            shutil.copy2(work / name, folder)
        cache.discard(work)

    return cache.entry("uboot", key, build, keep=2)
