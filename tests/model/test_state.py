# SPDX-License-Identifier: GPL-2.0-or-later
"""The chip's blocks, saved and loaded: nothing is lost and nothing happens by
itself, and what was going on goes on."""

import pytest

from .state import SETTINGS, Guest

GPIOHS, GPIO, FPIOA = 0x38001000, 0x50200000, 0x502b0000
SYSCTL, PLIC = 0x50440000, 0x0c000000
ENABLE1, CLAIM, CLAIM2, PENDING1 = 0x2004, 0x200004, 0x202004, 0x1004
M_TIMER, M_EXT = 7, 11
TYPE, RAW, EOI, DEBOUNCE = 0x38, 0x44, 0x4c, 0x48


def blocks(machine, *bases):
    return [machine.block(base) for base in bases]


def bit(source):
    return 1 << source % 32


# ---- GPIOHS -----------------------------------------------------------------

def test_gpiohs(k210, reload, gpiohs):
    """Each register another value, and edges of both kinds are pending."""
    for pad in range(16, 48, 3):
        k210.jig.do(f"drive {pad} 1")
    gpiohs[0x04] = 0xfffff0ff
    for pad in range(22, 48, 6):
        k210.jig.do(f"drive {pad} 0")
    gpiohs[0x2c] = 0x00ff00ff
    gpiohs[0x34] = 0x0ff00ff0
    for offset in (0x0c, 0x10, 0x14, 0x18, 0x20, 0x28, 0x30, 0x38, 0x3c, 0x40):
        gpiohs[offset] = 0x01234567 * (1 + offset) & 0xffffffff
    gpiohs[0x08] = 0x00000d00
    again = reload(k210).block(GPIOHS)
    for offset in (0x1c, 0x24, 0x2c, 0x34):
        assert gpiohs[offset] == again[offset] != 0
        gpiohs[offset] = again[offset] = 0xffffffff
        assert gpiohs[offset] == again[offset]


def test_an_edge_that_was_latched_is_served_once(k210, reload, gpiohs, plic):
    """Its wire is up, and goes down with the acknowledge."""
    plic[ENABLE1] = bit(37)
    plic[4 * 37] = 1
    gpiohs[0x04] = gpiohs[0x18] = 1 << 3
    k210.jig.do("drive 19 1")
    again = reload(k210)
    gpiohs, plic = blocks(again, GPIOHS, PLIC)
    assert gpiohs[0x1c] == 1 << 3
    assert plic[CLAIM] == 37
    gpiohs[0x1c] = 1 << 3
    plic[CLAIM] = 37
    assert plic[CLAIM] == 0 and plic[PENDING1] == 0
    again.jig.do("drive 19 0")
    again.jig.do("drive 19 1")
    assert plic[CLAIM] == 37


def test_an_input_is_known_to_be_high(k210, reload, gpiohs):
    gpiohs[0x04] = 1 << 3
    k210.jig.do("drive 19 1")
    again = reload(k210)
    gpiohs = again.block(GPIOHS)
    gpiohs[0x1c] = 1 << 3
    again.jig.do("drive 19 1")
    assert (gpiohs[0x1c], gpiohs[0x24]) == (0, 0)
    again.jig.do("drive 19 0")
    assert (gpiohs[0x1c], gpiohs[0x24]) == (0, 1 << 3)


# ---- GPIO -------------------------------------------------------------------

@pytest.fixture
def edge(k210, gpio):
    """Line 2 is low, on IO10; its rising edge is an interrupt."""
    k210.jig.do("drive 10 0")
    gpio[TYPE] = gpio[0x3c] = gpio[0x30] = 1 << 2
    gpio[EOI] = 1 << 2
    return gpio


def test_gpio(k210, reload, gpio):
    for pad in (8, 10, 11, 15):
        k210.jig.do(f"drive {pad} 1")
    for offset, value in ((0x00, 0x5a), (0x04, 0x02), (0x08, 0x10),
                          (0x30, 0xed), (0x34, 0x24), (TYPE, 0x0c),
                          (0x3c, 0x37), (DEBOUNCE, 0x80), (0x60, 1),
                          (0x68, 0x40)):
        gpio[offset] = value
    for pad in (8, 10, 11, 14):
        k210.jig.do(f"drive {pad} 0")
    assert gpio[RAW] != 0 and gpio[RAW] != gpio[0x40] != 0
    reload(k210)


@pytest.mark.parametrize("mask", [0, 1 << 2])
def test_a_gpio_edge_is_latched_until_eoi(k210, reload, edge, mask):
    edge[0x34] = mask
    k210.jig.do("drive 10 1")
    k210.jig.do("drive 10 0")
    gpio, plic = blocks(reload(k210), GPIO, PLIC)
    assert (gpio[RAW], gpio[0x40]) == (1 << 2, 1 << 2 & ~mask)
    gpio[EOI] = 1 << 2
    assert gpio[RAW] == 0
    plic[0x2000], plic[4 * 23] = bit(23), 1
    assert plic[CLAIM] == (0 if mask else 23)
    plic[CLAIM] = 23
    assert plic[CLAIM] == 0


