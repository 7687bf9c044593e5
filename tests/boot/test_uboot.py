# SPDX-License-Identifier: GPL-2.0-or-later
"""What U-Boot makes of the pads, and the jig finds at them. Sections are those
of hardware/k210.md."""

import re

import pytest

from model.functions import CLASS, NAMES

UNSEEN = 0x7fffffff     # of a pad's word: bit 31 is the pad's level

# U-Boot's tree for the Maix Bit: the line on each pad, as far as it is on one.
GPIOHS = {f"gpio@38001000_{line}": pad for line, pad in
          [(0, 16), (1, 17), *zip(range(5, 10), range(21, 26)),
           *zip(range(14, 20), range(30, 36))]}
GPIO = {f"gpio1@0_{line}": 8 + line for line in range(8)}
LINES = {**GPIOHS, **GPIO}

# 4.7: what a function's class adds to its number, with Linux' drive level 7.
BITS = {"IN": 0x00900000, "OUT": 0x00001700, "GPIO": 0x00901700,
        "SPI": 0x00b03700, "I2C": 0x00991000, "SCCB": 0x00b93000,
        "INT13": 0x00910000, "INT14": 0x00991000, "OFF": 0}

# What the vendor calls SPI_SLAVE and CMOS are Linux' and U-Boot's SPI2 and DVP.
RENAMED = {"SPI_SLAVE": "SPI2", "CMOS_HREF": "DVP_HSYNC", "CMOS": "DVP"}


def word_of(jig, pad):
    """Its register, but for the level."""
    answer = jig.ask(f"pad {pad}")
    return int(re.search(r"word=0x(\w+)", answer)[1], 16) & UNSEEN


def levels(jig):
    return {pad: jig.level(pad) for pad in range(48)}


def value(answer):
    """The value that `gpio` says a line has."""
    match = re.fullmatch(r"gpio: pin \S+ \(gpio \d+\) value is ([01])", answer)
    assert match, answer
    return match[1]


def test_it_comes_to_its_prompt_and_sees_both_harts(board):
    assert board.banner.strip().startswith("U-Boot 2023.01")
    assert "(effective 8 MiB)" in board.banner
    assert "exception" not in board.banner
    assert [line.split()[1] for line in board.run("cpu list").splitlines()] \
        == ["cpu@0", "cpu@1"]


def test_the_counters_run_on_though_it_sets_mucounteren(board):
    """Which has the number of a newer hart's mcountinhibit."""
    program = [0xb00022f3,      # csrr t0, mcycle
               0xb0002573,      # csrr a0, mcycle
               0x40550533,      # sub a0, a0, t0
               0x00008067]      # ret
    for n, instruction in enumerate(program):
        board.run(f"mw.l {0x80100000 + 4 * n:x} {instruction:x}")
    rc = re.search(r"rc = 0x(\w+)", board.run("go 80100000"))
    assert int(rc[1], 16) > 0


# ---- gpio -------------------------------------------------------------------

def test_set_clear_and_toggle_drive_the_lines_pad_and_no_other(board, jig):
    before = levels(jig)
    for line, pad in LINES.items():
        assert before[pad] == "z"
        for command, level in [("set", "1"), ("clear", "0"), ("toggle", "1"),
                               ("toggle", "0")]:
            assert value(board.run(f"gpio {command} {line}")) == level
            assert levels(jig) == {**before, pad: level}, (command, line)
        before[pad] = "0"


def test_input_reads_what_the_outside_drives_and_pulls(board, jig):
    for line, pad in LINES.items():
        for request, level in [
                ("drive {} 1", "1"), ("drive {} 0", "0"), ("drive {} z", "0"),
                ("pull {} up", "1"), ("pull {} none", "0")]:
            jig.do(request.format(pad))
            assert value(board.run(f"gpio input {line}")) == level, line


def test_an_output_that_becomes_an_input_lets_its_pad_go(board, jig):
    for line, pad in LINES.items():
        board.run(f"gpio set {line}")
        board.run(f"gpio input {line}")
        assert jig.level(pad) == "z", line


@pytest.mark.parametrize("line", ["gpio@38001000_0", "gpio1@0_4"])
def test_a_line_shows_its_old_value_when_it_becomes_an_output(
        board, jig, line):
    """It's U-Boot's order, direction before value. A lamp flashes."""
    pad = LINES[line]
    jig.do(f"pull {pad} up")
    jig.do(f"watch {pad}")
    board.run(f"gpio set {line}")
    assert jig.level(pad) == "1"    # before its answer all edges are read
    assert [level for level, _ in jig.edges(pad)] == ["0", "1"]


