# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: edges of inputs."""

from userspace.places import HERE

SOURCE = HERE / "irq.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_irq(holds, case):
    holds(case)
