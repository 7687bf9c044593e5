# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens at lines, on the real chips."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "lines_events.c"
vm_options = routed.options


def test_lines_events(holds, case):
    holds(case)
