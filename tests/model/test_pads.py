# SPDX-License-Identifier: GPL-2.0-or-later
"""The pads as electrical nodes: section 6 of design.md, 4.12 of k210.md.

GPIOHS line n is on IO(16 + n): it is what the chip drives with here.
"""

import pytest

PU, PD = 1 << 16, 1 << 17
OUTPUT_EN, OUTPUT_VAL = 0x08, 0x0c
GPIOHS4 = 0x00901f1c        # IO20's word at reset


@pytest.fixture
def chip(gpiohs):
    """chip(LINE, 0 | 1 | "z"): what the chip puts on IO(16 + LINE)."""
    def run(line, level):
        bit = 1 << line
        if level == "z":
            gpiohs[OUTPUT_EN] &= ~bit
        else:
            gpiohs[OUTPUT_VAL] = gpiohs[OUTPUT_VAL] & ~bit | level << line
            gpiohs[OUTPUT_EN] |= bit
    return run


@pytest.fixture
def levels(jig):
    return lambda *pads: "".join(jig.level(pad) for pad in pads)


def test_nothing_drives_the_gpio_pads_at_reset(levels):
    assert levels(*range(6, 48)) == "z" * 42


def test_outside_drives_and_lets_go(jig, levels):
    seen = []
    for level in ("1", "0", "z"):
        jig.do(f"drive 20 {level}")
        seen.append(levels(20))
    assert seen == ["1", "0", "z"]


@pytest.mark.parametrize("inside, outside, seen", [
    (PU, "none", "1"), (0, "up", "1"), (PU, "up", "1"), (PD, "none", "0"),
    (0, "down", "0"), (PD, "down", "0"), (0, "none", "z"),
    (PU, "down", "z"), (PD, "up", "z")])
def test_resistors_inside_and_outside(jig, fpioa, levels, inside, outside,
                                      seen):
    """Equal ones against each other leave the node between 0 and 1."""
    fpioa[4 * 20] = GPIOHS4 | inside
    jig.do(f"pull 20 {outside}")
    assert levels(20) == seen


@pytest.mark.parametrize("pull", ["up", "down"])
def test_a_driver_wins_over_a_resistor(jig, chip, levels, pull):
    jig.do(f"pull 20 {pull}")
    for level in (0, 1):
        chip(4, level)
        assert levels(20) == str(level)
        chip(4, "z")
        jig.do(f"drive 20 {level}")
        assert levels(20) == str(level)
        jig.do("drive 20 z")


def test_an_open_drain_line_is_pulled_up_or_driven_low(jig, chip, levels):
    jig.do("pull 20 up")
    seen = levels(20)
    for level in (0, "z", 0, "z"):
        chip(4, level)
        seen += levels(20)
    assert seen == "10101"


# ---- conflicts --------------------------------------------------------------

@pytest.mark.parametrize("inside", [0, 1])
@pytest.mark.parametrize("chip_first", [True, False])
def test_drivers_that_differ_conflict(k210, jig, chip, levels, inside,
                                      chip_first):
    """And the outside wins, so that software sees that it does not drive."""
    acts = [lambda: chip(4, inside), lambda: jig.do(f"drive 20 {1 - inside}")]
    for act in acts if chip_first else acts[::-1]:
        assert k210.errors() == []
        act()
    texts = {inside: f"the chip drives IO20 to {inside}",
             1 - inside: f"the outside drives IO20 to {1 - inside}"}
    assert k210.error() == f"pads: {texts[0]} while {texts[1]}"
    assert levels(20) == str(1 - inside)


def test_drivers_that_agree_do_not_conflict(k210, jig, chip):
    for level in (0, 1):
        chip(4, level)
        jig.do(f"drive 20 {level}")
        jig.do("drive 20 z")
    assert k210.errors() == []


def test_a_conflict_is_told_once_and_again_once_it_was_over(k210, jig, chip):
    chip(4, 1)
    jig.do("drive 20 0")
    assert len(k210.errors()) == 1
    jig.do("pull 20 up")
    jig.do("drive 20 0")
    assert k210.errors() == []
    jig.do("drive 20 z")
    assert k210.errors() == []
    jig.do("drive 20 0")
    assert len(k210.errors()) == 1


def test_muxing_into_a_conflict_is_one(k210, jig, fpioa, chip):
    chip(5, 1)
    jig.do("drive 20 0")
    assert k210.errors() == []
    fpioa[4 * 20] = GPIOHS4 + 1
    assert "IO20" in k210.error()


# ---- wires ------------------------------------------------------------------

def test_a_wire_carries_a_level_both_ways(jig, chip, levels, gpiohs):
    jig.do("wire 20 21")
    gpiohs[0x04] = 1 << 4 | 1 << 5
    chip(4, 1)
    assert levels(20, 21) == "11" and gpiohs[0x00] == 1 << 4 | 1 << 5
    chip(4, "z")
    chip(5, 1)
    assert levels(20, 21) == "11" and gpiohs[0x00] == 1 << 4 | 1 << 5
    chip(5, 0)
    assert levels(20, 21) == "00" and gpiohs[0x00] == 0


