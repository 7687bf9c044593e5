# SPDX-License-Identifier: GPL-2.0-or-later
"""The status of tests/qemu/vm, and what it says when that is 125."""

import subprocess

import pytest

from vm_run import VM


@pytest.mark.parametrize("status", [0, 1, 3, 124, 255])
def test_status_is_the_commands(vm, profile, status):
    ran = vm("--profile", profile, command=["sh", "-c", f"exit {status}"])
    assert (ran.status, ran.stderr) == (status, "")


def test_status_is_128_and_the_signal_that_killed_the_command(vm, profile):
    ran = vm("--profile", profile, command=["sh", "-c", "kill -TERM $$"])
    assert ran.status == 128 + 15


def test_status_is_127_when_there_is_no_such_command(vm, profile):
    assert vm("--profile", profile, command=["no-such-command"]).status == 127


def test_status_is_126_when_the_command_is_not_executable(vm, profile):
    assert vm("--profile", profile, command=["/etc/passwd"]).status == 126


@pytest.mark.parametrize("content", [b"\x7fELF but no program", b"echo no\n"])
def test_status_is_126_for_what_is_no_program(vm, profile, tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    (tmp_path / "file").chmod(0o755)
    ran = vm("--profile", profile, "--put", tmp_path / "file",
             command=["/in/file"])
    assert (ran.status, ran.text, ran.stderr) == (126, "", "")


def test_time_out_is_a_failure_of_the_machine(vm):
    ran = vm("--timeout", "5", command=["sleep", "1000"])
    assert (ran.status, ran.why) == (125, "vm: timed out after 5 s")


@pytest.mark.parametrize("command, text", [
    ("poweroff", "Power down"), ("reboot", "Restarting system")])
def test_a_machine_that_ends_without_a_word_is_a_failure(
        vm, profile, command, text):
    ran = vm("--profile", profile, command=[command, "-f"])
    assert (ran.status, ran.why) == (
        125, f"vm: the console says: reboot: {text}")


def test_a_guest_error_is_a_failure_though_the_command_succeeds(vm, tmp_path):
    script = tmp_path / "short.jig"
    script.write_text("drive 13 1\n")
    ran = vm("--jig", script, "--debian", "gpiod",
             command=["gpioset", "-t0", "-c", "gpiochip1", "5=0"])
    assert ran.status == 125
    assert ran.why == ("vm: guest error: pads: the chip drives IO13 to 0 while"
                       " the outside drives IO13 to 1")


def test_an_error_in_the_jig_script_is_a_failure(vm, tmp_path):
    script = tmp_path / "bad.jig"
    script.write_text("level 13\ndrive 48 1\n")
    ran = vm("--jig", script)
    assert ran.status == 125
    assert ran.why == ("vm: the jig script: error usage: drive PAD 0|1|z "
                       "(pads are 0 to 47)")


@pytest.mark.parametrize("arguments", [
    ["--profile", "k211", "--", "true"],
    ["--kernel", "six", "--", "true"],
    ["--driver", "ours", "--", "true"],
    ["--debug", "asan", "--", "true"],
    ["--profile", "k210", "--debug", "kasan", "--", "true"],
    ["--profile", "k210", "--debian", "gpiod", "--", "true"],
    ["--debian", "no-such-package", "--", "true"],
    ["--timeout", "0", "--", "true"],
    ["--timeout", "soon", "--", "true"],
    ["--put", "/no/such/file", "--", "true"],
    ["--put", "/etc/passwd:", "--", "true"],
    ["--get", "/etc/passwd", "--", "true"],
    ["--get", "/etc/passwd:/no/such/folder/passwd", "--", "true"],
    ["--jig", "/no/such/file", "--", "true"],
    ["--jig-socket", "/etc/passwd", "--", "true"],
    ["--jig-socket", "/no/such/folder/socket", "--", "true"],
    ["--jig-socket", "/tmp/" + 103 * "x", "--", "true"],
    ["--dtb", "/etc/passwd", "--", "true"],
    ["--kdir", "--", "true"],
    ["--kdir", "--icount"],
    ["--kdir", "--put", "/etc/passwd"],
    ["--no-such-option"],
    ["true"],
    ["--"],
])
def test_wrong_usage_is_2_and_says_why(arguments):
    ran = subprocess.run([VM, *arguments], capture_output=True, check=False,
                         stdin=subprocess.DEVNULL)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"vm: " in ran.stderr


def test_8_mib_run_a_pipeline_within_a_substitution_again_and_again(vm):
    """Six processes, each with a copy of its program in one piece of memory."""
    ran = vm("--profile", "k210", command=["sh", "-c", """
n=0
while [ $n -lt 50 ]
do
	[ "$(ls /sys/class | sort | head -n 3 | wc -l)" = 3 ] || exit 1
	n=$((n + 1))
done"""])
    assert (ran.status, ran.stderr) == (0, "")
