# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines as mainline's Maix Bit tree routes them: seen at the pads."""

import errno

import pytest

from script import GPIO, GPIOHS, LINES, Script, accesses, pad_of

CHIPS = pytest.mark.parametrize("chip", [GPIOHS, GPIO], ids=["gpiohs", "gpio"])


def test_chips_have_mainlines_labels_and_all_their_lines(run):
    script = Script()
    numbers = []
    for chip in (GPIOHS, GPIO):
        script(f"chip {chip}")
        numbers.append(script("lines"))
    run(script)
    assert [script[n] for n in numbers] == ["32", "8"]


@CHIPS
def test_each_output_drives_its_own_pad_to_both_levels(run, chip):
    script = Script()
    script(f"chip {chip}")
    levels = []
    for line in LINES[chip]:
        pad = pad_of(chip, line)
        script(f"out {line}=1")
        levels.append((pad, "1", script(f"jig level {pad}")))
        script("set 0")
        levels.append((pad, "0", script(f"jig level {pad}")))
        script("turn in")
        levels.append((pad, "z", script(f"jig level {pad}")))
        script("release")
    run(script)
    assert [script[n] for _, _, n in levels] == \
        [f"level {pad} {level}" for pad, level, _ in levels]


@CHIPS
def test_each_input_reads_what_the_outside_drives_at_its_pad(run, chip):
    script = Script()
    script(f"chip {chip}")
    reads = []
    for line in LINES[chip]:
        pad = pad_of(chip, line)
        script(f"in {line}")
        for level in "101":
            script(f"jig drive {pad} {level}")
            reads.append((level, script("get")))
        script(f"jig drive {pad} z")
        script("release")
    run(script)
    assert [script[n] for _, n in reads] == [level for level, _ in reads]


@CHIPS
def test_a_line_that_nobody_has_set_to_input_reads_its_pad(run, chip):
    line = LINES[chip][-1]
    pad = pad_of(chip, line)
    script = Script()
    script(f"chip {chip}")
    script(f"asis {line}")
    script(f"jig drive {pad} 1")
    high = script("get")
    script(f"jig drive {pad} 0")
    low = script("get")
    run(script)
    assert (script[high], script[low]) == ("1", "0")


@CHIPS
def test_an_output_reads_its_pad_and_not_what_it_was_set_to(run, chip):
    """An open-drain one, which others may pull low."""
    line = LINES[chip][-1]
    pad = pad_of(chip, line)
    script = Script()
    script(f"chip {chip}")
    script(f"jig pull {pad} up")
    script("with open-drain")
    script(f"out {line}=1")
    reads = [script("get")]
    for level in "0z":
        script(f"jig drive {pad} {level}")
        reads.append(script("get"))
    run(script)
    assert [script[n] for n in reads] == ["1", "0", "1"]


@pytest.mark.parametrize("reads_pad", ["on", "off"])
@pytest.mark.parametrize("ie_follows", ["on", "off"])
def test_an_output_of_gpio_reads_what_it_drives_on_any_silicon(
        run, reads_pad, ie_follows):
    """Whether its block sees the pads of outputs is not known: k210.md 3.3."""
    script = Script()
    script(f"chip {GPIO}")
    script("out 4=1 5=0 6=1")
    both = script("get")
    script("set 0 1 -")
    other = script("get")
    run(script, "--set", f"k210-gpio.output-reads-pad={reads_pad}", "--set",
        f"k210-gpio.ie-follows-direction={ie_follows}")
    assert [script[both], script[other]] == ["101", "011"]


@CHIPS
def test_open_drain_never_drives_high(run, chip):
    """Nor does it pass through it: one edge at most for each change."""
    line = LINES[chip][0]
    pad = pad_of(chip, line)
    script = Script()
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
    run(script)
    assert [(command, script[level].split()[2],
             "".join(edge.split()[2] for edge in script[edges].split(";")
                     if edge)) for command, _, _, level, edges in seen] == \
        [(command, level, edges) for command, level, edges, _, _ in seen]


@CHIPS
def test_values_of_many_lines_change_together_and_no_other_does(run, chip):
    lines = LINES[chip]
    ones = " ".join(f"{line}=1" for line in lines)
    script = Script()
    script(f"chip {chip}")
    script(f"out {ones}")
    all_ones = [script(f"jig level {pad_of(chip, n)}") for n in lines]
    wanted = [str(n % 2) for n in range(len(lines))]
    script("set " + " ".join(wanted))
    mixed = [script(f"jig level {pad_of(chip, n)}") for n in lines]
    read = script("get")
    script("set 0" + " -" * (len(lines) - 1))
    script("set" + " -" * (len(lines) - 1) + " 0")
    ends = script("get")
    run(script)
    assert {script[n].split()[2] for n in all_ones} == {"1"}
    assert [script[n].split()[2] for n in mixed] == wanted
    assert script[read] == "".join(wanted)
    assert script[ends] == "0" + "".join(wanted[1:-1]) + "0"


@CHIPS
def test_directions_change_without_a_glitch(run, chip):
    """One edge at most, from what the pad had to what was asked for."""
    line = LINES[chip][0]
    pad = pad_of(chip, line)
    script = Script()
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
    run(script)
    assert [[edge.split()[2] for edge in script[n].split(";") if edge]
            for _, n in seen] == [levels for levels, _ in seen]


@CHIPS
def test_directions_are_reported(run, chip):
    line = LINES[chip][-1]
    script = Script()
    script(f"chip {chip}")
    script(f"out {line}=0")
    answers = [script(f"info {line}")]
    script("turn in")
    answers.append(script(f"info {line}"))
    script("release")
    answers.append(script(f"info {line}"))
    run(script)
    assert [script[n] for n in answers] == ["out used", "in used", "in free"]


def test_a_line_has_one_user_at_a_time(run):
    script = Script()
    script(f"chip {GPIOHS}")
    script("out 5=1")
    refused = script("in 5")
    after = script("jig level 21")
    run(script, expect_failures=True)
    assert script[refused] == f"error {errno.EBUSY}"
    assert script[after] == "level 21 1"


@CHIPS
@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("first, command, reads, writes", [
    (0, "get", 1, 0), (0, "set" + 8 * " 1", 0, 1),
    (1, "set 0" + 7 * " -", 0, 1), (0, "set" + 8 * " 0", 0, 0)])
def test_values_cost_one_access_however_many(run, chip, number, first, command,
                                             reads, writes):
    """Of the block's registers, which is what design.md aims at."""
    name = "gpiohs" if chip == GPIOHS else "gpio"
    lines = LINES[chip][:number]
    script = Script()
    script(f"chip {chip}")
    script("out " + " ".join(f"{line}={first}" for line in lines))
    before = script(f"jig count {name}")
    script(command)
    after = script(f"jig count {name}")
    run(script)
    assert accesses(script[before], script[after]) == (reads, writes)
