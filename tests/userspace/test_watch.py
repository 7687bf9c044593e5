# SPDX-License-Identifier: GPL-2.0-or-later
"""Changes of lines by others, as k210_watch() tells them."""

from userspace import routed
from userspace.places import HERE

SOURCE = HERE / "watch.c"
vm_options = routed.options


def test_watch(holds, case):
    holds(case)
