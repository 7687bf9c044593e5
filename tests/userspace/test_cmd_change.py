# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio's commands that change pads, judged by the jig."""

import re

from userspace import acts
from userspace.acts import Acts, pads, tool

pytest_generate_tests = acts.each_act
plays = acts.plays

ACTS = Acts()
MS = 1000000
SIGINT, SIGKILL, SIGCONT, SIGSTOP = 2, 9, 18, 19


def test_it_does_what_the_jig_sees(plays, act):
    plays(act)


def refused(stage, *words):
    """Wants it to change nothing at any pad; its end."""
    before = pads(stage)
    end = tool(stage, *words)
    after = pads(stage)

    def look(status, part):
        assert (end().status, after()) == (status, before()), words
        assert re.search(part, end().err), end().err
        assert end().err.count("\n") == 1 and end().out == ""
    return look


@ACTS
def func_maps_for_good(stage):
    before = pads(stage)
    end = tool(stage, "func", "--json", "IO21=UART1_TX,IO22=UART1_RX", "IO23")
    after = pads(stage)
    again = tool(stage, "func", "IO21=UART1_TX")
    tool(stage, "func", "IO21=GPIOHS5", "IO22=GPIOHS6")
    restored = pads(stage)
    yield
    assert end().status == again().status == 0 and end().err == ""
    assert [pad["function"] for pad in end().document["pads"]] == \
        ["UART1_TX", "UART1_RX", "GPIOHS7"]
    assert after()[21]["fn"] == "UART1_TX" and after()[22]["fn"] == "UART1_RX"
    changed = {21, 22}
    assert {pad for pad in after() if after()[pad] != before()[pad]} == changed
    assert [restored()[pad]["fn"] for pad in (21, 22)] == ["GPIOHS5",
                                                           "GPIOHS6"]


@ACTS
def func_maps_ranges_and_swaps(stage):
    tool(stage, "func", "IO8=GPIO1", "IO9=GPIO0")
    swapped = [stage.pad(pad) for pad in (8, 9)]
    tool(stage, "func", "IO8=GPIO0", "IO9=GPIO1")
    end = tool(stage, "func", "IO32-34=RESV0")
    reset = [stage.pad(pad) for pad in (32, 33, 34)]
    back = tool(stage, "func", "IO32=GPIOHS16,IO33=GPIOHS17,IO34=GPIOHS18")
    yield
    assert [look()["fn"] for look in swapped] == ["GPIO1", "GPIO0"]
    assert (end().status, back().status) == (0, 0)
    assert [look()["fn"] for look in reset] == 3 * ["RESV0"]


@ACTS
def func_takes_a_function_only_by_force(stage):
    look = refused(stage, "func", "IO21=UART1_TX", "IO22=GPIOHS7")
    end = tool(stage, "func", "-f", "IO22=GPIOHS7")
    robbed = [stage.pad(pad) for pad in (22, 23)]
    tool(stage, "func", "IO23=GPIOHS7", "IO22=GPIOHS6")
    yield
    look(1, "GPIOHS7 is on IO23: --force takes it")
    assert end().status == 0
    assert [pad()["fn"] for pad in robbed] == ["GPIOHS7", "RESV0"]


@ACTS
def func_changes_nothing_where_it_can_not(stage):
    looks = [
        (refused(stage, "func", "-f", "IO21=UART1_TX", "IO4=GPIOHS0"), 1,
         "IO4.*38000000.serial"),
        (refused(stage, "func", "IO21=UART1_TX", "IO29=SPI0_SCLK"), 1,
         "SD_CS: it takes --force"),
        (refused(stage, "func", "IO21=UART1_TX", "IO22=NOPE"), 1, "NOPE"),
        (refused(stage, "func", "IO21=UART1_TX", "IO22=UART1_TX"), 2,
         "IO21 and IO22 can't both be UART1_TX"),
        (refused(stage, "func", "IO21=UART1_TX", "21=RESV0"), 2, "twice"),
        (refused(stage, "func", "IO21="), 2, "isn't PAD=VALUE"),
        (refused(stage, "func", "IO21=UART1_TX,"), 2, "isn't PAD=VALUE"),
        (refused(stage, "func", "IO21=UART1_TX", "IO48=RESV0"), 1, "IO48"),
        (refused(stage, "func", "IO21=UART1_TX", "--nope"), 2,
         "no option .--nope")]
    stage.start("k210gpio", "wfi", "--banner", "IO22", "rising", until="begun")
    looks.append((refused(stage, "func", "IO21=UART1_TX", "IO22=RESV0"), 1,
                  r"IO22 isn't free \(claimed, in use\): '.*' \(pid \d+\)"))
    stage.signal(15)
    stage.end()
    yield
    for look, status, part in looks:
        look(status, part)


