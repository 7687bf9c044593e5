# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: edges of outputs, which are our own writes."""

from userspace.places import HERE

SOURCE = HERE / "irq_outputs.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_irq_outputs(holds, case):
    holds(case)
