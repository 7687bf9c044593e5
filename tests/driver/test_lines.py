# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines as mainline's Maix Bit tree routes them: seen at the pads. Each test
looks at its part of a tour, which takes one boot."""

import errno

import pytest

from script import GPIO, GPIOHS, LINES, Tour, accesses, pad_of

CHIPS = pytest.mark.parametrize("chip", [GPIOHS, GPIO], ids=["gpiohs", "gpio"])


def numbers_of_lines(script):
    for chip, number in ((GPIOHS, "32"), (GPIO, "8")):
        script(f"chip {chip}")
        script("lines", number)
    yield


def unrequested_line(script, chip):
    line = LINES[chip][-1]
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"asis {line}")
    for level in "10":
        script(f"jig drive {pad} {level}")
        script("get", level)
    script(f"jig drive {pad} z")
    script("release")
    yield


def outputs(script, chip):
    script(f"chip {chip}")
    for line in LINES[chip]:
        pad = pad_of(chip, line)
        script(f"out {line}=1")
        script(f"jig level {pad}", f"level {pad} 1")
        script("set 0")
        script(f"jig level {pad}", f"level {pad} 0")
        script("turn in")
        script(f"jig level {pad}", f"level {pad} z")
        script("release")
    yield


def inputs(script, chip):
    script(f"chip {chip}")
    for line in LINES[chip]:
        pad = pad_of(chip, line)
        script(f"in {line}")
        for level in "101":
            script(f"jig drive {pad} {level}")
            script("get", level)
        script(f"jig drive {pad} z")
        script("release")
    yield


def open_drain_output(script, chip):
    """One which others may pull low."""
    line = LINES[chip][-1]
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"jig pull {pad} up")
    script("with open-drain")
    script(f"out {line}=1")
    script("get", "1")
    for level, read in (("0", "0"), ("z", "1")):
        script(f"jig drive {pad} {level}")
        script("get", read)
    script("release")
    script("with")
    script(f"jig pull {pad} none")
    yield


def outputs_of_gpio(script):
    script(f"chip {GPIO}")
    script("out 4=1 5=0 6=1")
    script("get", "101")
    script("set 0 1 -")
    script("get", "011")
    script("release")
    yield


def open_lines(script, chip):
    """One edge at most for each change."""
    line = LINES[chip][0]
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"out {line}=1")
    script("release")
    script(f"jig watch {pad}")
    seen = []
    for drive, command, level, edges in [
            ("open-drain", f"out {line}=1", "z", "z"), ("", "set 0", "0", "0"),
            ("", "set 1", "z", "z"), ("", "set 0", "0", "0"),
            ("", "release", "0", ""), ("", f"out {line}=0", "0", ""),
            ("", "release", "0", ""),
            ("open-source", f"out {line}=0", "z", "z"),
            ("", "set 1", "1", "1"), ("", "set 0", "z", "z"),
            ("", "release", "z", ""), ("", f"out {line}=1", "1", "1")]:
        script(f"with {drive}")
        script(command)
        seen.append((command, level, edges, script(f"jig level {pad}"),
                     script("edges")))
    script("release")
    script(f"jig unwatch {pad}")
    yield
    assert [(command, script[level].split()[2],
             "".join(edge.split()[2] for edge in script[edges].split(";")
                     if edge)) for command, _, _, level, edges in seen] == \
        [(command, level, edges) for command, level, edges, _, _ in seen]


def many_lines(script, chip):
    lines = LINES[chip]
    ones = " ".join(f"{line}=1" for line in lines)
    script(f"chip {chip}")
    script(f"out {ones}")
    for line in lines:
        pad = pad_of(chip, line)
        script(f"jig level {pad}", f"level {pad} 1")
    wanted = [str(n % 2) for n in range(len(lines))]
    script("set " + " ".join(wanted))
    for line, level in zip(lines, wanted):
        pad = pad_of(chip, line)
        script(f"jig level {pad}", f"level {pad} {level}")
    script("get", "".join(wanted))
    script("set 0" + " -" * (len(lines) - 1))
    script("set" + " -" * (len(lines) - 1) + " 0")
    script("get", "0" + "".join(wanted[1:-1]) + "0")
    script("release")
    yield


def changing_directions(script, chip):
    """One edge at most, from what the pad had to what was asked for."""
    line = LINES[chip][1]
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"in {line}")
    script(f"jig pull {pad} up")
    script(f"jig watch {pad}")
    seen = []
    for command, levels in [("turn out 1", []), ("turn in", []),
                            ("turn out 0", ["0"]), ("turn out 1", ["1"]),
                            ("turn out 0", ["0"]), ("turn in", ["1"])]:
        script(command)
        script(f"jig level {pad}")
        seen.append((levels, script("edges")))
    script("release")
    script(f"jig unwatch {pad}")
    script(f"jig pull {pad} none")
    yield
    assert [[edge.split()[2] for edge in script[n].split(";") if edge]
            for _, n in seen] == [levels for levels, _ in seen]


def reported_directions(script, chip):
    line = LINES[chip][-1]
    script(f"chip {chip}")
    script(f"out {line}=0")
    script(f"info {line}", "out used")
    script("turn in")
    script(f"info {line}", "in used")
    script("release")
    script(f"info {line}", "in free")
    yield


def second_user(script):
    script(f"chip {GPIOHS}")
    script("out 5=1")
    script("in 5", f"error {errno.EBUSY}")
    script("jig level 21", "level 21 1")
    script("release")
    yield


def values(script, chip, number, first, command, *wanted):
    """Reads and writes of the block's registers."""
    name = "gpiohs" if chip == GPIOHS else "gpio"
    lines = LINES[chip][:number]
    script(f"chip {chip}")
    script("out " + " ".join(f"{line}={first}" for line in lines))
    before = script(f"jig count {name}")
    script(command)
    after = script(f"jig count {name}")
    script("release")
    yield
    assert accesses(script[before], script[after]) == wanted


