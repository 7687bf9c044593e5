# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's own programs for GPIO, as they are in Debian's source package,
built for the guest."""

import functools
from pathlib import Path

from host import cache, kernel, progress, toolchain
from host.guest import driver_sources
from vm_run import OPTIONS, kdir

HERE = Path(__file__).parent / "kernel"
TOOLS = "tools/gpio"
SELFTESTS = "tools/testing/selftests"

# What tells of each line at once is the C library's to say, not theirs.
LINEWISE = HERE / "linewise.c"

# Of the kernel under test: {program: its sources}.
PROGRAMS = {
    **{name: [f"{TOOLS}/{name}.c", f"{TOOLS}/gpio-utils.c"]
       for name in ("lsgpio", "gpio-hammer", "gpio-event-mon", "gpio-watch")},
    **{name: [f"{SELFTESTS}/gpio/{name}.c"]
       for name in ("gpio-mockup-cdev", "gpio-chip-info", "gpio-line-name")},
}
# Older kernels have no such test, so it is the newest one's.
NEWEST = "gpio-cdev-uaf"
WRAPPED = ("mkdir", "rmdir", "open", "write")


@functools.lru_cache
def source(name=None):
    """A kernel's folder of sources, or that of the one under test."""
    if name:
        return kernel.source(name)[0]
    return (kdir(*OPTIONS) / "source").resolve(strict=True)


def _commands():
    """{program: the compiler's words without its place}"""
    cc = [*toolchain.command("k210-mmu"), "-isystem", str(toolchain.headers()),
          "-O2", "-s", "-D_GNU_SOURCE"]
    words = {name: [*cc, *(source() / path for path in paths), LINEWISE]
             for name, paths in PROGRAMS.items()}
    gone = source("new") / SELFTESTS / "gpio" / f"{NEWEST}.c"
    words[NEWEST] = [*cc, gone]
    # The same program, whose simulator is a driver that is bound and unbound.
    words[f"{NEWEST}-bound"] = [*cc, gone, HERE / "bound.c", *(
        f"-Wl,--wrap={call}" for call in WRAPPED)]
    words["reconfigure"] = [*cc, HERE / "reconfigure.c"]
    return words


def programs():
    """The folder with all of them."""
    words = _commands()
    key = cache.digest(toolchain.cc_version(), *sorted(HERE.glob("*.h")), *(
        part for name, command in words.items() for part in (name, *command)))

    def build(folder):
        for name, command in words.items():
            progress.run(f"building the kernel's {name}",
                         [*command, "-o", folder / name],
                         cache.root() / "log" / "kernel-tools.log")

    return cache.entry("kernel-tools", key, build, keep=6)


def selftest(*path):
    """A file of the kernel's selftests."""
    return source().joinpath(SELFTESTS, *path)


def driver_files(folder):
    """The sources of all drivers that are built into the kernel whose build
    folder this is, or as its modules, and ours."""
    built = [source() / path.relative_to(folder).with_suffix(".c")
             for path in folder.rglob("*.o")]
    return [*(path for path in built if path.exists()),
            *(path for path in driver_sources() if path.suffix == ".c")]
