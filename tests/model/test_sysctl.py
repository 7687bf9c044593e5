# SPDX-License-Identifier: GPL-2.0-or-later
"""SYSCTL, by 1.3 of hardware/k210.md: what GPIO, FPIOA and Linux obey."""

import pytest

PLL0, PLL1, PLL2, PLL_LOCK = 0x08, 0x0c, 0x10, 0x18
CLK_SEL0, CLK_EN_CENT, CLK_EN_PERI = 0x20, 0x28, 0x2c
SOFT_RESET, PERI_RESET, MISC, POWER_SEL = 0x30, 0x34, 0x54, 0x6c
ALL = 0xffffffff
APB0 = 1 << 3               # in clk_en_cent
GPIO, FPIOA = 1 << 5, 1 << 20

# A block, its bit, and one of its registers with the value it has at reset.
BLOCKS = [("gpio", GPIO, 0x00, 0), ("fpioa", FPIOA, 0x40, 0x00901f18)]
BASES = {"gpio": 0x50200000, "fpioa": 0x502b0000}


@pytest.fixture(params=BLOCKS, ids=[name for name, *_ in BLOCKS])
def gated(request, k210):
    """(name, bit, block, register, its value at reset)"""
    name, bit, register, reset = request.param
    return name, bit, k210.block(BASES[name]), register, reset


def refused(k210, name, block, register, why):
    """Neither a read nor a write of REGISTER is served, because of WHY."""
    assert block[register] == 0
    assert k210.error() == f"{name}: 4-byte read at 0x{register:x}: {why}"
    block[register] = 0xa5
    assert k210.error() == (f"{name}: 4-byte write of 0xa5 at "
                            f"0x{register:x}: {why}")


# ---- registers --------------------------------------------------------------

@pytest.mark.parametrize("offset, value", [
    (CLK_SEL0, 0),              # aclk from the 26 MHz crystal: believed
    (CLK_EN_CENT, 0x3f), (CLK_EN_PERI, 0x2fffffff),     # see gates-open below
    (SOFT_RESET, 0), (PERI_RESET, 0), (MISC, 0), (POWER_SEL, 0)])
def test_a_register_at_reset(sysctl, offset, value):
    assert sysctl[offset] == value


def test_all_others_are_0_at_reset(sysctl):
    known = (PLL0, PLL_LOCK, CLK_EN_CENT, CLK_EN_PERI)
    assert {at: sysctl[at] for at in range(0, 0x70, 4)
            if at not in known and sysctl[at]} == {}


@pytest.mark.parametrize("offset, bits", [
    (PLL0, 0x03ffffff), (PLL1, 0x03ffffff), (PLL2, 0x03ffffff),
    (CLK_SEL0, 0x00000fff), (CLK_EN_CENT, 0x3f), (CLK_EN_PERI, 0x2fffffff),
    (PERI_RESET, 0x2fffffff), (MISC, 1 << 10), (POWER_SEL, 0xff)])
def test_a_register_keeps_its_bits(sysctl, offset, bits):
    before = {at: sysctl[at] for at in range(0, 0x70, 4)}
    for value in (bits, 0, bits & 0xa5a5a5a5):
        sysctl[offset] = value
        assert sysctl[offset] & bits == value
    sysctl[offset] = before[offset]
    assert {at: sysctl[at] for at in range(0, 0x70, 4)} == before


@pytest.mark.parametrize("offset", [0x00, 0x04])
def test_the_chips_identity_is_read_only(k210, sysctl, offset):
    before = sysctl[offset]
    sysctl[offset] = ~before & ALL
    assert "the register is read-only" in k210.error()
    assert sysctl[offset] == before


@pytest.mark.parametrize("offset", [0x70, 0x74, 0x80, 0xfc])
def test_a_hole_reads_0_ignores_writes_and_is_an_error(k210, sysctl, offset):
    refused(k210, "sysctl", sysctl, offset, "no register is there")


