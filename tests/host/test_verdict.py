# SPDX-License-Identifier: GPL-2.0-or-later
"""judge() over what a run may leave. The logs are made like what Linux 6.12
prints for riscv64, abridged; test_verdict_logs has some that were recorded."""

import pytest

from host.verdict import Evidence, judge

NONCE = "f5ae30fd18fada8c"
SAYS = "the console says: "
WORDLESS = "the guest ended without a word"

BOOT = """\
OpenSBI v1.6
Boot HART ISA Extensions    : sstc,zicntr,zihpm,sdtrig
[    0.000000] Linux version 6.12.117 (k210@k210) (gcc 12.2.0) #1 SMP @0
[    0.000000] Machine model: SiPeed MAIX BiT
[    0.000000] printk: legacy bootconsole [sifive0] enabled
[    0.000000] Kernel command line: console=ttySIF7 oops=panic panic=-1
[    0.000000] NR_IRQS: 64, nr_irqs: 64, preallocated irqs: 0
[    0.177791] /soc/bus@50400000: Fixed dependency cycle(s) with /soc
[    0.250231] printk: legacy console [ttySIF7] enabled
[    0.250231] printk: legacy console [ttySIF7] enabled
[    0.301879] Run /init as init process
[    0.391151] k210_bench: loading out-of-tree module taints kernel.
"""

TRACE = """\
[    1.204417] Hardware name: SiPeed MAIX BiT (DT)
[    1.205010] epc : k210_gpiohs_set+0x1c/0x58 [k210_gpio]
[    1.206114] status: 0000000200000100 badaddr: 0000000000000008 cause: 0d
[    1.207020] [<ffffffff01582a1c>] k210_gpiohs_set+0x1c/0x58 [k210_gpio]
[    1.208233] [<ffffffff802a1b0e>] gpiod_set_raw_value_commit+0x52/0xa0
[    1.209004] ---[ end trace 0000000000000000 ]---
"""

PANIC = """\
[    1.310022] Kernel panic - not syncing: Attempted to kill init! \
exitcode=0x0000000b
[    1.311400] CPU: 0 UID: 0 PID: 1 Comm: init Tainted: G           O
[    1.312871] Call Trace:
[    1.313002] [<ffffffff800047ba>] dump_backtrace+0x1c/0x24
[    1.314410] Rebooting in 0 seconds..
"""

NULL = """\
[    1.201100] Unable to handle kernel NULL pointer dereference at virtual \
address 0000000000000008
[    1.202002] Oops [#1]
[    1.202417] Modules linked in: k210_gpio(O) k210_bench(O)
[    1.203300] CPU: 1 UID: 0 PID: 48 Comm: gpioset Tainted: G           O
""" + TRACE

FATAL = """\
[    1.209800] Kernel panic - not syncing: Fatal exception
[    1.210100] SMP: stopping secondary CPUs
"""

WARN = """\
[    1.200100] ------------[ cut here ]------------
[    1.200900] WARNING: CPU: 0 PID: 51 at drivers/gpio/gpiolib.c:2411 \
gpiochip_free_own_desc+0x2e/0x40
[    1.202417] Modules linked in: k210_gpio(O) k210_bench(O)
""" + TRACE

CIRCULAR = """\
[    1.400010] ======================================================
[    1.400410] WARNING: possible circular locking dependency detected
[    1.400800] 6.12.117 #1 Tainted: G           O
[    1.401200] ------------------------------------------------------
[    1.401900] gpiomon/57 is trying to acquire lock:
[    1.402300] ffffffff80c0a1d8 (&pads->lock){-...}-{2:2}, at: pads_get+0x20
""" + TRACE

LEAK = """\
[   16.004000] kmemleak: 2 new suspected memory leaks (see \
/sys/kernel/debug/kmemleak)
unreferenced object 0xff6000000204a180 (size 64):
  comm "insmod", pid 44, jiffies 4294937718
  hex dump (first 32 bytes):
    6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b  kkkkkkkkkkkkkkkk
  backtrace (crc 5f5a2d7c):
    [<ffffffff801a2b8e>] __kmalloc_noprof+0x1c4/0x2a0
unreferenced object 0xff6000000204a200 (size 64):
  comm "insmod", pid 44, jiffies 4294937719
"""


