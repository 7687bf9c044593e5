# SPDX-License-Identifier: GPL-2.0-or-later
"""The driver's KUnit suites by the kernel's own tool: our driver grafted into
its source, and built into a kernel for QEMU's virt machine."""

import os
import shutil

from . import cache, debian, graft, kernel, progress, toolchain

# Debian's QEMU, and the firmware in the place where the tool looks for it.
PACKAGES = [*kernel.PACKAGES, "opensbi", "qemu-system-misc"]

ARCH = "--arch=riscv"
CROSS = "--cross_compile=riscv64-linux-gnu-"
CONFIG = "drivers/pinctrl/k210-gpio/tests/kunit/driver"
IMAGE = "arch/riscv/boot/Image"

# What the tool's own configuration has and no suite needs, half of the build,
# and what it takes to be allowed to leave it out.
LEFT_OUT = ["BLOCK", "EFI", "HWMON", "INPUT", "IO_URING", "USB_SUPPORT", "VT"]
OPTIONS = [f"--kconfig_add=CONFIG_{setting}" for setting in
           ["EXPERT=y", "NONPORTABLE=y", *(f"{name}=n" for name in LEFT_OUT)]]


def tool(tree):
    return tree / "tools/testing/kunit/kunit.py"


def built():
    """(source tree, build folder with the image alone), for `exec` of the
    tool; `build` is done."""
    debian.install(PACKAGES)
    source, version = kernel.source("6.12")
    key = cache.digest(version, kernel.LIFTS, kernel.FIXED, graft.key(),
                       OPTIONS, toolchain.cc_version())

    def build(folder):
        cache.need_space(2, "building KUnit's kernel")
        log = cache.root() / "log" / "kunit.log"
        log.unlink(missing_ok=True)
        with graft.work(source, "kunit") as (tree, work):
            progress.run("building KUnit's kernel",
                         ["/usr/bin/python3", "-B", tool(tree), "build", ARCH,
                          CROSS, *OPTIONS, f"--kunitconfig={CONFIG}",
                          f"--build_dir={work}", f"--jobs={os.cpu_count()}"],
                         log, env=kernel.FIXED)
            (folder / IMAGE).parent.mkdir(parents=True)
            shutil.copy2(work / IMAGE, folder / IMAGE)

    return source, cache.entry("kunit", key, build, keep=4)
