# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of lines."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "line_info.c"
vm_options = routed.options


def test_line_info(holds, case):
    holds(case)
