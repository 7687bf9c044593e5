# SPDX-License-Identifier: GPL-2.0-or-later
"""Linux as mainline configures it for the K210: one image, loader.bin, with a
board's device tree and a userland in it, for the boot ROM to load."""

import io
import os
import shutil

from . import cache, debian, guest, kconfig, kernel, progress, toolchain
from .initramfs import Initramfs

BASE = "nommu_k210_defconfig"
FRAGMENT = kernel.CONFIG / "loader.config"

# A shell at a prompt on the console, where the kernel has had its say.
INIT = b"""\
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
echo 1 >/proc/sys/kernel/printk
while printf '\\n=> '; read -r line
do
	eval "$line"
done
"""


def _userland():
    archive = Initramfs()
    guest.add_userland(archive, "k210")
    archive.file("init", INIT, 0o755)
    out = io.BytesIO()
    archive.write(out)
    return out.getvalue()


def loader():
    """The path of the image."""
    debian.install(kernel.PACKAGES)
    tree, version = kernel.source("6.12")
    userland = _userland()
    key = cache.digest(version, BASE, FRAGMENT, userland, kernel.LIFTS,
                       kernel.FIXED, toolchain.cc_version())

    def build(folder):
        title = f"Linux {version}, as mainline configures it for the K210"
        cache.need_space(1, f"building {title}")
        log = cache.root() / "log" / "loader.log"
        log.unlink(missing_ok=True)
        work = folder / "build"
        work.mkdir()
        (work / "userland.cpio").write_bytes(userland)
        kconfig.configure("Linux", tree, work, kernel.MAKE, BASE, [FRAGMENT],
                          log, kernel.FIXED)
        progress.run(f"building {title}",
                     [*kernel.MAKE, "-C", tree, f"O={work}",
                      f"-j{os.cpu_count()}", "loader.bin"],
                     log, progress.Steps(expected=700), env=kernel.FIXED)
        shutil.copy2(work / "arch/riscv/boot/loader.bin", folder)
        cache.discard(work)

    return cache.entry("loader", key, build, keep=2) / "loader.bin"
