# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines, read and driven."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "lines_values.c"
vm_options = routed.options


def test_lines_values(holds, case):
    holds(case)