def result(status=0, files=0, taint=4096, locks=-1, leaks=0, nonce=NONCE):
    return (f"nonce={nonce} status={status} files={files} taint={taint} "
            f"locks={locks} leaks={leaks} end\n")


def judged(text=None, console=BOOT, **logs):
    """judge() on a run that went well but for what is given."""
    return judge(Evidence(nonce=NONCE, console=console, **logs,
                          result=result() if text is None else text))


# ---- good runs --------------------------------------------------------------

@pytest.mark.parametrize("status", [0, 1, 42, 124, 125, 126, 127, 255])
def test_a_good_run_has_the_commands_status_and_no_reason(status):
    verdict = judged(result(status))
    assert (verdict.status, verdict.why) == (status, [])


def test_a_command_that_a_signal_ended_is_no_fault_of_the_machine():
    verdict = judged(result(128 + 11), console=BOOT + (
        "[    1.100000] crash[47]: unhandled signal 11 code 0x1 at "
        "0x0000000000000000 in crash[10000+52000]\n"
        "[    1.101000] CPU: 1 UID: 0 PID: 47 Comm: crash Tainted: G\n"
        "[    1.102000] epc : 00000000000105a2 ra : 0000000000010598\n"))
    assert (verdict.status, verdict.why) == (139, [])


def test_the_last_line_is_the_result():
    verdict = judged("PID 1 says hello\n" + result(3))
    assert (verdict.status, verdict.why) == (3, [])


def test_the_guests_tar_is_reported_apart_from_the_command():
    verdict = judged(result(0, files=2))
    assert (verdict.status, verdict.files, verdict.why) == (0, 2, [])


def test_blocks_without_a_model_are_no_error():
    assert judged(qemu_log="no model: wdt0: read at 0x8\n"
                  "no model: i2s0: write of 0x1 at 0x0\n\n").why == []


def test_taints_of_our_test_modules_are_harmless():
    assert judged(result(taint=1 << 12 | 1 << 13 | 1 << 18)).why == []


def test_lockdep_that_is_still_on_is_good():
    assert judged(result(locks=1)).why == []


def test_a_jig_script_without_errors_is_good():
    assert judged(jig_log="ok\nlevel 20 z\nedge 20 1 1000\nat 1000 ok\n"
                  "pad 20 fn=GPIOHS0 error=0\n# error \n").why == []


def test_a_warning_of_qemus_is_no_failure_where_the_guest_has_spoken():
    assert judged(qemu_stderr="qemu: warning: TCG\n").why == []


# ---- no proof of success ----------------------------------------------------

@pytest.mark.parametrize("text", [
    "", result() + f"nonce={NONCE} \n",
    f"nonce={NONCE} status=0 end\n",
    f"nonce={NONCE} status=0 files=0 taint=0 locks=-1 end\n",
    f"nonce={NONCE} status=x files=0 taint=0 locks=-1 leaks=0 end\n",
])
def test_a_result_that_is_lost_is_no_success(text):
    verdict = judged(text)
    assert (verdict.status, verdict.why) == (125, [WORDLESS])


def test_a_result_that_is_cut_anywhere_is_no_success():
    whole = result().rstrip()
    for length in range(len(whole)):
        verdict = judged(whole[:length])
        assert verdict.status == 125 and len(verdict.why) == 1
        if length > len(f"nonce={NONCE}"):
            assert verdict.why == [WORDLESS]


@pytest.mark.parametrize("nonce", ["0123456789abcdef", "none", NONCE + "0",
                                   "", NONCE.upper()])
def test_another_runs_result_is_no_success(nonce):
    text = result(nonce=nonce)
    verdict = judged(text)
    assert verdict.status == 125
    assert verdict.why == ["the guest's last line is not of this run: "
                           + text.strip()]


@pytest.mark.parametrize("where", ["console", "qemu_stderr", "jig_log"])
def test_a_program_that_prints_a_result_elsewhere_proves_nothing(where):
    said = "passed\n" + result() + "all tests passed\n"
    verdict = judged("", **{where: said})
    assert verdict.status == 125 and verdict.why[-1] == WORDLESS


def test_what_init_complains_of_is_the_reason():
    verdict = judged(f"nonce={NONCE} why=loading /vm/k210-gpio.ko: "
                     "Exec format error\n")
    assert verdict.status == 125
    assert verdict.why == ["loading /vm/k210-gpio.ko: Exec format error"]