def test_status_says_what_the_jig_sees(board, jig):
    board.run("gpio set gpio@38001000_5")
    board.run("gpio clear gpio@38001000_6")
    board.run("gpio input gpio@38001000_7")
    board.run("gpio set gpio1@0_2")
    jig.do("drive 23 1")
    jig.do("drive 15 1")
    status = dict(line.split(": ", 1) for line in
                  board.run("gpio status -a").splitlines() if ": " in line)
    expected = {**{line: "unused: 0 [ ]" for line in GPIOHS},
                **{line: "input: 0 [ ]" for line in GPIO},
                "gpio@38001000_5": "output: 1 [ ]",
                "gpio@38001000_6": "output: 0 [ ]",
                "gpio@38001000_7": "input: 1 [ ]",
                "gpio1@0_2": "output: 1 [ ]", "gpio1@0_7": "input: 1 [ ]"}
    assert {line: status[line] for line in LINES} == expected
    for line, pad in LINES.items():
        oe = status[line].startswith("output")
        assert f" oe={oe:d} " in jig.ask(f"pad {pad}")


def test_a_card_readers_select_is_driven_and_labelled(board, jig):
    """GPIOHS13 on IO29, high while nobody talks to the card."""
    assert jig.level(29) == "1"
    assert board.run("gpio status").splitlines()[-1] == \
        "gpio@38001000_13: output: 1 [x] spi@53000000.cs-gpios"


@pytest.mark.parametrize("colour, pad", [
    ("green", 12), ("red", 13), ("blue", 14)])
def test_a_lamp_is_lit_by_a_low_pad(board, jig, colour, pad):
    """5.2: LEDs are active low."""
    for command, level in [("on", "0"), ("off", "1"), ("toggle", "0")]:
        board.run(f"led {colour} {command}")
        assert jig.level(pad) == level
    assert [jig.level(other) for other in {12, 13, 14} - {pad}] == ["z", "z"]


def test_the_boot_key_is_read_as_it_is_pressed(board, jig):
    """5.2: IO16, active low, with a resistor to the supply."""
    jig.do("pull 16 up")
    assert value(board.run("gpio input gpio@38001000_0")) == "1"
    jig.do("drive 16 0")
    assert value(board.run("gpio input gpio@38001000_0")) == "0"


# ---- pinmux -----------------------------------------------------------------

def test_the_pads_words_are_those_of_its_tree(board, jig):
    """4.7's bits and 5.2's functions; what no state names is as after reset."""
    expected = {pad: 0x00901f18 + pad - 16 for pad in range(16, 48)}
    expected |= {0: 0x00900000, 1: 0x00900001, 2: 0x00900002, 3: 0x00001703,
                 4: 0x00900012, 5: 0x00001713, 6: 0x00000078, 7: 0x00000078}
    expected |= {8 + line: 0x00901738 + line for line in range(8)}
    expected |= {pad: 0x00901718 + pad - 16 for pad in GPIOHS.values()}
    expected |= {26: 0x00b03747, 27: 0x00001753, 28: 0x00b03746,
                 29: 0x00901725}
    board.run("gpio status")        # so that the last device has its pads
    assert {pad: word_of(jig, pad) for pad in range(48)} == expected
    dump = board.run("md.l 502b0000 30")
    words = [int(word, 16) & UNSEEN for line in dump.splitlines()
             for word in line.split()[1:5]]
    assert dict(enumerate(words)) == expected


def test_spis_arbitration_inputs_are_tied_high_and_no_others(board, jig):
    """4.3: functions 16 and 82."""
    zeros = ["00000000"] * 8
    ties = ["00010000", "00000000", "00040000"] + zeros[3:]
    words = " ".join(line.split("  ")[0].partition(": ")[2] for line in
                     board.run("md.l 502b00c0 10").splitlines()).split()
    assert words == ties + ties
    assert jig.ask("input SPI0_ARB") == "input SPI0_ARB 1"
    assert jig.ask("input SPI1_ARB") == "input SPI1_ARB 1"


def test_the_pin_controller_is_listed(board):
    assert [line.split() for line in board.run("pinmux list").splitlines()][1] \
        == ["|", "pinmux@502B0000", "|", "pinctrl_k210", "|", "bus@50200000"]


def test_status_names_the_function_of_each_pad(board, jig):
    names = {}
    for line in board.run("pinmux status -a").splitlines()[2:]:
        pad, function = re.fullmatch(r"IO_(\d+) *: (\S+) *", line).groups()
        names[int(pad)] = function
    assert names == {pad: jig.ask(f"pad {pad}").split()[2].partition("=")[2]
                     for pad in range(48)}


def test_it_has_the_same_functions_under_the_same_numbers(board):
    for function, name in enumerate(NAMES):
        board.run(f"mw.l 502b0018 {function:x}")
        for vendor, other in RENAMED.items():
            name = re.sub(rf"^{vendor}(?=_|$)", other, name)
        assert board.run("pinmux status IO_6").split()[2] == name


