# SPDX-License-Identifier: GPL-2.0-or-later
"""--put, --get and --debian."""

import os
import random


def test_put_keeps_modes_and_links_and_makes_root_the_owner(
        vm, profile, tmp_path):
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "below" / "file").write_text("text\n")
    (folder / "below" / "file").chmod(0o640)
    (folder / "symbolic").symlink_to("below/file")
    os.link(folder / "below" / "file", folder / "hard")
    (folder / "below").chmod(0o710)
    ran = vm("--profile", profile, "--put", folder, command=[
        "stat", "-c", "%n %a %h %u %g %N", "folder/below", "folder/hard",
        "folder/symbolic"])
    # BusyBox's %N does without quotes where it likes to
    lines = [line.replace("'", "") for line in ran.lines]
    assert [line.split()[:2] + line.split()[3:5] for line in lines] == [
        ["folder/below", "710", "0", "0"], ["folder/hard", "640", "0", "0"],
        ["folder/symbolic", "777", "0", "0"]]
    assert lines[1].split()[2] == "2"
    assert lines[2].endswith("folder/symbolic -> below/file")


def test_put_takes_a_name_in_the_guest(vm, profile, tmp_path):
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\necho ran $1\n")
    script.chmod(0o755)
    ran = vm("--profile", profile, "--put", f"{script}:/usr/local/bin/greet",
             "--put", f"{script}:below/again", "--put", f"{script}:/opt/",
             command=["sh", "-c", "greet 1; below/again 2; /opt/script 3"])
    assert ran.lines == ["ran 1", "ran 2", "ran 3"]


def test_put_reaches_folders_that_are_memory(vm, profile, tmp_path):
    (tmp_path / "file").write_text("text\n")
    ran = vm("--profile", profile, "--put", f"{tmp_path / 'file'}:/tmp/a/b",
             "--put", f"{tmp_path / 'file'}:/run/c", command=[
                 "sh", "-c", "cat /tmp/a/b /run/c; stat -c %a /tmp; "
                 "grep -c ' /tmp \\| /run ' /proc/mounts"])
    assert ran.lines == ["text", "text", "1777", "2"]


def test_get_brings_files_folders_modes_and_links(vm, profile, tmp_path):
    ran = vm("--profile", profile, "--get", f"/tmp/out:{tmp_path / 'out'}",
             "--get", f"relative:{tmp_path / 'named'}",
             command=["sh", "-c", "mkdir -p /tmp/out/below; cd /tmp/out; "
                      "echo text >below/file; chmod 700 below/file; "
                      "ln -s below/file link; echo here >/in/relative"])
    assert ran.status == 0, ran.stderr
    assert (tmp_path / "out/below/file").read_text() == "text\n"
    assert (tmp_path / "out/below/file").stat().st_mode & 0o777 == 0o700
    assert os.readlink(tmp_path / "out/link") == "below/file"
    assert (tmp_path / "named").read_text() == "here\n"


def test_get_of_what_is_not_there_is_an_error(vm, tmp_path):
    option = ["--get", f"/no/such:{tmp_path / 'file'}"]
    ran = vm(*option)
    assert (ran.status, ran.why) == (
        125, "vm: --get /no/such: the guest has no such file")
    assert vm(*option, command=["sh", "-c", "exit 4"]).status == 4


def test_a_large_file_goes_in_and_out(vm, tmp_path):
    data = random.Random(210).randbytes(20 << 20)
    (tmp_path / "large").write_bytes(data)
    ran = vm("--put", tmp_path / "large",
             "--get", f"/in/large:{tmp_path / 'back'}")
    assert ran.status == 0, ran.stderr
    assert (tmp_path / "back").read_bytes() == data


def test_what_8_mib_do_not_hold_is_said_so(vm, tmp_path):
    (tmp_path / "large").write_bytes(bytes(4 << 20))
    ran = vm("--profile", "k210", "--put", tmp_path / "large")
    assert ran.status == 125
    assert "8 MiB" in ran.why


def test_debian_packages_come_with_what_they_depend_on(vm):
    ran = vm("--debian", "gpiod,python3", "--debian", "hello",
             command=["sh", "-c", "gpiodetect --version | head -n 1; hello; "
                      "python3 -c 'import json; print(json.dumps([1, 2]))'"])
    assert ran.lines[0].startswith("gpiodetect (libgpiod) v2.2")
    assert ran.lines[1:] == ["Hello, world!", "[1, 2]"]
