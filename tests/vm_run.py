# SPDX-License-Identifier: GPL-2.0-or-later
"""How tests run tests/qemu/vm, and how that ended."""

import os
import shutil
import subprocess
from pathlib import Path

# What tests/run has the tests run on: the VM's options for all of them.
OPTIONS = os.environ.get("VM_OPTIONS", "").split()

TESTS = Path(__file__).parent
VM = TESTS / "qemu" / "vm"
CC = TESTS / "qemu" / "cc"

# Links programs so that some fit side by side into 8 MiB, where each takes
# powers of two for itself and for its stack.
SMALL = ["-s", "-Wl,-z,stack-size=65536"]


def kdir(*options):
    """The kernel's build folder."""
    done = subprocess.run([VM, *options, "--kdir"], check=True,
                          capture_output=True, text=True)
    assert done.stdout.count("\n") == 1
    return Path(done.stdout.strip())


def build_modules(source, folder, kernel):
    """Builds the modules in the folder SOURCE in a folder of their own, by a
    kernel's build folder."""
    for path in source.iterdir():
        if path.name == "Kbuild" or path.suffix in (".c", ".h"):
            shutil.copy2(path, folder)
    make_modules(folder, kernel)


def make_modules(folder, kernel, *words):
    """The same where they are; WORDS are for make."""
    subprocess.run(["make", "-s", "-C", kernel, f"M={folder}", "ARCH=riscv",
                    "CROSS_COMPILE=riscv64-linux-gnu-", "W=1", "modules",
                    *words], check=True, env={"PATH": os.environ["PATH"]})


class Ran:
    """How a run of the VM ended."""

    def __init__(self, done, logs):
        self.status = done.returncode
        self.stdout = done.stdout
        self.stderr = done.stderr.decode(errors="replace")
        self.logs = logs

    @property
    def text(self):
        return self.stdout.decode()

    @property
    def why(self):
        """The last line on stderr."""
        return (self.stderr.splitlines() or [""])[-1]

    @property
    def lines(self):
        """What the command printed, where it ended well."""
        assert self.status == 0, self.stderr
        return self.text.splitlines()

    def log(self, name):
        return (self.logs / name).read_text(errors="replace")
