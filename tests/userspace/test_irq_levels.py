# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: levels, which are an edge and further looks."""

from userspace.places import HERE

SOURCE = HERE / "irq_levels.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_irq_levels(holds, case):
    holds(case)