def test_no_edge_is_made_of_a_level_that_was_there(k210, reload, edge):
    """A register is written, which is when polarity would latch."""
    k210.jig.do("drive 10 1")
    edge[EOI] = 1 << 2
    again = reload(k210)
    gpio = again.block(GPIO)
    gpio[0x34] = 0
    again.jig.do("drive 10 1")
    assert gpio[RAW] == 0
    gpio[TYPE] = 0                      # a level, high
    assert gpio[RAW] == 1 << 2
    again.jig.do("drive 10 0")
    assert gpio[RAW] == 0


def test_a_debounce_in_progress_ends_when_it_would_have(k210, reload, edge):
    edge[DEBOUNCE] = 1 << 2
    k210.step(1000)
    k210.jig.do("drive 10 1")
    k210.step(40)
    again = reload(k210)
    gpio = again.block(GPIO)
    again.step(36)
    assert gpio[RAW] == 0
    again.step(1)
    assert gpio[RAW] == 1 << 2


def test_a_debounce_in_progress_may_still_be_off(k210, reload, edge):
    edge[DEBOUNCE] = 1 << 2
    k210.jig.do("drive 10 1")
    k210.step(40)
    again = reload(k210)
    again.jig.do("drive 10 0")
    again.step(1000)
    assert again.block(GPIO)[RAW] == 0


# ---- PLIC -------------------------------------------------------------------

@pytest.fixture
def claimed(k210, gpiohs, plic):
    """With low_ie as switches: 40 and 41 are claimed by hart 0's context 0, 50
    by hart 1's context 2, and 60 is pending in both."""
    for word, value in ((0, 0x00800002), (1, 0xffffffff), (2, 1)):
        plic[0x2000 + 4 * word] = value
        plic[0x2180 + 4 * word] = ~value & 0xffffffff
    plic[0x2104] = bit(50) | bit(60)
    for source in range(1, 66):
        plic[4 * source] = 1 + source % 7
    for context in range(4):
        plic[0x200000 + 0x1000 * context] = context + 1
    for source, context in ((40, CLAIM), (41, CLAIM), (50, CLAIM2)):
        gpiohs[0x30] |= 1 << source - 34
        assert plic[context] == source
    gpiohs[0x30] |= 1 << 60 - 34
    return plic


def test_claims_and_requests(k210, reload, gpiohs, claimed):
    gpiohs[0x30] &= ~(1 << 41 - 34)
    again = reload(k210)
    gpiohs, plic = blocks(again, GPIOHS, PLIC)
    assert plic[PENDING1] == bit(60)
    plic[CLAIM2] = 40                   # not enabled there: ignored
    assert plic[PENDING1] == bit(60)
    plic[CLAIM] = 40                    # still up: requested again
    assert plic[PENDING1] == bit(60) | bit(40)
    plic[CLAIM] = 41                    # it went down meanwhile
    assert plic[PENDING1] == bit(60) | bit(40)
    gpiohs[0x30] |= 1 << 41 - 34
    assert plic[PENDING1] == bit(60) | bit(40) | bit(41)
    gpiohs[0x30] &= ~(1 << 50 - 34)
    gpiohs[0x30] |= 1 << 50 - 34        # claimed: nothing passes
    assert plic[PENDING1] == bit(60) | bit(40) | bit(41)
    assert [plic[CLAIM] for _ in range(4)] == [41, 40, 60, 0]
    plic[CLAIM2] = 50
    assert plic[CLAIM2] == 50


def test_a_request_has_reached_its_hart_and_is_taken_back(k210, reload,
                                                          claimed):
    again = reload(k210)
    again.watch_inputs("/machine/harts/harts[0]")
    plic = again.block(PLIC)
    assert plic[CLAIM] == 60 and again.irqs() == set()
    plic[CLAIM] = 60
    assert again.irqs() == {M_EXT}


@pytest.mark.parametrize("claim_first", [0, 40])
def test_the_jigs_interrupt_stays_out_of_the_counts(k210, reload, plic, gpiohs,
                                                    claim_first):
    """The bench is source 26; it becomes ready when it has answered."""
    plic[0x2000], plic[0x2004] = bit(26), bit(40)
    plic[4 * 26], plic[4 * 40] = 1, 2
    if claim_first:
        gpiohs[0x30] = 1 << 40 - 34
        assert plic[CLAIM] == 40
        gpiohs[0x30] = 0
        plic[CLAIM] = 40
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    guest.write(16, "mark\n")
    assert plic[CLAIM] == 26
    again = reload(k210)
    plic, ask = again.block(PLIC), again.jig.ask
    before = ask("count plic")
    plic[0x2000] = plic[0x2000]
    Guest(again).acknowledge()
    plic[CLAIM] = 26
    assert ask("count plic") == before
    assert plic[CLAIM] == 0
    reads = int(ask("count plic").split("reads=")[1].split()[0])
    assert reads - int(before.split("reads=")[1].split()[0]) == bool(
        claim_first)