@pytest.mark.parametrize("offset, size", [
    (MISC, 1), (MISC, 2), (MISC, 8), (MISC + 1, 1), (MISC + 2, 4)])
def test_only_aligned_words_are_served(k210, sysctl, offset, size):
    sysctl[MISC] = 1 << 10
    sysctl.write(offset, 0x22, size)
    assert "only aligned 32-bit accesses work" in k210.error()
    assert sysctl.read(offset, size) == 0
    assert "only aligned 32-bit accesses work" in k210.error()
    assert sysctl[MISC] == 1 << 10


# ---- clocks -----------------------------------------------------------------

def test_pll0_runs_at_780_mhz_as_the_boot_rom_leaves_it(sysctl):
    """By Linux's clk-k210: r 3:0, f 9:4, od 13:10; on, and not bypassed."""
    word = sysctl[PLL0]
    r, f, od = word & 0xf, word >> 4 & 0x3f, word >> 10 & 0xf
    assert 26 * (f + 1) // ((r + 1) * (od + 1)) == 780
    assert word & (1 << 21 | 1 << 25) == 1 << 21 | 1 << 25
    assert word & 1 << 23 == 0


@pytest.mark.parametrize("pll, lock", [
    (PLL0, 0x3), (PLL1, 1 << 8), (PLL2, 1 << 16)])
def test_a_pll_locks_as_soon_as_it_has_power(sysctl, pll, lock):
    """Linux waits for it without an end (bench/qemu.md 7). Bits: clk-k210."""
    sysctl[pll] = 0
    assert sysctl[PLL_LOCK] == 0x3 & ~lock
    sysctl[pll] = 1 << 21
    assert sysctl[PLL_LOCK] == 0x3 | lock


def test_only_pll0_is_locked_at_reset(sysctl):
    assert sysctl[PLL_LOCK] == 0x3


# ---- gates ------------------------------------------------------------------

@pytest.mark.parametrize("register", [CLK_EN_CENT, CLK_EN_PERI])
def test_a_block_without_its_clock_is_an_error(k210, sysctl, gated, register):
    """Each of both gates closes it. What the chip does then is unknown."""
    name, bit, block, offset, reset = gated
    sysctl[register] = ALL & ~(APB0 if register == CLK_EN_CENT else bit)
    refused(k210, name, block, offset, "the clock is off")
    sysctl[register] = ALL
    assert block[offset] == reset


def test_another_blocks_clock_is_none_of_its_business(sysctl, gated):
    _, bit, block, offset, reset = gated
    sysctl[CLK_EN_CENT] = APB0
    sysctl[CLK_EN_PERI] = bit
    assert block[offset] == reset


def test_a_gate_keeps_the_registers_and_the_pads(jig, sysctl, gpio):
    gpio[0x04] = gpio[0x00] = 1
    assert jig.level(8) == "1"
    sysctl[CLK_EN_PERI] = 0
    assert jig.level(8) == "1"
    sysctl[CLK_EN_PERI] = GPIO
    assert gpio[0x00] == 1


def test_the_gates_may_be_closed_at_reset(start):
    """Unknown; the SDK opens them: clk_en_cent.apb0, then clk_en_peri."""
    k210 = start("k210-sysctl.gates-open=off")
    sysctl = k210.block(0x50440000)
    for name, bit, offset, reset in BLOCKS:
        block = k210.block(BASES[name])
        refused(k210, name, block, offset, "the clock is off")
        sysctl[CLK_EN_CENT] |= APB0
        refused(k210, name, block, offset, "the clock is off")
        sysctl[CLK_EN_PERI] |= bit
        assert block[offset] == reset
        sysctl[CLK_EN_CENT] &= ~APB0


def test_gpiohs_has_no_gate_and_no_reset(jig, sysctl, gpiohs):
    """It hangs on the harts' own bus."""
    gpiohs[0x0c] = gpiohs[0x08] = 1
    sysctl[CLK_EN_CENT] = sysctl[CLK_EN_PERI] = 0
    sysctl[PERI_RESET] = ALL & ~FPIOA
    assert gpiohs[0x0c] == 1 and jig.level(16) == "1"
    gpiohs[0x0c] = 0
    assert jig.level(16) == "0"


