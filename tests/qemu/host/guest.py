# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes into the guest: PID 1, a userland, modules, Debian packages."""

import os
import shutil
from pathlib import Path

from . import busybox, cache, debian, progress, toolchain
from .initramfs import Initramfs, normal
from .kernel import MAKE
from .problem import Usage

HERE = Path(__file__).parent.parent
TOP = HERE.parent.parent
SHARED = HERE / "bench-regs.h"

# Loaded in this order. mainline's FPIOA first: the others' pins wait for it.
MAINLINE = ["gpio-generic", "gpio-sifive", "gpio-dwapb"]

# On 8 MiB only modules that somebody may want to load; they are in memory.
NOMMU_MODULES = ["input-core", "evdev", "gpio_keys", "led-class", "leds-gpio"]

# Of a package, what no program needs to run.
LEFT_OUT = ("usr/share/doc", "usr/share/man", "usr/share/info",
            "usr/share/locale", "usr/share/lintian", "usr/share/bug")


def init(profile):
    """PID 1."""
    sources = sorted((HERE / "guest" / "init").glob("*.[ch]"))
    cc = [*toolchain.command(profile), "-Os", "-s", "-Wall", "-Wextra",
          "-Wl,-z,stack-size=32768"]
    key = cache.digest(*sources, SHARED, toolchain.cc_version(), *cc)

    def build(folder):
        progress.run("building the guest's init",
                     [*cc, "-o", folder / "init",
                      *(path for path in sources if path.suffix == ".c")],
                     cache.root() / "log" / "init.log")

    return cache.entry("init", key, build, keep=4) / "init"


def copy_sources(files, top, folder):
    """Copies FILES, which lie below TOP, to the same places below FOLDER."""
    for path in files:
        target = folder / path.relative_to(top)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def _build_modules(kind, title, kernel, files, top, place="."):
    """Builds the external modules of FILES, which lie below TOP, as a user
    would: in a folder of their own, by the Makefile in its folder PLACE."""
    key = cache.digest(kernel.key, *(part for path in files for part in
                                     (str(path.relative_to(top)), path)))

    def build(folder):
        copy_sources(files, top, folder)
        log = cache.root() / "log" / f"{kind}-{key}.log"
        progress.run(f"building {title} for {kernel.title}",
                     [*MAKE, "-C", folder / place, f"KDIR={kernel.folder}",
                      f"-j{os.cpu_count()}", "W=1"], log)
        log.unlink()

    return cache.entry(kind, key, build, keep=12)


def driver_sources():
    """All that `make modules` needs."""
    files = [TOP / "Makefile", TOP / "Kbuild"]
    for folder in ("driver", "include"):
        files += sorted(path for path in (TOP / folder).rglob("*")
                        if path.suffix in (".c", ".h") and
                        not path.name.endswith(".mod.c") or
                        path.name in ("Kbuild", "Kconfig"))
    return files


def driver_modules(kernel, driver):
    """The modules of `--driver`, in the order in which they are loaded."""
    if driver == "none":
        return []
    if driver == "k210-gpio":
        folder = _build_modules("module", "k210-gpio.ko", kernel,
                                driver_sources(), TOP)
        return [folder / "driver" / "k210-gpio.ko"]
    built = {path.stem: path for path in kernel.modules()}
    return [_bench_folder(kernel) / "guest" / "mainline-pinctrl-k210.ko",
            *(built[name] for name in MAINLINE)]


def bench_sources():
    """All that the test bench's modules are made of."""
    return [SHARED, *sorted(path for path in (HERE / "guest").iterdir()
                            if path.name in ("Kbuild", "Makefile") or
                            path.suffix == ".c" and
                            not path.name.endswith(".mod.c"))]


def _bench_folder(kernel):
    return _build_modules("bench", "the test bench's modules", kernel,
                          bench_sources(), HERE, "guest")


def bench_module(kernel):
    return _bench_folder(kernel) / "guest" / "k210-bench.ko"


def add_kernel_modules(archive, kernel):
    """/lib/modules, for insmod and modprobe; nothing of it is loaded."""
    key = cache.digest(kernel.key, *NOMMU_MODULES)
    place = f"lib/modules/{kernel.release}"

    def build(folder):
        for path in kernel.modules():
            if kernel.profile == "k210" and path.stem not in NOMMU_MODULES:
                continue
            target = folder / place / "kernel" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        progress.run("indexing modules",
                     ["depmod", "-b", folder, kernel.release],
                     cache.root() / "log" / "depmod.log")

    folder = cache.entry("modules", key, build, keep=10)
    for path in sorted((folder / place).rglob("*")):
        if path.suffix in (".ko", ".dep", ".alias"):
            archive.file(path.relative_to(folder), path)


def add_userland(archive, profile):
    """BusyBox and the folders and files that programs expect."""
    for name in ("dev", "proc", "sys", "tmp", "run", "in", "root", "mnt",
                 "usr/bin", "usr/sbin", "usr/lib", "var/tmp"):
        archive.directory(name)
    for name in ("bin", "sbin", "lib"):
        archive.symlink(name, f"usr/{name}")
    archive.node("dev/console", 0o20600, (5, 1))
    archive.node("dev/null", 0o20666, (1, 3))
    archive.file("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\n")
    archive.file("etc/group", b"root:x:0:\ngpio:x:997:\n")
    archive.file("etc/hostname", b"k210\n")
    if profile == "k210":
        folder = busybox.without_mmu()
        for name in busybox.PROGRAMS:
            program = f"usr/lib/busybox/{name}"
            archive.file(program, folder / name, 0o755)
            for path in (folder / f"{name}.links").read_text().split():
                archive.symlink(path, f"/{program}")
        archive.symlink("usr/bin/busybox", "/usr/lib/busybox/busybox")
    else:
        # its applets' links are made by init, which can ask it for them
        folder = debian_root(["busybox-static"])
        archive.file("usr/bin/busybox", folder / "root/usr/bin/busybox", 0o755)
        archive.symlink("usr/bin/sh", "/usr/bin/busybox")


def debian_root(packages):
    """A folder with Debian packages and what they depend on, unpacked below
    `root`, and the same as an archive in `root.cpio`."""
    packages = sorted(set(packages))

    def build(folder):
        apt = debian.guest_apt()
        unknown = [name for name in packages if not apt.versions(name)]
        if unknown:
            raise Usage(f"--debian: {debian.GUEST_SUITE} has no package "
                        f"{unknown[0]} for {debian.GUEST_ARCHITECTURE}")
        title = "unpacking " + ", ".join(packages)
        for path in apt.fetch_all(packages, folder / "archives"):
            progress.run(title, ["dpkg-deb", "-x", path, folder / "root"],
                         cache.root() / "log" / "guest.log")
        shutil.rmtree(folder / "archives")
        archive = Initramfs()
        for path in sorted((folder / "root").iterdir()):
            _add_tree(archive, path, path.name)
        with open(folder / "root.cpio", "wb") as out:
            archive.write(out)

    return cache.entry("debian", cache.digest(*packages), build)


def _add_tree(archive, source, path):
    """As Initramfs.copy(), without what nothing needs to run."""
    if normal(path) in LEFT_OUT:
        return
    if source.is_symlink() or not source.is_dir():
        if source.is_symlink() and path in ("bin", "sbin", "lib"):
            return
        archive.copy(source, path)
        return
    archive.directory(path, source.stat().st_mode & 0o7777)
    for child in sorted(source.iterdir()):
        _add_tree(archive, child, f"{path}/{child.name}")
