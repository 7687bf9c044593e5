# SPDX-License-Identifier: GPL-2.0-or-later
"""GPIO's interrupt types against each other, and what test_gpio leaves out, by
chapter 3 of hardware/k210.md."""

import itertools

import pytest

DATA_OUTPUT, DIRECTION, SOURCE = 0x00, 0x04, 0x08
ENABLE, MASK, TYPE, POLARITY = 0x30, 0x34, 0x38, 0x3c
STATUS, RAW, DEBOUNCE, EOI = 0x40, 0x44, 0x48, 0x4c
DATA_INPUT, BOTHEDGE = 0x50, 0x68
LINE, PAD = 1 << 2, 10          # line n is on IO(8 + n)

# (type, polarity, bothedge)
TYPES = {
    "low": (0, 0, 0), "high": (0, LINE, 0), "falling": (LINE, 0, 0),
    "rising": (LINE, LINE, 0), "both": (0, 0, LINE),
}


class Line:
    def __init__(self, machine):
        self.gpio = machine.block(0x50200000)
        self._machine = machine
        machine.watch_outputs("/machine/gpio")

    def drive(self, level):
        self._machine.jig.do(f"drive {PAD} {level}")

    def set_type(self, name):
        """Mask, level, polarity and bothedge, EOI, unmask (3.2)."""
        self.gpio[MASK] = LINE
        type_, polarity, bothedge = TYPES[name]
        self.gpio[BOTHEDGE] = bothedge
        self.gpio[TYPE] = type_
        self.gpio[POLARITY] = polarity
        self.gpio[EOI] = LINE
        self.gpio[MASK] = 0

    @property
    def irq(self):
        return bool(self._machine.irqs())


@pytest.mark.parametrize("latches", ["on", "off"])
@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("old, new", itertools.permutations(TYPES, 2))
def test_the_sequence_of_3_2_changes_a_type(start, latches, level, old, new):
    """No phantom comes of it, and then the new type is all that counts."""
    line = Line(start(f"k210-gpio.polarity-latches={latches}"))
    line.drive(level)
    line.gpio[ENABLE] = LINE
    line.set_type(old)
    line.set_type(new)
    assert line.irq == (new == ("low", "high")[level])
    for now in (1 - level, level):
        line.drive(now)
        assert line.irq == (new in (("low", "falling", "both"),
                                    ("high", "rising", "both"))[now])
        line.gpio[EOI] = LINE
        assert line.irq == (new == ("low", "high")[now])


def test_turning_the_polarity_of_both_edges_is_none(k210):
    """Bothedge overrides it, also where the type is edge (3.1)."""
    line = Line(k210)
    line.drive(0)
    line.gpio[BOTHEDGE] = line.gpio[TYPE] = line.gpio[ENABLE] = LINE
    line.gpio[EOI] = LINE
    for polarity in (LINE, 0, LINE):
        line.gpio[POLARITY] = polarity
        assert line.gpio[RAW] == 0
    line.drive(1)
    assert line.gpio[RAW] == LINE


@pytest.mark.parametrize("name, level", [("low", 0), ("high", 1)])
@pytest.mark.parametrize("offset, without", [
    (ENABLE, 0), (DIRECTION, LINE), (SOURCE, LINE)])
def test_a_level_of_what_is_no_interrupt_source_is_not_pending(k210, name,
                                                               level, offset,
                                                               without):
    line = Line(k210)
    line.drive(level)
    line.gpio[DATA_OUTPUT] = level << 2     # the same, for DIRECTION's sake
    line.gpio[ENABLE] = LINE
    line.set_type(name)
    source = line.gpio[offset]
    assert line.gpio[RAW] == line.gpio[STATUS] == LINE and line.irq
    line.gpio[offset] = without
    assert line.gpio[RAW] == line.gpio[STATUS] == 0 and not line.irq
    line.gpio[offset] = source
    assert line.gpio[RAW] == LINE and line.irq


def test_source_takes_no_pad_away(k210, gpio):
    """Hardware control is not known to be built in: nothing is behind it."""
    gpio[DIRECTION] = gpio[DATA_OUTPUT] = LINE
    gpio[SOURCE] = 0xff
    assert k210.jig.level(PAD) == "1"
    gpio[DATA_OUTPUT] = 0
    assert k210.jig.level(PAD) == "0"


@pytest.mark.parametrize("offset, value", [
    (0x64, 0), (0x6c, 0x3231302a), (0x70, 0), (0x74, 0)])
def test_what_was_synthesised_is_unknown_and_may_be_read(gpio, offset, value):
    """The version is the one of Intel's example (3.1)."""
    assert gpio[offset] == value


@pytest.mark.parametrize("setting, seen", [("off", (0, LINE)),
                                           ("on", (LINE, 0))])
def test_an_inverted_output_reads_as_its_register_or_its_pad(start, setting,
                                                             seen):
    """3.3 again, with DO_INV, bit 15 of the pad's word. An input reads its
    pad in both."""
    k210 = start(f"k210-gpio.output-reads-pad={setting}")
    gpio = k210.block(0x50200000)
    k210.write(0x502b0000 + 4 * PAD, 0x00909f3a)
    gpio[DIRECTION] = LINE
    for value, reads in zip((0, LINE), seen):
        gpio[DATA_OUTPUT] = value
        assert gpio[DATA_INPUT] == reads
    gpio[DIRECTION] = 0
    for level in (1, 0):
        k210.jig.do(f"drive {PAD} {level}")
        assert gpio[DATA_INPUT] == level << 2


