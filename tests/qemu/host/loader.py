# SPDX-License-Identifier: GPL-2.0-or-later
"""Linux as mainline configures it for the K210: one image, loader.bin, with a
board's device tree and a userland in it, for the boot ROM to load. With
mainline's drivers, or with ours built in instead."""

import contextlib
import io
import os
import shutil

from . import cache, debian, graft, guest, kconfig, kernel, progress, toolchain
from .initramfs import Initramfs

BASE = "nommu_k210_defconfig"

# Whose drivers are in it, and the fragments for that.
FRAGMENTS = {
    "mainline": [kernel.CONFIG / "loader.config"],
    "k210-gpio": [kernel.CONFIG / "loader.config",
                  kernel.CONFIG / "loader-k210-gpio.config"],
}

# A program of its own, with which a line is toggled.
TOGGLE = guest.TOP / "tests/boot/toggle.c"

# A shell at a prompt on the console, where the kernel has had its say. In
# 8 MiB Linux allows 43 threads, and has nearly as many itself when it is busy.
INIT = b"""\
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
echo 1 >/proc/sys/kernel/printk
echo 100 >/proc/sys/kernel/threads-max
while printf '\\n=> '; read -r line
do
	eval "$line"
done
"""


def _toggle():
    cc = [*toolchain.command("k210"), "-Os", "-s"]
    key = cache.digest(TOGGLE, toolchain.cc_version(), *cc)

    def build(folder):
        progress.run("building toggle", [*cc, "-o", folder / "toggle", TOGGLE],
                     cache.root() / "log" / "toggle.log")

    return cache.entry("toggle", key, build, keep=2) / "toggle"


def _userland():
    archive = Initramfs()
    guest.add_userland(archive, "k210")
    archive.file("init", INIT, 0o755)
    archive.file("usr/bin/toggle", _toggle(), 0o755)
    out = io.BytesIO()
    archive.write(out)
    return out.getvalue()


@contextlib.contextmanager
def _work(driver, source, folder):
    """(source tree, build folder) for a DRIVER."""
    if driver == "k210-gpio":
        with graft.work(source, "loader") as work:
            yield work
    else:
        build = folder / "build"
        build.mkdir()
        yield source, build
        cache.discard(build)


def loader(driver):
    """The path of the image with the drivers of that name."""
    debian.install(kernel.PACKAGES)
    source, version = kernel.source("6.12")
    userland = _userland()
    ours = [graft.key()] if driver == "k210-gpio" else []
    key = cache.digest(version, BASE, *FRAGMENTS[driver], userland,
                       kernel.LIFTS, kernel.FIXED, toolchain.cc_version(),
                       *ours)

    def build(folder):
        title = f"Linux {version}, as mainline configures it for the K210" + \
            (", with our driver" if ours else "")
        cache.need_space(1, f"building {title}")
        log = cache.root() / "log" / f"loader-{driver}.log"
        log.unlink(missing_ok=True)
        with _work(driver, source, folder) as (tree, work):
            (work / "userland.cpio").write_bytes(userland)
            kconfig.configure("Linux", tree, work, kernel.MAKE, BASE,
                              FRAGMENTS[driver], log, kernel.FIXED)
            progress.run(f"building {title}",
                         [*kernel.MAKE, "-C", tree, f"O={work}",
                          f"-j{os.cpu_count()}", "loader.bin"],
                         log, progress.Steps(expected=700), env=kernel.FIXED)
            shutil.copy2(work / "arch/riscv/boot/loader.bin", folder)

    return cache.entry("loader", key, build, keep=4) / "loader.bin"
