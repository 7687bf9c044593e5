# SPDX-License-Identifier: GPL-2.0-or-later
"""FPIOA, by chapter 4 of hardware/k210.md. Function GPIOHS0 (24) is the way
to a pad's three wires; its block is at 0x38001000."""

import itertools

import pytest

ALL = 0xffffffff
TIE_EN, TIE_VAL = 0xc0, 0xe0

# 4.2; bits 30:24 are reserved, and 18 is disputed.
OE_EN, OE_INV, DO_SEL, DO_INV = 1 << 12, 1 << 13, 1 << 14, 1 << 15
PU, PD, SL = 1 << 16, 1 << 17, 1 << 19
IE_EN, IE_INV, DI_INV, ST = 1 << 20, 1 << 21, 1 << 22, 1 << 23
PAD_DI = 1 << 31
KNOWN = 0x00fbffff

# 4.5, the recommended reset words.
RESET = [0x00900000, 0x00900001, 0x00900002, 0x00001f03,
         0x00900012, 0x00001f13, 0x00000078, 0x00000078,
         *(0x00901f00 | 56 + n for n in range(8)),
         *(0x00901f00 | 24 + n for n in range(32))]

GPIOHS0, GPIOHS1, GPIO7, RESV0, CONSTANT = 24, 25, 63, 120, 222
HOME = 16           # GPIOHS0's pad after reset
INPUT_VAL, INPUT_EN, OUTPUT_EN, OUTPUT_VAL = 0x00, 0x04, 0x08, 0x0c
RISE_IP = 0x1c


def io(pad):
    return 4 * pad


# ---- registers (4.1, 4.5) ---------------------------------------------------

def test_the_48_words_at_reset(fpioa):
    assert [fpioa[io(pad)] for pad in range(48)] == RESET


@pytest.mark.parametrize("offset", range(0xc0, 0x100, 4))
def test_no_function_is_tied_at_reset(fpioa, offset):
    """Unknown (4.3); the model has the pads decide."""
    assert fpioa[offset] == 0


@pytest.mark.parametrize("pad", range(48))
def test_a_word_keeps_its_bits_and_changes_no_other(k210, fpioa, pad):
    for value in (0x00000000, 0x00aa5578, 0x0051aa79, KNOWN):
        fpioa[io(pad)] = value
        assert [fpioa[io(n)] & KNOWN for n in range(48)] == [
            value if n == pad else RESET[n] for n in range(48)]
    assert k210.error() == f"fpioa: IO{pad} is pulled up and down at once"


@pytest.mark.parametrize("offset", range(0xc0, 0x100, 4))
def test_a_tie_word_keeps_32_bits_and_changes_no_other(fpioa, offset):
    for value in (0xa5c3960f, 0x5a3c69f0, ALL):
        fpioa[offset] = value
        assert [fpioa[at] for at in range(0xc0, 0x100, 4)] == [
            value if at == offset else 0 for at in range(0xc0, 0x100, 4)]


def test_pad_di_can_not_be_written(jig, fpioa):
    """Harmless: the SDK writes back whatever it read (4.2)."""
    fpioa[io(HOME)] = RESET[HOME] | IE_INV | PAD_DI
    assert fpioa[io(HOME)] & PAD_DI == 0
    jig.do(f"drive {HOME} 1")
    fpioa[io(HOME)] = RESET[HOME] | IE_INV
    assert fpioa[io(HOME)] & PAD_DI == PAD_DI


@pytest.mark.parametrize("offset, size", [
    (0x40, 1), (0x40, 2), (0x40, 8), (0x41, 1), (0x42, 2), (0x42, 4),
    (TIE_EN, 1), (TIE_VAL + 2, 2)])
def test_only_aligned_words_are_served(k210, fpioa, offset, size):
    before = fpioa[offset & ~3]
    why = "only aligned 32-bit accesses work"
    fpioa.write(offset, 0x22, size)
    assert k210.error() == (f"fpioa: {size}-byte write of 0x22 at "
                            f"0x{offset:x}: {why}")
    assert fpioa.read(offset, size) == 0
    assert k210.error() == f"fpioa: {size}-byte read at 0x{offset:x}: {why}"
    assert fpioa[offset & ~3] == before


