# SPDX-License-Identifier: GPL-2.0-or-later
"""GPIO, the DW_apb_gpio, by chapter 3 of hardware/k210.md."""

import pytest

DATA_OUTPUT, DIRECTION, SOURCE = 0x00, 0x04, 0x08
ENABLE, MASK, TYPE, POLARITY = 0x30, 0x34, 0x38, 0x3c
STATUS, RAW, DEBOUNCE, EOI = 0x40, 0x44, 0x48, 0x4c
DATA_INPUT, LS_SYNC, ID, BOTHEDGE = 0x50, 0x60, 0x64, 0x68
VERSION, CONFIG2, CONFIG1 = 0x6c, 0x70, 0x74
ALL = 0xffffffff

READ_WRITE = {**dict.fromkeys([DATA_OUTPUT, DIRECTION, SOURCE, ENABLE, MASK,
                               TYPE, POLARITY, DEBOUNCE, BOTHEDGE], 0xff),
              LS_SYNC: 1}
READ_ONLY = [STATUS, RAW, DATA_INPUT, ID, VERSION, CONFIG2, CONFIG1]
HOLES = [*range(0x0c, 0x30, 4), 0x54, 0x58, 0x5c, 0x78, 0x7c]

FALLING, RISING = 0, 1      # of interrupt_polarity
DEBOUNCE_NS = 77            # two periods of 26 MHz, APB0's clock after reset


def pad(line):
    """The reset words put line n on IO(8 + n) (4.5)."""
    return 8 + line


class Lines:
    """The block and what is outside of it."""

    def __init__(self, machine):
        self.machine = machine
        self.gpio = machine.block(0x50200000)
        machine.watch_outputs("/machine/gpio")

    def drive(self, line, *levels):
        for level in levels:
            self.machine.jig.do(f"drive {pad(line)} {level}")

    def edge(self, line, polarity):
        """Line is an interrupt source of one edge; nothing is pending."""
        self.drive(line, 1 - polarity)
        self.gpio[TYPE] |= 1 << line
        self.gpio[POLARITY] = (self.gpio[POLARITY] & ~(1 << line) |
                               polarity << line)
        self.gpio[ENABLE] |= 1 << line
        self.gpio[EOI] = 1 << line

    @property
    def irq(self):
        return bool(self.machine.irqs())


@pytest.fixture
def lines(k210):
    return Lines(k210)


# ---- registers (3.1) --------------------------------------------------------

@pytest.mark.parametrize("offset", [*READ_WRITE, STATUS, RAW, DATA_INPUT])
def test_a_register_is_0_at_reset(gpio, offset):
    assert gpio[offset] == 0


@pytest.mark.parametrize("offset", READ_WRITE)
def test_a_register_keeps_its_bits_and_changes_no_other(gpio, offset):
    for value in (0xa5c3965f, 0x5a3c69a0, ALL):
        gpio[offset] = value
        assert {at: gpio[at] for at in READ_WRITE if gpio[at]} == (
            {offset: value & READ_WRITE[offset]}
            if value & READ_WRITE[offset] else {})


@pytest.mark.parametrize("offset", READ_ONLY)
def test_a_write_to_a_read_only_register_is_an_error(k210, gpio, offset):
    before = gpio[offset]
    gpio[offset] = ALL & ~before
    assert k210.error() == (f"gpio: 4-byte write of 0x{ALL & ~before:x} at "
                            f"0x{offset:x}: the register is read-only")
    assert gpio[offset] == before


@pytest.mark.parametrize("offset", HOLES)
def test_a_hole_reads_0_ignores_writes_and_is_an_error(k210, gpio, offset):
    """Ports B to D, 0x0c to 0x2c, are not there: one port of 8 lines."""
    gpio[offset] = ALL
    assert k210.error() == (f"gpio: 4-byte write of 0xffffffff at "
                            f"0x{offset:x}: no register is there")
    assert gpio[offset] == 0
    assert k210.error() == (f"gpio: 4-byte read at 0x{offset:x}: no register "
                            "is there")


@pytest.mark.parametrize("offset, size", [
    (MASK, 1), (MASK, 2), (MASK, 8), (MASK + 1, 1), (MASK + 2, 2),
    (MASK + 2, 4)])
