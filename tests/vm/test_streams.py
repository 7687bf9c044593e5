# SPDX-License-Identifier: GPL-2.0-or-later
"""stdin, stdout, stderr, arguments and surroundings of the command."""

import os
import random
import subprocess

import pytest

from vm_run import VM

BYTES = bytes(range(256))


def test_stdin_and_stdout_carry_every_byte(vm, profile):
    ran = vm("--profile", profile, command=["cat"], stdin=BYTES)
    assert (ran.status, ran.stdout, ran.stderr) == (0, BYTES, "")


def test_a_megabyte_goes_through_unchanged(vm):
    data = random.Random(210).randbytes(1 << 20)
    assert vm(command=["cat"], stdin=data).stdout == data


def test_a_megabyte_goes_through_under_icount_too(vm):
    data = random.Random(210).randbytes(1 << 20)
    assert vm("--icount", command=["cat"], stdin=data).stdout == data


def test_stderr_is_apart_from_stdout(vm, profile):
    ran = vm("--profile", profile,
             command=["sh", "-c", "echo out; echo err >&2"])
    assert (ran.stdout, ran.stderr) == (b"out\n", "err\n")


def test_arguments_arrive_byte_for_byte(vm, profile):
    words = ["", "a b", "$HOME", "'\"\\", "é\n", os.fsdecode(b"\xff\x01"),
             "--", "-x"]
    ran = vm("--profile", profile, command=["printf", "<%s>", *words])
    assert ran.stdout == b"".join(b"<" + os.fsencode(word) + b">"
                                  for word in words)


def test_many_arguments_arrive(vm):
    words = [f"word{n}" for n in range(5000)]
    assert vm(command=["echo", *words]).text.split() == words


def test_a_reader_that_leaves_ends_the_command_with_sigpipe():
    done = subprocess.run(f"{VM} -- yes | head -n 1; echo ${{PIPESTATUS[0]}}",
                          shell=True, executable="/bin/bash", check=True,
                          capture_output=True, text=True)
    assert done.stdout == "y\n141\n"


def test_a_slow_reader_loses_nothing():
    done = subprocess.run(
        f"{VM} -- sh -c 'seq 100000' | (sleep 4; md5sum)", shell=True,
        check=True, capture_output=True, text=True)
    expected = subprocess.run("seq 100000 | md5sum", shell=True, check=True,
                              capture_output=True, text=True)
    assert done.stdout == expected.stdout


def test_streams_have_names_in_dev(vm, profile):
    ran = vm("--profile", profile, stdin=b"in\n", command=[
        "sh", "-c", "cat /dev/stdin >/dev/stderr; echo out >/dev/fd/1"])
    assert (ran.text, ran.stderr) == ("out\n", "in\n")


def test_closed_streams_take_nothing_and_bring_nothing():
    done = subprocess.run(f"{VM} -- sh -c 'cat; echo out; exit 7' <&- >&- 2>&-",
                          shell=True, check=False)
    assert done.returncode == 7


def test_closed_stdin_is_the_end_of_the_input():
    done = subprocess.run(f"{VM} -- wc -c <&-", shell=True, check=True,
                          capture_output=True, text=True)
    assert done.stdout.strip() == "0"


def test_input_that_is_not_wanted_is_left_alone():
    done = subprocess.run(f"(echo first; echo second) | "
                          f"({VM} -- true; cat)", shell=True, check=True,
                          capture_output=True, text=True)
    assert done.stdout == "first\nsecond\n"


def test_the_command_runs_as_root_in_slash_in(vm, profile):
    ran = vm("--profile", profile,
             command=["sh", "-c", "id -u; pwd; echo $PATH | grep -c /usr/bin"])
    assert ran.lines == ["0", "/in", "1"]


@pytest.mark.parametrize("path", ["/proc/self/stat", "/sys/class", "/tmp",
                                  "/sys/kernel/debug/gpio", "/dev/null"])
def test_the_usual_places_are_there(vm, profile, path):
    assert vm("--profile", profile, command=["ls", "-d", path]).lines == [path]


def test_without_a_command_a_shell_reads_stdin(vm, profile):
    ran = vm("--profile", profile, command=None,
             stdin=b"echo $((6 * 7))\nexit 5\n")
    assert (ran.status, ran.stdout) == (5, b"42\n")


def test_without_a_command_a_terminal_gets_a_shell_on_the_console():
    script = ("import os, pty, sys\n"
              "out = b''\n"
              "def read(fd):\n"
              "    global out\n"
              "    data = os.read(fd, 1024)\n"
              "    out += data\n"
              "    if out.endswith((b'# ', b'[6n')):\n"
              "        os.write(fd, b'exit $((6 * 7))\\r')\n"
              "    return data\n"
              f"status = pty.spawn(['{VM}', '--timeout', '60'], read)\n"
              "sys.exit(os.waitstatus_to_exitcode(status))\n")
    done = subprocess.run(["/usr/bin/python3", "-c", script], check=False,
                          capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 42, done.stdout.decode()
