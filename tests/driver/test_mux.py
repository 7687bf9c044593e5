# SPDX-License-Identifier: GPL-2.0-or-later
"""Muxing by device tree, as the jig finds it in the pads' words."""

import pytest

from script import GPIO, GPIOHS, Script, Tour, board_tree, pads


# The states of the devices that have a driver in the test kernel on both
# profiles: GPIOHS and GPIO. Other nodes' states wait for their drivers.
MAIXDUINO = {
    8: "GPIO0", 9: "GPIO1", 16: "GPIOHS0", 21: "GPIOHS2", 22: "GPIOHS3",
    23: "GPIOHS4", 24: "GPIOHS5", 32: "GPIOHS6", 15: "GPIOHS7", 14: "GPIOHS8",
    13: "GPIOHS9", 12: "GPIOHS10", 11: "GPIOHS11", 10: "GPIOHS12",
    3: "GPIOHS13",
}


def functions(script):
    found = pads(script)
    yield
    words = found()
    assert {pad: words[pad][0] for pad in MAIXDUINO} == MAIXDUINO


def duplicates(script):
    found = pads(script)
    numbers = [script(f"jig pad {pad}") for pad in range(48)]
    yield
    names = [name for name, _ in found().values()
             if not name.startswith("RESV")]
    assert len(names) == len(set(names))
    assert not [script[n] for n in numbers if "dup=" in script[n]]


def default_words(script):
    found = pads(script)
    yield
    words = found()
    assert words[21] == ("GPIOHS2", 0x0090171a)
    assert words[16] == ("GPIOHS0", 0x00901f18)


def lines_that_moved(script):
    script(f"chip {GPIOHS}")
    script("out 2=1 13=0")
    script("jig level 21", "level 21 1")
    script("jig level 3", "level 3 0")
    script("release")
    script(f"chip {GPIO}")
    script("in 1")
    script("jig drive 9 1")
    script("get", "1")
    yield


@pytest.fixture
def look(once, run, profile):
    """look(FUNCTION) at a part of one boot on a Maixduino: first what is at
    the pads when nobody has used a line."""
    def look(function):
        def boot():
            tour = Tour([(part,) for part in (
                functions, duplicates, default_words, lines_that_moved)])
            run(tour.script, "--dtb", board_tree("sipeed_maixduino", profile))
            return tour
        once((__file__, profile), boot).look(function)
    return look


def test_maixduinos_lines_are_routed_to_its_header(look):
    look(functions)


def test_a_function_that_moves_leaves_no_second_pad_behind(look):
    """GPIOHS2 is on IO18 after reset, and on IO21 of a Maixduino."""
    look(duplicates)


def test_a_routed_line_gets_its_default_word_and_another_keeps_its_own(look):
    """Drive level 7, Schmitt trigger, both enables: k210.md 4.7. IO16 carries
    GPIOHS0 already, with the word that it has after reset."""
    look(default_words)


def test_lines_work_at_the_pads_they_were_moved_to(look):
    look(lines_that_moved)


def test_spi_inputs_that_no_pad_carries_are_tied_high(run):
    """SPI0_ARB and SPI1_ARB: k210.md 4.3. A slave's select is no such input."""
    script = Script()
    names = ["SPI0_ARB", "SPI1_ARB", "SPI_SLAVE_SS"]
    inputs = [script(f"jig input {name}") for name in names]
    run(script)
    assert [script[n].split()[2] for n in inputs] == ["1", "1", "0"]
