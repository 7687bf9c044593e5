# SPDX-License-Identifier: GPL-2.0-or-later
"""The guest's archive: read by a small reader here, and by cpio if it is
there."""

import io
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from host.initramfs import Initramfs, normal


@dataclass
class Member:
    """A member of a newc archive, after the kernel's
    Documentation/driver-api/early-userspace/buffer-format.rst."""
    ino: int
    mode: int
    uid: int
    gid: int
    nlink: int
    mtime: int
    filesize: int
    major: int
    minor: int
    rmajor: int
    rminor: int
    namesize: int
    check: int
    data: bytes = b""


def members(blob):
    """(name, Member) of each, checked for what all must have."""
    at, found = 0, []
    while True:
        assert at % 4 == 0 and blob[at:at + 6] == b"070701"
        header = blob[at + 6:at + 110]
        member = Member(*(int(header[i:i + 8], 16) for i in range(0, 104, 8)))
        name = blob[at + 110:at + 110 + member.namesize]
        assert name.endswith(b"\0") and len(name) == member.namesize
        at += 110 + member.namesize
        assert not any(blob[at:at + -at % 4])
        at += -at % 4
        member.data = blob[at:at + member.filesize]
        at += member.filesize
        assert not any(blob[at:at + -at % 4])
        at += -at % 4
        if name == b"TRAILER!!!\0":
            assert not any(blob[at:])
            return found
        found.append((os.fsdecode(name[:-1]), member))


def written(archive):
    out = io.BytesIO()
    archive.write(out)
    return out.getvalue()


def read(archive):
    found = members(written(archive))
    assert len(dict(found)) == len(found)
    return dict(found)


def copied(path, name="in/it"):
    archive = Initramfs()
    archive.copy(path, name)
    return read(archive)


def test_an_empty_archive_is_a_trailer_in_whole_blocks():
    blob = written(Initramfs())
    assert members(blob) == [] and len(blob) == 512


@pytest.mark.parametrize("size", [*range(9), 511, 512, 513, 70000])
def test_contents_of_any_length_are_kept(size):
    archive = Initramfs()
    data = bytes(byte % 256 for byte in range(size))
    archive.file("a", data)
    archive.file("b", b"after")
    found = read(archive)
    assert (found["a"].data, found["b"].data) == (data, b"after")


@pytest.mark.parametrize("name", ["a", "ab", "abc", "abcd", "n" * 255,
                                  "é", "a b\nc", os.fsdecode(b"\xff\xfe"),
                                  "/".join(["n" * 250] * 15)])
def test_names_of_any_length_and_kind_are_kept(name):
    archive = Initramfs()
    archive.file(name, b"data")
    assert read(archive)[name].data == b"data"


def test_contents_come_from_files_too(tmp_path):
    (tmp_path / "file").write_bytes(b"\0\r\n\xff" * 1000)
    archive = Initramfs()
    archive.file("copy", tmp_path / "file")
    member = read(archive)["copy"]
    assert member.data == b"\0\r\n\xff" * 1000
    assert member.mode == stat.S_IFREG | 0o644


def test_everything_is_roots_and_of_one_time(tmp_path):
    (tmp_path / "file").touch()
    os.utime(tmp_path / "file", (1, 1))
    archive = Initramfs()
    archive.copy(tmp_path, "in/folder")
    archive.symlink("link", "in")
    archive.node("dev/null", stat.S_IFCHR | 0o666, (1, 3))
    found = read(archive)
    assert {(member.uid, member.gid) for member in found.values()} == {(0, 0)}
    assert len({member.mtime for member in found.values()}) == 1


@pytest.mark.parametrize("mode", [0o600, 0o755, 0o4755, 0o2711, 0o1777, 0])
def test_modes_are_kept(mode):
    archive = Initramfs()
    archive.file("file", b"", mode)
    archive.directory("folder", mode)
    found = read(archive)
    assert found["file"].mode == stat.S_IFREG | mode
    assert found["folder"].mode == stat.S_IFDIR | mode


