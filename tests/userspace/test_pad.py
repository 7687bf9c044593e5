# SPDX-License-Identifier: GPL-2.0-or-later
"""Pads, read back and changed: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "pad.c"


def test_pad(holds, case):
    holds(case)
