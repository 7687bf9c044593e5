# SPDX-License-Identifier: GPL-2.0-or-later
"""Completion, as somebody types at bash."""

import os
import pty
import re
import select
import subprocess

import pytest

from userspace import native_tool
from userspace.places import USERSPACE

SCRIPT = USERSPACE / "completion" / "k210gpio.bash"
PATIENCE_S = 30

# What is typed before the tabulator, and what the line is then.
LINES = {
    "k210gpio pin": "k210gpio pinout ",
    "k210gpio --js": "k210gpio --json ",
    "k210gpio --json reada": "k210gpio --json readall ",
    "k210gpio readall --us": "k210gpio readall --used ",
    "k210gpio capture --num": "k210gpio capture --num-events ",
    "k210gpio who BOOT": "k210gpio who BOOT_KEY ",
    "k210gpio toggle LED_R,BOOT": "k210gpio toggle LED_R,BOOT_KEY ",
    "k210gpio toggle IO4": "k210gpio toggle IO4",
    "k210gpio func IO13=UART1_TX": "k210gpio func IO13=UART1_TX ",
    "k210gpio func IO13=UARTHS_R": "k210gpio func IO13=UARTHS_RX ",
    "k210gpio pad LED_R sch": "k210gpio pad LED_R schmitt=",
    "k210gpio pad LED_R schmitt=of": "k210gpio pad LED_R schmitt=off ",
    "k210gpio pad LED_R pull=u": "k210gpio pad LED_R pull=up ",
    "k210gpio hold LED_R=": "k210gpio hold LED_R=",
    "k210gpio funcs UARTHS_T": "k210gpio funcs UARTHS_TX ",
    "k210gpio nosuch": "k210gpio nosuch",
}


class Bash:
    """One at a terminal."""

    def __init__(self, folder):
        self._end, end = pty.openpty()
        self._bash = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"], stdin=end, stdout=end,
            stderr=end, start_new_session=True, cwd=folder,
            env={"PATH": f"{native_tool.built().parent}:/usr/bin:/bin",
                 "TERM": "dumb", "K210_BOARD": "bit", "HOME": str(folder)})
        os.close(end)
        self.say(f"bind 'set bell-style none'; PS1=; . {SCRIPT}; "
                 "echo '[''ok]'")

    def say(self, line):
        """What comes in brackets then."""
        os.write(self._end, line.encode() + b"\n")
        text = ""
        while not (found := re.search(r"^\[(.*)\]\r?$", text, re.M)):
            assert select.select([self._end], [], [], PATIENCE_S)[0], text
            text += os.read(self._end, 4096).decode()
        return found[1]

    def completed(self, line):
        """The line that LINE becomes by a tabulator: it is made an argument of
        printf by ^A and ^E, and run."""
        return self.say(f"{line}\t\x01printf '[%s]\\n' \"\x05\"")

    def close(self):
        self._bash.kill()
        self._bash.wait()
        os.close(self._end)


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    shell = Bash(tmp_path_factory.mktemp("home"))
    yield shell
    shell.close()


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_completed(bash, line):
    assert bash.completed(line) == LINES[line]


def test_files_are_completed_where_one_is_wanted(bash, tmp_path):
    (tmp_path / "here.vcd").touch()
    assert bash.completed(f"k210gpio capture -o {tmp_path}/he") == \
        f"k210gpio capture -o {tmp_path}/here.vcd "