def test_a_copied_folder_keeps_modes_and_links(tmp_path):
    top = tmp_path / "top"
    (top / "below").mkdir(parents=True)
    (top / "below" / "run").write_text("#!/bin/sh\n")
    (top / "below" / "run").chmod(0o750)
    (top / "below").chmod(0o711)
    (top / "link").symlink_to("below/run")
    (top / "dangling").symlink_to("/no/such")
    found = copied(top)
    assert {name: oct(member.mode) for name, member in found.items()
            if name.startswith("in/it/")} == {
        "in/it/below": "0o40711", "in/it/below/run": "0o100750",
        "in/it/dangling": "0o120777", "in/it/link": "0o120777"}
    assert found["in/it/link"].data == b"below/run"
    assert found["in/it/dangling"].data == b"/no/such"


def test_a_pipe_is_copied_as_one(tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert stat.S_ISFIFO(copied(tmp_path / "pipe")["in/it"].mode)


def test_a_copied_device_keeps_its_numbers():
    member = copied(Path("/dev/null"))["in/it"]
    assert stat.S_ISCHR(member.mode)
    assert (member.rmajor, member.rminor) == (1, 3)


def test_devices_have_their_numbers():
    archive = Initramfs()
    archive.node("dev/console", stat.S_IFCHR | 0o600, (5, 1))
    archive.file("plain", b"")
    found = read(archive)
    console, plain = found["dev/console"], found["plain"]
    assert (console.mode, console.rmajor, console.rminor) == (0o20600, 5, 1)
    assert (plain.rmajor, plain.rminor) == (0, 0)


def test_hard_links_share_a_number_and_one_has_the_contents(tmp_path):
    (tmp_path / "a").write_text("text")
    os.link(tmp_path / "a", tmp_path / "b")
    os.link(tmp_path / "a", tmp_path / "c")
    (tmp_path / "d").write_text("text")
    found = copied(tmp_path)
    linked = [found[f"in/it/{name}"] for name in "abc"]
    assert len({member.ino for member in linked}) == 1
    assert [member.nlink for member in linked] == [3, 3, 3]
    # the kernel fills the first and links the rest to it
    assert [member.data for member in linked] == [b"text", b"", b""]
    assert (found["in/it/d"].nlink, found["in/it/d"].data) == (1, b"text")


def test_a_link_whose_other_end_stays_outside_is_a_file(tmp_path):
    (tmp_path / "a").write_text("text")
    os.link(tmp_path / "a", tmp_path / "b")
    member = copied(tmp_path / "b")["in/it"]
    assert (member.nlink, member.data) == (1, b"text")


def test_a_replaced_link_takes_no_contents_with_it(tmp_path):
    (tmp_path / "a").write_text("text")
    os.link(tmp_path / "a", tmp_path / "b")
    archive = Initramfs()
    archive.copy(tmp_path, "in")
    archive.file("in/a", b"other")
    found = read(archive)
    assert (found["in/a"].data, found["in/b"].data) == (b"other", b"text")


def test_no_two_files_share_a_number(tmp_path):
    (tmp_path / "a").write_text("text")
    os.link(tmp_path / "a", tmp_path / "b")
    for name in "cde":
        (tmp_path / name).touch()
    numbers = [member.ino for name, member in copied(tmp_path).items()
               if name != "in/it/b"]
    assert len(set(numbers)) == len(numbers)


# ---- paths ------------------------------------------------------------------

@pytest.mark.parametrize("path, name", [
    ("/in/file", "in/file"), ("in/./file", "in/file"), ("//in//file/",
                                                        "in/file"),
    ("/bin/sh", "usr/bin/sh"), ("/sbin/init", "usr/sbin/init"),
    ("/lib/modules/x", "usr/lib/modules/x"), ("/bin", "bin"),
    ("/libexec/x", "libexec/x"), ("/usr/bin/sh", "usr/bin/sh"),
    ("/in/bin/x", "in/bin/x"), ("/", "")])
def test_paths_are_the_guests_without_a_leading_slash(path, name):
    assert normal(path) == name


def test_parents_come_first_and_once():
    archive = Initramfs()
    archive.file("/a/b/c", b"")
    archive.file("/a/b/d", b"")
    names = [name for name, _ in members(written(archive))]
    assert names == ["a", "a/b", "a/b/c", "a/b/d"]


def test_a_parent_that_was_there_keeps_its_mode():
    archive = Initramfs()
    archive.directory("tmp", 0o1777)
    archive.file("tmp/file", b"")
    assert read(archive)["tmp"].mode == stat.S_IFDIR | 0o1777


def test_a_folder_does_not_replace_the_link_to_usr():
    archive = Initramfs()
    archive.symlink("bin", "usr/bin")
    archive.directory("bin")
    archive.file("bin/sh", b"")
    found = read(archive)
    assert stat.S_ISLNK(found["bin"].mode)
    assert "usr/bin/sh" in found and "bin/sh" not in found


def test_a_later_file_replaces_an_earlier():
    archive = Initramfs()
    archive.file("etc/file", b"first", 0o600)
    archive.file("/etc/file", b"second")
    member = read(archive)["etc/file"]
    assert (member.data, member.mode) == (b"second", stat.S_IFREG | 0o644)


# ---- the same bytes ---------------------------------------------------------

def populate(folder, names):
    folder.mkdir()
    for name in names:
        (folder / name).write_text(name)
    os.link(folder / names[0], folder / "link")
    return folder


def test_equal_contents_give_equal_archives(tmp_path):
    """Whatever their times, their inodes and the order they came in."""
    one = populate(tmp_path / "one", ["a", "b", "c", "d"])
    (tmp_path / "between").touch()
    two = populate(tmp_path / "two", ["d", "c", "b", "a"])
    (two / "link").unlink()
    os.link(two / "a", two / "link")
    for number, path in enumerate(sorted(two.iterdir())):
        os.utime(path, (number, number))
    archives = []
    for folder in (one, two):
        archive = Initramfs()
        archive.copy(folder, "in")
        archives.append(written(archive))
    assert archives[0] == archives[1]


def test_an_archive_is_written_the_same_twice(tmp_path):
    archive = Initramfs()
    archive.copy(populate(tmp_path / "one", ["a", "b"]), "in")
    assert written(archive) == written(archive)


def test_an_archive_may_follow_another():
    first, second = Initramfs(), Initramfs()
    first.file("a", b"first")
    second.file("b", b"second")
    out = io.BytesIO()
    first.write(out)
    start = out.tell()
    assert start % 512 == 0
    second.write(out)
    assert members(out.getvalue()[start:]) == members(written(second))


# ---- what others read -------------------------------------------------------

def test_a_common_archiver_unpacks_it(tmp_path):
    command = (["cpio", "-idm", "--quiet"] if shutil.which("cpio") else
               ["bsdtar", "-xf", "-"] if shutil.which("bsdtar") else None)
    if not command:
        pytest.skip("neither cpio nor bsdtar is installed")
    source = populate(tmp_path / "source", ["a", "b"])
    (source / "a").chmod(0o750)
    (source / "symbolic").symlink_to("a")
    archive = Initramfs()
    archive.copy(source, "in")
    archive.file("long/" + "n" * 200, b"\0\xff")
    target = tmp_path / "target"
    target.mkdir()
    subprocess.run(command, cwd=target, input=written(archive), check=True)
    assert (target / "in/a").stat().st_mode & 0o777 == 0o750
    assert (target / "in/a").samefile(target / "in/link")
    assert (target / "in/link").read_text() == "a"
    assert os.readlink(target / "in/symbolic") == "a"
    assert (target / "long" / ("n" * 200)).read_bytes() == b"\0\xff"
