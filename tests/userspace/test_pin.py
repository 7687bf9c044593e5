# SPDX-License-Identifier: GPL-2.0-or-later
"""Pins: names, refusals, force and persistence, on the real module."""

from userspace.places import HERE

SOURCE = HERE / "pin.c"


def test_pin(holds, case):
    holds(case)
