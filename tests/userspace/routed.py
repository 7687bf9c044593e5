# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree that has all 40 lines on pads, as after reset, and names for some."""

import sys

from vm_run import TESTS

sys.path.append(str(TESTS / "driver"))

from trees import Changed, mux      # noqa: E402

# Offset by offset. "twin" is there twice on one chip, "both" on each.
GPIOHS = {0: "first", 3: "twin", 4: "both", 9: "twin", 31: "last",
          10: "a-name-of-31-characters-no-more"}
GPIO = {4: "both", 7: "eighth"}


# Names that make it hard to find lines.
ODD_GPIOHS = dict(enumerate(
    ["foo", "bar", "two words", "foo", "a,b-3", 'qu"ote', "1", "", "x" * 40,
     "IO47", "seen", "out"]))
ODD_GPIO = {0: "baz", 1: "bar"}


def pad_of(line):
    """Which carries a line of GPIOHS."""
    return 16 + line


def _names(names, lines):
    return [names.get(line, "") for line in range(lines)]


def options(profile, folder, gpiohs=None, gpio=None):
    """The VM's, with that tree: GPIOHS0 is on IO16, GPIO0 on IO8."""
    tree = Changed(profile)
    tree.state.set("pinmux", *(mux(pad_of(line), 24 + line)
                               for line in range(32)))
    tree.gpio_state.set("pinmux", *(mux(8 + line, 56 + line)
                                    for line in range(8)))
    tree.gpiohs.set("gpio-line-names", *_names(gpiohs or GPIOHS, 32))
    tree.port.set("gpio-line-names", *_names(gpio or GPIO, 8))
    return ["--dtb", tree.write(folder)]