@ACTS
def pad_sets_each_setting_for_good(stage):
    before = pads(stage)
    words = ["pull=down", "drive=5", "slew=slow", "schmitt=off", "input=off",
             "output=off", "input-invert=on", "output-invert=on"]
    looks = []
    for word in words:
        looks.append((tool(stage, "pad", "IO31", word), stage.pad(31)))
    current = tool(stage, "pad", "IO31", "drive=20mA"), stage.pad(31)
    tenth = tool(stage, "pad", "IO31", "drive=22.3MA"), stage.pad(31)
    shown = tool(stage, "pad", "IO31")
    tool(stage, "pad", "IO31", "pull=none", "drive=15", "slew=fast",
         "schmitt=on", "input=on", "output=on", "input-invert=off",
         "output-invert=off")
    after = pads(stage)
    yield
    assert [end().status for end, _ in looks] == len(words) * [0]
    pads_ = [look() for _, look in looks]
    assert (pads_[0]["pu"], pads_[0]["pd"]) == ("0", "1")
    assert pads_[1]["ds"] == "5"
    bits = [(19, 1), (23, 0), (20, 0), (12, 0), (22, 1), (15, 1)]
    assert [int(pad["word"], 16) >> bit & 1
            for pad, (bit, _) in zip(pads_[2:], bits)] == \
        [level for _, level in bits]
    assert (current[1]()["ds"], tenth[1]()["ds"]) == ("1", "2")
    assert "pull=down drive=2 (22.3 mA) slew=slow schmitt=off" in shown().out
    assert after() == before()


@ACTS
def pad_sets_all_or_none(stage):
    end = tool(stage, "pad", "--json", "IO8-11,IO15", "pull=up")
    seen = [stage.pad(pad) for pad in (8, 9, 10, 11, 15)]
    tool(stage, "pad", "IO8-11,IO15", "pull=none")
    looks = [
        (refused(stage, "pad", "-f", "IO3-8", "pull=up"), 1, "IO3"),
        (refused(stage, "pad", "IO28-29", "drive=1"), 1, "--force"),
        (refused(stage, "pad", "IO8", "pull=left"), 2, "none, up, down"),
        (refused(stage, "pad", "IO8", "pull"), 1, "pull"),
        (refused(stage, "pad", "IO8", "nope=1"), 2, "no setting 'nope'"),
        (refused(stage, "pad", "IO8", "pull=up", "pull=up"), 2, "twice"),
        (refused(stage, "pad", "IO8", "drive=1", "drive=2mA"), 2, "twice"),
        (refused(stage, "pad", "pull=up"), 2, "which pad"),
        *((refused(stage, "pad", "IO8", f"drive={wrong}"), 2, "drive: ")
          for wrong in ("16", "11mA", "", "x", "-1", "20", "20.25mA", "20uA",
                        "4294967297mA"))]
    yield
    assert [pad["pull"] for pad in end().document["pads"]] == 5 * ["up"]
    assert [look()["pu"] for look in seen] == 5 * ["1"]
    for look, status, part in looks:
        look(status, part)


