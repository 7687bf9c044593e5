# SPDX-License-Identifier: GPL-2.0-or-later
"""Pins: what failures leave, force, defaults, on the real module."""

from userspace.places import HERE

SOURCE = HERE / "pin_kept.c"


def test_pin_kept(holds, case):
    holds(case)
