# SPDX-License-Identifier: GPL-2.0-or-later
"""Being told of changes: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "pad_watch.c"


def test_pad_watch(holds, case):
    holds(case)