@ACTS
def hold_outlives_the_program(stage):
    before = pads(stage)
    stage.jig("pull 9 up")
    end = tool(stage, "hold", "IO8=1", "IO9")
    stage.jig("pull 9 none")
    levels = [stage.level(pad) for pad in (8, 9)]
    shown, json = tool(stage, "hold"), tool(stage, "hold", "--json")
    busy = refused(stage, "hold", "IO10=1", "IO8=0")
    released = tool(stage, "hold", "--release", "IO8-9")
    after = pads(stage)
    none = tool(stage, "hold")
    yield
    assert (end().status, end().out) == (0, "")
    assert [level() for level in levels] == ["1", "1"]
    assert [line.split(":")[0] for line in shown().out.splitlines()] == \
        ["IO8", "IO9"]
    assert [(pad["pad"], pad["held"]) for pad
            in json().document["pads"]] == [(8, 1), (9, 1)]
    busy(1, "IO8 is held for good: k210gpio hold --release IO8")
    assert released().status == 0 and after() == before()
    assert none().out == ""


@ACTS
def hold_wants_sense(stage):
    looks = [(refused(stage, "hold", *words), status, part)
             for words, status, part in (
                 (["IO8=2"], 2, "0 or 1"), (["--release"], 2, "which"),
                 (["--release", "IO8=1"], 2, "no level"),
                 (["-f", "IO8=1", "IO4=1"], 1, "38000000.serial"),
                 (["SD_CS=1"], 1, "--force"))]
    yield
    for look, status, part in looks:
        look(status, part)


@ACTS
def toggle_drives_the_other_level_for_good(stage):
    ends, levels = [], []
    stage.jig("drive 17 1")
    for pins in (["IO24,LED_R"], ["IO24", "LED_R"], ["--json", "IO24"]):
        ends.append(tool(stage, "toggle", *pins))
        levels.append([stage.level(24), stage.level(13)])
    states = stage.pad(24)
    yield
    assert [end().status for end in ends] == [0, 0, 0]
    assert [[level() for level in pair] for pair in levels] == \
        [["1", "1"], ["0", "0"], ["1", "0"]]
    assert ends[2]().document == {"pins": [{"name": "IO24", "value": 1}]}
    assert states()["fn"] == "GPIOHS8" and states()["oe"] == "1"


@ACTS
def toggle_gives_a_pad_a_line_that_stays(stage):
    ends = [tool(stage, "toggle", "IO6")]
    first = stage.pad(6), stage.level(6)
    ends.append(tool(stage, "toggle", "IO6"))
    second = stage.pad(6), stage.level(6)
    tool(stage, "func", "IO6=RESV0")
    yield
    assert [end().status for end in ends] == [0, 0]
    assert re.fullmatch(r"GPIOHS\d+", first[0]()["fn"]) and first[1]() == "1"
    assert second[0]()["fn"] == first[0]()["fn"] and second[1]() == "0"


@ACTS
def pins_that_can_not_be_driven_are_refused(stage):
    looks = [(refused(stage, *words), status, part)
             for words, status, part in (
                 (["toggle", "IO7,LED_X"], 1, "LED_X"),
                 (["toggle", "IO7", "IO4"], 1, "IO4"),
                 (["toggle"], 2, "which pin"),
                 (["toggle", "SD_CS"], 1, "SD_CS"),
                 (["pulse", "IO7,LED_X", "1"], 1, "LED_X"),
                 (["pulse", "IO7"], 2, "needed"),
                 (["pulse", "IO7", "1", "2"], 2, "level"),
                 (["pulse", "IO7", "1x"], 2, "period"),
                 (["pulse", "IO7", "1", "1", "1"], 2, "needed"),
                 (["blink", "IO7,LED_X"], 1, "LED_X"),
                 (["blink", "IO7", "0"], 2, "period"),
                 (["blink", "-n", "x", "IO7"], 2, "--count"),
                 (["blink"], 2, "needed"))]
    yield
    for look, status, part in looks:
        look(status, part)


def of_pad(edges, pad):
    return [(level, ns) for number, level, ns in edges if number == pad]


@ACTS
def pulse_is_long_enough_and_all_is_as_before(stage):
    for pad in (11, 25):
        stage.jig(f"watch {pad}")
    before = pads(stage)
    ends = [tool(stage, "pulse", "IO11,IO25", "20ms"),
            tool(stage, "pulse", "--json", "IO25", "50us", "1")]
    after, edges = pads(stage), stage.edges()
    for pad in (11, 25):
        stage.jig(f"unwatch {pad}")
    yield
    assert [end().status for end in ends] == [0, 0]
    assert ends[1]().document["ns"] >= 50000
    for pad, lengths in ((11, [20 * MS]), (25, [20 * MS, 50000])):
        levels = [(level, ns) for level, ns in of_pad(edges(), pad)
                  if level in "01"]
        highs = [(level, ns) for level, ns in levels if level == "1"]
        lows = [min(ns for level, ns in levels
                    if level == "0" and ns > high) for _, high in highs]
        assert [low - high >= length for (_, high), low, length
                in zip(highs, lows, lengths, strict=True)] == \
            len(lengths) * [True]
    assert after() == before()


