# SPDX-License-Identifier: GPL-2.0-or-later
"""A module's faults on the kernel with KASAN and its like."""

import re

import pytest

KASAN = "--debug", "kasan"
SAYS = "the console says: "

FAULTS = {
    "use-after-free": r"BUG: KASAN: slab-use-after-free in use_after_free\+.*",
    "out-of-bounds": r"BUG: KASAN: slab-out-of-bounds in out_of_bounds\+.*",
    "double-free": r"BUG: KASAN: double-free in double_free\+.*",
    "shift": r"UBSAN: shift-out-of-bounds in \S*/memory\.c:\d+:\d+",
    "list": r"list_add double add: new=\w+, prev=\w+, next=\w+\.",
    "stack": "Kernel panic - not syncing: Kernel stack overflow",
    "sleep-atomic": "BUG: sleeping function called from invalid context at "
                    r"kernel/locking/mutex\.c:\d+",
    "schedule-atomic": r"BUG: scheduling while atomic: insmod/\d+/0x00000002",
}
# With its detector's threshold in /proc/sys/kernel; a detector may come later
# where the host is busy. After the last one the kernel waits for the hart,
# which can't be asked for its stack.
HANGS = {
    "never": ("hung_task_timeout_secs",
              r"INFO: task insmod:\d+ blocked for more than \d+ seconds\."),
    "spin": ("watchdog_thresh",
             r"watchdog: BUG: soft lockup - CPU#\d stuck for \d+s! .*"),
    "spin-irqs-off": ("watchdog_thresh",
                      r"watchdog: Watchdog detected hard LOCKUP on cpu \d"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_the_reason(reason, fault):
    assert re.fullmatch(SAYS + FAULTS[fault], reason(KASAN, fault))


@pytest.mark.parametrize("fault", HANGS)
def test_a_hang_is_the_reason(reason, fault):
    threshold, text = HANGS[fault]
    assert re.fullmatch(SAYS + text, reason(
        KASAN, fault, before=f"echo 1 >/proc/sys/kernel/{threshold}",
        timeout=60))


def test_a_hang_is_looked_for_long_before_the_time_out(run):
    ran = run(KASAN, "cd /proc/sys/kernel; cat hung_task_timeout_secs "
              "watchdog_thresh soft_watchdog nmi_watchdog")
    assert ran.lines == ["30", "10", "1", "1"]


def test_work_that_outlives_its_module_is_found(reason):
    """By KASAN; or by the page that is missing, once the kernel has given
    back what it keeps of freed areas, KASAN's notes of them too."""
    assert re.match(
        SAYS + "(BUG: KASAN: vmalloc-out-of-bounds in |"
        r"Unable to handle kernel paging request at virtual address [0-9a-f])",
        reason(KASAN, "forgotten", after="rmmod canary; sleep 4"))


def test_what_is_nearly_the_same_is_no_fault(harmless):
    harmless(KASAN, [*FAULTS, *HANGS, "forgotten"])
