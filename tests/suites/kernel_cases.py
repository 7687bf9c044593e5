# SPDX-License-Identifier: GPL-2.0-or-later
"""The cases of kernel/*.bash about the kernel's own programs, in the guest."""

import re
from pathlib import Path

from suites import NOT_RUN, gpio_tools, kernel_source
from suites.gpio_tools import Chip

HERE = Path(__file__).parent
BASH = HERE / "kernel"
SUITES = ("kernel_tools", "kernel_selftests", "aggregator", "gone")
CASE = re.compile(r"^case_(\w+)\(\) \{$", re.M)
ENDED = re.compile(r"(passed|failed) (\w+) (\w+)(?:: ?(.*))?")
NAMES = (1, "foo"), (4, "bar")
CHIPS = {"gpiohs": Chip(32, NAMES), "gpio": Chip(8, NAMES)}
MOCKUP = {"gpio-mockup.sh": "gpio-mockup.sh",
          "gpio-mockup-sysfs.sh": "their-sysfs.sh"}


def cases(suite):
    return CASE.findall((BASH / f"{suite}.bash").read_text())


def outcomes(text):
    """{suite: {case: (outcome, reason)}}, from what run.bash prints."""
    found = {(match[2], match[3]): (match[1], match[4] or "")
             for match in map(ENDED.fullmatch, text.splitlines()) if match}
    return {suite: {case.replace("_", " "):
                    found.get((suite, case), ("failed", NOT_RUN))
                    for case in cases(suite)} for suite in SUITES}


def chip_there(block, chip):
    """chip.bash of one of ours."""
    label = gpio_tools.LABELS[block]
    return (f"CHIP=$(gpiodetect | sed -n 's/ .{label}. .*//p')\n"
            f"LABEL={label} LINES={chip.lines}\n"
            f"PAD={gpio_tools.FIRST_PADS[block]}\nDEVICE={label}\n")


def parts(folder, pads, chip):
    """What goes into the guest: (file, its place) each."""
    (folder / "chip.bash").write_text(chip)
    built = kernel_source.programs()
    return [
        (folder / "chip.bash", "chip.bash"), (BASH / pads, "pads.bash"),
        (BASH / "sim-chip.bash", "sim-chip.bash"),
        (HERE / "gpiosim.bash", "gpiosim.bash"),
        (BASH / "run.bash", "run.bash"),
        *((BASH / f"{suite}.bash", f"{suite}.bash") for suite in SUITES),
        *((path, path.name) for path in built.iterdir()
          if not path.name.startswith(".")),
        (built / "gpio-mockup-cdev", "mockup/gpio-mockup-cdev"),
        (BASH / "gpio-mockup-sysfs.bash", "mockup/gpio-mockup-sysfs.sh"),
        *((kernel_source.selftest("gpio", name), f"mockup/{place}")
          for name, place in MOCKUP.items())]


def run(vm, files, *options):
    """{suite: {case: (outcome, reason)}}, and of the machine as such."""
    ran = vm("--debian", gpio_tools.PACKAGES, "--icount", "--timeout", "600",
             *options, *(word for path, place in files
                         for word in ("--put", f"{path}:{place}")),
             command=["bash", "/in/run.bash", *SUITES])
    found = outcomes(ran.text)
    found["gone"]["no splat"] = ("failed", ran.why) if ran.status else \
        ("passed", "")
    return found


def run_on_chip(vm, driver, folder, block):
    chip = CHIPS[block]
    return run(vm, parts(folder, "pads-jig.bash", chip_there(block, chip)),
               "--driver", driver,
               "--dtb", gpio_tools.tree(folder, {block: chip}))


def run_on_gpio_sim(vm, folder):
    return run(vm, parts(folder, "pads-sim.bash", ". /in/sim-chip.bash\n"))
