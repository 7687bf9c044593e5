# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio(1) has what k210gpio --help has, and its examples work."""

import re
import shlex

import pytest

from userspace import acts
from userspace import native_tool
from userspace.acts import Acts
from userspace.places import USERSPACE

pytest_generate_tests = acts.each_act
plays = acts.plays

PAGE = (USERSPACE / "man" / "k210gpio.1").read_text()
EXAMPLES = re.findall(r"^\.Dl (k210gpio .*)$", PAGE, re.M)
COMMON = {("-h", "--help"), ("-v", "--version"), ("", "--json")}
ITEM = re.compile(r"^\.It (?:Fl (\w) , )?Fl \\-([a-z-]+)", re.M)
# What several commands have, which are named there.
SHARED = ("Options of lines", "Options of requests", "Options of events")

ACTS = Acts()


def section(page, title):
    return re.search(rf"^\.Ss {title}\n(.*?)(?=^\.S[hs] |\Z)", page,
                     re.M | re.S)[1]


def listed(text):
    return [(f"-{short}" if short else "", f"--{name}")
            for short, name in ITEM.findall(text)]


def judge_commands(page):
    told = re.search(r"^\.Sh COMMANDS\n(.*?)^\.Sh ", page, re.M | re.S)[1]
    assert re.findall(r"^\.Ss (.*)$", told, re.M) == native_tool.commands()
    assert re.findall(r"^\.Nm\n\.Cm (\w+)", page, re.M) == \
        native_tool.commands()


def judge_options(page, command):
    wanted = [option for option in native_tool.options(command)
              if option not in COMMON]
    told = listed(section(page, command))
    for title in SHARED:
        text = section(page, title)
        if re.search(rf"^\.Cm .*\b{command}\b", text, re.M):
            told += listed(text)
    assert sorted(told) == sorted(wanted)


def test_it_has_all_commands():
    judge_commands(PAGE)


@pytest.mark.parametrize("command", native_tool.commands())
def test_it_has_all_options_of(command):
    judge_options(PAGE, command)


def test_it_has_the_options_of_all_commands():
    assert set(listed(section(PAGE, "Options of all commands"))) == COMMON


def test_what_the_page_has_wrong_is_found():
    with pytest.raises(AssertionError):
        judge_commands(PAGE.replace(".Ss who\n", ".Ss whom\n"))
    with pytest.raises(AssertionError):
        judge_options(PAGE.replace("Fl \\-banner", "Fl \\-banners"), "watch")


@ACTS
def the_examples_work(stage):
    ends = {}
    for example in EXAMPLES:
        if " wfi " in example:      # which needs somebody to press the key
            stage.start(*shlex.split(example), "--banner", until="begun")
            stage.jig("drive 16 0")
            ends[example] = stage.end()
            stage.jig("drive 16 z")
        else:
            ends[example] = stage.run(*shlex.split(example))
    mapped = stage.pad(21), stage.pad(22)
    held = stage.level(25)
    yield
    assert len(ends) >= 9
    # The pad that is held for good is what the doctor finds then.
    assert {example: end().status for example, end in ends.items()} == {
        example: int(example.endswith("doctor")) for example in ends}
    assert [look()["fn"] for look in mapped] == ["UART1_TX", "UART1_RX"]
    assert held() == "1"


def test_the_examples(plays, act):
    plays(act)