def test_wires_make_one_node_of_a_chain_and_of_a_ring(jig, levels):
    for a, b in ((20, 21), (21, 22), (22, 23), (23, 20)):
        jig.do(f"wire {a} {b}")
    jig.do("drive 22 1")
    assert levels(19, 20, 21, 22, 23, 24) == "z1111z"
    jig.do("unwire 21 20")
    assert levels(20, 21, 22, 23) == "1111"
    jig.do("unwire 23 22")
    assert levels(20, 21, 22, 23) == "z11z"


def test_a_resistor_works_along_a_wire(jig, fpioa, levels):
    jig.do("wire 20 21")
    fpioa[4 * 20] = GPIOHS4 | PU
    assert levels(20, 21) == "11"
    jig.do("pull 21 down")
    assert levels(20, 21) == "zz"


@pytest.mark.parametrize("first, second", [(0, 1), (1, 0)])
def test_two_outputs_conflict_through_a_wire(k210, jig, chip, levels, first,
                                             second):
    chip(4, first)
    chip(5, second)
    jig.do("wire 20 21")
    low, high = (20, 21) if first == 0 else (21, 20)
    assert k210.error() == (f"pads: the chip drives IO{low} to 0 while the "
                            f"chip drives IO{high} to 1")
    jig.do("unwire 20 21")
    assert levels(20, 21) == f"{first}{second}"


def test_two_drivers_outside_conflict_through_a_wire(k210, jig):
    jig.do("drive 20 1")
    jig.do("drive 21 0")
    assert k210.errors() == []
    jig.do("wire 20 21")
    assert k210.error() == ("pads: the outside drives IO21 to 0 while the "
                            "outside drives IO20 to 1")


# ---- edges and time ---------------------------------------------------------

def test_a_watch_sees_the_chips_edges_with_their_times(k210, jig, chip):
    jig.do("watch 20")
    for level in (0, 1, 0, "z"):
        k210.step(100)
        chip(4, level)
    jig.ask("mark")
    assert jig.edges(20) == [("0", 100), ("1", 200), ("0", 300), ("z", 400)]


def test_a_watch_sees_pulls_from_inside_and_outside(k210, jig, fpioa):
    jig.do("watch 20")
    k210.step(10)
    fpioa[4 * 20] = GPIOHS4 | PU
    k210.step(10)
    fpioa[4 * 20] = GPIOHS4
    k210.step(10)
    jig.do("pull 20 down")
    jig.ask("mark")
    assert jig.edges(20) == [("1", 10), ("z", 20), ("0", 30)]


def test_one_store_to_a_pads_word_makes_no_glitch(jig, fpioa, chip, gpio):
    """From one function to another that drives the same level, with its data
    inverted and with all else about the pad changed at once."""
    chip(4, 1)
    chip(5, 0)
    gpio[0x00] = gpio[0x04] = 1
    jig.do("watch 20")
    fpioa[4 * 20] = 0x00901f38                          # GPIO0
    fpioa[4 * 20] = GPIOHS4 + 1 | 1 << 15 | PU          # GPIOHS5, DO_INV
    fpioa[4 * 20] = GPIOHS4 | PD
    jig.ask("mark")
    assert jig.level(20) == "1" and jig.events == []


def test_at_happens_at_its_nanosecond(k210, jig, gpiohs):
    gpiohs[0x04] = 1 << 4
    jig.do("at 1000 drive 20 1")
    jig.do("at 1000 level 20")
    jig.do("at 2500 drive 20 z")
    assert k210.step(999) == 999 and gpiohs[0x00] == 0
    k210.step(1)
    assert gpiohs[0x00] == 1 << 4
    k210.step(1499)
    assert gpiohs[0x00] == 1 << 4
    k210.step(1)
    assert gpiohs[0x00] == 0
    assert jig.ask("mark").endswith(" ns=2500")
    assert jig.events == ["at 1000 ok", "at 1000 level 20 1", "at 2500 ok"]


def test_a_long_step_does_everything_at_its_own_time(k210, jig):
    jig.do("watch 20")
    for ns in (300, 100, 200):
        jig.do(f"at {ns} drive 20 {ns // 100 % 2}")
    k210.step(1000)
    jig.ask("mark")
    assert jig.edges(20) == [("1", 100), ("0", 200), ("1", 300)]


def test_the_outside_is_no_part_of_the_chips_reset(jig, chip, sysctl, levels):
    jig.do("drive 20 1")
    jig.do("pull 22 up")
    jig.do("wire 22 23")
    chip(10, 1)
    sysctl[0x30] = 1
    assert levels(20, 22, 23, 26) == "111z"