def test_only_aligned_words_are_served(k210, gpio, offset, size):
    """3.5: 32-bit APB accesses."""
    gpio[MASK] = 0x11
    why = "only aligned 32-bit accesses work"
    gpio.write(offset, 0x22, size)
    assert k210.error() == (f"gpio: {size}-byte write of 0x22 at "
                            f"0x{offset:x}: {why}")
    assert gpio.read(offset, size) == 0
    assert k210.error() == f"gpio: {size}-byte read at 0x{offset:x}: {why}"
    assert gpio[MASK] == 0x11


def test_nothing_is_beyond_0x80(k210, gpio):
    assert gpio[0x80] == 0
    assert k210.error().startswith("Invalid read at addr 0x50200080")


def test_eoi_reads_0(k210, lines):
    lines.edge(2, RISING)
    lines.drive(2, 1)
    assert lines.gpio[EOI] == 0
    assert lines.gpio[RAW] == 1 << 2


# ---- levels (3.1, 3.3) ------------------------------------------------------

def test_direction_drives_data_output_and_lets_go(jig, gpio):
    levels = [jig.level(pad(5))]
    for offset, value in ((DIRECTION, 1 << 5), (DATA_OUTPUT, 1 << 5),
                          (DATA_OUTPUT, 0), (DATA_OUTPUT, 1 << 5),
                          (DIRECTION, 0)):
        gpio[offset] = value
        levels.append(jig.level(pad(5)))
    assert levels == ["z", "0", "1", "0", "1", "z"]
    assert gpio[DATA_OUTPUT] == 1 << 5


@pytest.mark.parametrize("line", range(8))
def test_each_line_has_its_pad_and_its_bit(jig, gpio, line):
    """Line n is function 56 + n, on IO(8 + n)."""
    gpio[DIRECTION] = gpio[DATA_OUTPUT] = 1 << line
    assert [jig.level(pad(n)) for n in range(8)] == [
        "1" if n == line else "z" for n in range(8)]
    gpio[DIRECTION] = 0
    jig.do(f"drive {pad(line)} 1")
    assert gpio[DATA_INPUT] == 1 << line


def test_data_input_follows_an_inputs_pad(gpio, lines):
    seen = []
    for level in (1, 0, 1, "z"):
        lines.drive(3, level)
        seen.append(gpio[DATA_INPUT])
    assert seen == [1 << 3, 0, 1 << 3, 0]       # a floating pad reads 0


def test_data_input_needs_the_pads_input_enable(gpio, lines, fpioa):
    """3.3: the pad's value gated by the FPIOA's IE, bit 20."""
    lines.drive(3, 1)
    fpioa[4 * pad(3)] = 0x00901f3b & ~(1 << 20)
    assert gpio[DATA_INPUT] == 0
    fpioa[4 * pad(3)] = 0x00901f3b
    assert gpio[DATA_INPUT] == 1 << 3


@pytest.mark.parametrize("setting, seen", [("off", 1 << 3), ("on", 0)])
def test_data_input_of_an_output_is_disputed(start, setting, seen):
    """3.3: the data register (older IP), or the pad (newer databooks); they
    differ where the FPIOA does not let the data out."""
    k210 = start(f"k210-gpio.output-reads-pad={setting}")
    gpio, fpioa = k210.block(0x50200000), k210.block(0x502b0000)
    fpioa[4 * pad(3)] = 0x00901f3b & ~(1 << 12)
    gpio[DIRECTION] = gpio[DATA_OUTPUT] = 1 << 3
    assert gpio[DATA_INPUT] == seen
    fpioa[4 * pad(3)] = 0x00901f3b
    assert gpio[DATA_INPUT] == 1 << 3


# ---- edges (3.2) ------------------------------------------------------------

@pytest.mark.parametrize("polarity", [FALLING, RISING])
def test_an_edge_latches_until_eoi(lines, polarity):
    lines.edge(2, polarity)
    lines.drive(2, polarity)
    assert lines.gpio[RAW] == lines.gpio[STATUS] == 1 << 2 and lines.irq
    lines.drive(2, 1 - polarity)
    assert lines.gpio[RAW] == lines.gpio[STATUS] == 1 << 2 and lines.irq
    lines.gpio[EOI] = 1 << 2
    assert lines.gpio[RAW] == lines.gpio[STATUS] == 0 and not lines.irq