def test_nothing_is_beyond_0x100(k210, fpioa):
    """Total 0x100 bytes, so there is no hole in it."""
    assert fpioa[0x100] == 0
    assert k210.error().startswith("Invalid read at addr 0x502B0100")


# ---- from a function to its pad (4.2) ---------------------------------------

@pytest.mark.parametrize("setting", ["off", "on"])
@pytest.mark.parametrize("oe, value", itertools.product((0, 1), repeat=2))
def test_the_way_out(start, setting, oe, value):
    """pad OE = OE_EN & (OE_INV ^ f_oe); DO = (do_sel ? f_oe : f_do) ^ do_inv.
    Whether do_sel takes f_oe before or after OE_INV is unstated."""
    k210 = start(f"k210-fpioa.do-sel-after-inv={setting}")
    fpioa, gpiohs = k210.block(0x502b0000), k210.block(0x38001000)
    gpiohs[OUTPUT_EN], gpiohs[OUTPUT_VAL] = oe, value
    for word in range(16):
        en, oe_inv, sel, inv = (word >> bit & 1 for bit in range(4))
        fpioa[io(HOME)] = GPIOHS0 | word << 12
        shown = oe ^ oe_inv if setting == "on" else oe
        data = (shown if sel else value) ^ inv
        assert k210.jig.level(HOME) == (
            str(data) if en & (oe_inv ^ oe) else "z")


@pytest.mark.parametrize("bits", [0xf << 8, SL, ST, 0x7 << 8 | SL | ST])
def test_strength_slew_and_schmitt_trigger_move_no_level(jig, fpioa, gpiohs,
                                                         bits):
    """4.12: no digital effect. The jig shows them."""
    gpiohs[OUTPUT_EN] = 1
    word = RESET[HOME] & ~(0xf << 8 | SL | ST) | bits
    fpioa[io(HOME)] = word
    for value in (1, 0):
        gpiohs[OUTPUT_VAL] = value
        assert jig.level(HOME) == str(value)
    shown = dict(pair.split("=") for pair in jig.ask("pad 16").split()[2:])
    assert (shown["ds"], shown["sl"], shown["st"]) == (
        str(bits >> 8 & 0xf), str(bits >> 19 & 1), str(bits >> 23))


def test_a_function_drives_all_its_pads(jig, fpioa, gpiohs):
    """4.10: fan-out. The jig tells of the other pad."""
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = 1
    fpioa[io(30)] = RESET[HOME]
    assert (jig.level(HOME), jig.level(30)) == ("1", "1")
    gpiohs[OUTPUT_VAL] = 0
    assert (jig.level(HOME), jig.level(30)) == ("0", "0")
    assert jig.ask("pad 16").endswith(" dup=30")
    assert jig.ask("pad 30").endswith(" dup=16")
    assert "dup" not in jig.ask("pad 17")


# ---- from a pad to its function (4.2) ---------------------------------------

@pytest.mark.parametrize("ie, level", itertools.product((0, 1), repeat=2))
def test_the_way_in(jig, fpioa, gpiohs, ie, level):
    """pad IE = IE_EN & (IE_INV ^ f_ie); DI = (pad IE ? pad : 0) ^ di_inv. That
    an input that is off is 0, and PAD_DI is before DI_INV, is assumed."""
    jig.do(f"drive {HOME} {level}")
    gpiohs[INPUT_EN] = ie
    for word in range(8):
        en, ie_inv, di_inv = (word >> bit & 1 for bit in range(3))
        fpioa[io(HOME)] = GPIOHS0 | word << 20
        seen = en & (ie_inv ^ ie) & level
        assert fpioa[io(HOME)] >> 31 == seen
        assert gpiohs[INPUT_VAL] == seen ^ di_inv


def test_a_floating_pad_reads_0(jig, fpioa, gpiohs):
    gpiohs[INPUT_EN] = 1
    jig.do(f"drive {HOME} 1")
    jig.do(f"drive {HOME} z")
    assert fpioa[io(HOME)] & PAD_DI == 0 and gpiohs[INPUT_VAL] == 0


