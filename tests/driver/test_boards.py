# SPDX-License-Identifier: GPL-2.0-or-later
"""The five boards by mainline's own trees: with our drivers, and with
mainline's, which have to work on a model that is right."""

import pytest

from boards import BOARDS
from script import GPIO, GPIOHS, Script, board_tree, pads
from vm_run import OPTIONS

IDLE = "".join(f"drive {pad} 1\n" for pad in (15, 16, 17, 26))
COMMAND = """
for module in leds-gpio gpio_keys evdev; do modprobe $module; done
exec /in/lines"""

# Muxing at run time as mainline has it, for somebody who debugs.
SELECT = "/sys/kernel/debug/pinctrl/502b0000.pinmux-{}/pinmux-select"
SELECTS = {"k210-gpio": (SELECT.format("k210-fpioa"), "IO33"),
           "mainline": (SELECT.format("k210-pinctrl"), "IO_33")}


class Tour:
    """Goes through all that is on a board, once; tests look at parts."""

    def __init__(self, board, driver):
        self.script = script = Script()
        self.chips = {}
        for chip in [GPIO] * board.has_gpio + [GPIOHS]:
            script(f"chip {chip}")
            self.chips[chip] = script("lines")
        self.header = self._blink(script, *board.header)
        self.leds = {name: self._light(script, name, pad)
                     for name, pad in board.leds.items()}
        self.keys = {pad: self._press(script, pad) for pad in board.keys}
        self.pads = pads(script)
        script("write {} {} UART1_TX".format(*SELECTS[driver]))
        self.muxed = script("jig pad 33")

    @staticmethod
    def _blink(script, line, pad):
        script(f"out {line}=1")
        levels = [script(f"jig level {pad}")]
        script("set 0")
        levels.append(script(f"jig level {pad}"))
        script("release")
        return levels

    @staticmethod
    def _light(script, name, pad):
        levels = []
        for brightness in (1, 0):
            script(f"write /sys/class/leds/{name}/brightness {brightness}")
            levels.append(script(f"jig level {pad}"))
        return levels

    @staticmethod
    def _press(script, pad):
        events = []
        for level in (0, 1):
            script(f"jig drive {pad} {level}")
            events.append(script("key"))
        return events


# Instrumented kernels are slow: there a board with both chips, and one without
# GPIO.
NAMES = ["sipeed_maix_bit", "canaan_kd233"] if "--debug" in OPTIONS else BOARDS


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def tour(once, name, driver, run, profile, tmp_path):
    """What the guest answered on a tour of the board."""
    def boot():
        jig = tmp_path / "idle.jig"
        jig.write_text(IDLE)
        tour = Tour(BOARDS[name], driver)
        run(tour.script, "--driver", driver, "--jig", jig, "--dtb",
            board_tree(name, profile), command=["sh", "-c", COMMAND])
        return tour
    return once((Tour, name, driver, profile), boot)


def test_chips_are_there_with_all_their_lines(tour):
    """KD233's tree leaves GPIO disabled."""
    expected = {GPIOHS: "32", GPIO: "8"}
    assert tour.chips
    assert {chip: tour.script[n] for chip, n in tour.chips.items()} == \
        {chip: expected[chip] for chip in tour.chips}


def test_pads_carry_what_the_tree_says(tour, name):
    words = tour.pads()
    functions = BOARDS[name].functions
    assert {pad: words[pad][0] for pad in functions} == functions


def test_a_pad_is_muxed_at_run_time(tour):
    assert "pad 33 fn=UART1_TX oe=1 " in tour.script[tour.muxed]


def test_a_line_blinks_on_the_header(tour, name):
    _, pad = BOARDS[name].header
    assert [tour.script[n] for n in tour.header] == [
        f"level {pad} 1", f"level {pad} 0"]


@pytest.mark.parametrize("name", [name for name in NAMES
                                  if BOARDS[name].leds])
def test_leds_light_when_their_pad_is_low(tour, name):
    found = {led: [tour.script[n] for n in levels]
             for led, levels in tour.leds.items()}
    assert found == {led: [f"level {pad} 0", f"level {pad} 1"]
                     for led, pad in BOARDS[name].leds.items()}


def test_keys_are_pressed_when_their_pad_is_low(tour, name):
    found = {pad: [tour.script[n] for n in events]
             for pad, events in tour.keys.items()}
    assert found == {pad: [f"{code} 1", f"{code} 0"]
                     for pad, code in BOARDS[name].keys.items()}
