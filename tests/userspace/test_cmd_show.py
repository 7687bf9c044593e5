# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio's commands that show pads, beside what the jig sees of them."""

import re

from userspace import acts
from userspace.acts import Acts, pads, tool

pytest_generate_tests = acts.each_act
plays = acts.plays

ACTS = Acts()

PULLS = {("0", "0"): "none", ("1", "0"): "up", ("0", "1"): "down"}
DRIVE_UA = [11200, 16800, 22300, 27800, 33300, 38700, 44100, 49500] + \
    8 * [49500]
ESCAPE = "\033"


def test_it_is_as_the_jig_sees_it(plays, act):
    plays(act)


@ACTS
def readall_has_a_row_for_each_pad(stage):
    end = tool(stage, "readall")
    yield
    rows = [[cell.strip() for cell in line.split("|")[1:]]
            for line in end().out.splitlines() if line.startswith("| IO")]
    assert end().status == 0 and end().err == ""
    assert [row[0] for row in rows] == [f"IO{pad}" for pad in range(48)]
    assert rows[13][1:3] == ["LED_R", "GPIO5"]
    assert rows[4][-1] == "device 38000000.serial"
    assert {len(line) for line in end().out.splitlines()
            if line.startswith("+")} == {len(end().out.splitlines()[0])}


@ACTS
def readall_has_all_that_the_chip_has(stage):
    stage.run("k210gpio", "pad", "IO9", "pull=up", "drive=3", "slew=slow",
              "schmitt=off", "input-invert=on", "output-invert=on")
    seen, end = pads(stage), tool(stage, "readall", "--json")
    stage.run("k210gpio", "func", "-f", "IO9=RESV0")
    stage.run("k210gpio", "func", "IO9=GPIO1")
    stage.run("k210gpio", "pad", "IO9", "pull=none", "drive=15", "slew=fast",
              "schmitt=on", "input-invert=off", "output-invert=off")
    again = pads(stage)
    yield
    shown = {pad["pad"]: pad for pad in end().document["pads"]}
    assert end().document["board"] == "bit"
    assert sorted(shown) == list(range(48))
    for number, chip in seen().items():
        pad = shown[number]
        assert (pad["function"], pad["pull"], str(pad["drive"]),
                pad["drive_ua"]) == \
            (chip["fn"], PULLS[chip["pu"], chip["pd"]], chip["ds"],
             DRIVE_UA[int(chip["ds"])]), number
        word = int(chip["word"], 16)
        assert [pad["output"], pad["input"], pad["slew"] == "slow",
                pad["output_invert"], pad["input_invert"],
                pad["schmitt"]] == \
            [bool(word >> bit & 1) for bit in (12, 20, 19, 15, 22, 23)], number
    assert shown[9]["drive"] == 3 and again()[9]["pu"] == "0"


@ACTS
def readall_shows_levels_and_directions(stage):
    for pad in (8, 16):
        stage.jig(f"drive {pad} 1")
    end = tool(stage, "readall", "--json", "IO8-9,16", "IO6")
    stage.start("k210gpio", "set", "--banner", "IO17=1", until="...")
    out = tool(stage, "readall", "--json", "IO17")
    stage.signal(15)
    stage.end()
    for pad in (8, 16):
        stage.jig(f"drive {pad} z")
    yield
    assert [(pad["pad"], pad["level"], pad["direction"])
            for pad in end().document["pads"]] == [
        (8, 1, "in"), (9, 0, "in"), (16, 1, "in"), (6, None, None)]
    pad, = out().document["pads"]
    assert (pad["level"], pad["direction"], pad["in_use"]) == (1, "out", True)


@ACTS
def readall_leaves_out_what_nobody_has(stage):
    end = tool(stage, "readall", "--used", "--json")
    free = tool(stage, "readall", "--used", "IO8")
    yield
    assert [pad["pad"] for pad in end().document["pads"]] == [0, 1, 2, 3, 4, 5]
    assert "IO8" not in free().out and free().status == 0


@ACTS
def readall_leaves_out_what_has_no_name(stage):
    end = tool(stage, "readall", "--named", "--json")
    yield
    names = [pad["names"] for pad in end().document["pads"]]
    assert ["LED_R"] in names and [] not in names


@ACTS
def readall_lists_names(stage):
    end = tool(stage, "readall", "--list")
    same = tool(stage, "readall", "--json", "--list")
    yield
    names = end().out.split()
    assert names[-48:] == [f"IO{pad}" for pad in range(48)]
    assert "LED_R" in names[:-48] and same().document["names"] == names


@ACTS
def what_is_no_pad_is_said(stage):
    before = pads(stage)
    ends = [tool(stage, *words) for words in (
        ["readall", "IO48"], ["readall", "IO8,"], ["readall", "--nope"],
        ["pinout", "IO8"], ["doctor", "x"], ["pinout", "--color=pink"],
        ["func", "IO99"], ["who", "LED_X"])]
    json = tool(stage, "--json", "readall", "IO48")
    after = pads(stage)
    yield
    assert [end().status for end in ends] == [1, 1, 2, 2, 2, 2, 1, 1]
    assert all(end().err.startswith("k210gpio ") and end().out == ""
               for end in ends)
    assert "IO48" in json().document["error"] and json().status == 1
    assert after() == before()


