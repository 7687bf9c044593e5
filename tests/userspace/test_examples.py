# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs of the five APIs' pages, in C: what they say, and what they do
at the pads."""

import re

import pytest

from userspace.places import HERE, USERSPACE

SCRIPT = HERE / "examples.sh"
EXAMPLES = sorted((USERSPACE / "examples").glob("*.c"))
LONGEST = 40    # lines


class Run:
    """How one went: what was there before it, while it ran and after it."""

    def __init__(self, lines):
        text = "\n".join(lines)
        self.before, rest = text.split("\n-- begin\n")
        self.during, rest = re.split(r"-- status ", rest, maxsplit=1)
        self.status, rest = rest.split("\n", 1)
        self.said, rest = re.split(r"-- edges\n", rest, maxsplit=1)
        edges, self.after = re.split(r"-- end\n", rest, maxsplit=1)
        self.edges = [line.split()[1:] for line in edges.splitlines()]

    def levels(self, pad):
        return [level for number, level, _ in self.edges
                if number == str(pad)]

    def times(self, pad):
        return [int(ns) for number, _, ns in self.edges if number == str(pad)]


@pytest.fixture
def example(once, vm, profile, linked):
    """example(NAME) is how it went, on one hart: where another's thread of an
    interrupt comes late, the kernel tells the level that a line has by then
    for the edge that it saw."""
    def boot():
        programs = [linked(profile, path) for path in EXAMPLES]
        ran = vm("--profile", profile, "--icount", "--put", SCRIPT,
                 *[word for path in programs for word in ("--put", path)],
                 command=["sh", f"/in/{SCRIPT.name}"])
        assert ran.status == 0, ran.stderr + ran.text
        parts = [part.splitlines() for part in
                 re.split(r"^== ", ran.text, flags=re.M)[1:]]
        return {part[0]: Run(part[1:]) for part in parts}
    return lambda name: once((SCRIPT, profile), boot)[name]


def words(pads):
    return re.findall(r"^pad (\d+) .*word=0x(?:[0-9a-f])(\w+)$", pads, re.M)


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_it_leaves_the_pads_as_they_were(example, name):
    """But for the level, which is in the word's first digit."""
    run = example(name)
    assert words(run.before) and words(run.before) == words(run.after)


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES
                                  if "blink" not in path.stem])
def test_it_ends_well(example, name):
    assert example(name).status == "0"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_is_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST


def test_maixpys_led_is_on_its_function(example):
    run = example("maixpy-led")
    assert run.during.splitlines()[-1] == "level 13 0"
    assert run.said == "LED_R is 0\n"


def test_maixpys_button_lights_the_led(example):
    assert example("maixpy-button").said == ""


def test_maixpys_handler_is_told_of_the_key(example):
    said = example("maixpy-irq").said.splitlines()
    assert said and set(said) == {"key 0"}


def test_wipys_pin_is_driven_and_then_is_another_function(example):
    run = example("wipy-pin")
    assert run.levels(9)[:3] == ["0", "1", "0"]
    assert run.said.startswith("IO9: UART1_TX, alt, ")


def test_wipys_handler_is_called_by_hand_and_by_the_pin(example):
    assert example("wipy-interrupt").said == \
        "IO10: by hand\nIO10: rising\n"


def test_wipys_board_has_names_and_all_functions(example):
    said = example("wipy-board").said.splitlines()
    assert said[0] == "board bit"
    assert {"LED_R IO13", "BOOT_KEY IO16", "27 GPIOHS3"} < set(said)
    assert sum(line[0].isdigit() for line in said) == 256


def test_pycoms_pin_holds_its_level(example):
    run = example("pycom-pin")
    assert run.during.splitlines()[-1] == "level 9 1"
    assert run.said == "IO10 is 1\nheld 1\n"


def test_pycoms_handler_is_called_in_a_thread(example):
    said = example("pycom-callback").said.splitlines()
    assert said and set(said) == {"got an interrupt in pin IO10"}


@pytest.mark.parametrize("name,pad,count", [("esp32-blinky", 21, 6),
                                            ("blink", 13, 3)])
def test_blinking_takes_a_second_each(example, name, pad, count):
    run = example(name)
    levels, times = run.levels(pad), run.times(pad)
    assert len(levels) >= count
    assert set(zip(levels, levels[1:])) <= {("0", "1"), ("1", "0"),
                                            ("z", "0"), ("z", "1")}
    assert all(b - a >= 999_000_000 for a, b in zip(times[1:], times[2:]))


def test_linuxpys_lines_are_active_low(example):
    assert example("linuxpy-lines").said == "{5: 0, 6: 1}\n"


def test_linuxpys_events_are_both_lines(example):
    said = [line.split() for line in
            example("linuxpy-events").said.splitlines()]
    assert len(said) >= 4
    assert {line for line, _ in said} == {"5", "6"}
    assert {edge for _, edge in said} == {"rising", "falling"}
