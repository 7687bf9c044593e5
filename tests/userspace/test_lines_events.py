# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens at lines, on the real chips."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "lines_events.c"


def vm_options(profile, folder):
    """One hart: the kernel's thread, which tells the level that a line has by
    then for the edge that it saw, has told all when the jig answers."""
    return ["--icount", *routed.options(profile, folder)]


def test_lines_events(holds, case):
    holds(case)