@pytest.mark.parametrize("status", [-1, 256])
def test_a_status_that_is_none_means_a_lost_command(status):
    verdict = judged(result(status))
    assert (verdict.status, verdict.why) == (125,
                                             ["the guest lost the command"])


def test_qemus_own_last_line_says_why_it_ended():
    verdict = judged("", qemu_stderr="warning\nqemu-system-riscv64: -m 3: "
                     "Invalid RAM size\n")
    assert verdict.why == ["QEMU: qemu-system-riscv64: -m 3: Invalid RAM size",
                           WORDLESS]


@pytest.mark.parametrize("status, stderr, why", [
    (-9, "", ["QEMU was ended by SIGKILL"]),
    (1, "", ["QEMU ended with status 1"]),
    (-6, "assertion failed\n", ["QEMU: assertion failed",
                                "QEMU was ended by SIGABRT"])])
def test_a_qemu_that_ends_badly_is_a_failure_even_after_the_result(
        status, stderr, why):
    assert judged(qemu_status=status, qemu_stderr=stderr).why == why
    assert judged("", qemu_status=status, qemu_stderr=stderr).why == [
        *why, WORDLESS]


@pytest.mark.parametrize("line, text", [
    ("reboot: Restarting system", "reboot: Restarting system"),
    ("init: why=no device", "no device")])
def test_the_last_words_on_the_console_are_the_reason(line, text):
    console = BOOT + stamped(line)
    assert judged("", console=console).why == [SAYS + text, WORDLESS]
    assert judged("", console=console, timed_out=5).why[0] == SAYS + text
    assert judged(console=console).why == []


def test_a_time_out_is_told_with_its_seconds():
    assert judged("", timed_out=5.0).why == ["timed out after 5 s"]
    assert judged("", timed_out=0.5).why == ["timed out after 0.5 s"]


def test_a_time_out_is_a_failure_though_the_command_has_ended():
    verdict = judged(result(0), timed_out=300)
    assert verdict.why == ["timed out after 300 s"]


# ---- harm on the console ----------------------------------------------------

def stamped(text):
    return f"[    1.200000] {text}\n"


@pytest.mark.parametrize("text", [
    "Kernel panic - not syncing: VFS: Unable to mount root fs",
    "Oops - illegal instruction [#1]",
    "kernel BUG at drivers/gpio/gpiolib.c:117!",
    "BUG: KASAN: slab-out-of-bounds in pads_get+0x42/0x80 [k210_gpio]",
    "UBSAN: array-index-out-of-bounds in driver/pads.c:93:12",
    "BUG: sleeping function called from invalid context at "
    "kernel/locking/mutex.c:585",
    "BUG: scheduling while atomic: gpioset/48/0x00000002",
    "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck!",
    "BUG: Bad page state in process insmod  pfn:80a2f",
    "WARNING: possible recursive locking detected",
    "WARNING: inconsistent lock state",
    "WARNING: possible irq lock inversion dependency detected",
    "WARNING: bad unlock balance detected!",
    "WARNING: suspicious RCU usage",
    "[ BUG: Invalid wait context ]",
    "ODEBUG: free active (active state 0) object: ff60 object type: "
    "timer_list hint: blink+0x0/0x20",
    'irq 23: nobody cared (try booting with the "irqpoll" option)',
    "INFO: task gpiomon:52 blocked for more than 120 seconds.",
    "watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [gpioset:48]",
    "rcu: INFO: rcu_sched detected stalls on CPUs/tasks:",
    "rcu: INFO: rcu_sched self-detected stall on CPU",
    "rcu: INFO: rcu_sched detected expedited stalls on CPUs/tasks: { 1-... }",
    "watchdog: Watchdog detected hard LOCKUP on cpu 0",
    "BUG kmalloc-64 (Tainted: G           O): Right Redzone overwritten",
    "Kernel BUG at 0x00000000807b7104 [verbose debug info unavailable]",
    "INFO: trying to register non-static key.",
    "refcount_t: underflow; use-after-free.",
    "blink: init suspiciously returned 1, it should follow 0/-E convention",
    # as newer kernels print it
    "WARNING: driver/pads.c:93 at pads_get+0x2e/0x40 [k210_gpio], "
    "CPU#0: insmod/44",
])
def test_harm_on_the_console_is_the_reason(text):
    verdict = judged(console=BOOT + stamped(text) + stamped("Call Trace:")
                     + TRACE)
    assert verdict.why == [SAYS + text]


