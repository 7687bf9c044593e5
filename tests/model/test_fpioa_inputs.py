# SPDX-License-Identifier: GPL-2.0-or-later
"""What a function's input is made of, and the bits of a pad's word that
test_fpioa leaves out, by chapter 4 of hardware/k210.md. The jig's `input`
tells what the block behind a function sees."""

import itertools
import random

import pytest

from .functions import NAMES

ALL = 0xffffffff
TIE_EN, TIE_VAL = 0xc0, 0xe0
PU, PD, SPU = 1 << 16, 1 << 17, 1 << 18
IE_EN, DI_INV, PAD_DI = 1 << 20, 1 << 22, 1 << 31
UART1_RX, GPIOHS0 = 0x00900040, 0x00901f18


def inputs_of(jig):
    return lambda *functions: [
        int(jig.ask(f"input {NAMES[n]}").removeprefix(f"input {NAMES[n]} "))
        for n in functions]


@pytest.fixture
def inputs(jig):
    """inputs(FUNCTION, ...): what their blocks see."""
    return inputs_of(jig)


@pytest.fixture
def chosen(start):
    """chosen("k210-fpioa.PROPERTY=VALUE", ...): jig, fpioa, gpiohs, inputs"""
    def run(*settings):
        k210 = start(*settings)
        return (k210.jig, k210.block(0x502b0000), k210.block(0x38001000),
                inputs_of(k210.jig))
    return run


# ---- ties (4.3) -------------------------------------------------------------

@pytest.mark.parametrize("word", range(8))
def test_each_function_has_its_tie(fpioa, inputs, word):
    """tie_en[w] and tie_val[w], bit b: function 32 * w + b."""
    for number in range(32):
        functions = (32 * word + number, 32 * word + (number + 1) % 32,
                     (32 * word + 32 + number) % 256)
        fpioa[TIE_VAL + 4 * word] = 1 << number
        assert inputs(*functions) == [0, 0, 0]
        fpioa[TIE_EN + 4 * word] = 1 << number
        assert inputs(*functions) == [1, 0, 0]
        fpioa[TIE_VAL + 4 * word] = ALL & ~(1 << number)
        assert inputs(*functions) == [0, 0, 0]
        fpioa[TIE_EN + 4 * word] = 0


