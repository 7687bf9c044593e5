# SPDX-License-Identifier: GPL-2.0-or-later
"""Mainline's own configuration for the K210, with its drivers, in 8 MiB."""

import re

import pytest

import emulated
from host import loader
from host.verdict import Evidence, judge

from .board import Board


@pytest.fixture
def linux(qemu, tmp_path):
    with emulated.accounted() as boards:
        board = Board(qemu, loader.loader(), tmp_path)
        boards.append(board)
        yield board
        taint = board.run("cat /proc/sys/kernel/tainted").strip()
        said = board.run("dmesg").replace("Linux version ", "")
        assert not judge(Evidence(
            nonce="", console=f"{board.banner}\n{said}",
            result=f"nonce= status=0 files=0 taint={taint} locks=-1 leaks=-2 "
            "end")).why


def test_it_comes_to_its_shell_on_a_maix_bit_of_8_mib(linux):
    assert "Linux version" in linux.banner
    assert linux.run("cat /proc/device-tree/model") == "SiPeed MAIX BiT\0"
    memory = re.match(r"MemTotal: +(\d+) kB", linux.run("cat /proc/meminfo"))
    assert 4096 < int(memory[1]) < 8192


def test_its_leds_light_when_their_pad_is_low(linux):
    for name, pad in (("green", 12), ("red", 13), ("blue", 14)):
        for brightness in (1, 0):
            assert linux.run(f"echo {brightness} "
                             f">/sys/class/leds/{name}/brightness") == ""
            assert linux.jig.level(pad) == str(1 - brightness)


def test_its_pads_are_muxed_as_the_tree_says(linux):
    """Drive level 7, as Linux writes it: k210.md 4.7."""
    for pad, function, word in ((3, "JTAG_TDO", 0x00001703),
                                (13, "GPIO5", 0x0090173d),
                                (16, "GPIOHS0", 0x00901718),
                                (27, "SPI1_SCLK", 0x00001753)):
        answer = linux.jig.ask(f"pad {pad}")
        assert f" fn={function} " in answer
        assert int(answer.split("word=")[1], 16) & 0x7fffffff == word