@pytest.mark.parametrize("stamp", [
    "", "[    1.200000] ", "[12345.678901] ", "[    1.200000][   T48] ",
    "[    1.200000][    C1] "])
def test_a_reason_comes_without_its_stamp(stamp):
    verdict = judged(console=f"{stamp}BUG: scheduling while atomic\n")
    assert verdict.why == [SAYS + "BUG: scheduling while atomic"]


def test_a_line_that_is_cut_is_harm_as_well():
    assert judged("", console=BOOT + "[    1.2] Kernel panic - not syncing: "
                  "VF").why == [
        SAYS + "Kernel panic - not syncing: VF", WORDLESS]


def test_a_panic_is_the_reason_even_where_the_command_passed():
    verdict = judged(result(0), console=BOOT + PANIC)
    assert verdict.why == [SAYS + "Kernel panic - not syncing: Attempted to "
                           "kill init! exitcode=0x0000000b"]


@pytest.mark.parametrize("also", [
    {}, {"timed_out": 300}, {"qemu_stderr": "qemu: terminating on signal 15"},
    {"qemu_log": "guest error: gpio: a read of 2 bytes\n"},
    {"jig_log": "error usage\n"}], ids=lambda also: " ".join(also) or "alone")
def test_a_panic_comes_before_what_follows_from_it(also):
    verdict = judged("", console=BOOT + PANIC, **also)
    assert verdict.status == 125
    assert verdict.why[0].startswith(SAYS + "Kernel panic - not syncing: Att")


@pytest.mark.parametrize("cause, splat", [
    ("Unable to handle kernel NULL pointer dereference at virtual address "
     "0000000000000008", NULL),
    ("kernel BUG at lib/list_debug.c:29!",
     stamped("kernel BUG at lib/list_debug.c:29!")
     + stamped("Kernel BUG [#1]")),
    ("Oops - illegal instruction [#1]",
     stamped("Oops - illegal instruction [#1]")),
], ids=["page fault", "BUG", "trap"])
def test_an_oops_is_the_reason_and_not_the_panic_that_it_ends_in(cause, splat):
    """With oops=panic that panic says `Fatal exception`, and no more."""
    verdict = judged("", console=BOOT + splat + FATAL)
    assert verdict.why == [SAYS + cause, WORDLESS]


def test_what_came_first_is_the_reason_whatever_follows_from_it():
    verdict = judged("", timed_out=9, console=BOOT + stamped(
        "BUG: KASAN: slab-use-after-free in blink+0x42/0x80 [k210_gpio]")
        + NULL + FATAL)
    assert verdict.why[0] == SAYS + ("BUG: KASAN: slab-use-after-free in "
                                     "blink+0x42/0x80 [k210_gpio]")


def test_a_warning_is_told_in_its_own_words():
    text = "list_add double add: new=ff60, prev=ff20, next=ff60."
    verdict = judged(result(taint=1 << 9), console=BOOT + WARN.replace(
        "here ]------------\n", "here ]------------\n" + stamped(text)))
    assert verdict.why[0] == SAYS + text


def test_a_trace_without_a_warning_is_told_by_the_line_before_it():
    text = "sysfs: cannot create duplicate filename '/class/gpio/gpio480'"
    assert judged(console=BOOT + stamped(text) + """\
[    1.201000] CPU: 0 UID: 0 PID: 44 Comm: insmod Tainted: G           O
[    1.201100] Tainted: [O]=OOT_MODULE
[    1.201200] Hardware name: SiPeed MAIX BiT (DT)
[    1.201300] Call Trace:
""").why == [SAYS + text]


def test_a_second_boot_is_a_failure():
    verdict = judged(console=BOOT + BOOT)
    assert verdict.why == ["the kernel booted a second time"]


# ---- what the guest measured ------------------------------------------------

