# SPDX-License-Identifier: GPL-2.0-or-later
"""What is where (1.1 of hardware/k210.md), what the jig counts of it, and
UARTHS."""

import socket
import time

import pytest

from .state import COUNTED, WORDS

ALL = 0xffffffff

# Blocks that nobody needs: they read 0, and their use is logged, no error.
UNMODELLED = {
    "kpu": 0x40800000, "fft": 0x42000000, "dmac": 0x50000000,
    "uart1": 0x50210000, "uart2": 0x50220000, "uart3": 0x50230000,
    "spi2": 0x50240000, "i2s0": 0x50250000, "i2s1": 0x50260000,
    "i2s2": 0x50270000, "i2c0": 0x50280000, "i2c1": 0x50290000,
    "i2c2": 0x502a0000, "sha256": 0x502c0000, "timer0": 0x502d0000,
    "timer1": 0x502e0000, "timer2": 0x502f0000, "wdt0": 0x50400000,
    "wdt1": 0x50410000, "otp": 0x50420000, "dvp": 0x50430000,
    "aes": 0x50450000, "rtc": 0x50460000, "spi0": 0x52000000,
    "spi1": 0x53000000, "spi3": 0x54000000,
}


def test_there_are_8_mib_of_sram_and_their_alias(k210):
    for offset in (0, 0x400000, 0x7ffffc):
        k210.write(0x80000000 + offset, 0x12345678)
        assert k210.read(0x40000000 + offset) == 0x12345678
    assert k210.errors() == []


@pytest.mark.parametrize("address", [
    0x00000000, 0x37fffffc, 0x38002000, 0x50200080, 0x502b0100, 0x50440100,
    0x60000000, 0x80800000])
def test_where_nothing_is_an_access_is_an_error(k210, address):
    k210.read(address)
    assert "Invalid read" in k210.error()
    k210.write(address, 1)
    assert "Invalid write" in k210.error()


@pytest.mark.parametrize("name, base", UNMODELLED.items())
def test_a_block_without_a_model_reads_0_and_is_no_error(k210, name, base):
    k210.write(base, ALL)
    assert k210.read(base) == 0
    assert k210.read(base + 1, 1) == 0
    assert k210.errors() == []
    assert k210.notes() == [
        f"no model: {name}: write of 0xffffffff at 0x0",
        f"no model: {name}: read at 0x0", f"no model: {name}: read at 0x1"]


@pytest.mark.parametrize("hart", [0, 1])
def test_the_clint_has_two_harts(k210, hart):
    """msip at 4 * hart, mtimecmp at 0x4000 + 8 * hart, mtime at 0xbff8."""
    k210.write(0x02000000 + 4 * hart, 1)
    assert k210.read(0x02000000 + 4 * hart) == 1
    k210.write(0x02004000 + 8 * hart, 0x123456789abcdef0, 8)
    assert k210.read(0x02004000 + 8 * hart, 8) == 0x123456789abcdef0


def test_mtime_runs_at_7_8_mhz(k210):
    start = k210.read(0x0200bff8, 8)
    k210.step(10 ** 9)
    assert k210.read(0x0200bff8, 8) - start == 7800000


# ---- counts -----------------------------------------------------------------

@pytest.mark.parametrize("block, base, offset", [
    ("gpiohs", 0x38001000, 0x18), ("gpio", 0x50200000, 0x34),
    ("fpioa", 0x502b0000, 0xc4), ("plic", 0x0c000000, 0x200000)])
def test_accesses_are_counted_exactly(k210, block, base, offset):
    jig = k210.jig
    assert jig.ask(f"count {block}") == f"count {block} reads=0 writes=0"
    for _ in range(3):
        k210.read(base + offset)
    k210.write(base + offset, 0)
    k210.read(base + offset + 4)
    k210.write(base + offset, 0, 2)         # refused, so not served
    assert len(k210.errors()) == 1
    assert jig.ask(f"count {block}") == f"count {block} reads=4 writes=1"
    assert jig.ask(f"count {block} {offset:#x}") == (
        f"count {block} reads=3 writes=1")
    jig.ask("pad 16")                       # the jig's own looks
    assert jig.ask(f"count {block}") == f"count {block} reads=4 writes=1"


