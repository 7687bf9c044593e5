# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: loops of many pins."""

from userspace.places import HERE

SOURCE = HERE / "loop.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_loop(holds, case):
    holds(case)