@pytest.mark.parametrize("polarity", [FALLING, RISING])
def test_the_other_edge_does_not_latch(lines, polarity):
    lines.edge(2, polarity)
    lines.drive(2, polarity)
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 1 - polarity)
    assert lines.gpio[RAW] == 0 and not lines.irq


def test_an_edge_after_eoi_latches_again(lines):
    lines.edge(2, RISING)
    for _ in range(3):
        lines.drive(2, 1, 0)
        assert lines.gpio[RAW] == 1 << 2
        lines.gpio[EOI] = 1 << 2
        assert lines.gpio[RAW] == 0


def test_eoi_clears_the_bits_that_are_1(lines):
    for line in (0, 3, 7):
        lines.edge(line, RISING)
        lines.drive(line, 1)
    assert lines.gpio[RAW] == 0x89
    lines.gpio[EOI] = 0
    assert lines.gpio[RAW] == 0x89
    lines.gpio[EOI] = 1 << 3
    assert lines.gpio[RAW] == 0x81 and lines.irq
    lines.gpio[EOI] = 0x81
    assert lines.gpio[RAW] == 0 and not lines.irq


def test_a_masked_edge_latches_and_comes_out_when_unmasked(lines):
    """So a driver masks with intmask."""
    lines.edge(2, RISING)
    lines.gpio[MASK] = 1 << 2
    lines.drive(2, 1, 0)
    assert (lines.gpio[RAW], lines.gpio[STATUS]) == (1 << 2, 0)
    assert not lines.irq
    lines.gpio[MASK] = 0
    assert lines.gpio[STATUS] == 1 << 2 and lines.irq


@pytest.mark.parametrize("offset, without", [
    (ENABLE, 0), (DIRECTION, 1 << 2), (SOURCE, 1 << 2)])
def test_what_is_no_interrupt_source_loses_its_edge(lines, offset, without):
    """Pending needs inten = 1, an input, and control by software."""
    lines.edge(2, RISING)
    lines.drive(2, 1, "z")
    source = lines.gpio[offset]
    lines.gpio[offset] = without
    assert lines.gpio[RAW] == 0 and not lines.irq
    lines.gpio[offset] = source
    assert lines.gpio[RAW] == 0 and not lines.irq


@pytest.mark.parametrize("offset, without", [
    (ENABLE, 0), (DIRECTION, 1 << 2), (SOURCE, 1 << 2)])
def test_what_is_no_interrupt_source_latches_no_edge(lines, offset, without):
    lines.edge(2, RISING)
    source = lines.gpio[offset]
    lines.drive(2, "z")
    lines.gpio[offset] = without
    if offset == DIRECTION:
        lines.gpio[DATA_OUTPUT] = 1 << 2
    else:
        lines.drive(2, 1)
    assert lines.machine.jig.level(pad(2)) == "1"
    lines.gpio[offset] = source
    assert lines.gpio[RAW] == 0 and not lines.irq


def test_a_line_that_becomes_a_source_has_seen_no_edge_before(lines):
    lines.drive(2, 0)
    lines.gpio[TYPE] = lines.gpio[POLARITY] = 1 << 2
    lines.drive(2, 1)
    lines.gpio[ENABLE] = 1 << 2
    assert lines.gpio[RAW] == 0 and not lines.irq
    lines.drive(2, 0, 1)
    assert lines.gpio[RAW] == 1 << 2 and lines.irq


def test_one_wire_is_for_all_lines(lines):
    """The handler has to loop over the bits of intstatus."""
    lines.edge(0, RISING)
    lines.edge(7, FALLING)
    lines.drive(0, 1)
    lines.drive(7, 0)
    assert lines.gpio[STATUS] == 0x81 and lines.irq
    lines.gpio[EOI] = 1
    assert lines.gpio[STATUS] == 0x80 and lines.irq
    lines.gpio[MASK] = 0x80
    assert lines.gpio[STATUS] == 0 and not lines.irq


