# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree that has all 40 lines on pads, as after reset, and names for some
that make it hard to find them."""

import sys

from vm_run import TESTS

sys.path.append(str(TESTS / "driver"))

from trees import Changed, mux      # noqa: E402

GPIOHS = ["foo", "bar", "two words", "foo", "a,b-3", 'qu"ote', "1", "",
          "x" * 40, "IO47", "seen", "out"]
GPIO = ["baz", "bar"]


def pad_of(line):
    """Which carries a line of GPIOHS."""
    return 16 + line


def options(profile, folder):
    """The VM's, with that tree."""
    tree = Changed(profile)
    tree.state.set("pinmux", *(mux(16 + line, 24 + line)
                               for line in range(32)))
    tree.gpio_state.set("pinmux", *(mux(8 + line, 56 + line)
                                    for line in range(8)))
    tree.gpiohs.set("gpio-line-names", *GPIOHS)
    tree.port.set("gpio-line-names", *GPIO)
    return ["--dtb", tree.write(folder)]
