# SPDX-License-Identifier: GPL-2.0-or-later
"""Functions on pads: on the real module, by the jig."""

from userspace.places import HERE

SOURCE = HERE / "fpioa.c"


def test_fpioa(holds, case):
    holds(case)
