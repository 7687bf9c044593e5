# SPDX-License-Identifier: GPL-2.0-or-later
"""Pins whose driver is unbound and bound anew: on the real module."""

from userspace.places import HERE

SOURCE = HERE / "pin_gone.c"


def test_pin_gone(holds, case):
    holds(case)
