# SPDX-License-Identifier: GPL-2.0-or-later
"""The overlays of dts/ on mainline's unmodified trees, each on every board that
it is for, as the jig finds them at the pads. Sections are those of
hardware/k210.md."""

import pytest

import overlays
from boards import BOARDS, BTN_1
from script import GPIO, GPIOHS, Script, board_tree, pads
from vm_run import OPTIONS

LOAD = """
for module in leds-gpio gpio_keys evdev; do modprobe $module; done
exec /in/lines"""

BIT, DOCK, GO = (f"sipeed_maix_{name}" for name in ("bit", "dock", "go"))
LCD = {36: "LCD_CS", 37: "LCD_RST", 38: "LCD_DC"}

# What is on each pad that carries a line, by the tables of 5.1 and 5.2. The
# colours of a Maix Go's LEDs are mainline's.
NAMES = {
    BIT: {16: "BOOT_KEY", 29: "SD_CS", **LCD,
          12: "LED_G", 13: "LED_R", 14: "LED_B",
          **{pad: f"IO{pad}" for pad in (8, 9, 10, 11, 15, 17, 21, 22, 23, 24,
                                         25, 32, 33, 34, 35)}},
    DOCK: {8: "WIFI_EN", 11: "IO11", 12: "LED_B", 13: "LED_G", 14: "LED_R",
           15: "IO15", 16: "BOOT_KEY", 17: "IO17", 21: "MIC_ARR_DAT2",
           22: "MIC_ARR_DAT1", 23: "MIC_ARR_DAT0", 24: "MIC_ARR_LED_DAT",
           25: "SPI0_CS1", 29: "SD_CS", 32: "MIC0_BCK", 33: "I2S_WS",
           34: "I2S_DA", 35: "I2S_BCK", **LCD},
    GO: {8: "WIFI_EN", 9: "BPSK_P", 10: "BPSK_N", 11: "IO11", 12: "LED_G",
         13: "LED_R", 14: "LED_B", 15: "KEY1", 16: "BOOT_KEY", 17: "KEY2",
         21: "MIC_DAT2", 22: "MIC_DAT1", 23: "MIC_DAT0", 24: "MIC_LED_DAT",
         25: "MIC_LED_CLK", 29: "SD_CS", 32: "IO32", 33: "I2S_WS",
         34: "I2S_DA", 35: "I2S_BCK", **LCD},
    "sipeed_maixduino": {
        8: "ESP_EN", 9: "ESP_READY", 16: "BOOT_KEY", 21: "D2", 22: "D3",
        23: "D4", 24: "D5", 32: "D6", 15: "D7", 14: "D8", 13: "D9", 12: "D10",
        11: "D11", 10: "D12", 3: "D13", 29: "SD_CS", **LCD},
    "canaan_kd233": {
        16: "BOOT", 20: "DIP8", 21: "DIP4", 22: "DIP2", 23: "DIP1", 24: "LED0",
        25: "LED1", 26: "KEY0", 32: "SD_CS", 6: "LCD_CS", 8: "LCD_DC"},
}

# The functions that 5.2 has for SPI devices, whose drivers are not in the test
# kernels: their names are there, their pads are not looked at.
SPI = {29: "GPIOHS13", 36: "GPIOHS20", 37: "GPIOHS21", 38: "GPIOHS22"}
SPI_OF = dict.fromkeys(BOARDS, SPI) | {
    "sipeed_maixduino": SPI | {29: "GPIO2"},
    "canaan_kd233": {32: "GPIOHS16", 6: "GPIOHS20", 8: "GPIOHS21"}}

# The overlays for each board; all of them are applied at once.
USED = {
    BIT: ["lines-maix-bit", "led", "key", "header-maix-bit"],
    DOCK: ["lines-maix-dock", "led", "key"],
    GO: ["lines-maix-go", "led"],
    "sipeed_maixduino": ["lines-maixduino"],
    "canaan_kd233": ["lines-kd233"],
}

# Instrumented kernels are slow: there one board with all of it.
BOARDS_HERE = [BIT] if "--debug" in OPTIONS else list(BOARDS)


def lines_on(board):
    """{pad: (chip, line)} of the board's pads that carry a line."""
    functions = BOARDS[board].functions | SPI_OF[board]
    return {pad: (chip, int(name.removeprefix(prefix)))
            for pad, name in functions.items()
            for prefix, chip in (("GPIOHS", GPIOHS), ("GPIO", GPIO))
            if name.removeprefix(prefix).isdigit()}


