# SPDX-License-Identifier: GPL-2.0-or-later
"""Drivers, trees, kernels, determinism, logs and runs beside each other."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from vm_run import VM, kdir


MODULES = ["sh", "-c", "cut -d' ' -f1 /proc/modules"]


@pytest.mark.parametrize("driver, modules", [
    ("k210-gpio", {"k210_gpio"}),
    ("mainline", {"gpio_sifive", "gpio_dwapb", "gpio_generic",
                  "mainline_pinctrl_k210"}),
    ("none", set()),
])
def test_driver_says_what_is_loaded(vm, profile, driver, modules):
    ran = vm("--profile", profile, "--driver", driver, command=MODULES)
    assert set(ran.lines) == modules | {"k210_bench"}


@pytest.mark.parametrize("driver", ["k210-gpio", "mainline"])
def test_both_chips_are_there_before_the_command(vm, profile, driver):
    ran = vm("--profile", profile, "--driver", driver, command=[
        "sh", "-c", "ls -d /sys/bus/gpio/devices/gpiochip*"])
    assert len(ran.lines) == 2


def test_leds_and_keys_are_modules_that_nobody_has_loaded(vm, profile):
    ran = vm("--profile", profile, command=[
        "sh", "-c", "modprobe leds-gpio && modprobe gpio_keys && "
        "cut -d' ' -f1 /proc/modules"])
    assert {"leds_gpio", "gpio_keys"} <= set(ran.lines)


def test_modules_can_be_left_out_but_for_the_driver(vm, profile):
    ran = vm("--profile", profile, "--no-modules", command=[
        "sh", "-c", "find /lib/ -name '*.ko'; cut -d' ' -f1 /proc/modules"])
    assert set(ran.lines) == {"k210_gpio", "k210_bench"}


def test_dtb_is_merged_with_what_the_vm_has_of_its_own(vm, profile):
    tree = kdir("--profile", profile) / \
        "arch/riscv/boot/dts/canaan/sipeed_maixduino.dtb"
    ran = vm("--profile", profile, "--dtb", tree, command=[
        "sh", "-c", "tr '\\0' '\\n' </proc/device-tree/compatible; nproc"])
    assert ran.lines == ["sipeed,maixduino", "canaan,kendryte-k210", "2"]


ASK = ["sh", "-c", "exec 3<>/dev/k210-jig; echo input SPI_SLAVE_SS >&3; "
       "read -r line <&3; echo \"$line\""]


@pytest.mark.parametrize("value, level", [("off", "0"), ("on", "1")])
def test_set_chooses_what_the_models_assume(vm, profile, value, level):
    """No pad carries the function, and none ties it."""
    ran = vm("--profile", profile, "--driver", "none", "--set",
             f"k210-fpioa.unmapped-high={value}", command=ASK)
    assert ran.lines == [f"input SPI_SLAVE_SS {level}"]


def test_set_names_a_property_that_there_is_not(vm):
    ran = vm("--set", "k210-gpio.bothedges=off")
    assert (ran.status, "bothedges=off" in ran.why) == (125, True)


def test_kdir_serves_external_modules_and_has_its_source(profile):
    folder = kdir("--profile", profile)
    assert (folder / "source" / "MAINTAINERS").is_file()
    assert (folder / "Module.symvers").is_file()
    config = (folder / ".config").read_text()
    assert ("CONFIG_MMU=y" in config) == (profile == "k210-mmu")


def test_the_machine_without_mmu_is_the_real_thing(vm):
    ran = vm("--profile", "k210", command=[
        "sh", "-c", "nproc; grep -c mmu.*none /proc/cpuinfo; "
        "grep MemTotal /proc/meminfo"])
    harts, none, memory = ran.lines
    assert (harts, none) == ("2", "2")
    assert int(memory.split()[1]) < 8192


MARK = ["sh", "-c", "exec 3<>/dev/k210-jig; sleep 0.2; echo mark >&3; "
        "read -r line <&3; echo \"$line\"; date; cat /proc/uptime"]


def test_icount_counts_the_same_instructions_twice(vm, profile):
    first = vm("--profile", profile, "--icount", command=MARK)
    second = vm("--profile", profile, "--icount", command=MARK)
    assert first.lines[0].startswith("mark instructions=")
    assert first.lines == second.lines
    assert first.log("console.log") == second.log("console.log")


def test_icount_does_not_see_how_fast_the_host_is(tmp_path):
    """Input and output that wait, and files with other times."""
    def run(slow):
        (tmp_path / "file").write_text("x")
        os.utime(tmp_path / "file", (slow, slow))
        command = (f"(sleep {slow}; echo a line) | {VM} --icount "
                   f"--log {tmp_path}/log --put {tmp_path}/file -- sh -c "
                   "'read line; exec 3<>/dev/k210-jig; seq 30000; "
                   "echo mark >&3; read -r line <&3; echo $line' | "
                   f"(sleep {slow}; tail -n 1)")
        return subprocess.run(command, shell=True, check=True, text=True,
                              capture_output=True).stdout
    assert run(0) == run(3) != ""


def test_icount_has_one_hart(vm, profile):
    ran = vm("--profile", profile, "--icount", command=["nproc"])
    assert ran.lines == ["1"]


def test_logs_are_written_where_asked_for(vm):
    ran = vm()
    assert "Linux version" in ran.log("console.log")
    assert ran.log("jig.log") == ""
    assert sorted(os.listdir(ran.logs)) == ["console.log", "jig.log",
                                            "qemu.log"]


def test_runs_go_beside_each_other(tmp_path):
    runs = [subprocess.Popen([VM, "--log", tmp_path, "--", "sh", "-c",
                              f"sleep 1; echo {n}"], stdout=subprocess.PIPE,
                             stdin=subprocess.DEVNULL, text=True)
            for n in range(4)]
    assert [run.communicate()[0] for run in runs] == ["0\n", "1\n", "2\n",
                                                      "3\n"]
    assert [run.returncode for run in runs] == [0, 0, 0, 0]


def command_lines():
    """Of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:
            pass        # it has ended meanwhile


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM,
                                    signal.SIGKILL])
def test_a_vm_that_is_stopped_leaves_no_machine_behind(tmp_path, number):
    """Also where the tests themselves were started in the background, where a
    shell has SIGINT ignored."""
    run = subprocess.Popen(["env", "--default-signal", VM, "--log", tmp_path,
                            "--jig-socket", tmp_path / "socket", "--",
                            "sleep", "1000"], stdin=subprocess.DEVNULL)
    while not (tmp_path / "socket").exists():
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(number)
    assert run.wait() == (-number if number == signal.SIGKILL
                          else 128 + number)
    end = time.monotonic() + 20
    while any(b"qemu-system" in words and bytes(tmp_path) in words
              for words in command_lines()):
        assert time.monotonic() < end
        time.sleep(0.1)