def test_the_wire_is_plic_source_23(lines, plic):
    lines.edge(2, RISING)
    assert plic[0x1000] == 0
    lines.drive(2, 1)
    assert [plic[0x1000 + 4 * word] for word in range(3)] == [1 << 23, 0, 0]


@pytest.mark.parametrize("setting, phantom", [("on", 1 << 2), ("off", 0)])
def test_turning_the_polarity_may_look_like_an_edge(start, setting, phantom):
    """3.2 wants the line masked meanwhile and EOI after, which cleans up."""
    lines = Lines(start(f"k210-gpio.polarity-latches={setting}"))
    lines.edge(2, RISING)
    lines.gpio[POLARITY] = 0        # the pad is low: active now
    assert lines.gpio[RAW] == phantom
    lines.gpio[EOI] = 1 << 2
    assert lines.gpio[RAW] == 0
    lines.drive(2, 1, 0)
    assert lines.gpio[RAW] == 1 << 2


# ---- both edges (3.1, 3.2) --------------------------------------------------

@pytest.mark.parametrize("type_", [0, 1 << 2])
@pytest.mark.parametrize("polarity", [0, 1 << 2])
def test_bothedge_overrides_type_and_polarity(lines, type_, polarity):
    lines.drive(2, 0)
    lines.gpio[BOTHEDGE] = lines.gpio[ENABLE] = 1 << 2
    lines.gpio[TYPE] = type_
    lines.gpio[POLARITY] = polarity
    lines.gpio[EOI] = 1 << 2
    for level in (1, 0, 1):
        assert lines.gpio[RAW] == 0 and not lines.irq
        lines.drive(2, level)
        assert lines.gpio[RAW] == 1 << 2 and lines.irq
        lines.gpio[EOI] = 1 << 2


def test_bothedge_is_its_own_lines(lines):
    lines.edge(2, RISING)
    lines.gpio[BOTHEDGE] = 0xff & ~(1 << 2)
    lines.drive(2, 1)
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 0)
    assert lines.gpio[RAW] == 0


def test_a_line_left_in_both_edge_mode_ignores_a_single_edge(lines):
    """The bug reported for Rockchip's variant."""
    lines.edge(2, RISING)
    lines.gpio[BOTHEDGE] = 1 << 2
    lines.drive(2, 1)
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 0)
    assert lines.gpio[RAW] == 1 << 2
    lines.gpio[BOTHEDGE] = 0
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 1)
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 0)
    assert lines.gpio[RAW] == 0


def test_where_bothedge_is_not_built_in_it_reads_0_and_does_nothing(start):
    lines = Lines(start("k210-gpio.bothedge=off"))
    lines.gpio[BOTHEDGE] = 0xff
    assert lines.gpio[BOTHEDGE] == 0
    lines.edge(2, RISING)
    lines.drive(2, 1)
    lines.gpio[EOI] = 1 << 2
    lines.drive(2, 0)
    assert lines.gpio[RAW] == 0


@pytest.mark.parametrize("latches", ["on", "off"])
def test_polarity_may_emulate_both_edges(start, latches):
    """3.2: flip the polarity, re-read, flip again if changed, then EOI. Each
    edge that comes after the EOI is seen, whatever polarity itself latches."""
    lines = Lines(start("k210-gpio.bothedge=off",
                        f"k210-gpio.polarity-latches={latches}"))
    lines.edge(2, RISING)
    for level in (1, 0, 1, 0):
        lines.drive(2, level)
        assert lines.irq
        now = lines.gpio[DATA_INPUT]
        lines.gpio[POLARITY] = 1 << 2 & ~now
        assert lines.gpio[DATA_INPUT] == now
        lines.gpio[EOI] = 1 << 2
        assert not lines.irq


# ---- levels as interrupts (3.2) ---------------------------------------------

