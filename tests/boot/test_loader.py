# SPDX-License-Identifier: GPL-2.0-or-later
"""Mainline's own configuration for the K210, in 8 MiB: with its drivers, and
with ours built in instead."""

import re

import pytest

import emulated
from host import loader
from host.verdict import Evidence, judge

from .board import Board


@pytest.fixture(params=["mainline", "k210-gpio"])
def driver(request):
    return request.param


@pytest.fixture
def linux(qemu, driver, tmp_path):
    with emulated.accounted() as boards:
        board = Board(qemu, loader.loader(driver), tmp_path)
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


@pytest.mark.parametrize("driver", ["k210-gpio"])
def test_the_drivers_that_are_built_in_are_ours_alone(linux):
    """Mainline's driver of the FPIOA has the same name as ours."""
    bound = linux.run("""for device in /sys/bus/platform/devices/*
do readlink $device/driver; done""".replace("\n", "; "))
    names = {line.rpartition("/")[2] for line in bound.splitlines()}
    assert {"k210-fpioa", "k210-gpiohs", "k210-gpio"} <= names
    assert names & {"sifive_gpio", "gpio-dwapb"} == set()


def test_a_program_toggles_a_line_that_its_chip_offers(linux):
    """GPIOHS5, which the tree routes to IO21."""
    chip = "/sys/devices/platform/soc/38001000.gpio-controller/gpiochip*"
    name = linux.run(f"for chip in {chip}; do [ ! -e $chip/dev ] || "
                     "echo ${chip##*/}; done").strip()
    linux.jig.do("watch 21")
    assert linux.run(f"toggle /dev/{name} 5") == "0\n1\n0\n"
    linux.jig.level(21)             # before its answer all edges are read
    assert [level for level, _ in linux.jig.edges(21)] == ["0", "1", "0"]


def test_its_leds_light_when_their_pad_is_low(linux):
    for name, pad in (("green", 12), ("red", 13), ("blue", 14)):
        for brightness in (1, 0):
            assert linux.run(f"echo {brightness} "
                             f">/sys/class/leds/{name}/brightness") == ""
            assert linux.jig.level(pad) == str(1 - brightness)


# Drive level 7, as Linux writes it: k210.md 4.7. Ours leaves alone the pads
# that carry the function from reset on, at level 15.
WORDS = {
    "mainline": {3: 0x00001703, 13: 0x0090173d, 16: 0x00901718,
                 27: 0x00001753},
    "k210-gpio": {3: 0x00001f03, 13: 0x00901f3d, 16: 0x00901f18,
                  27: 0x00001753},
}
FUNCTIONS = {3: "JTAG_TDO", 13: "GPIO5", 16: "GPIOHS0", 27: "SPI1_SCLK"}


def test_its_pads_are_muxed_as_the_tree_says(linux, driver):
    for pad, word in WORDS[driver].items():
        answer = linux.jig.ask(f"pad {pad}")
        assert f" fn={FUNCTIONS[pad]} " in answer
        assert int(answer.split("word=")[1], 16) & 0x7fffffff == word
