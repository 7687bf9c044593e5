# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines, taken together, on the real chips."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "lines.c"
vm_options = routed.options


def test_lines(holds, case):
    holds(case)
