# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong usage of tests/qemu/vm is told at once.

Here nothing can be cached, nothing seems to be installed and nothing can be:
whatever does more than look at its options ends with 125.
"""

import os
import socket
import subprocess

import pytest

from vm_run import VM

RUN = ["--", "true"]


@pytest.fixture
def barren(tmp_path):
    """The environment, on a machine that has nothing."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dpkg-query", "apt-get", "apt-cache", "sudo"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    (tmp_path / "no-folder").touch()
    return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}",
            "K210_CACHE": str(tmp_path / "no-folder" / "cache")}


@pytest.fixture
def vm(tmp_path, barren):
    """vm(WORD, ...), in a folder with a few files to name."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "file").write_text("text\n" * 99)
    (here / "folder").mkdir()

    def run(*words):
        return subprocess.run([VM, *words], capture_output=True, cwd=here,
                              env=barren, stdin=subprocess.DEVNULL,
                              check=False, text=True)
    yield run
    assert not (here / "log").exists()


def check(ran, *texts):
    """Wrong usage, told in one line; argparse puts its own before it."""
    lines = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
    assert lines[-1].startswith("vm: ")
    assert lines[:-1] in ([], ["usage: vm [options] [-- COMMAND [ARG ...]]"])
    for text in texts:
        assert text in lines[-1]


def test_what_is_no_wrong_usage_fails_otherwise_here(vm):
    """Or all of this would show nothing."""
    ran = vm("--log", "folder", *RUN)
    assert (ran.returncode, ran.stdout) == (125, "")
    assert ran.stderr.count("\n") == 1 and ran.stderr.startswith("vm: ")


def test_help_goes_to_stdout(vm):
    ran = vm("--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    for name in ("profile", "kernel", "driver", "debug", "dtb", "put", "get",
                 "debian", "jig", "jig-socket", "icount", "set", "log",
                 "timeout", "kdir"):
        assert f"\n  --{name} " in ran.stdout or f"\n  --{name}\n" in ran.stdout


@pytest.mark.parametrize("words", [
    ["--no-such-option"], ["-x"], ["true"], ["--profil", "k210"],
    ["--prof=k210"], ["--ker", "6.12"], ["--drive", "none"], ["--tim", "5"],
    ["--icoun"], ["--kdi"], ["--jig-sock", "socket"], ["--deb", "gpiod"],
    ["--debu", "kasan"], ["--pu", "file"], ["--kdir=yes"], ["--icount=1"],
])
def test_unknown_and_shortened_options(vm, words):
    check(vm(*words, *RUN), words[0].partition("=")[0])


@pytest.mark.parametrize("words", [["--"], ["--kdir", "--"]])
def test_no_command_where_one_is_announced(vm, words):
    check(vm(*words), "there is no COMMAND behind --")


def test_a_command_that_is_not_announced(vm):
    check(vm("true"), "true")


@pytest.mark.parametrize("option", [
    "--profile", "--kernel", "--driver", "--debug", "--dtb", "--put", "--get",
    "--debian", "--jig", "--jig-socket", "--set", "--log", "--timeout"])
def test_an_option_without_its_value(vm, option):
    check(vm(option), option, "expected one argument")
    check(vm(option, *RUN), option, "expected one argument")


@pytest.mark.parametrize("option, value", [
    ("--profile", "k211"), ("--profile", ""), ("--profile", "K210"),
    ("--driver", "ours"), ("--driver", "k210_gpio"), ("--debug", "asan"),
    ("--kernel", "six"), ("--kernel", "6"), ("--kernel", ""),
    ("--kernel", "6.12.3"), ("--kernel", "newest"), ("--kernel", "../6.12"),
])
def test_a_value_that_there_is_not(vm, option, value):
    check(vm(option, value, *RUN), option)


@pytest.mark.parametrize("setting", [
    "", "bothedge=off", "k210-gpio", "k210-gpio.bothedge", "k210-gpio.=off",
    "k210-gpio.bothedge=", "virtio-blk.drive=x", "k210-gpio.a=b,c=d"])
def test_a_setting_that_no_model_has(vm, setting):
    check(vm(f"--set={setting}", *RUN), f"--set {setting}")


@pytest.mark.parametrize("seconds", ["0", "-1", "-0.0", "nan", "-inf", "soon",
                                     "", "5s", "1,5"])
def test_a_time_out_that_is_no_time(vm, seconds):
    check(vm(f"--timeout={seconds}", *RUN), "--timeout")


@pytest.mark.parametrize("words", [
    ["--debian", "gpiod", *RUN], ["--debug", "kasan", *RUN],
    ["--debug", "lockdep", "--kdir"]])
def test_what_8_mib_without_an_mmu_are_no_place_for(vm, words):
    check(vm("--profile", "k210", *words), words[0] + " needs")


@pytest.mark.parametrize("words", [
    RUN, ["--icount"], ["--set", "k210-gpio.bothedge=off"],
    ["--put", "file"], ["--get", "/x:y"],
    ["--debian", "gpiod"], ["--dtb", "file"], ["--jig", "file"],
    ["--jig-socket", "socket"]])
def test_kdir_with_what_only_a_run_has_use_for(vm, words):
    check(vm("--kdir", *words), "--kdir boots nothing")


@pytest.mark.parametrize("text, why", [
    ("no-such-file", "there is no no-such-file"),
    ("no-such-file:name", "there is no no-such-file"),
    ("file/below", "there is no file/below"),
    ("file:", "no name in the guest"),
    (":name", "--put"), (":", "--put"), ("", "--put"),
])
def test_put_of_what_can_not_be_put(vm, text, why):
    check(vm("--put", text, *RUN), f"--put {text}:", why)


@pytest.mark.parametrize("text, why", [
    ("name", "not of the form GUEST:HOST"),
    ("name:", "not of the form GUEST:HOST"),
    (":file", "not of the form GUEST:HOST"),
    (":", "not of the form GUEST:HOST"), ("", "not of the form GUEST:HOST"),
    ("name:no-such-folder/file", "there is no folder no-such-folder"),
    ("name:file/below", "there is no folder file"),
])
def test_get_of_what_can_not_be_got(vm, text, why):
    check(vm("--get", text, *RUN), f"--get {text}:", why)


@pytest.mark.parametrize("option", ["--jig", "--dtb"])
@pytest.mark.parametrize("path", ["no-such-file", "folder", "", "file/below"])
def test_files_that_are_none(vm, option, path):
    check(vm(option, path, *RUN), option, "there is no such file")


def test_a_device_tree_that_is_none(vm):
    check(vm("--dtb", "file", *RUN), "file is no device tree")


def test_a_jig_socket_whose_path_is_too_long(vm):
    check(vm("--jig-socket", "/" + 103 * "x", *RUN),
          "longer than 103 bytes")
    # from the root on, and in bytes
    check(vm("--jig-socket", 106 * "x", *RUN), "longer than 103 bytes")
    check(vm("--jig-socket", "/" + 54 * "é", *RUN), "longer than 103 bytes")


@pytest.mark.parametrize("path, why", [
    ("/dev/null", "it exists and is no socket"),
    ("/", "it exists and is no socket"),
    ("/no/such/folder", "there is no folder /no/such")])
def test_a_jig_socket_where_none_can_be(vm, path, why):
    check(vm("--jig-socket", path, *RUN), f"--jig-socket {path}:", why)


def test_a_jig_socket_does_not_replace_a_file(vm, tmp_path):
    check(vm("--jig-socket", "file", *RUN), "--jig-socket file: it exists")
    assert (tmp_path / "here" / "file").read_text().startswith("text\n")


def test_a_jig_socket_may_replace_a_socket(vm, tmp_path):
    """A left-over of a run that was killed: no wrong usage."""
    with socket.socket(socket.AF_UNIX) as old:
        path = tmp_path / "s"
        old.bind(str(path))
        assert vm("--log", "folder", "--jig-socket", path,
                  *RUN).returncode == 125