class Tour:
    """All that the overlays for a board do, in one run."""

    def __init__(self, board):
        self.script = script = Script()
        self.pads = pads(script)
        self.led = self.key = ()
        if "led" in USED[board]:
            self.led = [self._light(script, value) for value in (1, 0)]
        if "key" in USED[board]:
            self.key = self._press(script)
        self.names = {}
        for chip in [GPIO] * BOARDS[board].has_gpio + [GPIOHS]:
            script(f"chip {chip}")
            for line in range(8 if chip == GPIO else 32):
                self.names[chip, line] = script(f"info {line}")
        self.header = self._drive(script, (2, 6), (3, 7), (14, 30), (15, 31)) \
            if board == BIT else ()

    @staticmethod
    def _light(script, value):
        script(f"write /sys/class/leds/header/brightness {value}")
        return script("jig level 11")

    @staticmethod
    def _press(script):
        idle = script("jig level 17")
        script("jig drive 17 0")
        pressed = script("key")
        script("jig drive 17 z")
        return idle, pressed, script("key")

    @staticmethod
    def _drive(script, *lines):
        """(pad, before, high, low) of lines of GPIOHS and their pads."""
        found = []
        for line, pad in lines:
            before = script(f"jig level {pad}")
            script(f"out {line}=1")
            high = script(f"jig level {pad}")
            script("set 0")
            found.append((pad, before, high, script(f"jig level {pad}")))
            script("release")
        return found


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    return overlays.build(tmp_path_factory.mktemp("dts"))


@pytest.fixture
def tour(once, board, built, run, profile, tmp_path):
    """What the guest answered, with all of a board's overlays."""
    def boot():
        tour = Tour(board)
        tree = overlays.apply(board_tree(board, profile), USED[board], built,
                              tmp_path / "merged.dtb")
        idle = tmp_path / "idle.jig"
        idle.write_text("drive 16 1\n")
        run(tour.script, "--dtb", tree, "--jig", idle,
            command=["sh", "-c", LOAD])
        return tour
    return once((Tour, board, profile), boot)


def having(name):
    return pytest.mark.parametrize("board", [
        board for board in BOARDS_HERE if name in USED[board]])


def test_each_overlay_says_which_boards_it_is_for(built):
    """And what this file applies is all that there is."""
    found = {board: set(overlays.for_tree(board_tree(board, "k210"), built))
             for board in BOARDS}
    assert found == {board: set(names) for board, names in USED.items()}
    assert set().union(*found.values(), {overlays.SYMBOLS}) == set(built)


@pytest.mark.parametrize("board", BOARDS_HERE)
def test_lines_have_the_names_of_what_is_on_their_pads(tour, board):
    expected = {lines_on(board)[pad]: name
                for pad, name in NAMES[board].items()}
    found = {line: tour.script[n].split()[2:]
             for line, n in tour.names.items()}
    assert {line: words[0] for line, words in found.items() if words} == \
        expected


@pytest.mark.parametrize("board", BOARDS_HERE)
def test_the_pads_of_named_lines_carry_them(tour, board):
    """But for those that belong to SPI's drivers."""
    words = tour.pads()
    expected = {pad: f"{'GPIO' if chip == GPIO else 'GPIOHS'}{line}"
                for pad, (chip, line) in lines_on(board).items()
                if pad in NAMES[board] and pad not in SPI_OF[board]}
    assert {pad: words[pad][0] for pad in expected} == expected


@having("led")
def test_the_led_lights_with_its_pad_high_and_weak(tour):
    assert [tour.script[n] for n in tour.led] == ["level 11 1", "level 11 0"]
    assert tour.pads()[11] == ("GPIO3", 0x0098123b)


@having("key")
def test_the_key_needs_no_resistor(tour):
    idle, pressed, released = (tour.script[n] for n in tour.key)
    assert idle == "level 17 1"
    assert (pressed, released) == (f"{BTN_1} 1", f"{BTN_1} 0")
    assert tour.pads()[17][1] & 0x00830000 == 0x00810000


# Defaults of a line are 0x00901700, what a pad has after reset 0x00901f00; the
# overlay's settings are on top: 4.2.
HEADER = {
    6: ("GPIOHS2", 0x0091171a), 7: ("GPIOHS3", 0x0091171b),
    30: ("GPIOHS14", 0x00921f26), 31: ("GPIOHS15", 0x00921f27),
    21: ("GPIOHS5", 0x00911f1d), 22: ("GPIOHS6", 0x00911f1e),
    23: ("GPIOHS7", 0x00911f1f),
    24: ("GPIOHS8", 0x00981020), 25: ("GPIOHS9", 0x00981021),
}


@having("header-maix-bit")
def test_the_header_is_routed_and_set_as_its_overlay_says(tour):
    words = tour.pads()
    assert {pad: words[pad] for pad in HEADER} == HEADER


@having("header-maix-bit")
def test_what_was_uarts_and_i2cs_are_lines(tour):
    """Pulled up and down before anybody drives them."""
    idle = {6: "1", 7: "1", 30: "0", 31: "0"}
    assert [[tour.script[n] for n in levels]
            for _, *levels in tour.header] == [
                [f"level {pad} {idle[pad]}", f"level {pad} 1",
                 f"level {pad} 0"] for pad, *_ in tour.header]
