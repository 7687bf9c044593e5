# SPDX-License-Identifier: GPL-2.0-or-later
"""GPIOHS, by chapter 2 of hardware/k210.md."""

import pytest

INPUT_VAL, INPUT_EN, OUTPUT_EN, OUTPUT_VAL = 0x00, 0x04, 0x08, 0x0c
PULLUP_EN, DRIVE = 0x10, 0x14
RISE_IE, RISE_IP, FALL_IE, FALL_IP = 0x18, 0x1c, 0x20, 0x24
HIGH_IE, HIGH_IP, LOW_IE, LOW_IP = 0x28, 0x2c, 0x30, 0x34
IOF_EN, IOF_SEL, OUTPUT_XOR = 0x38, 0x3c, 0x40
ALL = 0xffffffff

READ_WRITE = [INPUT_EN, OUTPUT_EN, OUTPUT_VAL, PULLUP_EN, DRIVE, RISE_IE,
              FALL_IE, HIGH_IE, LOW_IE, IOF_EN, IOF_SEL, OUTPUT_XOR]
PENDING = [RISE_IP, FALL_IP, HIGH_IP, LOW_IP]
RESET = {**dict.fromkeys([INPUT_VAL, *READ_WRITE, *PENDING], 0), LOW_IP: ALL}


def pad(line):
    """The reset words put line n on IO(16 + n) (4.5)."""
    return 16 + line


@pytest.fixture
def drive(jig):
    """drive(LINE, LEVEL) from outside."""
    return lambda line, level: jig.do(f"drive {pad(line)} {level}")


@pytest.fixture
def line_3(gpiohs, drive):
    """Line 3 listens, its pad is low and nothing of it is pending but low."""
    drive(3, 0)
    gpiohs[INPUT_EN] = 1 << 3
    return gpiohs


@pytest.mark.parametrize("offset", RESET)
def test_a_register_at_reset(gpiohs, offset):
    """low_ip records "the value is 0", which it is everywhere (2.1, 2.8)."""
    assert gpiohs[offset] == RESET[offset]


@pytest.mark.parametrize("offset", READ_WRITE)
def test_a_register_keeps_32_bits_and_changes_no_other(gpiohs, offset):
    for value in (0xa5c3960f, 0x5a3c69f0):
        gpiohs[offset] = value
        assert {at: gpiohs[at] for at in RESET} == {**RESET, offset: value}


def test_input_val_is_read_only(k210, gpiohs):
    gpiohs[INPUT_VAL] = ALL
    assert k210.error() == ("gpiohs: 4-byte write of 0xffffffff at 0x0: the "
                            "register is read-only")
    assert gpiohs[INPUT_VAL] == 0


@pytest.mark.parametrize("offset", [0x44, 0x48, 0x4c, 0x50, 0x54, 0x80, 0xffc])
def test_a_hole_reads_0_ignores_writes_and_is_an_error(k210, gpiohs, offset):
    """The newer SiFive registers from 0x44 to 0x50 are absent (2.1)."""
    gpiohs[offset] = ALL
    assert k210.error() == (f"gpiohs: 4-byte write of 0xffffffff at "
                            f"0x{offset:x}: no register is there")
    assert gpiohs[offset] == 0
    assert k210.error() == (f"gpiohs: 4-byte read at 0x{offset:x}: no "
                            "register is there")


@pytest.mark.parametrize("offset, size", [
    (RISE_IE, 1), (RISE_IE, 2), (RISE_IE, 8), (RISE_IE + 1, 1),
    (RISE_IE + 2, 2), (RISE_IE + 2, 4)])
def test_only_aligned_words_are_served(k210, gpiohs, offset, size):
    """2.7: use 32-bit accesses only."""
    gpiohs[RISE_IE] = 0x11111111
    why = "only aligned 32-bit accesses work"
    gpiohs.write(offset, 0x22, size)
    assert k210.error() == (f"gpiohs: {size}-byte write of 0x22 at "
                            f"0x{offset:x}: {why}")
    assert gpiohs.read(offset, size) == 0
    assert k210.error() == f"gpiohs: {size}-byte read at 0x{offset:x}: {why}"
    assert gpiohs[RISE_IE] == 0x11111111