def test_all_ties_at_once(fpioa, inputs):
    rng = random.Random(1)
    for _ in range(4):
        values = [rng.getrandbits(32) for _ in range(8)]
        for word, value in enumerate(values):
            fpioa[TIE_VAL + 4 * word] = value
            fpioa[TIE_EN + 4 * word] = ALL
        assert inputs(*range(256)) == [
            values[n // 32] >> n % 32 & 1 for n in range(256)]


def test_the_ties_that_the_sdk_sets(fpioa, inputs):
    """Only SPI0_ARB, 16, and SPI1_ARB, 82; or else the bus looks taken."""
    assert inputs(16, 82) == [0, 0]
    fpioa[0xe0] = fpioa[0xc0] = 1 << 16
    fpioa[0xe8] = fpioa[0xc8] = 1 << 18
    assert [n for n in range(256) if inputs(n) == [1]] == [16, 82]


@pytest.mark.parametrize("value", [0, 1])
def test_a_tie_stays_when_the_pad_is_given_to_another(jig, fpioa, inputs,
                                                      value):
    jig.do(f"drive 30 {1 - value}")
    fpioa[TIE_VAL + 8], fpioa[TIE_EN + 8] = value, 1        # function 64
    for word in (UART1_RX, 0x78, UART1_RX | DI_INV):
        fpioa[4 * 30] = word
        assert inputs(64) == [value]
    fpioa[TIE_EN + 8] = 0
    assert inputs(64) == [value]            # inverted


# ---- pads (4.2, 4.10) -------------------------------------------------------

@pytest.mark.parametrize("function", [0, 1, 64, 126, 217, 255])
def test_any_functions_input_sees_its_pad(jig, fpioa, inputs, function):
    """Also where no block is behind it; with IE_INV where it needs that."""
    fpioa[4 * 30] = function | IE_EN
    if " ie=0 " in jig.ask("pad 30"):
        fpioa[4 * 30] |= 1 << 21
    for level in (1, 0, 1):
        jig.do(f"drive 30 {level}")
        assert inputs(function) == [level]
    fpioa[4 * 30] = 0x78
    assert inputs(function) == [0]          # no pad: 0 is assumed


@pytest.mark.parametrize("setting, merge", [
    ("on", lambda lower, higher: lower | higher),
    ("off", lambda lower, higher: lower)])
@pytest.mark.parametrize("inverted", itertools.product((0, DI_INV), repeat=2))
def test_pads_of_one_function_are_ored_or_the_lowest_wins(chosen, setting,
                                                          merge, inverted):
    """Unknown (8, item 8); the lowest is the one that the SDK finds when it
    looks for a function. Each is inverted for itself first."""
    jig, fpioa, _, inputs = chosen(f"k210-fpioa.pads-ored={setting}")
    fpioa[4 * 31] = UART1_RX | inverted[1]
    fpioa[4 * 30] = UART1_RX | inverted[0]
    for levels in itertools.product((0, 1), repeat=2):
        jig.do(f"drive 30 {levels[0]}")
        jig.do(f"drive 31 {levels[1]}")
        assert inputs(64) == [merge(levels[0] ^ bool(inverted[0]),
                                    levels[1] ^ bool(inverted[1]))]


@pytest.mark.parametrize("setting, seen", [("on", 1), ("off", 0)])
def test_a_pad_whose_input_is_off_may_hide_another_one(chosen, setting, seen):
    """The lowest wins by its function alone, until it has another one."""
    jig, fpioa, _, inputs = chosen(f"k210-fpioa.pads-ored={setting}")
    fpioa[4 * 30], fpioa[4 * 31] = UART1_RX & ~IE_EN, UART1_RX
    jig.do("drive 31 1")
    assert inputs(64) == [seen]
    fpioa[4 * 30] = 0x78
    assert inputs(64) == [1]


@pytest.mark.parametrize("setting, level", [("off", 0), ("on", 1)])
def test_an_input_without_a_pad_and_a_tie_is_low_or_high(chosen, setting,
                                                         level):
    """Unknown (8, item 8). By 4.5 these functions have pads after reset,
    and nothing drives those."""
    jig, fpioa, gpiohs, inputs = chosen(f"k210-fpioa.unmapped-high={setting}")
    mapped = {0, 1, 2, 3, 18, 19, 120, *range(24, 64)}
    assert inputs(*range(256)) == [
        0 if n in mapped else level for n in range(256)]
    for value in (0, 1):                        # function 64, tied
        fpioa[TIE_VAL + 8] = value
        fpioa[TIE_EN + 8] = 1
        assert inputs(64) == [value]
        fpioa[TIE_EN + 8] = 0
        assert inputs(64) == [level]
    for word, seen in ((UART1_RX, 0), (UART1_RX & ~IE_EN, 0), (0x78, level),
                       (UART1_RX | DI_INV, 1), (0x78, level)):
        fpioa[4 * 6] = word
        assert inputs(64) == [seen]
    fpioa[4 * 16] = 0x78                        # GPIOHS0 was there
    assert (gpiohs[0x00], gpiohs[0x1c]) == (level, level)


# What a pad that is low, and high, is to its function and in PAD_DI: with its
# input off, off and DI_INV, on, on and DI_INV. Unknown (8, item 7).
@pytest.mark.parametrize("settings, function, pad_di", [
    ("", "00 11 01 10", "00 00 01 01"),
    ("disabled-high=on", "11 00 01 10", "11 11 01 01"),
    ("pad-di-gated=off", "00 11 01 10", "01 01 01 01"),
    ("di-inv-first=on", "00 00 01 10", "00 00 01 10"),
    ("disabled-high=on pad-di-gated=off", "11 00 01 10", "01 01 01 01"),
    ("disabled-high=on di-inv-first=on", "11 11 01 10", "11 11 01 10"),
    ("pad-di-gated=off di-inv-first=on", "00 00 01 10", "01 10 01 10"),
    ("disabled-high=on pad-di-gated=off di-inv-first=on", "11 11 01 10",
     "01 10 01 10")])
def test_an_inputs_way_through_enable_and_inversion(chosen, settings,
                                                    function, pad_di):
    """GPIOHS0's is off by the pad's word, or because input_en, 0x04, is 0."""
    jig, fpioa, gpiohs, _ = chosen(*(f"k210-fpioa.{setting}"
                                     for setting in settings.split()))
    for off in ((GPIOHS0 & ~IE_EN, 1), (GPIOHS0, 0)):
        seen, shown = [], []
        for word, input_en in (off, (GPIOHS0, 1)):
            for inverted in (0, DI_INV):
                gpiohs[0x04], fpioa[4 * 16] = input_en, word | inverted
                for level in (0, 1):
                    jig.do(f"drive 16 {level}")
                    seen.append(str(gpiohs[0x00] & 1))
                    shown.append(str(fpioa[4 * 16] >> 31))
        assert "".join(seen) == function.replace(" ", "")
        assert "".join(shown) == pad_di.replace(" ", "")


@pytest.mark.parametrize("text", ["", "NOTHING", "gpiohs0", "24", "GPIOHS32",
                                  "GPIOHS0 1"])
def test_input_wants_one_functions_name(jig, text):
    assert jig.ask(f"input {text}") == (
        "error usage: input FUNCTION (pads are 0 to 47)")


# ---- bits that move nothing -------------------------------------------------

@pytest.mark.parametrize("pad", [0, 16, 47])
def test_bits_30_to_24_are_reserved(k210, fpioa, pad):
    """The model reads them 0. Bit 31 tells the level alone."""
    fpioa[4 * pad] = 0x7f000078
    assert fpioa[4 * pad] == 0x00000078
    fpioa[4 * pad] = ALL
    assert fpioa[4 * pad] & ~PAD_DI == 0x00ffffff
    assert "pulled up and down" in k210.error()


def test_the_strong_pull_up_is_disputed(jig, fpioa):
    """Bit 18: the header's comment knows one, its code and Linux do not. The
    model keeps the bit, and the level does not move (8, item 4)."""
    for word in (GPIOHS0 | SPU, GPIOHS0 | SPU | PD):
        fpioa[4 * 16] = word
        assert fpioa[4 * 16] == word
        assert jig.level(16) == ("0" if word & PD else "z")


@pytest.mark.parametrize("ds", range(16))
def test_all_four_bits_of_the_strength_are_kept(jig, fpioa, ds):
    """Levels 8 to 15 have no current; whether bit 11 exists is unknown."""
    fpioa[4 * 16] = 0x00901018 | ds << 8
    assert fpioa[4 * 16] == 0x00901018 | ds << 8
    assert f" ds={ds} " in jig.ask("pad 16")


def test_bit_16_pulls_up_and_bit_17_down(jig, fpioa):
    """The header's comment has it as enable and select, against its code, and
    NuttX follows: its pull-down, 1 << 16, pulls up (4.2)."""
    for word, level in ((PU, "1"), (PD, "0")):
        fpioa[4 * 16] = GPIOHS0 | word
        assert jig.level(16) == level


@pytest.mark.parametrize("outside", ["none", "up", "down"])
def test_both_pulls_leave_the_pad_floating_and_are_shown(k210, jig, fpioa,
                                                         gpiohs, outside):
    """Undefined (4.2). A driver wins, and it is not a conflict."""
    jig.do(f"pull 16 {outside}")
    fpioa[4 * 16] = GPIOHS0 | PU | PD
    assert "IO16" in k210.error()
    assert jig.level(16) == "z"
    assert " pu=1 pd=1 " in jig.ask("pad 16")
    assert fpioa[4 * 16] == GPIOHS0 | PU | PD
    gpiohs[0x04] = gpiohs[0x08] = 1
    for value in (1, 0):
        gpiohs[0x0c] = value
        assert (jig.level(16), gpiohs[0x00]) == (str(value), value)
    gpiohs[0x08] = 0
    assert (jig.level(16), gpiohs[0x00]) == ("z", 0)
    fpioa[4 * 16] = GPIOHS0 | PU
    assert jig.level(16) == {"none": "1", "up": "1", "down": "z"}[outside]
    assert k210.errors() == []


def test_both_pulls_are_told_once_and_again_once_they_were_over(k210, fpioa):
    """A word that has one of them already may get the other one."""
    for word, told in ((PU, 0), (PU | PD, 1), (PU | PD, 0),
                       (PU | PD | IE_EN, 0), (PD, 0), (PU | PD, 1), (0, 0)):
        fpioa[4 * 16] = GPIOHS0 | word
        assert k210.errors() == told * [
            "guest error: fpioa: IO16 is pulled up and down at once"]
    fpioa[4 * 16] = fpioa[4 * 17] = GPIOHS0 | PU | PD
    assert len(k210.errors()) == 2


# ---- what the jig shows of a word -------------------------------------------

SHOWN = {"oe": 0, "out": 0, "ie": 0, "pu": 0, "pd": 0, "ds": 0, "sl": 0,
         "st": 0, "inv": 0}


@pytest.mark.parametrize("bits, differs", [
    (1 << 8, {"ds": 1}), (1 << 11, {"ds": 8}), (1 << 12, {}),
    (1 << 12 | 1 << 13, {"oe": 1}), (1 << 13, {}), (1 << 14, {}),
    (1 << 15, {"out": 1, "inv": 1}), (PU, {"pu": 1}), (PD, {"pd": 1}),
    (SPU, {}), (1 << 19, {"sl": 1}), (IE_EN, {}),
    (IE_EN | 1 << 21, {"ie": 1}), (1 << 21, {}), (DI_INV, {"inv": 2}),
    (1 << 15 | DI_INV, {"out": 1, "inv": 3}), (1 << 23, {"st": 1})])
def test_each_bit_shows_in_its_place(jig, fpioa, bits, differs):
    """Line 0 asks for neither output nor input, and its data is 0."""
    fpioa[4 * 16] = 24 | bits
    text = " ".join(f"{key}={value}" for key, value in
                    (SHOWN | differs).items())
    assert jig.ask("pad 16") == (
        f"pad 16 fn=GPIOHS0 {text} word=0x{fpioa[4 * 16]:08x}")


def test_dup_names_the_lowest_other_pad(jig, fpioa):
    for pad in (20, 30, 40):
        fpioa[4 * pad] = UART1_RX
    assert [jig.ask(f"pad {pad}").split("dup=")[1]
            for pad in (20, 30, 40)] == ["30", "20", "20"]


@pytest.mark.parametrize("function", [20, 21, *range(120, 126), 222])
def test_what_belongs_on_many_pads_is_no_duplicate(jig, fpioa, function):
    """RESV0 to RESV7, and CONSTANT."""
    fpioa[4 * 30] = fpioa[4 * 31] = function
    assert "dup" not in jig.ask("pad 30")
