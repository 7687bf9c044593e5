# SPDX-License-Identifier: GPL-2.0-or-later
"""driver/graft, on what it needs of a kernel's source tree; and the folders in
which tests build what comes of it."""

import subprocess

import pytest

from host import graft
from host.problem import DiskFull, Problem

PLACE = "drivers/pinctrl/k210-gpio"
KCONFIG, MAKEFILE = "drivers/pinctrl/Kconfig", "drivers/pinctrl/Makefile"


@pytest.fixture
def tree(tmp_path):
    files = {"Kconfig": "", "scripts/Kbuild.include": "",
             KCONFIG: "menuconfig PINCTRL\n", MAKEFILE: "obj-y += core.o\n"}
    for name, text in files.items():
        path = tmp_path / "linux" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "linux"


def run(*words, cwd=None):
    """What it says, and its status."""
    done = subprocess.run([graft.GRAFT, *words], capture_output=True,
                          check=False, text=True, cwd=cwd)
    assert done.stdout == ""
    return done.stderr, done.returncode


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_text()
            for path in folder.rglob("*") if path.is_file()}


def test_a_tree_gets_all_that_is_built_and_two_lines_that_name_it(tree):
    before = contents(tree)
    assert run(tree) == ("", 0)
    after = contents(tree)
    assert after.pop(KCONFIG) == before.pop(KCONFIG) + \
        f'source "{PLACE}/driver/Kconfig"\n'
    assert after.pop(MAKEFILE) == before.pop(MAKEFILE) + "obj-y += k210-gpio/\n"
    top = graft.guest.TOP
    wanted = {path.relative_to(top).as_posix(): path.read_text()
              for path in graft.sources()}
    wanted = {f"{PLACE}/{name}": text for name, text in wanted.items()
              if name not in ("Makefile", "driver/graft")}
    assert after == before | wanted


def test_a_second_time_changes_nothing(tree):
    run(tree)
    before = contents(tree)
    assert run(".", cwd=tree) == ("", 0)
    assert contents(tree) == before


def test_a_tree_that_has_an_older_driver_is_brought_up_to_date(tree):
    run(tree)
    before = contents(tree)
    (tree / PLACE / "driver/gone.c").touch()
    (tree / PLACE / "driver/module.c").write_text("old")
    assert run(tree) == ("", 0)
    assert contents(tree) == before


def test_undo_leaves_the_tree_as_it_was(tree):
    before = contents(tree)
    run(tree)
    assert run("--undo", tree) == ("", 0)
    assert contents(tree) == before
    assert run("--undo", tree) == ("", 0)
    assert contents(tree) == before


def test_a_tree_of_hard_links_leaves_the_original_alone(tree, tmp_path):
    before = contents(tree)
    subprocess.run(["cp", "-al", tree, tmp_path / "links"], check=True)
    run(tmp_path / "links")
    assert contents(tree) == before


@pytest.mark.parametrize("lacking", [KCONFIG, MAKEFILE, "Kconfig",
                                     "scripts/Kbuild.include"])
def test_what_is_no_kernel_is_refused_in_a_line_and_left_alone(tree, lacking):
    (tree / lacking).unlink()
    before = contents(tree)
    for words in ([], ["--undo"]):
        assert run(*words, tree) == (
            f"graft: {tree} is no kernel's source tree: it has no {lacking}\n",
            1)
    assert contents(tree) == before


@pytest.mark.parametrize("words", [[], ["a", "b"], ["--help"], ["--undo"]])
def test_other_words_are_answered_with_how_to_use_it(words):
    assert run(*words) == ("usage: driver/graft [--undo] KERNEL-TREE\n", 2)


# ---- work folders -----------------------------------------------------------

@pytest.fixture
def work(tree, tmp_path, monkeypatch):
    """work(ERROR=None) leaves a file in a build folder, and ERROR; the names of
    the files that were there before."""
    monkeypatch.setenv("K210_CACHE", str(tmp_path / "cache"))

    def run(error=None):
        with graft.work(tree, "test") as (grafted, build):
            found = [path.name for path in build.iterdir()]
            assert (grafted / PLACE / "driver/Kconfig").exists()
            (build / "built").touch()
            if error:
                raise error
        return found
    return run


def test_the_source_is_left_alone(work, tree):
    before = contents(tree)
    work()
    assert contents(tree) == before


def test_what_was_built_is_there_the_next_time(work):
    assert work() == []
    assert work() == ["built"]


def test_an_error_in_the_driver_leaves_what_was_built(work):
    with pytest.raises(Problem):
        work(Problem("an error"))
    assert work() == ["built"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), DiskFull("full")])
def test_what_was_left_in_the_middle_is_thrown_away(work, error):
    with pytest.raises(type(error)):
        work(error)
    assert work() == []


def test_the_driver_in_the_tree_is_always_the_newest(work, tmp_path):
    work()
    [old] = (tmp_path / "cache").rglob("k210-gpio/driver/module.c")
    old.write_text("old")
    work()
    assert old.read_text() != "old"
