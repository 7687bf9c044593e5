# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/sizes: how large the module is, with the bridge and without it, on
each kernel: text, data and bss. `tests/sizes` builds in folders of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

from host import debian, guest, kernel, progress
from host.problem import Problem, as_problem
from vm_run import kdir

BRIDGELESS = "CONFIG_K210_FPIOA_BRIDGE=n"
SECTIONS = ("text", "data", "bss")


def build(folder, kernel_folder, *words):
    """(the module, what the compiler said) of a build in FOLDER, as a user
    does it; WORDS are for make."""
    guest.copy_sources(guest.driver_sources(), guest.TOP, folder)
    done = subprocess.run(
        [*kernel.MAKE, "-s", "-C", folder, f"KDIR={kernel_folder}", "W=1",
         *words, "modules"], capture_output=True, text=True, check=False)
    module = folder / "driver" / "k210-gpio.ko"
    if done.returncode or not module.exists():
        raise Problem("building the module failed: " +
                      (done.stderr.splitlines() or ["nothing said"])[-1])
    return module, done.stderr


def sizes(module):
    """(text, data, bss)"""
    debian.install(["binutils-riscv64-linux-gnu"])
    done = subprocess.run(["riscv64-linux-gnu-size", module], check=True,
                          capture_output=True, text=True)
    return tuple(map(int, done.stdout.splitlines()[1].split()[:3]))


def line(title, columns):
    return f"{title:26}" + "".join(f"{column:>8}" for column in columns)


def table(title, with_it, without):
    """A kernel's lines: what is, what is without, and what that saves."""
    def numbers(name, found):
        return line(f"{title} {name}", [*found, sum(found)])

    saved = [a - b for a, b in zip(with_it, without)]
    return [numbers("with", with_it), numbers("without", without),
            numbers("bridge", saved)]


def main():
    print(line("bytes", [*SECTIONS, "sum"]))
    try:
        for name in ("6.12", "new"):
            for profile in kernel.BASES:
                place = kdir("--profile", profile, "--kernel", name)
                progress.say(f"building for {profile} {name}, twice")
                found = []
                for words in ([], [BRIDGELESS]):
                    with tempfile.TemporaryDirectory() as folder:
                        module, _ = build(Path(folder), place, *words)
                        found.append(sizes(module))
                print("\n".join(table(f"{profile} {name}", *found)),
                      flush=True)
    except KeyboardInterrupt:
        return 130
    except (Problem, OSError, subprocess.CalledProcessError) as problem:
        print(f"sizes: {as_problem(problem)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