@pytest.mark.parametrize("taint, names", [
    (1 << 7, "died (oops or BUG)"), (1 << 9, "warned"), (1 << 5, "bad page"),
    (1 << 14, "soft lockup"), (1 << 1, "forced load"), (1 << 63, "bit 63"),
    (1 << 9 | 1 << 5 | 1 << 12, "bad page, warned"),
])
def test_a_taint_is_named(taint, names):
    assert judged(result(taint=taint)).why == [
        "the kernel is tainted: " + names]


def test_a_taint_that_could_not_be_read_is_a_failure():
    assert judged(result(taint=-1)).why == [
        "the guest could not read the kernel's taint"]


def test_lockdep_that_has_switched_itself_off_is_a_failure():
    assert judged(result(locks=0)).why == [
        "lockdep found a fault in the locking"]


def test_leaks_are_counted():
    verdict = judged(result(leaks=2), console=BOOT + LEAK)
    assert "2 memory leaks" in verdict.why
    assert SAYS + "unreferenced object 0xff6000000204a180 (size 64):" in \
        verdict.why
    assert judged(result(leaks=2)).why == ["2 memory leaks"]


@pytest.mark.parametrize("how", [{"locks": -1, "leaks": 0},
                                 {"locks": 1, "leaks": -2}])
def test_a_lockdep_kernel_must_have_been_asked(how):
    assert judged(result(locks=1, leaks=0), debug="lockdep").why == []
    assert len(judged(result(**how), debug="lockdep").why) == 1
    assert judged(result(**how)).why == []


def test_words_that_only_look_like_a_splat_are_none():
    assert judged(result(), console=BOOT + "[    1.2] DEBUG: all is well\n"
                  "[    1.3] canary: no splat: BUG, Oops? panic!\n").why == []


def test_a_shells_console_is_not_searched_for_splats():
    assert judged(result(), console=BOOT + BOOT, shell=True).why == []


@pytest.mark.parametrize("text, reason", [
    ("", "the kernel never started"),
    (result(), "the console's log has no kernel's start")])
def test_a_console_without_a_kernel_is_a_failure(text, reason):
    assert judged(text, console="OpenSBI v1.6\n").why[0] == reason
    assert judged(text, console="", timed_out=5).why[0] == reason


def test_leaks_that_could_not_be_looked_for_are_a_failure():
    assert judged(result(leaks=-1)).why == [
        "the guest could not look for memory leaks"]


@pytest.mark.parametrize("splat, numbers, reason", [
    (WARN, {"taint": 1 << 12 | 1 << 9},
     "WARNING: CPU: 0 PID: 51 at drivers/gpio/gpiolib.c:2411 "
     "gpiochip_free_own_desc+0x2e/0x40"),
    (CIRCULAR, {"locks": 0},
     "WARNING: possible circular locking dependency detected"),
], ids=["WARN", "lockdep"])
def test_the_splat_is_a_better_reason_than_the_trace_it_left(
        splat, numbers, reason):
    """vm shows the first reason alone."""
    verdict = judged(result(**numbers), console=BOOT + splat)
    assert len(verdict.why) == 2
    assert verdict.why[0] == SAYS + reason


# ---- the models and the jig -------------------------------------------------

def test_a_guest_error_is_found_among_missing_models():
    verdict = judged(qemu_log="no model: wdt0: read at 0x8\nguest error: "
                     "gpiohs: a read of 2 bytes at 0x4\n"
                     "no model: wdt0: read at 0x8\n")
    assert verdict.why == ["guest error: gpiohs: a read of 2 bytes at 0x4"]


def test_the_first_of_several_guest_errors_is_shown():
    verdict = judged(qemu_log="guest error: one\nInvalid access at addr 0x1\n"
                     "a line with no model: in it\n")
    assert verdict.why == ["guest error: one (and 2 more)"]


@pytest.mark.parametrize("line", [
    "error usage: drive PAD 0|1|z (pads are 0 to 47)",
    "at 3000000 error usage: level PAD (pads are 0 to 47)"])
def test_an_error_in_the_jig_script_is_a_failure(line):
    assert judged(jig_log=f"ok\n{line}\nerror another\n").why == [
        "the jig script: " + line]


def test_several_reasons_are_all_kept():
    verdict = judged(result(taint=1 << 9), console=BOOT + WARN,
                     qemu_log="guest error: x\n", jig_log="error y\n",
                     timed_out=9)
    assert len(verdict.why) == 5
