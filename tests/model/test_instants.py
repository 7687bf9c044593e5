# SPDX-License-Identifier: GPL-2.0-or-later
"""One write to a register, however many pads it changes, is one instant: no
watch sees a moment between, drivers do not conflict for one, and no input
has an edge that was none. So is one request to the jig, and a reset."""

import pytest

INPUT_VAL, INPUT_EN, OUTPUT_EN, OUTPUT_VAL = 0x00, 0x04, 0x08, 0x0c
RISE_IP, FALL_IP, OUTPUT_XOR = 0x1c, 0x24, 0x40
PERI_RESET, SOFT_RESET = 0x34, 0x30
GPIO, FPIOA = 1 << 5, 1 << 20
DI_INV, PU = 1 << 22, 1 << 16
GPIOHS10, GPIO0 = 0x00901f22, 0x00901f38
FOUR, FIVE, TEN = 1 << 4, 1 << 5, 1 << 10       # on IO20, IO21 and IO26


@pytest.fixture
def seen(jig):
    """seen() is what the watched pads did since the last call."""
    def run():
        jig.ask("mark")
        lines, jig.events = jig.events, []
        return [" ".join(line.split()[:3]) for line in lines]
    return run


def watch(jig, *pads):
    for pad in pads:
        jig.do(f"watch {pad}")


@pytest.mark.parametrize("offset, values", [
    (OUTPUT_VAL, (FOUR | FIVE, 0, FOUR | FIVE)),
    (OUTPUT_XOR, (FOUR | FIVE, 0, FOUR | FIVE))])
def test_outputs_on_one_wire_turn_together(k210, jig, gpiohs, seen, offset,
                                           values):
    gpiohs[OUTPUT_EN] = FOUR | FIVE
    jig.do("wire 20 21")
    watch(jig, 20, 21)
    for value in values:
        gpiohs[offset] = value
        level = int(value != 0)
        assert seen() == [f"edge 20 {level}", f"edge 21 {level}"]
    assert k210.errors() == []


def test_an_output_takes_over_from_another_one(k210, jig, gpiohs, seen):
    """Neither both drive for a moment nor none."""
    gpiohs[OUTPUT_VAL] = FOUR
    gpiohs[OUTPUT_EN] = FOUR
    jig.do("wire 20 21")
    watch(jig, 20, 21)
    gpiohs[OUTPUT_EN] = FIVE
    assert seen() == ["edge 20 0", "edge 21 0"]
    gpiohs[OUTPUT_EN] = FOUR
    assert seen() == ["edge 20 1", "edge 21 1"]
    assert k210.errors() == []


@pytest.mark.parametrize("first, second", [(FOUR, FIVE), (FIVE, FOUR)])
def test_an_input_of_two_pads_that_change_places_has_no_edge(jig, fpioa,
                                                             gpiohs, first,
                                                             second):
    """The model ORs them, and one of them is up all the time."""
    fpioa[4 * 26] = fpioa[4 * 27] = GPIOHS10
    jig.do("wire 20 26")
    jig.do("wire 21 27")
    gpiohs[OUTPUT_EN] = FOUR | FIVE
    gpiohs[INPUT_EN] = TEN
    gpiohs[OUTPUT_VAL] = first
    gpiohs[RISE_IP] = gpiohs[FALL_IP] = TEN
    gpiohs[OUTPUT_VAL] = second
    assert gpiohs[INPUT_VAL] == TEN
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)


@pytest.mark.parametrize("inverted", [20, 21])
def test_pads_of_one_wire_are_seen_to_change_at_once(jig, fpioa, gpiohs,
                                                     inverted):
    """A pad and the same one inverted make an input that is always up."""
    fpioa[4 * 26] = 0x78
    for pad in (20, 21):
        fpioa[4 * pad] = GPIOHS10 | (DI_INV if pad == inverted else 0)
    jig.do("wire 20 21")
    gpiohs[INPUT_EN] = TEN
    gpiohs[RISE_IP] = TEN
    for level in (1, 0, 1, "z"):
        jig.do(f"drive 20 {level}")
        assert gpiohs[INPUT_VAL] == TEN
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)


def test_a_wire_that_is_cut_leaves_both_ends_at_once(jig, fpioa, gpiohs):
    fpioa[4 * 26] = 0x78
    fpioa[4 * 20] = GPIOHS10 | PU
    fpioa[4 * 21] = GPIOHS10 | DI_INV
    gpiohs[INPUT_EN] = TEN
    jig.do("drive 21 0")
    jig.do("wire 20 21")
    gpiohs[RISE_IP] = gpiohs[FALL_IP] = TEN
    jig.do("unwire 20 21")
    assert (jig.level(20), jig.level(21)) == ("1", "0")
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)


def test_a_block_that_is_reset_just_lets_its_pad_go(jig, gpio, sysctl, seen):
    gpio[0x00] = gpio[0x04] = 1
    watch(jig, 8)
    sysctl[PERI_RESET] = GPIO
    assert seen() == ["edge 8 z"]


def test_one_write_resets_several_blocks(k210, jig, fpioa, gpio, gpiohs,
                                         sysctl, seen):
    """IO8 goes from GPIO0, inverted, to GPIO0, and IO20 from GPIO0, which
    drives 1, to line 4, which does too."""
    fpioa[4 * 8] = GPIO0 | 1 << 15
    fpioa[4 * 20] = GPIO0
    gpio[0x00] = gpio[0x04] = 1
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = FOUR
    watch(jig, 8, 20)
    sysctl[PERI_RESET] = GPIO | FPIOA
    assert seen() == ["edge 8 z"] and jig.level(20) == "1"
    assert k210.errors() == []


def test_fpioas_reset_shows_an_input_only_how_it_ends(jig, fpioa, gpiohs,
                                                      sysctl):
    """Line 10 is tied up, and then on IO26, which is up."""
    fpioa[0xe4] = fpioa[0xc4] = 1 << 34 - 32
    jig.do("drive 26 1")
    jig.do("drive 30 0")
    fpioa[4 * 26], fpioa[4 * 30] = 0x78, GPIOHS10
    gpiohs[INPUT_EN] = TEN
    gpiohs[RISE_IP] = gpiohs[FALL_IP] = TEN
    sysctl[PERI_RESET] = FPIOA
    assert gpiohs[INPUT_VAL] == TEN
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)


def test_a_reset_of_the_chip_is_one_instant(k210, jig, fpioa, gpiohs, sysctl,
                                            seen):
    """IO20 is pulled up and driven low, IO26 is driven by line 4, and the
    outside drives IO27 against what line 11 would."""
    fpioa[4 * 20] = 0x00901f1c | PU
    fpioa[4 * 26] = 0x00901f1c
    fpioa[4 * 27] = 0x78
    gpiohs[OUTPUT_EN] = FOUR | 1 << 11
    gpiohs[OUTPUT_VAL] = 1 << 11
    jig.do("drive 27 0")
    watch(jig, *range(48))
    sysctl[SOFT_RESET] = 1
    assert seen() == ["edge 20 z", "edge 26 z"]
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)
    assert k210.errors() == []