def test_pad_di_reads_a_pad_without_a_gpio_block(jig, fpioa):
    """As embeddedgo does: any function with its input on will do."""
    fpioa[io(30)] = 0x00900040              # UART1_RX
    jig.do("drive 30 1")
    assert fpioa[io(30)] == 0x80900040
    jig.do("drive 30 0")
    assert fpioa[io(30)] == 0x00900040


@pytest.mark.parametrize("pull, seen", [
    (0, "z"), (PU, "1"), (PD, "0"), (PU | PD, "z")])
def test_pulls_decide_where_nothing_drives(k210, jig, fpioa, gpiohs, pull,
                                           seen):
    """PU only is 1, PD only is 0. Both are undefined; the model floats."""
    gpiohs[INPUT_EN] = 1
    fpioa[io(HOME)] = RESET[HOME] | pull
    assert len(k210.errors()) == (pull == PU | PD)
    assert jig.level(HOME) == seen
    assert gpiohs[INPUT_VAL] == (seen == "1")
    for level in "01":
        jig.do(f"drive {HOME} {level}")
        assert jig.level(HOME) == level
        assert gpiohs[INPUT_VAL] == int(level)


@pytest.mark.parametrize("pull", [PU, PD])
def test_an_output_wins_over_its_own_pull(jig, fpioa, gpiohs, pull):
    gpiohs[OUTPUT_EN] = 1
    fpioa[io(HOME)] = RESET[HOME] | pull
    for value in (0, 1):
        gpiohs[OUTPUT_VAL] = value
        assert jig.level(HOME) == str(value)


# ---- muxing (4.2, 4.9) ------------------------------------------------------

def test_another_function_takes_the_pad_over_both_ways(jig, fpioa, gpiohs):
    jig.do(f"drive {HOME} 1")
    gpiohs[INPUT_EN] = 3
    assert gpiohs[INPUT_VAL] == 1
    fpioa[io(17)] = RESV0
    fpioa[io(HOME)] = RESET[17]
    assert gpiohs[INPUT_VAL] == 2
    jig.do(f"drive {HOME} z")
    gpiohs[OUTPUT_EN], gpiohs[OUTPUT_VAL] = 1, 1
    assert jig.level(HOME) == "z"
    gpiohs[OUTPUT_EN], gpiohs[OUTPUT_VAL] = 2, 2
    assert jig.level(HOME) == "1"


def test_a_function_moves_to_another_pad(jig, fpioa, gpiohs):
    """The SDK's order: the old pad to RESV0 first, then the new one."""
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = gpiohs[INPUT_EN] = 1
    assert (jig.level(HOME), jig.level(6)) == ("1", "z")
    fpioa[io(HOME)] = RESV0
    assert (jig.level(HOME), jig.level(6)) == ("z", "z")
    assert gpiohs[INPUT_VAL] == 0           # no pad, no input: assumed
    fpioa[io(6)] = RESET[HOME]
    assert (jig.level(HOME), jig.level(6)) == ("z", "1")
    assert gpiohs[INPUT_VAL] == 1


def test_muxing_makes_the_edges_that_it_shows(jig, fpioa, gpiohs):
    jig.do("drive 6 1")
    gpiohs[INPUT_EN] = 1
    assert gpiohs[RISE_IP] == 0
    fpioa[io(HOME)] = RESV0
    fpioa[io(6)] = RESET[HOME]
    assert gpiohs[RISE_IP] == 1


@pytest.mark.parametrize("pad", range(48))
def test_any_pad_carries_any_line(jig, fpioa, gpiohs, pad):
    fpioa[io(HOME)] = RESV0
    fpioa[io(pad)] = 0x00901f00 | GPIOHS0
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = gpiohs[INPUT_EN] = 1
    assert jig.level(pad) == "1" and fpioa[io(pad)] == 0x80901f18
    gpiohs[OUTPUT_EN] = 0
    assert jig.level(pad) == "z" and gpiohs[INPUT_VAL] == 0
    jig.do(f"drive {pad} 1")
    assert gpiohs[INPUT_VAL] == 1


