# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs that lie, and machines that do not come to an end or not up."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from host.fdt import Tree
from vm_run import VM, kdir

MEMORY = 0x80000000, 1 << 30      # all that there is


@pytest.fixture
def liar(vm, profile, compiled):
    """liar(WORD, ...) runs liar.c with these arguments."""
    program = compiled(profile, Path(__file__).parent / "liar.c")

    def liar(*words):
        ran = vm("--profile", profile, "--timeout", "30", "--put", program,
                 command=["/in/liar", *words])
        assert "12 passed, 0 failed" in ran.text
        return ran
    return liar


@pytest.mark.parametrize("words, status", [
    (["exit", "0"], 0), (["exit", "3"], 3),
    (["signal", str(int(signal.SIGSEGV))], 128 + signal.SIGSEGV)])
def test_the_status_counts_and_not_what_a_program_says(liar, words, status):
    assert liar(*words).status == status


def test_a_program_that_switches_the_machine_off_has_not_passed(liar):
    ran = liar("reboot")
    assert (ran.status, ran.why) == (
        125, "vm: the console says: reboot: Restarting system")


def test_nobody_but_pid_1_says_how_it_ended(vm, profile):
    ran = vm("--profile", profile, command=[
        "sh", "-c", "echo passed >/dev/bench-verdict"])
    assert ran.status == 1
    assert "Permission denied" in ran.stderr


@pytest.fixture
def process(tmp_path):
    """A machine whose program has said that it passed, and goes on."""
    process = subprocess.Popen(
        [VM, "--log", tmp_path, "--", "sh", "-c", "echo passed; read end"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True)
    assert process.stdout.readline() == "passed\n"
    yield process
    process.kill()
    process.communicate()


def test_a_qemu_that_is_killed_is_the_reason(process):
    task = Path(f"/proc/{process.pid}/task/{process.pid}")
    qemu, = (task / "children").read_text().split()
    os.kill(int(qemu), signal.SIGKILL)
    _, said = process.communicate("\n", timeout=20)
    assert (process.returncode, said) == (125, "vm: QEMU was ended by "
                                          "SIGKILL\n")


def test_a_vm_that_is_ended_has_not_passed(process):
    process.terminate()
    assert process.wait(20) == 128 + signal.SIGTERM


def test_a_console_that_lost_its_log_is_a_failure(process, tmp_path):
    log, = tmp_path.glob("run-*/console.log")
    os.truncate(log, 0)
    _, said = process.communicate("\n", timeout=20)
    assert (process.returncode, said) == (
        125, "vm: the console's log has no kernel's start\n")


@pytest.fixture
def broken(vm, tmp_path):
    """broken(PROFILE, BREAK) runs the VM on a board whose tree is as
    BREAK(tree) leaves it."""
    def broken(profile, break_it, timeout=4):
        board, = kdir("--profile", profile).rglob("sipeed_maix_bit.dtb")
        tree = Tree(board.read_bytes())
        break_it(tree)
        (tmp_path / "broken.dtb").write_bytes(tree.blob())
        ran = vm("--profile", profile, "--timeout", timeout, "--dtb",
                 tmp_path / "broken.dtb")
        assert (ran.status, ran.stderr.count("\n")) == (125, 1)
        return ran
    return broken


def test_a_kernel_without_memory_is_the_reason(broken, profile):
    ran = broken(profile, lambda tree: tree.reserved.append(MEMORY))
    assert ran.why.startswith("vm: the console says: " + {
        "k210-mmu": "Oops - store (or AMO) access fault [#1]",
        "k210": "Kernel panic - not syncing: early_init_dt_alloc_memory_arch: "
                "Failed to allocate "}[profile])


def test_a_kernel_that_never_starts_is_the_reason(broken):
    """The firmware can't read its timer's place."""
    ran = broken("k210-mmu", lambda tree: tree.root.child("soc").set(
        "#address-cells", 3), timeout=8)
    assert ran.why == "vm: the kernel never started"
    assert "init_coldboot: ipi init failed" in ran.log("console.log")


def test_a_guest_without_a_way_to_the_host_says_why(broken):
    def no_interrupts(tree):
        for path, node in tree.root.walk():
            if path.startswith("/soc/interrupt-controller@"):
                node.set("status", "disabled")
    assert broken("k210", no_interrupts, timeout=30).why == (
        "vm: the console says: the test bench's driver found no device")