# Whether a line's IE follows ~direction is unknown (8, item 10): while it is
# an output its pad's input is on, by the pad's word, or off.
LISTENS = pytest.mark.parametrize("setting, listens", [("off", 1), ("on", 0)])


@LISTENS
def test_an_outputs_pad_is_an_input_too_or_not(start, setting, listens):
    """An input's is always, also of a block that was just reset."""
    k210 = start(f"k210-gpio.ie-follows-direction={setting}")
    gpio, sysctl = k210.block(0x50200000), k210.block(0x50440000)

    def inputs():
        return [int(" ie=1 " in k210.jig.ask(f"pad {8 + line}"))
                for line in range(8)]
    assert inputs() == [1] * 8
    for line in range(8):
        gpio[DIRECTION] = 1 << line
        assert inputs() == [listens if n == line else 1 for n in range(8)]
    gpio[DIRECTION] = 0xff
    assert inputs() == [listens] * 8
    sysctl[0x34] = 1 << 5
    assert inputs() == [1] * 8


@LISTENS
def test_an_output_that_does_not_listen_reads_0(start, setting, listens):
    """In PAD_DI, at the function's input, and in data_input where that is
    the pad; there and back."""
    k210 = start(f"k210-gpio.ie-follows-direction={setting}",
                 "k210-gpio.output-reads-pad=on")
    gpio, fpioa = k210.block(0x50200000), k210.block(0x502b0000)
    k210.jig.do(f"pull {PAD} up")
    gpio[DATA_OUTPUT] = LINE
    for direction, seen in ((0, 1), (LINE, listens), (0, 1)):
        gpio[DIRECTION] = direction
        assert k210.jig.level(PAD) == "1"
        assert fpioa[4 * PAD] >> 31 == seen
        assert k210.jig.ask("input GPIO2") == f"input GPIO2 {seen}"
        assert gpio[DATA_INPUT] == seen << 2


@LISTENS
def test_a_line_may_have_an_edge_as_it_becomes_an_input(start, setting,
                                                        listens):
    """Its pad is high all the time, and only now it is seen."""
    line = Line(start(f"k210-gpio.ie-follows-direction={setting}"))
    line.drive(1)
    line.gpio[DATA_OUTPUT] = line.gpio[DIRECTION] = line.gpio[ENABLE] = LINE
    line.set_type("rising")
    assert not line.irq
    line.gpio[DIRECTION] = 0
    assert line.irq == (not listens)
    line.gpio[EOI] = LINE
    assert not line.irq


def test_data_output_is_kept_while_the_line_is_an_input(jig, gpio):
    """So a driver sets the level first and the direction after."""
    gpio[DATA_OUTPUT] = LINE
    assert (jig.level(PAD), gpio[DATA_INPUT]) == ("z", 0)
    jig.do(f"watch {PAD}")
    gpio[DIRECTION] = LINE
    jig.ask("mark")
    assert jig.edges(PAD) == [("1", 0)]


# ---- debounce ---------------------------------------------------------------

@pytest.mark.parametrize("setting, ns", [(None, 77), (5000, 5000)])
def test_each_line_has_a_debouncer_of_its_own(start, setting, ns):
    """Lines 0 to 7 rise one after another, and come out so."""
    k210 = start(*[f"k210-gpio.debounce-ns={setting}"] if setting else [])
    gpio = k210.block(0x50200000)
    for line in range(8):
        k210.jig.do(f"drive {8 + line} 0")
    gpio[TYPE] = gpio[POLARITY] = gpio[ENABLE] = gpio[DEBOUNCE] = 0xff
    gpio[EOI] = 0xff
    for line in range(8):
        k210.jig.do(f"at {10 * line} drive {8 + line} 1")
    k210.step(ns - 1)
    for line in range(8):
        assert gpio[RAW] == (1 << line) - 1
        k210.step(1)
        assert gpio[RAW] == (2 << line) - 1
        k210.step(9)


@pytest.mark.parametrize("name", ["falling", "rising", "both"])
def test_a_debounced_edge_has_its_sense(k210, name):
    line = Line(k210)
    line.drive(0)
    line.gpio[ENABLE] = line.gpio[DEBOUNCE] = LINE
    line.set_type(name)
    for level in (1, 0, 1):
        line.drive(level)
        assert not line.irq
        k210.step(77)
        assert line.irq == (name in (("falling", "both"),
                                     ("rising", "both"))[level])
        line.gpio[EOI] = LINE


def test_a_change_starts_the_debouncer_anew(k210):
    """Stable means without any change since."""
    line = Line(k210)
    line.drive(0)
    line.gpio[ENABLE] = line.gpio[DEBOUNCE] = LINE
    line.set_type("rising")
    line.drive(1)
    k210.step(50)
    line.drive(0)
    k210.step(10)
    line.drive(1)
    k210.step(76)
    assert not line.irq
    k210.step(1)
    assert line.irq


def test_a_reset_stops_the_debouncer(k210, sysctl):
    line = Line(k210)
    line.drive(0)
    line.gpio[DEBOUNCE] = LINE
    line.drive(1)
    sysctl[0x34] = 1 << 5
    sysctl[0x34] = 0
    line.gpio[ENABLE] = line.gpio[TYPE] = line.gpio[POLARITY] = LINE
    line.gpio[EOI] = LINE
    k210.step(1000)
    assert line.gpio[RAW] == 0 and line.gpio[DATA_INPUT] == LINE
