# SPDX-License-Identifier: GPL-2.0-or-later
"""Pads held at a level: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "hold.c"


def test_hold(holds, case):
    holds(case)
