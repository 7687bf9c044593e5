# SPDX-License-Identifier: GPL-2.0-or-later
"""Arguments that k210gpio refuses before it asks any driver, and its help."""

import subprocess
from json import loads

import pytest

from userspace.native_tool import built, commands, run


def refused(status, *words):
    """Its sentence: one, which JSON has too."""
    plain, json = run(*words), run("--json", *words)
    assert (plain.returncode, plain.stdout) == (status, ""), plain
    sentence, = plain.stderr.splitlines()
    assert json.returncode == status and json.stderr == plain.stderr
    called, told = sentence.split(": ", 1)
    assert called == f"k210gpio {words[0]}"
    assert json_error(json.stdout) == told
    return told


def json_error(text):
    """What an "error" alone is."""
    document = loads(text)
    assert list(document) == ["error"]
    return document["error"]


@pytest.mark.parametrize("words", [
    ["readall", ""], ["func", ""], ["func", "IO7=UART1_TX", ""],
    ["who", ""], ["watch", " "], ["hold", ""], ["hold", "--release", ""],
    ["pad", "", "pull=up"], ["toggle", "IO7", ""], ["capture", "IO7", ""],
    ["wfi", "", "IO7", "rising"], ["blink", ""], ["pulse", "", "1ms"]])
def test_an_argument_without_a_name_is_refused(words):
    assert "a name is missing" in refused(2, *words)


@pytest.mark.parametrize("words, told", [
    (["get", "-x"], "there is no option '-x'"),
    (["get", "-lx", "IO7"], "there is no option '-x'"),
    (["get", "a", "-lx"], "there is no option '-x'"),
    (["get", "--nope=1"], "there is no option '--nope=1'"),
    (["get", "--c", "0"], "'--c' may be several options"),
    (["get", "-c"], "--chip needs an argument"),
    (["get", "--chip"], "--chip needs an argument"),
    (["get", "--numeric=1"], "--numeric takes no argument")])
def test_a_wrong_option_is_told_in_one_sentence(words, told):
    assert refused(1, *words) == f"{told} (see k210gpio get --help)"


@pytest.mark.parametrize("words, told", [
    ([], "which command?"), (["--nope"], "there is no option '--nope'"),
    (["reada"], "no command 'reada': do you mean readall?"),
    (["nosuch"], "no command 'nosuch'")])
def test_a_wrong_command_is_told(words, told):
    ran = run(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"k210gpio: {told}")


def test_it_speaks_by_the_name_that_it_is_called(tmp_path):
    link = tmp_path / "gpioget"
    link.symlink_to(built())
    done = [subprocess.run([link, *words], capture_output=True, text=True,
                           check=False) for words in ([], ["--help"])]
    assert done[0].stderr == "gpioget: which lines? (see gpioget --help)\n"
    assert done[1].stdout.startswith("Usage: gpioget [OPTION]... LINE...\n")


def test_why_nothing_can_be_written_is_told():
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([built(), "readall", "--list"], stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1, "k210gpio readall: can't write to stdout: No space left on device\n")


@pytest.mark.parametrize("command", ["", *commands()])
def test_help_fits_into_a_terminal(command):
    lines = run(*command.split(), "--help").stdout.splitlines()
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("line, told", [
    ("blink -n x IO7", "--count: 'x'"), ("blink IO7 1x", "PERIOD: '1x'"),
    ("blink IO7 0", "PERIOD: 0"), ("pulse IO7 x", "TIME: 'x'"),
    ("watch -n x", "--num-events: 'x'"),
    ("capture -n x IO7", "--num-events: 'x'"),
    ("capture -t x IO7", "--time: 'x'"),
    ("capture --buffer 1025 IO7", "--buffer: '1025'"),
    ("capture -b up IO7", "--bias: 'up'"),
    ("wfi -t x IO7 low", "--timeout: 'x'"),
    ("wfi -b up IO7 low", "--bias: 'up'"),
    ("pinout --color pink", "--color: 'pink'")])
def test_what_an_option_can_not_be_is_told_with_its_name(line, told):
    assert refused(2, *line.split()).startswith(told)


@pytest.mark.parametrize("line, told", [
    ("get -p x IO7", "--hold-period: 'x'"), ("get -b up IO7", "--bias: 'up'"),
    ("set -p x IO7=1", "--hold-period: 'x'"),
    ("set -d x IO7=1", "--drive: 'x'"), ("mon -p x IO7",
                                         "--debounce-period: 'x'"),
    ("mon --idle-timeout x IO7", "--idle-timeout: 'x'"),
    ("mon -n x IO7", "--num-events: 'x'"), ("mon -e x IO7", "--edges: 'x'"),
    ("notify -e x IO7", "--event: 'x'")])
def test_libgpiods_options_are_told_likewise(line, told):
    assert refused(1, *line.split()).startswith(told)


def test_each_pattern_that_no_function_has_is_told():
    some, json = (run(*words, "uart1_t", "nono", "nada")
                  for words in (["funcs"], ["funcs", "--json"]))
    assert some.returncode == json.returncode == 1
    assert [line.split()[1] for line in some.stdout.splitlines()] == \
        ["UART1_TX"]
    assert [line.split("'")[1] for line in some.stderr.splitlines()] == \
        ["nono", "nada"]
    assert "'nono'" in loads(json.stdout)["error"]


def test_names_of_functions_are_names_in_json_too():
    plain, json = run("funcs", "--list"), run("funcs", "--list", "--json")
    names = plain.stdout.split()
    assert len(names) == 256 and loads(json.stdout) == {"names": names}


@pytest.mark.parametrize("words", [["--used"], ["--named"], ["IO7"]])
def test_all_names_are_listed_or_none(words):
    assert "goes alone" in refused(2, "readall", "--list", *words)


@pytest.mark.parametrize("board", ["nosuch", "/no/such.json"])
def test_a_wrong_board_is_told_where_names_are_listed(board):
    plain, json = (run("readall", "--list", *words, K210_BOARD=board)
                   for words in ([], ["--json"]))
    assert plain.returncode == json.returncode == 1
    assert plain.stdout.split() == [f"IO{pad}" for pad in range(48)]
    error = loads(json.stdout)["error"]
    assert board in error and plain.stderr == f"k210gpio readall: {error}\n"


@pytest.mark.parametrize("words", [["readall"], ["readall", "--used"],
                                   ["hold", "IO8=1"], ["pad", "IO8"]])
def test_a_wrong_board_is_told_before_anything_is_done(words, monkeypatch):
    monkeypatch.setenv("K210_BOARD", "nosuch")
    assert "no board 'nosuch'" in refused(1, *words)


def test_a_board_may_be_a_file(tmp_path):
    board = tmp_path / "board"
    board.write_text('{"type": "mine", "board_info": {"MY_LED": 13}}')
    ran = run("readall", "--list", K210_BOARD=str(board))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split()[0] == "MY_LED"