# ---- FPIOA, pads, SYSCTL, CLINT ---------------------------------------------

def test_fpioa(k210, reload, fpioa, gpiohs, gpio):
    gpiohs[0x04], gpiohs[0x08], gpiohs[0x0c] = 0xf, 0x0f0, 0x0a0
    gpio[0x00], gpio[0x04] = 0xf0, 0x3c
    for pad in range(0, 48, 3):
        fpioa[4 * pad] = (0x01010193 * (pad + 7) & 0x00ff0f00) | 24 + pad
    for offset in range(0xc0, 0x100, 4):
        fpioa[offset] = 0x01234567 * offset & 0xffffffff
    k210.errors()                       # some drive against each other
    again = reload(k210)
    for machine in (k210, again):       # each function's wires are known
        for function in range(256):
            machine.block(FPIOA)[4 * 6] = function | 1 << 12
            machine.jig.events.append(machine.jig.ask("pad 6"))
            machine.block(FPIOA)[4 * 6] = function | 0xd << 12 | 1 << 20
            machine.jig.events.append(machine.jig.ask("pad 6"))
            machine.jig.events.append(machine.jig.ask(
                f"input {machine.jig.events[-1].split('fn=')[1].split()[0]}"))
        machine.errors()
    assert again.jig.events == k210.jig.events


def test_what_is_outside(k210, reload):
    """Drives, resistors, wires and a conflict that has been told."""
    for request in ("drive 20 1", "drive 22 0", "pull 24 up", "pull 26 down",
                    "wire 20 28", "wire 28 29", "wire 24 30", "pull 30 down",
                    "drive 31 0"):
        k210.jig.do(request)
    gpiohs = k210.block(GPIOHS)
    gpiohs[0x08] = gpiohs[0x0c] = 1 << 31 - 16
    assert "IO31" in k210.error()
    again = reload(k210)
    again.jig.do("pull 31 up")          # still the same conflict
    assert again.errors() == []
    again.jig.do("drive 31 z")
    again.jig.do("drive 31 0")
    assert "IO31" in again.error()
    for request in ("drive 20 z", "pull 24 none", "unwire 28 29",
                    "drive 29 1"):
        again.jig.do(request)
    assert "".join(map(again.jig.level, (20, 28, 29, 24, 30, 26, 22))) == (
        "zz10000")


@pytest.mark.parametrize("register, value, why", [
    (0x2c, 0, "the clock is off"), (0x28, 0, "the clock is off"),
    (0x34, 1 << 5 | 1 << 20, "the block is held in reset")])
def test_gates_and_resets(k210, reload, sysctl, register, value, why):
    for offset in (0x0c, 0x20, 0x54, 0x6c):
        sysctl[offset] = 0x00a50000 + offset
    sysctl[register] = value
    again = reload(k210, without=("gpio", "fpioa"))
    for base in (GPIO, FPIOA):
        assert again.read(base + 0x38) == 0
        assert why in again.error()
    again.block(SYSCTL)[register] = 0 if register == 0x34 else 0xffffffff
    again.block(GPIO)[0x00] = 0x5a
    assert again.block(GPIO)[0x00] == 0x5a


def test_the_harts_clock(k210, reload, sysctl):
    """At 7.8 MHz 78 ticks are 10000 ns; mtime starts anew at a reset."""
    k210.step(10000)
    sysctl[0x30] = 1
    k210.write(0x02004000, 78, 8)
    k210.write(0x02004008, 1 << 40, 8)
    k210.step(5000)
    again = reload(k210)
    again.watch_inputs("/machine/harts/harts[0]")
    again.step(4999)
    assert again.read(0x0200bff8, 8) == 77 and again.irqs() == set()
    again.step(1)
    assert again.read(0x0200bff8, 8) == 78 and again.irqs() == {M_TIMER}


def test_memory(k210, reload):
    for offset in (0, 0x3ffffc, 0x7ffffc):
        k210.write(0x80000000 + offset, 0x12345678 + offset)
    again = reload(k210)
    for offset in (0, 0x3ffffc, 0x7ffffc):
        assert again.read(0x40000000 + offset) == 0x12345678 + offset


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_that_stay_the_same(start, reload, setting):
    without = ("gpio", "fpioa") if "gates" in setting else ()
    reload(start(setting), setting, without=without)
