# SPDX-License-Identifier: GPL-2.0-or-later
"""judge() over the kernel's messages that come with the verdict."""

import pytest

from host.verdict import Evidence, judge

BOOT = "[    0.000000] Linux version 6.12.117 (k210@k210) (gcc) #1 SMP @0\n"
SAYS = "the console says: "
END = "nonce=1 status=0 files=0 taint=4096 locks=-1 leaks=0 end\n"


def judged(messages, console=BOOT, end=END, **options):
    return judge(Evidence(nonce="1", console=console, result=messages + end,
                          **options)).why


def stamped(text):
    return f"[    1.200000] {text}\n"


def record(number, text, level=6):
    """As /dev/kmsg has it, and as stamped() on the console."""
    return f"{level},{number},1200000,-;{text}\n SUBSYSTEM=platform\n"


def test_a_console_may_lack_what_the_kernels_own_log_has():
    """Somebody silenced it; or it prints later, as newer kernels' do."""
    log = record(0, "BUG: is a word here") + record(1, "BUG: a user's", 12)
    assert judged(log) == []
    log += record(2, "a line\\x0airq 9: nobody cared", 3)
    assert judged(log) == [SAYS + "irq 9: nobody cared"]
    assert judged(log, shell=True) == [SAYS + "irq 9: nobody cared"]


def test_what_goes_on_behind_the_consoles_end_is_read_as_one():
    """As newer kernels print it; a dump's first part is on the console."""
    lines = [stamped("big invoked oom-killer: gfp_mask=0x140cca"),
             stamped("CPU: 0 UID: 0 PID: 30 Comm: big Tainted: G"),
             stamped("Call Trace:")]
    log = "".join(record(number, line[15:-1], 4)
                  for number, line in enumerate(lines))
    assert judged(log, BOOT + "".join(lines[:1])) == []
    assert judged(log, BOOT + "".join(lines)) == []
    cut = lines[0] + lines[1][:30]
    assert judged(log, BOOT + cut) == []
    # what is older than the kernel's own log is on the console
    log = "".join(log.splitlines(keepends=True)[2:])
    assert judged(log, BOOT + "".join(lines)) == []


LOST = "messages of the kernel's are lost"


@pytest.mark.parametrize("log, console, why", [
    (record(0, "one") + record(1, "two"), "", []),
    (record(0, "one") + record(2, "three"), "", [LOST]),
    (record(9, "ten"), "", [LOST]),
    (record(9, "a user's", 12) + record(10, "eleven"), "a user's", []),
    (record(9, "not for a console", 7) + record(10, "eleven"), "eleven", []),
    (record(9, "not for a console", 7), "", [LOST]),
], ids=["whole", "a gap", "cut", "a user's first", "a silent one first",
        "silent ones alone"])
def test_messages_that_are_nowhere_are_a_failure(log, console, why):
    assert judged(log, BOOT + stamped(console)) == why


@pytest.mark.parametrize("cut", [0, 1, 30])
def test_a_log_without_a_result_is_no_success(cut):
    text = record(0, "all is well")
    assert judged(text[:len(text) - cut], end="") == [
        "the guest ended without a word"]
