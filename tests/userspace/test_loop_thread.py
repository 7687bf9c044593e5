# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/irq.h: loops with a thread, on two harts."""

from userspace.places import HERE

SOURCE = HERE / "loop_thread.c"


def test_loop_thread(holds, case):
    holds(case)
