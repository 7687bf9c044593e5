# SPDX-License-Identifier: GPL-2.0-or-later
"""Pins and whose their pads are, on the real module."""

from userspace.places import HERE

SOURCE = HERE / "pin_owned.c"


def test_pin_owned(holds, case):
    holds(case)
