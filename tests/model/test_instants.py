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


# A block, its outputs' data and enables, and lines 4 and 5's pads.
BLOCKS = [(0x38001000, OUTPUT_VAL, OUTPUT_EN, 20, 21),
          (0x38001000, OUTPUT_XOR, OUTPUT_EN, 20, 21),
          (0x50200000, 0x00, 0x04, 12, 13)]


@pytest.mark.parametrize("base, data, enable, a, b", BLOCKS)
def test_outputs_on_one_wire_turn_together(k210, jig, seen, base, data, enable,
                                           a, b):
    block = k210.block(base)
    block[enable] = FOUR | FIVE
    jig.do(f"wire {a} {b}")
    watch(jig, a, b)
    for level in (1, 0, 1):
        block[data] = (FOUR | FIVE) * level
        assert seen() == [f"edge {a} {level}", f"edge {b} {level}"]
    assert k210.errors() == []


@pytest.mark.parametrize("base, data, enable, a, b", BLOCKS)
def test_an_output_takes_over_from_another_one(k210, jig, seen, base, data,
                                               enable, a, b):
    """Neither both drive for a moment nor none."""
    block = k210.block(base)
    block[data] = block[enable] = FOUR
    jig.do(f"wire {a} {b}")
    watch(jig, a, b)
    block[enable] = FIVE
    assert seen() == [f"edge {a} 0", f"edge {b} 0"]
    block[enable] = FOUR
    assert seen() == [f"edge {a} 1", f"edge {b} 1"]
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
    """Lines 10 and 11 are on IO30 and IO31 and come back to IO26 and IO27:
    one is pulled up until then, the other tied up until then and driven."""
    for pad, word in ((26, 0x78 | PU), (27, 0x78), (30, GPIOHS10),
                      (31, GPIOHS10 + 1)):
        fpioa[4 * pad] = word
    fpioa[0xe4] = fpioa[0xc4] = 1 << 35 - 32
    jig.do("drive 27 1")
    gpiohs[INPUT_EN] = TEN | TEN << 1
    gpiohs[RISE_IP] = gpiohs[FALL_IP] = 0xffffffff
    assert jig.level(26) == "1"
    sysctl[PERI_RESET] = FPIOA
    assert jig.level(26) == "z" and gpiohs[INPUT_VAL] == TEN << 1
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)


def test_a_reset_of_the_chip_is_one_instant(k210, jig, fpioa, gpio, gpiohs,
                                            sysctl, seen):
    """IO20 is pulled up and driven low, IO26 is driven by line 4, and the
    outside drives IO8 and IO27 against what their lines would."""
    fpioa[4 * 8] = 0x78
    fpioa[4 * 40] = GPIO0
    gpio[0x00], gpio[0x04] = 0, 1
    jig.do("drive 8 1")
    fpioa[4 * 20] = 0x00901f1c | PU
    fpioa[4 * 26] = 0x00901f1c
    fpioa[4 * 27] = 0x78
    gpiohs[OUTPUT_EN] = FOUR | 1 << 11
    gpiohs[OUTPUT_VAL] = 1 << 11
    jig.do("drive 27 0")
    watch(jig, *range(48))
    sysctl[SOFT_RESET] = 1
    assert seen() == ["edge 20 z", "edge 26 z", "edge 40 z"]
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (0, 0)
    assert k210.errors() == []