def test_resv0_leaves_any_number_of_pads_alone(jig, fpioa):
    """4.7: unlimited pins may hold it."""
    for pad in range(48):
        fpioa[io(pad)] = RESV0
    for pad in range(48):
        assert jig.level(pad) == "z"
        assert jig.ask(f"pad {pad}") == (
            f"pad {pad} fn=RESV0 oe=0 out=0 ie=0 pu=0 pd=0 ds=0 sl=0 st=0 "
            "inv=0 word=0x00000078")


# ---- ties (4.3) -------------------------------------------------------------

@pytest.mark.parametrize("function, word, bit", [
    (24, 0, 24), (31, 0, 31), (32, 1, 0), (55, 1, 23)])
def test_a_tie_forces_a_functions_input(jig, fpioa, gpiohs, function, word,
                                        bit):
    """Bit b of word w is function 32 * w + b."""
    line, pad = function - 24, function - 8
    gpiohs[INPUT_EN] = ALL
    fpioa[TIE_VAL + 4 * word] = 1 << bit
    assert gpiohs[INPUT_VAL] == 0           # tie_val alone does nothing
    fpioa[TIE_EN + 4 * word] = 1 << bit
    assert gpiohs[INPUT_VAL] == 1 << line
    jig.do(f"drive {pad} 1")
    fpioa[TIE_VAL + 4 * word] = 0
    assert gpiohs[INPUT_VAL] == 0
    assert fpioa[io(pad)] & PAD_DI          # the pad itself is as it was
    fpioa[TIE_EN + 4 * word] = 0
    assert gpiohs[INPUT_VAL] == 1 << line


def test_the_last_gpio_line_is_tied_by_bit_31_of_word_1(fpioa, gpio):
    fpioa[TIE_VAL + 4] = fpioa[TIE_EN + 4] = 1 << GPIO7 - 32
    assert gpio[0x50] == 1 << 7


def test_a_tie_needs_no_pad_and_no_input_enable(fpioa, gpiohs):
    fpioa[io(HOME)] = RESV0
    fpioa[TIE_VAL] = fpioa[TIE_EN] = 1 << GPIOHS0
    assert (gpiohs[INPUT_VAL], gpiohs[RISE_IP]) == (1, 1)


def test_a_tie_is_behind_the_inversion(fpioa, gpiohs):
    """tie_val replaces the input of the function, whatever feeds it."""
    fpioa[io(HOME)] = RESET[HOME] | DI_INV
    assert gpiohs[INPUT_VAL] == 1
    fpioa[TIE_EN] = 1 << GPIOHS0
    assert gpiohs[INPUT_VAL] == 0


def test_a_tie_does_not_touch_the_output(jig, fpioa, gpiohs):
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = 1
    fpioa[TIE_EN] = ALL
    assert jig.level(HOME) == "1"


# ---- function CONSTANT (4.8) ------------------------------------------------

LINUX = CONSTANT | 7 << 8 | OE_EN
EMBEDDEDGO = CONSTANT | 7 << 8 | OE_EN | OE_INV


@pytest.mark.parametrize("setting, word, level", [
    ("on", LINUX, "1"), ("on", LINUX | DO_INV, "0"),
    ("on", EMBEDDEDGO, "z"), ("on", EMBEDDEDGO | DO_INV, "z"),
    ("off", EMBEDDEDGO | DO_INV, "1"), ("off", EMBEDDEDGO, "0"),
    ("off", LINUX, "z"), ("off", LINUX | DO_INV, "z")])
def test_constant_is_disputed(start, setting, word, level):
    """Linux and U-Boot count on f_do = f_oe = 1, embeddedgo on 0 and 0."""
    k210 = start(f"k210-fpioa.constant-high={setting}")
    k210.block(0x502b0000)[io(30)] = word
    assert k210.jig.level(30) == level


def test_constant_may_sit_on_many_pads(jig, fpioa):
    fpioa[io(30)] = fpioa[io(31)] = LINUX
    assert (jig.level(30), jig.level(31)) == ("1", "1")
    assert "dup" not in jig.ask("pad 30") + jig.ask("pad 31")