# ---- resets -----------------------------------------------------------------

def test_a_block_in_reset_is_an_error_and_comes_back_new(k210, sysctl, gated):
    name, bit, block, offset, reset = gated
    block[offset] = 0x00900040
    sysctl[PERI_RESET] = bit
    refused(k210, name, block, offset, "the block is held in reset")
    sysctl[PERI_RESET] = 0
    assert block[offset] == reset


def test_another_blocks_reset_is_none_of_its_business(sysctl, gated):
    _, bit, block, offset, reset = gated
    block[offset] = reset ^ 0xff
    sysctl[PERI_RESET] = ALL & ~bit
    sysctl[PERI_RESET] = 0
    assert block[offset] == reset ^ 0xff


def test_gpio_in_reset_lets_its_pads_go_and_forgets_its_edges(k210, sysctl,
                                                              gpio):
    k210.watch_outputs("/machine/gpio")
    k210.jig.do("drive 8 0")
    gpio[0x04] = gpio[0x00] = 1 << 7
    gpio[0x30] = gpio[0x38] = gpio[0x3c] = 1
    k210.jig.do("drive 8 1")
    assert k210.jig.level(15) == "1" and k210.irqs() == {0}
    sysctl[PERI_RESET] = GPIO
    assert k210.jig.level(15) == "z" and k210.irqs() == set()
    sysctl[PERI_RESET] = 0
    assert [gpio[at] for at in (0x00, 0x04, 0x30, 0x38, 0x3c, 0x44)] == [0] * 6
    assert gpio[0x50] == 1


def test_fpioas_reset_routes_the_pads_as_at_power_on(jig, sysctl, fpioa,
                                                     gpiohs):
    """4.12: table 4.5; a line keeps what it drives."""
    fpioa[4 * 16] = 0x78
    fpioa[4 * 6] = 0x00901f18
    fpioa[0xe0] = fpioa[0xc0] = 1 << 25
    gpiohs[0x0c] = gpiohs[0x08] = 1
    assert (jig.level(6), jig.level(16)) == ("1", "z")
    sysctl[PERI_RESET] = FPIOA
    assert (jig.level(6), jig.level(16)) == ("z", "1")
    sysctl[PERI_RESET] = 0
    assert (fpioa[4 * 6], fpioa[4 * 16]) == (0x78, 0x00901f18)
    assert (fpioa[0xe0], fpioa[0xc0]) == (0, 0)
    assert gpiohs[0x00] == 0


def test_soft_reset_resets_the_chip_and_not_what_is_around_it(jig, sysctl,
                                                              gpio, fpioa):
    jig.do("drive 9 1")
    gpio[0x00] = gpio[0x04] = 1
    fpioa[4 * 20] = 0x78
    sysctl[POWER_SEL] = 0xff
    sysctl[SOFT_RESET] = 1
    assert (gpio[0x00], gpio[0x04]) == (0, 0) and jig.level(8) == "z"
    assert fpioa[4 * 20] == 0x00901f1c
    assert (sysctl[POWER_SEL], sysctl[SOFT_RESET]) == (0, 0)
    assert jig.level(9) == "1" and gpio[0x50] == 1 << 1


def test_only_bit_0_of_soft_reset_resets(sysctl, gpio):
    gpio[0x00] = 1
    sysctl[SOFT_RESET] = ALL & ~1
    assert gpio[0x00] == 1


# ---- banks (1.4) ------------------------------------------------------------

def test_power_sel_only_selects_a_voltage(jig, sysctl, gpiohs):
    """Not a supply switch: levels stay levels."""
    jig.do("drive 17 1")
    gpiohs[0x0c] = gpiohs[0x08] = 1
    gpiohs[0x04] = 2
    sysctl[POWER_SEL] = 0xff
    assert (jig.level(16), gpiohs[0x00]) == ("1", 2)
