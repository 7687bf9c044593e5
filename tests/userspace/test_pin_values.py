# SPDX-License-Identifier: GPL-2.0-or-later
"""Levels, read and driven, by threads too: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "pin_values.c"


def test_pin_values(holds, case):
    holds(case)