@ACTS
def pulse_of_low_ends_high(stage):
    tool(stage, "toggle", "IO35")
    stage.jig("watch 35")
    end = tool(stage, "pulse", "IO35", "1ms", "0")
    edges, level = stage.edges(), stage.level(35)
    stage.jig("unwatch 35")
    yield
    assert end().status == 0 and level() == "1"
    assert [level for level, _ in of_pad(edges(), 35)] == ["0", "1"]


@ACTS
def blink_ends_after_its_periods(stage):
    before = pads(stage)
    stage.jig("watch 12")
    end = tool(stage, "blink", "--json", "-n", "3", "LED_G,IO25", "20ms")
    edges, after = stage.edges(), pads(stage)
    stage.jig("unwatch 12")
    yield
    assert end().document == {"blinks": 3} and end().status == 0
    ups = [ns for level, ns in of_pad(edges(), 12) if level == "1"]
    assert len(ups) == 3
    assert ups[2] - ups[0] >= 39 * MS       # never early, but maybe late
    assert after() == before()


@ACTS
def blink_ends_by_ctrl_c_and_all_is_as_before(stage):
    before = pads(stage)
    ends = []
    for words in ([], ["--json"]):
        stage.jig("watch 7")
        stage.start("k210gpio", "blink", "--banner", *words, "IO7", "50ms",
                    until="begun")
        stage.moved(7, 5)
        stage.signal(SIGINT)
        ends.append((stage.end(), stage.edges()))
        stage.jig("unwatch 7")
    after = pads(stage)
    yield
    for end, edges in ends:
        assert end().status == 128 + SIGINT
        assert end().err == "k210gpio blink: begun\n"
        assert len([1 for level, _ in of_pad(edges(), 7) if level == "1"]) >= 2
    assert ends[1][0]().document["blinks"] >= 1
    assert after() == before()


@ACTS
def blink_that_is_killed_leaves_nothing_driven(stage):
    """Its line is an input on the pad that has it again."""
    before = pads(stage)
    stage.start("k210gpio", "blink", "--banner", "IO7", until="begun")
    stage.signal(SIGKILL)
    end, after = stage.end(), pads(stage)
    yield
    assert end().status == 128 + SIGKILL and after() == before()


@ACTS
def blink_of_a_short_period_ends_by_ctrl_c(stage):
    before = pads(stage)
    stage.start("k210gpio", "blink", "--banner", "--json", "IO7", "100us",
                until="begun")
    stage.signal(SIGINT)
    end, after = stage.end(), pads(stage)
    yield
    assert end().status == 128 + SIGINT and after() == before()
    assert list(end().document) == ["blinks"]


@ACTS
def blink_makes_up_for_no_time_that_it_was_stopped(stage):
    stage.jig("watch 7")
    stage.start("k210gpio", "blink", "--banner", "--json", "IO7", "20ms",
                until="begun")
    stage.moved(7, 3)
    stage.signal(SIGSTOP)
    stage.run("sleep", "1")
    stage.signal(SIGCONT)
    stage.moved(7, 16)
    stage.signal(SIGINT)
    stage.end()
    edges = stage.edges()
    stage.jig("unwatch 7")
    yield
    times = [ns for _, ns in of_pad(edges(), 7)]
    gaps = [b - a for a, b in zip(times, times[1:])]
    # The end has up to two: back to how it was, and no longer driven.
    behind = gaps[gaps.index(max(gaps)) + 1:-2]
    assert max(gaps) > 500 * MS and len(behind) > 3
    # One edge may follow at once, then each half a period after the one
    # before, of which the first may be late.
    assert sum(behind) >= (len(behind) - 2) * 10 * MS, behind
