# SPDX-License-Identifier: GPL-2.0-or-later
"""What is built is kept, once, and only where it was finished."""

import contextlib
import multiprocessing
import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from host import cache
from host.problem import Problem

FORK = multiprocessing.get_context("fork")


def start(target, *args):
    """A process that dies with us, should a test end early."""
    process = FORK.Process(target=target, args=args, daemon=True)
    process.start()
    return process


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("K210_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def write(folder):
    (folder / "file").write_text("built")


def fail(folder):
    raise AssertionError(f"{folder} is there already")


def stored(kind="kind"):
    return sorted(path.name for path in (cache.root() / kind).iterdir())


def age(key, seconds):
    """Sets when an entry was used last, counted from the epoch."""
    os.utime(cache.root() / "kind" / key / ".ready", (seconds, seconds))


# ---- where, and under which key ---------------------------------------------

def test_the_cache_is_where_the_environment_says(root, monkeypatch):
    assert cache.root() == root
    monkeypatch.setenv("K210_CACHE", "~/place")
    assert cache.root() == Path.home() / "place"
    monkeypatch.setenv("K210_CACHE", "place")
    assert cache.root() == Path.cwd() / "place"


@pytest.mark.parametrize("value", [None, ""])
def test_the_cache_is_below_the_home_folder_by_default(monkeypatch, value):
    monkeypatch.delenv("K210_CACHE")
    if value is not None:
        monkeypatch.setenv("K210_CACHE", value)
    assert cache.root() == Path.home() / ".cache" / "k210-gpio"


def test_a_key_changes_with_a_files_contents_and_name(tmp_path):
    file = tmp_path / "file"
    file.write_text("one")
    first = cache.digest(file)
    file.write_text("two")
    second = cache.digest(file)
    other = cache.digest(file.rename(tmp_path / "other"))
    assert len({first, second, other}) == 3


def test_a_key_does_not_change_with_a_files_place_or_time(tmp_path):
    keys = set()
    for number, name in enumerate(("a", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("same")
        os.utime(tmp_path / name / "file", (number, number))
        keys.add(cache.digest(tmp_path / name / "file"))
    assert len(keys) == 1


def test_a_key_tells_where_one_part_ends():
    assert len({cache.digest(*parts) for parts in (
        (), ("",), ("ab",), ("a", "b"), ("b", "a"), ("a", "b", ""),
        (b"ab", b""))}) == 7


# ---- entry() ----------------------------------------------------------------

def test_an_entry_is_built_once():
    folder = cache.entry("kind", "key", write)
    assert (folder / "file").read_text() == "built"
    assert cache.entry("kind", "key", fail) == folder


def test_a_build_that_failed_is_done_again_from_nothing():
    def half(folder):
        (folder / "half").touch()
        raise Problem("no")

    with pytest.raises(Problem):
        cache.entry("kind", "key", half)
    folder = cache.entry("kind", "key", write)
    assert sorted(os.listdir(folder)) == [".ready", "file"]


def _killed(folder):
    (folder / "half").mkdir()
    (folder / "half" / "file").touch()
    os._exit(9)


def test_a_build_that_was_killed_is_done_again_from_nothing(root):
    process = start(cache.entry, "kind", "key", _killed)
    process.join()
    assert process.exitcode == 9
    assert (root / "kind/key/half/file").exists()
    folder = cache.entry("kind", "key", write)
    assert sorted(os.listdir(folder)) == [".ready", "file"]
    assert not list(root.glob(".trash-*"))


def _count(barrier, counter):
    def build(folder):
        write(folder)
        with counter.get_lock():
            counter.value += 1
    barrier.wait()
    folder = cache.entry("kind", "key", build)
    os._exit(0 if (folder / "file").read_text() == "built" else 1)


def test_processes_that_want_the_same_build_it_once():
    barrier, counter = FORK.Barrier(4), FORK.Value("i", 0)
    processes = [start(_count, barrier, counter) for _ in range(4)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert counter.value == 1


def test_one_entry_may_need_another():
    def build(folder):
        inner = cache.entry("kind", "inner", write)
        shutil.copy(inner / "file", folder)

    assert (cache.entry("kind", "outer", build) / "file").exists()


# ---- what is kept -----------------------------------------------------------

def test_the_entries_used_last_are_kept():
    for number, key in enumerate(["a", "b", "c"]):
        cache.entry("kind", key, write)
        age(key, 1000 + number)
    cache.entry("kind", "a", fail)      # used once more
    cache.entry("kind", "d", write, keep=3)
    assert stored() == ["a", "c", "d"]


def test_entries_of_other_kinds_are_kept():
    cache.entry("other", "a", write)
    cache.entry("kind", "a", write)
    age("a", 1000)
    cache.entry("kind", "b", write, keep=1)
    assert (stored(), stored("other")) == (["b"], ["a"])


def test_without_a_limit_all_are_kept():
    for key in "abcdefgh":
        cache.entry("kind", key, write)
    assert stored() == list("abcdefgh")


def test_a_new_entry_stays_though_older_ones_have_its_time(monkeypatch):
    """A file system's clock may stand still between two builds."""
    utime = os.utime
    monkeypatch.setattr(os, "utime", lambda path: utime(path, (1000, 1000)))
    monkeypatch.setattr(Path, "touch", lambda path: (
        path.write_bytes(b""), os.utime(path)))
    for key in ("z", "y", "a"):
        assert cache.entry("kind", key, write, keep=1).exists()
    assert stored() == ["a"]


def test_what_a_killed_build_left_is_dropped_with_the_old(root):
    (root / "kind" / "dead" / "half").mkdir(parents=True)
    cache.entry("kind", "key", write, keep=5)
    assert stored() == ["key"]


def _build_while(ready, go):
    def build(folder):
        (folder / "half").touch()
        ready.set()
        go.wait()
        write(folder)
    cache.entry("kind", "slow", build)


def test_what_another_process_is_building_is_not_dropped(root):
    ready, go = FORK.Event(), FORK.Event()
    process = start(_build_while, ready, go)
    ready.wait()
    cache.entry("kind", "a", write)
    age("a", 1000)
    cache.entry("kind", "b", write, keep=1)
    assert stored() == ["b", "slow"]
    go.set()
    process.join()
    assert process.exitcode == 0
    assert (root / "kind/slow/.ready").exists()
    assert cache.entry("kind", "slow", fail)


def test_a_build_that_ends_just_before_its_lock_is_free_is_not_dropped(
        root, monkeypatch):
    lock = cache.lock

    @contextlib.contextmanager
    def late(name, wait=True):
        with lock(name, wait):
            if not wait:        # pruning has got a lock that it asked for
                (root / "kind" / "slow" / ".ready").touch()
            yield

    (root / "kind" / "slow").mkdir(parents=True)
    monkeypatch.setattr(cache, "lock", late)
    cache.entry("kind", "key", write, keep=5)
    assert stored() == ["key", "slow"]


# ---- discard(), lock(), need_space() ----------------------------------------

def test_discarding_removes_all_and_what_others_left_of_theirs(root):
    (root / "kind" / "key" / "deep").mkdir(parents=True)
    (root / ".trash-old" / "file").mkdir(parents=True)
    cache.discard(root / "kind" / "key")
    assert os.listdir(root) == ["kind"] and stored() == []


def test_discarding_what_is_not_there_is_nothing(root):
    cache.discard(root / "kind" / "key")


def test_two_may_discard_the_same(root, monkeypatch):
    (root / "kind" / "key").mkdir(parents=True)
    rename = os.rename

    def too_late(source, target):
        os.rmdir(source)        # the other one
        rename(source, target)

    monkeypatch.setattr(cache.os, "rename", too_late)
    cache.discard(root / "kind" / "key")


def test_a_lock_is_held_by_one(root):
    with cache.lock("a/b"):
        with pytest.raises(BlockingIOError), cache.lock("a/b", wait=False):
            pass
        with cache.lock("other", wait=False):
            pass
    with cache.lock("a/b", wait=False):
        pass
    assert sorted(os.listdir(root / "locks")) == ["a-b", "other"]


def free(monkeypatch, gigabytes):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(
        10 ** 12, 0, int(gigabytes * 1e9)))


def test_too_little_disk_is_told_before_it_is_full(root, monkeypatch):
    free(monkeypatch, 1.96)
    with pytest.raises(Problem) as caught:
        cache.need_space(3, "unpacking the kernel")
    assert str(caught.value) == ("unpacking the kernel needs 3 GB of disk in "
                                 f"{root}, where 2.0 GB are free")


def test_enough_disk_is_no_problem(monkeypatch):
    free(monkeypatch, 3)
    cache.need_space(3, "unpacking the kernel")
