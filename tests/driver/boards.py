# SPDX-License-Identifier: GPL-2.0-or-later
"""What is on the five boards that mainline has a device tree of, and which
functions its consoles, JTAG and GPIO blocks get there (k210.md 5.2)."""

from dataclasses import dataclass

JTAG = {0: "JTAG_TCLK", 1: "JTAG_TDI", 2: "JTAG_TMS", 3: "JTAG_TDO"}
UARTHS = {4: "UARTHS_RX", 5: "UARTHS_TX"}


def _gpio(**pads):
    """{pad: function} of GPIO=..., GPIOHS=..., {pad: line} each."""
    return {pad: f"{block}{line}" for block, lines in pads.items()
            for pad, line in lines.items()}


_MAIX_GPIO = {8: 0, 9: 1, 10: 2, 11: 3, 12: 4, 13: 5, 14: 6, 15: 7}
_MAIX_GPIOHS = {16: 0, 17: 1, 21: 5, 22: 6, 23: 7, 24: 8, 25: 9, 32: 16,
                33: 17, 34: 18, 35: 19}
_MAIX = JTAG | UARTHS | _gpio(GPIO=_MAIX_GPIO, GPIOHS=_MAIX_GPIOHS)


@dataclass
class Board:
    functions: dict     # what pads get when GPIO, UARTHS and FPIOA probe
    header: tuple       # a GPIOHS line and the pad that carries it
    leds: dict          # the pad of each, which lights it when low
    keys: dict          # the pad of each, low when pressed: the event's code
    has_gpio: bool = True


BTN_0, BTN_1, BTN_2 = 0x100, 0x101, 0x102

BOARDS = {
    "sipeed_maix_bit": Board(
        _MAIX, (5, 21), {"green": 12, "red": 13, "blue": 14}, {16: BTN_0}),
    "sipeed_maix_dock": Board(
        {pad: name for pad, name in _MAIX.items() if pad not in (9, 10)},
        (5, 21), {"blue": 12, "green": 13, "red": 14}, {16: BTN_0}),
    "sipeed_maix_go": Board(
        _MAIX, (5, 21), {"green": 12, "red": 13, "blue": 14},
        {15: BTN_1, 16: BTN_0, 17: BTN_2}),
    "sipeed_maixduino": Board(
        UARTHS | _gpio(GPIO={8: 0, 9: 1},
                       GPIOHS={16: 0, 21: 2, 22: 3, 23: 4, 24: 5, 32: 6,
                               15: 7, 14: 8, 13: 9, 12: 10, 11: 11, 10: 12,
                               3: 13}),
        (13, 3), {}, {16: BTN_0}),
    "canaan_kd233": Board(
        JTAG | UARTHS | _gpio(GPIOHS={16: 0, 20: 4, 21: 5, 22: 6, 23: 7,
                                      24: 8, 25: 9, 26: 10}),
        (4, 20), {"led0": 24, "led1": 25}, {26: BTN_0},
        has_gpio=False),
}
