# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the test kernels from Debian's linux-source packages."""

import os
import re
from pathlib import Path

from . import cache, debian, kconfig, progress, toolchain
from .problem import Problem, Usage

PACKAGES = ["gcc", "libc6-dev", "make", "bc", "flex", "bison", "kmod",
            "gcc-riscv64-linux-gnu", "libc6-dev-riscv64-cross"]

MAKE = ["make", "ARCH=riscv", "CROSS_COMPILE=riscv64-linux-gnu-"]

CONFIG = Path(__file__).parent.parent / "config"

# What each profile's configuration starts from, and the fragments on it.
BASES = {
    "k210-mmu": ("tinyconfig", ["common.config", "k210-mmu.config"]),
    "k210": ("nommu_k210_defconfig", ["common.config", "k210.config"]),
}

# For k210-mmu alone: SOC_CANAAN_K210 depends on !MMU, and its system controller
# looks at registers before an MMU's ioremap() works.
LIFTS = [
    ("arch/riscv/Kconfig.socs",
     "depends on !MMU && ARCH_CANAAN", "depends on ARCH_CANAAN"),
    ("drivers/soc/canaan/k210-sysctl.c",
     "static void __init k210_soc_early_init",
     "static void __init __maybe_unused k210_soc_early_init"),
    ("drivers/soc/canaan/k210-sysctl.c",
     'SOC_EARLY_INIT_DECLARE(k210_soc, "canaan,kendryte-k210", '
     "k210_soc_early_init);",
     '#ifndef CONFIG_MMU\nSOC_EARLY_INIT_DECLARE(k210_soc, '
     '"canaan,kendryte-k210", k210_soc_early_init);\n#endif'),
]

# Nothing of a build may differ from one machine or day to the next.
FIXED = {
    "KBUILD_BUILD_TIMESTAMP": "@0",
    "KBUILD_BUILD_USER": "k210",
    "KBUILD_BUILD_HOST": "k210",
}


def check(name):
    """Raises Usage for what can't be a --kernel argument."""
    if name != "new" and not re.fullmatch(r"\d+\.\d+", name):
        raise Usage(f"--kernel {name}: a version like 6.12, or `new`")


def _series(name):
    """The linux-source series that a --kernel argument asks for."""
    check(name)
    if name == "new":
        names = debian.source_apt().names(r"linux-source-\d+\.\d+")
        if not names:
            raise Problem("the Debian mirror has no linux-source package")
        return max((name.rpartition("-")[2] for name in names),
                   key=lambda series: [int(n) for n in series.split(".")])
    return name


def source(name):
    """(folder, version) of the unpacked kernel source."""
    series = _series(name)
    try:
        package, version = debian.unpacked(f"linux-source-{series}")
    except debian.NotThere as problem:
        raise Usage(f"--kernel {name}: {problem}") from problem

    def build(folder):
        cache.need_space(3, "unpacking the kernel")
        tarball, = (package / "usr/src").glob("*.tar.*")
        progress.run(f"unpacking Linux {version}",
                     ["tar", "xf", tarball, "--strip-components=1",
                      "-C", folder], cache.root() / "log" / "linux.log")
        _lift_no_mmu(folder)

    key = f"{version.replace('~', '-')}-{cache.digest(LIFTS)}"
    return cache.entry("linux", key, build, keep=3), version


def _lift_no_mmu(tree):
    """Lets the K210's drivers be built for a kernel with an MMU."""
    for name, old, new in LIFTS:
        path = tree / name
        text = path.read_text()
        if old not in text:
            raise Problem(f"{path} is not as we know it: no {old!r}")
        path.write_text(text.replace(old, new))


class Kernel:
    """One built kernel: its build folder and what is in it."""

    def __init__(self, profile, name="6.12", debug=None):
        debian.install(PACKAGES)
        self.source, self.version = source(name)
        self.profile = profile
        self.debug = debug
        base, names = BASES[profile]
        fragments = [CONFIG / name for name in names]
        if debug:
            fragments.append(CONFIG / f"{debug}.config")
        self.key = cache.digest(self.version, base, *fragments, LIFTS, FIXED,
                                toolchain.cc_version())
        label = f"{self.version}-{profile}" + (f"-{debug}" if debug else "")
        self.title = f"Linux {label}"

        def build(folder):
            cache.need_space(2, f"building {self.title}")
            log = cache.root() / "log" / f"linux-{label}.log"
            log.unlink(missing_ok=True)
            kconfig.configure("Linux", self.source, folder, MAKE, base,
                              fragments, log, FIXED)
            progress.run(f"building {self.title}",
                         [*MAKE, "-C", self.source, f"O={folder}",
                          f"-j{os.cpu_count()}", "Image", "modules", "dtbs"],
                         log, progress.Steps(expected=1100), env=FIXED)

        self.folder = cache.entry("kernel", f"{label.replace('~', '-')}-"
                                  f"{self.key}", build, keep=10)

    @property
    def image(self):
        return self.folder / "arch/riscv/boot/Image"

    @property
    def release(self):
        path = self.folder / "include/config/kernel.release"
        return path.read_text().strip()

    def board(self, name):
        """Mainline's own device tree of a board, unchanged."""
        return self.folder / "arch/riscv/boot/dts/canaan" / f"{name}.dtb"

    def modules(self):
        return sorted(self.folder.rglob("*.ko"))
