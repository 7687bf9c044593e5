# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/chip.h, on the real chips."""

from userspace.places import HERE

SOURCE = HERE / "chip.c"


def test_chip(holds, case):
    holds(case)