COSTS = [(0, "get", 1, 0), (0, "set" + 8 * " 1", 0, 1),
         (1, "set 0" + 7 * " -", 0, 1), (0, "set" + 8 * " 0", 0, 0)]
# What is first finds lines as they are after reset.
PARTS = [(numbers_of_lines,), *(
    (function, chip) for chip in (GPIOHS, GPIO) for function in (
        unrequested_line, outputs, inputs, open_drain_output, open_lines,
        many_lines, changing_directions, reported_directions)),
    (second_user,), *((values, chip, number, *cost) for chip in (GPIOHS, GPIO)
                      for number in (1, 8) for cost in COSTS)]


@pytest.fixture
def look(once, run, profile):
    """look(FUNCTION, ARGUMENT, ...) at a part of the tour, on silicon with
    OPTIONS: only GPIO's outputs depend on those."""
    def look(*part, options=()):
        def boot():
            tour = Tour([*([] if options else PARTS), (outputs_of_gpio,)])
            run(tour.script, *options, expect_failures=True)
            return tour
        once((__file__, profile, options), boot).look(*part)
    return look


def test_chips_have_mainlines_labels_and_all_their_lines(look):
    look(numbers_of_lines)


@CHIPS
def test_each_output_drives_its_own_pad_to_both_levels(look, chip):
    look(outputs, chip)


@CHIPS
def test_each_input_reads_what_the_outside_drives_at_its_pad(look, chip):
    look(inputs, chip)


@CHIPS
def test_a_line_that_nobody_has_set_to_input_reads_its_pad(look, chip):
    look(unrequested_line, chip)


@CHIPS
def test_an_output_reads_its_pad_and_not_what_it_was_set_to(look, chip):
    look(open_drain_output, chip)


@pytest.mark.parametrize("reads_pad", ["on", "off"])
@pytest.mark.parametrize("ie_follows", ["on", "off"])
def test_an_output_of_gpio_reads_what_it_drives_on_any_silicon(
        look, reads_pad, ie_follows):
    """Whether its block sees the pads of outputs is not known: k210.md 3.3."""
    options = ("--set", f"k210-gpio.output-reads-pad={reads_pad}",
               "--set", f"k210-gpio.ie-follows-direction={ie_follows}")
    look(outputs_of_gpio,
         options=options if "on" in (reads_pad, ie_follows) else ())


@CHIPS
def test_open_drain_never_drives_high(look, chip):
    """Nor does it pass through it."""
    look(open_lines, chip)


@CHIPS
def test_values_of_many_lines_change_together_and_no_other_does(look, chip):
    look(many_lines, chip)


@CHIPS
def test_directions_change_without_a_glitch(look, chip):
    look(changing_directions, chip)


@CHIPS
def test_directions_are_reported(look, chip):
    look(reported_directions, chip)


def test_a_line_has_one_user_at_a_time(look):
    look(second_user)


@CHIPS
@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("first, command, reads, writes", COSTS)
def test_values_cost_one_access_however_many(look, chip, number, first,
                                             command, reads, writes):
    """Of the block's registers, which is what design.md aims at."""
    look(values, chip, number, first, command, reads, writes)