@pytest.mark.parametrize("block", COUNTED)
def test_each_register_has_a_count_of_its_own(k210, block):
    base, offsets = WORDS[block]
    if block == "plic":                         # claims, of nothing
        offsets = [*offsets, *range(0x200004, 0x204004, 0x1000)]
    for n, offset in enumerate(offsets):
        for _ in range(n % 7):
            k210.read(base + offset)
    assert [k210.jig.ask(f"count {block} {offset:#x}")
            for offset in offsets] == [
        f"count {block} reads={n % 7} writes=0" for n in range(len(offsets))]


# ---- UARTHS: a SiFive UART --------------------------------------------------

TXDATA, RXDATA, TXCTRL, RXCTRL, IE, IP, DIV = range(0x00, 0x1c, 4)


@pytest.fixture
def uarths(k210):
    return k210.block(0x38000000)


@pytest.mark.parametrize("offset, value", [
    (TXDATA, 0), (RXDATA, 1 << 31), (RXCTRL, 0), (IE, 0), (IP, 0), (DIV, 0),
    (TXCTRL, 1)])           # early consoles count on the transmitter being on
def test_uarths_at_reset(uarths, offset, value):
    assert uarths[offset] == value


@pytest.mark.parametrize("offset, bits", [
    (TXCTRL, 0x00070003), (RXCTRL, 0x00070001), (IE, 3), (DIV, 0xffff)])
def test_uarths_keeps_its_settings(uarths, offset, bits):
    for value in (bits, 0):
        uarths[offset] = value
        assert uarths[offset] & bits == value


def receive(uarths, count):
    """The next COUNT bytes, as soon as QEMU has read them."""
    received = []
    end = time.monotonic() + 60
    while len(received) < count:
        byte = uarths[RXDATA]
        if not byte >> 31:
            received.append(byte)
        assert time.monotonic() < end, received
    return bytes(received)


@pytest.fixture
def terminal(k210, uarths):
    """What UARTHS is connected to, from when QEMU knows of it."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(k210.folder / "uarths"))
        connection.sendall(b"?")
        assert receive(uarths, 1) == b"?"
        yield connection


def test_uarths_sends_at_once(terminal, uarths):
    for byte in b"K210\n":
        assert uarths[TXDATA] == 0          # never full
        uarths[TXDATA] = byte
        assert terminal.recv(2) == bytes([byte])
    uarths[TXCTRL] = 0
    uarths[TXDATA] = ord("x")
    uarths[TXCTRL] = 1
    uarths[TXDATA] = ord("y")
    assert terminal.recv(2) == b"y"


def test_uarths_receives_more_than_its_fifo_holds(terminal, uarths):
    terminal.sendall(b"eight and more")
    assert receive(uarths, 14) == b"eight and more"
    assert uarths[RXDATA] == 1 << 31


def test_uarths_interrupts_while_more_than_its_mark_waits(
        terminal, uarths, plic):
    uarths[RXCTRL] = 1 << 16 | 1
    uarths[IE] = 2
    terminal.sendall(b"12")
    end = time.monotonic() + 60
    while not uarths[IP]:
        assert time.monotonic() < end
    assert (uarths[IP], plic[0x1004]) == (2, 1 << 33 - 32)
    assert receive(uarths, 1) == b"1"
    assert uarths[IP] == 0


def test_uarths_interrupts_while_less_than_its_mark_waits(uarths, plic):
    uarths[IE] = 1
    assert (uarths[IP], plic[0x1004]) == (0, 0)
    uarths[TXCTRL] = 1 << 16 | 1
    assert (uarths[IP], plic[0x1004]) == (1, 1 << 33 - 32)


@pytest.mark.parametrize("offset", [RXDATA, IP])
def test_uarths_read_only_registers(k210, uarths, offset):
    uarths[offset] = 1
    assert k210.error() == (f"uarths: 4-byte write of 0x1 at 0x{offset:x}: "
                            "the register is read-only")


@pytest.mark.parametrize("offset, size, why", [
    (0x1c, 4, "no register is there"), (0xffc, 4, "no register is there"),
    (TXCTRL, 1, "only aligned 32-bit accesses work"),
    (TXCTRL, 8, "only aligned 32-bit accesses work"),
    (TXCTRL + 2, 4, "only aligned 32-bit accesses work")])
def test_uarths_bad_accesses(k210, uarths, offset, size, why):
    assert uarths.read(offset, size) == 0
    assert k210.error() == f"uarths: {size}-byte read at 0x{offset:x}: {why}"
    uarths.write(offset, 0, size)
    assert why in k210.error() and uarths[TXCTRL] == 1
