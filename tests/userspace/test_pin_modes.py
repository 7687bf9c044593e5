# SPDX-License-Identifier: GPL-2.0-or-later
"""Pins that change in place: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "pin_modes.c"


def test_pin_modes(holds, case):
    holds(case)