@pytest.mark.parametrize("active", [0, 1])
def test_a_level_interrupt_follows_the_input(lines, active):
    """raw = input XNOR polarity."""
    lines.drive(2, 1 - active)
    lines.gpio[POLARITY] = active << 2
    lines.gpio[ENABLE] = 1 << 2
    for level in (active, 1 - active, active):
        lines.drive(2, level)
        expected = 1 << 2 if level == active else 0
        assert lines.gpio[RAW] == lines.gpio[STATUS] == expected
        assert lines.irq == bool(expected)


def test_eoi_has_no_effect_on_a_level(lines):
    lines.drive(2, 1)
    lines.gpio[POLARITY] = lines.gpio[ENABLE] = 1 << 2
    lines.gpio[EOI] = 0xff
    assert lines.gpio[RAW] == 1 << 2 and lines.irq


def test_masking_takes_a_level_away_but_not_its_raw_status(lines):
    lines.drive(2, 1)
    lines.gpio[POLARITY] = lines.gpio[ENABLE] = lines.gpio[MASK] = 1 << 2
    assert (lines.gpio[RAW], lines.gpio[STATUS]) == (1 << 2, 0)
    assert not lines.irq
    lines.gpio[MASK] = 0
    assert lines.gpio[STATUS] == 1 << 2 and lines.irq


def test_ls_sync_only_synchronises(lines):
    lines.gpio[LS_SYNC] = 1
    lines.drive(2, 1)
    lines.gpio[POLARITY] = lines.gpio[ENABLE] = 1 << 2
    assert lines.irq
    lines.drive(2, 0)
    assert not lines.irq


# ---- debounce (3.1, 3.2) ----------------------------------------------------

def test_a_debounced_edge_counts_once_it_was_stable(k210, lines):
    lines.edge(2, RISING)
    lines.gpio[DEBOUNCE] = 1 << 2
    lines.drive(2, 1)
    k210.step(DEBOUNCE_NS - 1)
    assert lines.gpio[RAW] == 0 and not lines.irq
    k210.step(1)
    assert lines.gpio[RAW] == 1 << 2 and lines.irq


def test_a_shorter_pulse_is_filtered(k210, lines):
    lines.edge(2, RISING)
    lines.gpio[DEBOUNCE] = 1 << 2
    for _ in range(3):
        lines.drive(2, 1)
        k210.step(DEBOUNCE_NS - 1)
        lines.drive(2, 0)
        k210.step(1)
    k210.step(10 * DEBOUNCE_NS)
    assert lines.gpio[RAW] == 0


def test_a_debounced_level_is_late_both_ways(k210, lines):
    lines.drive(2, 0)
    lines.gpio[DEBOUNCE] = lines.gpio[POLARITY] = lines.gpio[ENABLE] = 1 << 2
    for level in (1, 0):
        lines.drive(2, level)
        k210.step(DEBOUNCE_NS - 1)
        assert lines.irq == (level == 0)
        k210.step(1)
        assert lines.irq == (level == 1)


def test_data_input_is_not_debounced(gpio, lines):
    gpio[DEBOUNCE] = 1 << 2
    lines.drive(2, 1)
    assert gpio[DATA_INPUT] == 1 << 2


def test_without_debounce_what_waited_is_let_through(k210, lines):
    lines.edge(2, RISING)
    lines.gpio[DEBOUNCE] = 1 << 2
    lines.drive(2, 1)
    lines.gpio[DEBOUNCE] = 0
    assert lines.gpio[RAW] == 1 << 2
    lines.gpio[EOI] = 1 << 2
    k210.step(10 * DEBOUNCE_NS)
    assert lines.gpio[RAW] == 0             # and once is enough


def test_debounce_is_its_own_lines(lines):
    lines.edge(2, RISING)
    lines.gpio[DEBOUNCE] = 0xff & ~(1 << 2)
    lines.drive(2, 1)
    assert lines.gpio[RAW] == 1 << 2


def test_the_debounce_clock_is_unknown_and_may_be_set(start):
    k210 = start("k210-gpio.debounce-ns=5000")
    lines = Lines(k210)
    lines.edge(2, RISING)
    lines.gpio[DEBOUNCE] = 1 << 2
    lines.drive(2, 1)
    k210.step(4999)
    assert lines.gpio[RAW] == 0
    k210.step(1)
    assert lines.gpio[RAW] == 1 << 2