@pytest.mark.parametrize("first", range(0, 256, 48))
def test_each_functions_default_word_is_the_one_we_know(start, first):
    """U-Boot's own table: a pad each for up to 48 functions."""
    functions = range(first, min(first + 48, 256))

    def change(states):
        for state in states.values():
            state.props.pop("pinmux", None)
        states["gpiohs"].set("pinmux", *(
            pad << 16 | function for pad, function in enumerate(functions)))
    board = start(change=change)
    board.run("gpio status")
    for pad, function in enumerate(functions):
        assert word_of(board.jig, pad) == \
            BITS[CLASS.get(function, "IN")] | function, NAMES[function]


# ---- what is disputed, or seen nowhere else ---------------------------------

# A setting of U-Boot's for a pad of GPIOHS: the word that comes of it, by 4.2.
SETTINGS = {
    21: ("output-high", [], 0x000017de),
    22: ("output-low", [], 0x000097de),
    23: ("bias-pull-up", [], 0x0091171f),
    24: ("bias-pull-down", [], 0x00921720),
    25: ("slew-rate", [1], 0x00981721),
    30: ("drive-strength", [12], 0x00901026),
    31: ("drive-strength", [50], 0x00901727),
    32: ("input-schmitt-disable", [], 0x00101728),
    33: ("output-polarity-invert", [], 0x00909729),
    34: ("input-polarity-invert", [], 0x00d0172a),
    35: ("output-disable", [], 0x0090072b),
    17: ("input-disable", [], 0x00801719),
}


def with_settings(states):
    for pad, (setting, arguments, _) in SETTINGS.items():
        node = states["gpiohs"].child(f"io{pad}")
        node.set("pins", f"IO_{pad}")
        node.set(setting, *arguments)


def test_settings_are_the_bits_that_we_know(start):
    board = start(change=with_settings)
    board.run("gpio status")
    assert {pad: word_of(board.jig, pad) for pad in SETTINGS} == \
        {pad: word for pad, (*_, word) in SETTINGS.items()}


def test_settings_do_at_the_pads_what_they_are_called(start):
    board = start(change=with_settings)
    jig = board.jig
    board.run("gpio status")
    assert [jig.level(pad) for pad in (21, 22, 23, 24, 25)] == \
        ["1", "0", "1", "0", "z"]
    board.run("gpio set gpio@38001000_17")
    assert jig.level(33) == "0"
    board.run("gpio set gpio@38001000_19")
    assert jig.level(35) == "z"
    for line, pad, read in [("gpio@38001000_18", 34, "0"),
                            ("gpio@38001000_1", 17, "0"),
                            ("gpio@38001000_16", 32, "1")]:
        jig.do(f"drive {pad} 1")
        assert value(board.run(f"gpio input {line}")) == read


def test_the_other_polarity_of_constant_would_leave_its_outputs_floating(
        start):
    """4.8: U-Boot counts on a function CONSTANT that is high and on, which the
    model's default is. No board of its own uses it, so that is no proof."""
    board = start("k210-fpioa.constant-high=off", change=with_settings)
    board.run("gpio status")
    assert [board.jig.level(pad) for pad in (21, 22)] == ["z", "z"]


def test_a_pad_can_show_its_lines_direction(start):
    """Bit 14: U-Boot's binding has a flag for it in the pinmux cell."""
    board = start(change=lambda states: states["gpiohs"].set(
        "pinmux", 16 << 16 | 1 << 8 | 24))
    board.run("gpio clear gpio@38001000_0")
    assert word_of(board.jig, 16) == 0x00905718
    assert board.jig.level(16) == "1"


def test_a_banks_voltage_is_chosen_in_sysctl(start):
    """1.4: bank n is bit n of the register at 0x6c, and 1.8 V is 1."""
    def change(states):
        node = states["gpiohs"].child("bank")
        node.set("groups", "B3", "C7")
        node.set("power-source", 1)
    board = start(change=change)
    board.run("gpio status")
    assert board.run("md.l 5044006c 1").split()[1] == "00000088"


def test_gpios_clock_must_run_already_as_it_is_not_started(start):
    """1.3: U-Boot starts FPIOA's and the bus's, but not GPIO's, whose lines its
    LEDs are on. If those ever shone, the clock runs after the boot ROM."""
    board = start("k210-sysctl.gates-open=off")
    assert board.run("gpio set gpio1@0_4").splitlines()[1:] == \
        ["   Warning: value of pin is still 0"]
    assert {line.rpartition(": ")[2] for line in board.errors()} == \
        {"the clock is off"}
    board.run("gpio set gpio@38001000_5")
    assert board.jig.level(21) == "1"
    assert word_of(board.jig, 12) == 0x0090173c


def test_reset_starts_it_again_with_the_pads_as_they_were(board, jig):
    board.run("gpio set gpio@38001000_5")
    board.run("mw.l 502b0018 90ffff")
    assert board.run("reset").strip().startswith("resetting ...")
    assert jig.level(21) == "z"
    assert word_of(jig, 6) == 0x00000078