def test_each_line_has_its_pad_its_bit_and_its_plic_source(k210, gpiohs, drive,
                                                           plic):
    """Line n is function 24 + n, on IO(16 + n), and source 34 + n."""
    k210.watch_outputs("/machine/gpiohs")
    gpiohs[INPUT_EN] = ALL
    gpiohs[HIGH_IE] = ALL
    for line in range(32):
        drive(line, 1)
        assert gpiohs[INPUT_VAL] == 1 << line
        assert k210.irqs() == {line}
        source = 34 + line
        assert [plic[0x1000 + 4 * word] for word in range(3)] == [
            1 << source % 32 if word == source // 32 else 0
            for word in range(3)]
        drive(line, 0)
        gpiohs[HIGH_IP] = 1 << line
        plic[0x2000 + 4 * (source // 32)] = 1 << source % 32
        plic[4 * source] = 1
        assert plic[0x200004] == source
        plic[0x200004] = source


# ---- inputs (2.1, 2.3) ------------------------------------------------------

def test_input_val_is_0_while_input_en_is_0(gpiohs, drive):
    drive(3, 1)
    assert gpiohs[INPUT_VAL] == 0
    gpiohs[INPUT_EN] = 1 << 3
    assert gpiohs[INPUT_VAL] == 1 << 3
    gpiohs[INPUT_EN] = 0
    assert gpiohs[INPUT_VAL] == 0


def test_another_lines_input_en_opens_no_pad(gpiohs, drive):
    drive(3, 1)
    gpiohs[INPUT_EN] = ALL & ~(1 << 3)
    assert gpiohs[INPUT_VAL] == 0


def test_a_floating_input_reads_0(gpiohs, drive):
    gpiohs[INPUT_EN] = 1 << 3
    drive(3, 1)
    drive(3, "z")
    assert gpiohs[INPUT_VAL] == 0


def test_input_en_itself_makes_the_edges_that_it_shows(gpiohs, drive):
    """The synchroniser sees the gated pad (2.1, 2.3)."""
    drive(3, 1)
    gpiohs[INPUT_EN] = 1 << 3
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (1 << 3, 0)
    gpiohs[INPUT_EN] = 0
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (1 << 3, 1 << 3)


def test_low_ip_can_not_be_cleared_on_a_line_whose_input_is_off(gpiohs, drive):
    """2.2: since the value reads 0, low_ip is permanently set."""
    drive(3, 1)
    gpiohs[LOW_IP] = ALL
    assert gpiohs[LOW_IP] == ALL


# ---- pending bits (2.2) -----------------------------------------------------

def test_a_rising_edge_sets_rise_ip_and_it_stays(line_3, drive):
    drive(3, 1)
    assert (line_3[RISE_IP], line_3[FALL_IP]) == (1 << 3, 0)
    assert line_3[RISE_IP] == 1 << 3        # reading does not clear


def test_a_falling_edge_sets_fall_ip_and_it_stays(line_3, drive):
    drive(3, 1)
    line_3[RISE_IP] = 1 << 3
    drive(3, 0)
    assert (line_3[RISE_IP], line_3[FALL_IP]) == (0, 1 << 3)
    assert line_3[FALL_IP] == 1 << 3


def test_a_level_is_no_edge(line_3, drive):
    drive(3, 1)
    line_3[RISE_IP] = 1 << 3
    drive(3, 1)
    assert (line_3[RISE_IP], line_3[FALL_IP]) == (0, 0)


def test_a_pulse_leaves_both_edges(line_3, drive):
    drive(3, 1)
    drive(3, 0)
    assert (line_3[RISE_IP], line_3[FALL_IP]) == (1 << 3, 1 << 3)


def test_high_ip_is_set_again_at_once_while_the_line_is_high(line_3, drive):
    """Set has priority over clear."""
    drive(3, 1)
    line_3[HIGH_IP] = 1 << 3
    assert line_3[HIGH_IP] == 1 << 3


def test_high_ip_stays_when_the_line_drops_until_it_is_cleared(line_3, drive):
    drive(3, 1)
    drive(3, 0)
    assert line_3[HIGH_IP] == 1 << 3
    line_3[HIGH_IP] = 1 << 3
    assert line_3[HIGH_IP] == 0


def test_low_ip_is_set_again_at_once_while_the_line_is_low(line_3):
    line_3[LOW_IP] = ALL
    assert line_3[LOW_IP] == ALL


def test_low_ip_stays_when_the_line_rises_until_it_is_cleared(line_3, drive):
    drive(3, 1)
    assert line_3[LOW_IP] == ALL
    line_3[LOW_IP] = 1 << 3
    assert line_3[LOW_IP] == ALL & ~(1 << 3)


@pytest.mark.parametrize("ip, last", [
    (RISE_IP, 0), (FALL_IP, 0), (HIGH_IP, 0), (LOW_IP, 1)])
def test_a_1_clears_its_own_bit_and_a_0_none(gpiohs, drive, ip, last):
    """So an acknowledge is one blind write, without a lock (2.1)."""
    three = 1 << 3 | 1 << 4 | 1 << 31
    gpiohs[INPUT_EN] = three
    for line in (3, 4, 31):
        for level in (1, 0, 1, last):
            drive(line, level)
    assert gpiohs[ip] & three == three
    gpiohs[ip] = 0
    assert gpiohs[ip] & three == three
    gpiohs[ip] = 1 << 4
    assert gpiohs[ip] & three == three & ~(1 << 4)


def test_acknowledging_by_read_modify_write_drops_other_lines(gpiohs, drive):
    """The vendor SDK's defect (2.6) has to be visible."""
    gpiohs[INPUT_EN] = 1 << 3 | 1 << 4
    drive(3, 1)
    drive(4, 1)
    gpiohs[RISE_IP] = gpiohs[RISE_IP] | 1 << 3
    assert gpiohs[RISE_IP] == 0


def test_an_edge_after_the_acknowledge_is_pending_again(line_3, drive):
    for _ in range(3):
        drive(3, 1)
        drive(3, 0)
        assert line_3[RISE_IP] == 1 << 3
        line_3[RISE_IP] = 1 << 3
        assert line_3[RISE_IP] == 0


# ---- interrupts (2.2) -------------------------------------------------------

CAUSES = [(RISE_IE, RISE_IP, (0, 1)), (FALL_IE, FALL_IP, (1, 0)),
          (HIGH_IE, HIGH_IP, (0, 1, 0)), (LOW_IE, LOW_IP, (0, 1))]


@pytest.mark.parametrize("ie, ip, levels", CAUSES)
def test_an_interrupt_is_pending_and_enabled(k210, gpiohs, drive, ie, ip,
                                             levels):
    """What came while it was disabled is pending when it is enabled, and ie
    need not be 0 to clear ip."""
    k210.watch_outputs("/machine/gpiohs")
    gpiohs[INPUT_EN] = 1 << 3
    for level in levels:
        drive(3, level)
    assert k210.irqs() == set()
    gpiohs[ie] = 1 << 3
    assert k210.irqs() == {3}
    gpiohs[ie] = 0
    assert k210.irqs() == set() and gpiohs[ip] & 1 << 3
    gpiohs[ie] = 1 << 3
    gpiohs[ip] = 1 << 3
    assert k210.irqs() == set() and gpiohs[ie] == 1 << 3


@pytest.mark.parametrize("ie, ip, levels", CAUSES)
def test_no_cause_is_enabled_by_another_ones_bit(k210, gpiohs, drive, ie, ip,
                                                 levels):
    k210.watch_outputs("/machine/gpiohs")
    gpiohs[INPUT_EN] = 1 << 3
    for level in levels:
        drive(3, level)
    for other, other_ip, _ in CAUSES:
        if other != ie:
            gpiohs[other_ip] = 1 << 3
            gpiohs[other] = ALL & ~(1 << 3)
    gpiohs[ie] = ALL & ~(1 << 3)
    assert gpiohs[ip] & 1 << 3 and 3 not in k210.irqs()


def test_both_edges_tell_which_one_fired(k210, line_3, drive):
    k210.watch_outputs("/machine/gpiohs")
    line_3[RISE_IE] = line_3[FALL_IE] = 1 << 3
    for level, ip, other in ((1, RISE_IP, FALL_IP), (0, FALL_IP, RISE_IP)):
        drive(3, level)
        assert k210.irqs() == {3}
        assert line_3[ip] == 1 << 3 and line_3[other] == 0
        line_3[ip] = 1 << 3
        assert k210.irqs() == set()


def test_the_wire_stays_up_until_the_last_cause_is_cleared(k210, line_3,
                                                           drive):
    k210.watch_outputs("/machine/gpiohs")
    line_3[RISE_IE] = line_3[FALL_IE] = 1 << 3
    drive(3, 1)
    drive(3, 0)
    line_3[RISE_IP] = 1 << 3
    assert k210.irqs() == {3}
    line_3[FALL_IP] = 1 << 3
    assert k210.irqs() == set()


def test_a_level_interrupt_asserts_until_the_level_is_gone(k210, line_3,
                                                           drive):
    """Clearing before the level has gone does not help, and afterwards it is
    mandatory: the order of a level handler."""
    k210.watch_outputs("/machine/gpiohs")
    line_3[HIGH_IE] = 1 << 3
    drive(3, 1)
    line_3[HIGH_IP] = 1 << 3
    assert k210.irqs() == {3}
    drive(3, 0)
    assert k210.irqs() == {3}
    line_3[HIGH_IP] = 1 << 3
    assert k210.irqs() == set()


# ---- outputs (2.3) ----------------------------------------------------------

def test_output_en_drives_output_val_and_lets_go(jig, gpiohs):
    levels = [jig.level(pad(5))]
    for offset, value in ((OUTPUT_EN, 1 << 5), (OUTPUT_VAL, 1 << 5),
                          (OUTPUT_VAL, 0), (OUTPUT_VAL, 1 << 5),
                          (OUTPUT_EN, 0)):
        gpiohs[offset] = value
        levels.append(jig.level(pad(5)))
    assert levels == ["z", "0", "1", "0", "1", "z"]


@pytest.mark.parametrize("line", [0, 7, 31])
def test_an_output_is_its_own_lines_alone(jig, gpiohs, line):
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = 1 << line
    assert [jig.level(pad(n)) for n in range(32)] == [
        "1" if n == line else "z" for n in range(32)]


def test_output_xor_inverts_the_pad_and_not_the_register(jig, gpiohs):
    gpiohs[OUTPUT_EN] = 1 << 5
    gpiohs[OUTPUT_XOR] = 1 << 5
    assert jig.level(pad(5)) == "1" and gpiohs[OUTPUT_VAL] == 0
    gpiohs[OUTPUT_VAL] = 1 << 5
    assert jig.level(pad(5)) == "0" and gpiohs[OUTPUT_VAL] == 1 << 5


def test_an_output_reads_back_only_with_its_input_on(gpiohs):
    """MaixPy flips the direction to read an output, which no-one need do."""
    gpiohs[OUTPUT_EN] = gpiohs[OUTPUT_VAL] = 1 << 5
    assert gpiohs[INPUT_VAL] == 0
    gpiohs[INPUT_EN] = 1 << 5
    assert gpiohs[INPUT_VAL] == 1 << 5
    gpiohs[OUTPUT_VAL] = 0
    assert gpiohs[INPUT_VAL] == 0


def test_an_output_that_listens_sees_its_own_edges(gpiohs):
    gpiohs[OUTPUT_EN] = gpiohs[INPUT_EN] = 1 << 5
    gpiohs[OUTPUT_VAL] = 1 << 5
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (1 << 5, 0)
    gpiohs[OUTPUT_VAL] = 0
    assert (gpiohs[RISE_IP], gpiohs[FALL_IP]) == (1 << 5, 1 << 5)


@pytest.mark.parametrize("offset", [PULLUP_EN, DRIVE, IOF_EN, IOF_SEL])
def test_the_registers_that_no_driver_writes_leave_the_pad_alone(jig, gpiohs,
                                                                 offset):
    """Pulls and strength come from the FPIOA (2.3, 2.5)."""
    before = [jig.ask(f"pad {pad(5)}"), jig.level(pad(5))]
    gpiohs[offset] = ALL
    assert [jig.ask(f"pad {pad(5)}"), jig.level(pad(5))] == before


# ---- reset ------------------------------------------------------------------

def test_a_reset_of_the_chip_clears_all_and_makes_no_edge(gpiohs, drive, plic,
                                                          sysctl):
    for offset in READ_WRITE:
        gpiohs[offset] = 1 << 4
    gpiohs[INPUT_EN] = 1 << 3
    gpiohs[LOW_IE] = ALL
    drive(3, 1)
    sysctl[0x30] = 1
    assert {at: gpiohs[at] for at in RESET} == RESET
    assert [plic[0x1000 + 4 * word] for word in range(3)] == [0, 0, 0]
