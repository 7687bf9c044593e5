# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: events after a timed pulse."""

from userspace.places import HERE

SOURCE = HERE / "irq_pulse.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_irq_pulse(holds, case):
    holds(case)
