# SPDX-License-Identifier: GPL-2.0-or-later
"""A module's faults on the kernel with lockdep, kmemleak and debugobjects."""

import re

import pytest

LOCKDEP = "--debug", "lockdep"

FAULTS = {
    "order": "WARNING: possible circular locking dependency detected",
    "context": r"\[ BUG: Invalid wait context \]",
    "irq-unsafe": "WARNING: inconsistent lock state",
    "held": "WARNING: lock held when returning to user space!",
    "unbalanced": "WARNING: bad unlock balance detected!",
    "no-key": "INFO: trying to register non-static key.",
    "freed-lock": "WARNING: held lock freed!",
    "leak": r"unreferenced object 0x\w+ \(size 96\):",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_the_reason(reason, fault):
    assert re.fullmatch("the console says: " + FAULTS[fault],
                        reason(LOCKDEP, fault))


def test_what_is_nearly_the_same_is_no_fault(harmless):
    harmless(LOCKDEP, [*FAULTS, "forgotten"])


def test_a_timer_that_is_freed_is_found_before_it_expires(reason):
    assert re.fullmatch(
        "the console says: ODEBUG: free active .* object type: timer_list .*",
        reason(LOCKDEP, "forgotten", after="rmmod canary"))