@ACTS
def a_closed_stdout_is_said(stage):
    ends = [stage.run("sh", "-c", f"k210gpio {words} >&-")
            for words in ("readall", "--json readall", "funcs", "pinout")]
    yield
    assert [(end().status, "stdout" in end().err) for end in ends] == \
        4 * [(1, True)]


@ACTS
def pinout_shows_each_pad_once_and_its_level(stage):
    stage.jig("drive 11 1")
    end = tool(stage, "pinout")
    stage.jig("drive 11 z")
    low = tool(stage, "pinout")
    yield
    cells = re.findall(r"\bIO\d+", end().out.split("+-------+")[1])
    assert sorted(cells) == sorted(f"IO{pad}" for pad in range(48))
    assert re.search(r"GPIO3 in +IO11 \[1\]", end().out)
    assert re.search(r"GPIO3 in +IO11 \[0\]", low().out)
    assert "Board: bit" in end().out and "isn't" in end().out
    assert {len(line.split("|")[0]) for line in end().out.splitlines()
            if "|" in line} == {len(line.split("+")[0]) for line
                                in end().out.splitlines() if "+" in line}


@ACTS
def pinout_has_colours_only_where_they_are_wanted(stage):
    plain = tool(stage, "pinout")
    never = tool(stage, "pinout", "--color=never")
    always = tool(stage, "pinout", "--color=always")
    yield
    assert ESCAPE not in plain().out + never().out
    assert always().out.count(ESCAPE) > 96
    assert re.sub(r"\033\[[\d;]*m", "", always().out).split(";")[0] == \
        plain().out.split(";")[0].rstrip("\n")


@ACTS
def pinout_has_an_arduinos_headers(stage):
    stage.environment("K210_BOARD", "maixduino")
    end, json = tool(stage, "pinout"), tool(stage, "pinout", "--json")
    stage.environment("K210_BOARD", "bit")
    yield
    header, others = end().out.split("All other pads")
    # Arduino's pins_arduino.h: SCL, SDA, then D13 down to D0.
    assert re.findall(r"\bIO(\d+)|(AREF|GND)", header) == [
        (word, "") if word.isdigit() else ("", word) for word in
        "30 31 AREF GND 3 10 11 12 13 14 15 32 24 23 22 21 5 4".split()]
    assert len(re.findall(r"\bIO\d+", others)) == 48 - 16
    assert json().document["header"] == [
        30, 31, "AREF", "GND", 3, 10, 11, 12, 13, 14, "", 15, 32, 24, 23, 22,
        21, 5, 4]
    assert len(json().document["pads"]) == 48


@ACTS
def func_shows_what_is_routed(stage):
    seen, end = pads(stage), tool(stage, "func", "--json")
    some = tool(stage, "func", "LED_R", "IO4-5")
    yield
    assert {pad["pad"]: pad["function"] for pad in end().document["pads"]} == \
        {pad: chip["fn"] for pad, chip in seen().items()}
    assert [line.split()[:3] for line in some().out.splitlines()] == [
        ["IO13", "GPIO5", "LED_R"], ["IO4", "UARTHS_RX", "ISP_RX"],
        ["IO5", "UARTHS_TX", "ISP_TX"]]


@ACTS
def funcs_lists_all_and_where_they_are(stage):
    seen, end = pads(stage), tool(stage, "funcs", "--json", "GPIO")
    every, used = tool(stage, "funcs", "--list"), tool(stage, "funcs",
                                                       "--used", "--json")
    yield
    chip = {}
    for pad, state in seen().items():
        chip.setdefault(state["fn"], []).append(pad)
    assert {func["name"]: func["pads"] for func
            in used().document["functions"]} == chip
    names = every().out.split()
    assert len(names) == len(set(names)) == 256
    found = {func["name"]: func for func in end().document["functions"]}
    assert {f"GPIOHS{line}" for line in range(32)} | \
        {f"GPIO{line}" for line in range(8)} <= set(found)
    assert found["GPIOHS3"]["id"] == 27 and found["GPIO0"]["id"] == 56
    assert names[27] == "GPIOHS3"


@ACTS
def funcs_finds_by_a_part_of_the_name(stage):
    some, none = tool(stage, "funcs", "uart1_t"), tool(stage, "funcs", "nono")
    yield
    assert [line.split()[1] for line in some().out.splitlines()] == \
        ["UART1_TX"]
    assert (none().status, none().out) == (1, "")


@ACTS
def who_tells_devices_and_programs(stage):
    end = tool(stage, "who", "--json")
    stage.start("k210gpio", "wfi", "--banner", "IO9", "rising", until="begun")
    program = tool(stage, "who", "--json", "IO8-9")
    people = tool(stage, "who", "IO9")
    stage.signal(15)
    stage.end()
    yield
    assert {pad["pad"]: (pad["holder"], pad["device"], pad["pid"]) for pad
            in end().document["pads"]}[4] == ("38000000.serial", True, None)
    free, taken = program().document["pads"]
    assert not free["claimed"] and free["pid"] is None
    assert (taken["claimed"], taken["in_use"], taken["process"],
            taken["uid"]) == (True, True, "k210gpio", 0)
    assert re.fullmatch(
        rf"IO9: GPIO1, claimed, in use; by '.*' \(pid {taken['pid']} "
        r"k210gpio, user 0\); line used by '.*'\n", people().out)
