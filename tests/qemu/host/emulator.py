# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds QEMU, with our models in it, from Debian's source package."""

import os
import shutil
from pathlib import Path

from . import cache, debian, progress
from .problem import DiskFull, Problem

SERIES = "1:10.0."      # the models use this series' interfaces

PACKAGES = ["gcc", "libc6-dev", "ninja-build", "pkgconf", "python3-venv",
            "libglib2.0-dev", "libfdt-dev", "zlib1g-dev"]

OPTIONS = [
    "--python=/usr/bin/python3", "--target-list=riscv64-softmmu",
    "--without-default-features", "--enable-tcg", "--enable-system",
    "--enable-fdt=system", "--enable-plugins", "--disable-docs",
    "--disable-tools", "--disable-guest-agent", "--without-default-devices",
    "--disable-install-blobs", "--disable-debug-info",
]

MODELS = Path(__file__).parent.parent / "model"
SHARED = MODELS.parent / "bench-regs.h"
PLACE = "hw/riscv/k210"     # of the models, in QEMU's tree


def _model_files():
    return sorted(path for path in MODELS.iterdir()
                  if path.suffix in (".c", ".h", ".mak", ".build"))


def _copy_changed(source, target):
    """Leaves an equal file alone, so that ninja does too."""
    data = source.read_bytes()
    if not target.exists() or target.read_bytes() != data:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _place_models(tree):
    place = tree / PLACE
    wanted = {path.name: path for path in _model_files()}
    _copy_changed(SHARED, place / SHARED.name)
    for name, path in wanted.items():
        _copy_changed(path, place / "model" / name)
    for path in (place / "model").iterdir():
        if path.name not in wanted:
            path.unlink()
    build = tree / "hw/riscv/meson.build"
    line = "subdir('k210/model')\n"
    if not build.read_text().endswith(line):
        with open(build, "a") as file:
            file.write(line)


def _compile(tree, build, log):
    """Brings the build folder up to date; where it was left in the middle,
    from scratch."""
    meson, _ = debian.unpacked("meson", lambda version: not
                               version.startswith(("0.", "1.0.", "1.1.",
                                                   "1.2.", "1.3.", "1.4.")))
    env = {"PYTHONPATH": str(meson / "usr/lib/python3/dist-packages")}
    running = build / ".running"
    if running.exists():
        cache.discard(build)
    build.mkdir(parents=True, exist_ok=True)
    running.touch()
    _place_models(tree)
    try:
        if not (build / "build.ninja").exists():
            devices = os.path.relpath(tree / PLACE / "model/k210", tree /
                                      "configs/devices/riscv64-softmmu")
            progress.run("configuring QEMU",
                         [tree / "configure", *OPTIONS,
                          f"--with-devices-riscv64={devices}"],
                         log, env=env, cwd=build)
        progress.run("building QEMU", ["ninja", "qemu-system-riscv64"], log,
                     progress.Steps(), env=env, cwd=build)
    except DiskFull:
        raise                   # half-written files may lie about
    except Problem:
        running.unlink()        # an error in a model: what is built is good
        raise
    running.unlink()


def source():
    """(folder, version) of QEMU's source, without our models."""
    return debian.unpacked(
        "qemu", lambda version: version.startswith(SERIES), kind="source")


def qemu():
    """The path of our qemu-system-riscv64."""
    debian.install(PACKAGES)
    qemu_source, version = source()
    base = cache.digest(version, *OPTIONS)
    key = cache.digest(base, SHARED, *_model_files())

    def build(folder):
        cache.need_space(1, "building QEMU")
        work = cache.root() / "qemu-work" / base
        log = cache.root() / "log" / "qemu.log"
        log.unlink(missing_ok=True)
        with cache.lock("qemu-work"):
            work.mkdir(parents=True, exist_ok=True)
            tree = work / "tree"
            if not tree.exists():
                _clone(qemu_source, tree)
            _compile(tree, work / "build", log)
            shutil.copy2(work / "build/qemu-system-riscv64", folder)

    return cache.entry("qemu", key, build, keep=6) / "qemu-system-riscv64"


def _clone(qemu_source, tree):
    """A copy of QEMU's source that the models may be added to."""
    partial = tree.with_name("tree.partial")
    cache.discard(partial)
    shutil.copytree(qemu_source, partial, symlinks=True,
                    ignore=shutil.ignore_patterns("roms"))
    partial.rename(tree)
