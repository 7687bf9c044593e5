# SPDX-License-Identifier: GPL-2.0-or-later
"""A module's faults on the kernels without instruments."""

import re

import pytest

from host.verdict import UNMODELLED

SAYS = "the console says: "

# As older and as newer kernels print it. Without an MMU they know no names:
# \S+ for both.
WARNING = (SAYS + r"WARNING: (CPU: \d PID: \d+ at (\S+ )?{0}.*"
           r"|(\S+\.c:\d+ )?at {0}.*, CPU#\d: .*/\d+)")
FAULTS = {
    "warn": WARNING.format(r"\S+"),
    "taint": "the kernel is tainted: warned",
    "warn-irq": WARNING.format(r"\S+"),
    "instruction": SAYS + r"Oops - illegal instruction \[#1\]",
    "bug": SAYS + r"[Kk]ernel BUG at \S+.*",
    "panic": SAYS + "Kernel panic - not syncing: canary",
    "refcount": SAYS + "refcount_t: underflow; use-after-free.",
    "odd": SAYS + ".*init suspiciously returned 1, it should follow .*",
    "nobody": SAYS + r"irq \d+: nobody cared \(try booting with .*",
    "gpiohs": "guest error: gpiohs: 1-byte write of 0x0 at 0x18: only aligned "
              r"32-bit accesses work \(and 2 more\)",
    "gpio": "guest error: gpio: 1-byte write of 0x0 at 0x30: only aligned "
            r"32-bit accesses work \(and 2 more\)",
    "fpioa": "guest error: fpioa: 1-byte write of 0x0 at 0xe0: only aligned "
             "32-bit accesses work",
}
NULL = {
    "k210-mmu": "Unable to handle kernel access to user memory without "
                "uaccess routines at virtual address 0000000000000000",
    "k210": "Oops - store (or AMO) access fault [#1]",
}
LATE = ["never", "spin", "spin-irqs-off", "spin-everywhere", "later",
        "forgotten", "exit", "fail", "kill-init"]


def kernel(profile):
    return "--profile", profile


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_the_reason(reason, profile, fault):
    assert re.fullmatch(FAULTS[fault], reason(kernel(profile), fault))


def test_a_wild_pointer_is_the_reason(reason, profile):
    assert reason(kernel(profile), "null") == SAYS + NULL[profile]


def test_what_is_nearly_the_same_is_no_fault(harmless, profile):
    harmless(kernel(profile), [*FAULTS, "null", *LATE])


@pytest.mark.parametrize("block, lines", [
    ("gpiohs", ["1-byte write of 0x0 at 0x18: only aligned 32-bit accesses "
                "work", "4-byte read at 0x44: no register is there",
                "4-byte write of 0x0 at 0x0: the register is read-only"]),
    ("gpio", ["1-byte write of 0x0 at 0x30: only aligned 32-bit accesses "
              "work", "4-byte read at 0xc: no register is there",
              "4-byte write of 0x0 at 0x40: the register is read-only"]),
])
def test_each_bad_access_is_logged(run, block, lines):
    ran = run((), f"insmod canary.ko fault={block}")
    assert [line for line in ran.log("qemu.log").splitlines()
            if not line.startswith(UNMODELLED)] == [
        f"guest error: {block}: {line}" for line in lines]


def test_a_program_without_an_mmu_can_have_a_bad_access(vm, compiled):
    program = compiled("k210", __file__.replace("test_module.py", "poke.c"))

    def poke(*command):
        return vm("--profile", "k210", "--put", program,
                  command=["/in/poke", *command])
    assert (poke().status, poke().stderr) == (0, "")
    ran = poke("0x38001004")
    assert (ran.status, ran.why) == (
        125, "vm: guest error: gpiohs: 1-byte write of 0x0 at 0x4: only "
        "aligned 32-bit accesses work")


def test_a_module_that_does_not_load_is_the_commands_failure(run, profile):
    ran = run(kernel(profile), "insmod canary.ko fault=fail")
    assert ran.status not in (0, 125)
    assert ran.why.startswith("insmod: can't insert 'canary.ko': ")


def test_a_fault_in_a_modules_exit_is_found(reason):
    assert re.fullmatch(WARNING.format(r"warn_in_exit\+"),
                        reason((), "exit", after="rmmod canary"))


def test_a_fault_that_comes_later_is_found_where_somebody_waits(reason):
    assert re.fullmatch(WARNING.format(r"work_fn\+"),
                        reason((), "later", after="sleep 1"))


def test_work_that_outlives_its_module_is_found(reason):
    said = reason((), "forgotten", after="rmmod canary; sleep 4")
    assert said.startswith(
        SAYS + "Unable to handle kernel paging request at virtual address ")


@pytest.mark.parametrize("after", ["dmesg -n 7", "dmesg -c; dmesg -n 7"])
def test_a_fault_is_found_on_a_console_that_was_silenced(run, profile, after):
    """This one leaves no taint."""
    ran = run(kernel(profile), "dmesg -n 1; insmod canary.ko fault=nobody; "
              + after)
    assert ran.status == 125
    assert ": nobody cared" in ran.why
    assert ": nobody cared" not in ran.log("console.log")


def test_messages_that_nobody_could_see_are_a_failure(vm):
    """The kernel says a page for each, and keeps little of what it said."""
    asks = "dd if=/dev/zero of=/dev/null bs=3M count=1;"
    ran = vm("--profile", "k210", command=["sh", "-c", 9 * asks + "true"])
    assert ran.status == 0, ran.stderr
    assert ran.log("console.log").count("nommu: Allocation of length ") == 9
    ran = vm("--profile", "k210", command=[
        "sh", "-c", "dmesg -n 1;" + 9 * asks + "dmesg -n 7"])
    assert (ran.status, ran.why) == (
        125, "vm: messages of the kernel's are lost")


def test_a_fault_of_pid_1_is_the_reason(reason):
    assert reason((), "kill-init", after="sleep 1") == (
        SAYS + "Kernel panic - not syncing: Attempted to kill init! "
        "exitcode=0x0000000b")


@pytest.mark.parametrize("fault", ["never", "spin-everywhere"])
def test_a_hang_without_instruments_is_a_time_out(reason, fault):
    """Far more time than a machine needs to come that far."""
    assert reason((), fault, timeout=12) == "timed out after 12 s"


def test_a_hang_in_the_background_is_the_reason(run, profile):
    """Nobody waits for it."""
    ran = run(kernel(profile), "insmod canary.ko fault=never & sleep 2")
    assert (ran.status, ran.why) == (
        125, "vm: hangs in the kernel: insmod")


def test_a_hart_that_holds_up_rcu_ends_the_run(reason):
    assert re.fullmatch(
        SAYS + r"rcu: INFO: rcu_\w+ self-detected stall on CPU",
        reason(kernel("k210"), "spin", before="echo 3 "
               ">/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout"))
