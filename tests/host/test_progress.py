# SPDX-License-Identifier: GPL-2.0-or-later
"""Slow commands: their output in a log, their progress on stderr, and what is
said when they fail."""

import os
import sys

import pytest

from host import progress
from host.problem import DiskFull, Problem


def run(tmp_path, script, **more):
    progress.run("building it", ["sh", "-c", script], tmp_path / "log/it.log",
                 **more)
    return (tmp_path / "log/it.log").read_text()


def failure(tmp_path, output, status=1):
    """What is said of a command that printed this before it failed."""
    (tmp_path / "output").write_text(output)
    with pytest.raises(Problem) as caught:
        run(tmp_path, f"cat {tmp_path}/output >&2; exit {status}")
    text = str(caught.value)
    assert "\n" not in text and text.startswith("building it failed: ")
    return caught.value, text.removeprefix("building it failed: ")


# ---- run() ------------------------------------------------------------------

def test_output_goes_to_the_log_and_quick_work_is_done_silently(
        tmp_path, capfd):
    assert run(tmp_path, "echo out; echo err >&2") == "out\nerr\n"
    assert capfd.readouterr() == ("", "")


def test_the_log_is_added_to(tmp_path):
    run(tmp_path, "echo one")
    assert run(tmp_path, "echo two") == "one\ntwo\n"


def test_commands_do_not_take_our_input(tmp_path):
    read, write = os.pipe()
    os.write(write, b"ours")
    os.close(write)
    stdin = os.dup(0)
    os.dup2(read, 0)
    try:
        assert run(tmp_path, "cat") == ""
    finally:
        os.dup2(stdin, 0)
        os.close(stdin)
        os.close(read)


def test_commands_speak_english_and_run_where_they_should(tmp_path):
    assert run(tmp_path, "echo $LC_ALL $MORE; pwd", env={"MORE": "more"},
               cwd="/") == "C more\n/\n"


def test_words_may_be_paths(tmp_path):
    progress.run("it", ["ls", "-d", tmp_path], tmp_path / "log")
    assert (tmp_path / "log").read_text() == f"{tmp_path}\n"


def test_a_command_that_there_is_not_is_a_problem(tmp_path):
    with pytest.raises(Problem) as caught:
        progress.run("it", ["/no/such/command"], tmp_path / "log")
    assert "/no/such/command" in str(caught.value)


# ---- the reason -------------------------------------------------------------

@pytest.mark.parametrize("output, why", [
    ("one\n\n  last  \n\n", "last"),
    ("E: Unable to locate package x\nN: See apt-secure(8)\n",
     "E: Unable to locate package x"),
    ("fatal: not a tree\nbye\n", "fatal: not a tree"),
    ("ERROR: glib not found\n\nA full log can be found at log.txt\n",
     "ERROR: glib not found"),
    ("make: *** No rule to make target 'x'.  Stop.\n",
     "make: *** No rule to make target 'x'.  Stop."),
    # make's own lines only tell that something failed
    ("  CC [M]  driver/pads.o\ndriver/pads.c:9:1: error: expected ';'\n"
     "make[2]: *** [scripts/Makefile.build:229: driver/pads.o] Error 1\n"
     "make: *** [Makefile:12: modules] Error 2\n",
     "driver/pads.c:9:1: error: expected ';'"),
    ("FAILED: a.o\na.c:1:2: error: no\nninja: build stopped.\n",
     "a.c:1:2: error: no"),
], ids=["any", "apt", "git", "meson", "make", "compiler", "ninja"])
def test_the_reason_is_the_line_that_says_most(tmp_path, output, why):
    assert failure(tmp_path, output)[1] == \
        f"{why} (all of it: {tmp_path}/log/it.log)"


def test_a_silent_failure_names_the_command(tmp_path):
    assert failure(tmp_path, "")[1].startswith("sh -c failed (")


def test_only_this_commands_output_counts(tmp_path):
    run(tmp_path, "echo error: No space left on device")
    problem, why = failure(tmp_path, "mine\n")
    assert not isinstance(problem, DiskFull) and why.startswith("mine (")


@pytest.mark.parametrize("output", [
    "tar: x: Cannot write: No space left on device\n"
    "tar: Exiting with failure status due to previous errors\n",
    "/usr/bin/ld: final link failed: No space left on device\n"
    "collect2: error: ld returned 1 exit status\n",
    "fatal error: error writing to a.s: No space left on device\nmore\n",
], ids=["tar", "linker", "compiler"])
def test_a_full_disk_is_recognised_in_a_tools_output(tmp_path, output):
    problem, why = failure(tmp_path, output)
    assert isinstance(problem, DiskFull) and why == "the disk is full"


def test_output_that_is_no_text_is_no_trouble(tmp_path):
    with pytest.raises(Problem) as caught:
        run(tmp_path, r"printf '\377\376 error: x\n'; exit 1")
    assert "error: x" in str(caught.value)


def test_a_signal_is_a_failure(tmp_path):
    with pytest.raises(Problem):
        run(tmp_path, "kill -9 $$")


def test_a_command_dies_with_us(tmp_path):
    """The words before it are setpriv's, which keeps its process id."""
    words = progress.end_with_parent(["cat"])
    assert words[0] == "setpriv" and words[-1] == "cat"
    assert words[words.index("--pdeathsig") + 1] == "TERM"


# ---- progress ---------------------------------------------------------------

@pytest.mark.parametrize("log, expected, percent", [
    (b"", 0, None), (b"  CC a.o\n", 0, None), (b"", 4, 0),
    (b"  CC a.o\n  LD b\nwarning: c\n", 4, 50),
    (b"  CC a\n" * 9, 4, 99),
    (b"[1/10] a\n[3/10] b\n", 0, 30), (b"[3/10] b\n  CC a\n", 2, 30),
    (b"[10/10] b\n", 0, 99), (b"[0/0]\n", 5, None)])
def test_percents_are_counted_in_the_log(log, expected, percent):
    assert progress.Steps(expected=expected).percent(log) == percent


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_log_hears_after_five_seconds_and_then_every_twenty(clock, capsys):
    line = progress._Line("building it")
    said = []
    for second in range(0, 50):
        clock[0] = 1000 + second
        line.update(second)
        said += capsys.readouterr().err.splitlines()
    clock[0] = 1050
    line.end()
    said += capsys.readouterr().err.splitlines()
    assert said == ["building it: 5% (5 s)", "building it: 25% (25 s)",
                    "building it: 45% (45 s)", "building it: 50 s"]


def test_without_a_count_only_the_time_is_told(clock, capsys):
    line = progress._Line("building it")
    clock[0] += 7
    line.update(None)
    assert capsys.readouterr().err == "building it: (7 s)\n"


def test_quick_work_ends_silently(clock, capsys):
    line = progress._Line("building it")
    clock[0] += 4.9
    line.update(50)
    line.end()
    assert capsys.readouterr() == ("", "")


def test_a_terminals_line_is_renewed_each_second_and_wiped(
        clock, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = progress._Line("it")
    said = []
    for tenths in range(0, 75):
        clock[0] = 1000 + tenths / 10
        line.update(None)
        said.append(capsys.readouterr().err)
    line.end()
    assert [text for text in said if text] == [
        "\rit: (5 s)\033[K", "\rit: (6 s)\033[K", "\rit: (7 s)\033[K"]
    assert capsys.readouterr().err == "\r\033[Kit: 7 s\n"


def test_progress_goes_to_stderr(capsys):
    progress.say("text")
    assert capsys.readouterr() == ("", "text\n")
