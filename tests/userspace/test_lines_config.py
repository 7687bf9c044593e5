# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines, changed in place."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "lines_config.c"
vm_options = routed.options


def test_lines_config(holds, case):
    holds(case)
