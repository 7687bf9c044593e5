# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree that has all 40 lines on pads, and names for some."""

import sys

from vm_run import TESTS

sys.path.append(str(TESTS / "driver"))

from trees import Changed, mux      # noqa: E402

# Offset by offset. "twin" is there twice on one chip, "both" on each.
GPIOHS = {0: "first", 3: "twin", 4: "both", 9: "twin", 31: "last",
          10: "a-name-of-31-characters-no-more"}
GPIO = {4: "both", 7: "eighth"}


def _names(names, lines):
    return [names.get(line, "") for line in range(lines)]


def options(profile, folder):
    """The VM's, with that tree: GPIOHS0 is on IO16, GPIO0 on IO8."""
    tree = Changed(profile)
    tree.state.set("pinmux", *(mux(16 + line, 24 + line)
                               for line in range(32)))
    tree.gpio_state.set("pinmux", *(mux(8 + line, 56 + line)
                                    for line in range(8)))
    tree.gpiohs.set("gpio-line-names", *_names(GPIOHS, 32))
    tree.port.set("gpio-line-names", *_names(GPIO, 8))
    return ["--dtb", tree.write(folder)]
