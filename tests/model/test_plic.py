# SPDX-License-Identifier: GPL-2.0-or-later
"""The PLIC and its gateways, by 1.2 of hardware/k210.md and 5 of
bench/qemu.md.

With all pads low GPIOHS's low_ie is a row of 32 switches: bit n is the level
of source 34 + n.
"""

import itertools

import pytest

LOW_IE = 0x30
PENDING = 0x1000
ALL = 0xffffffff
CONTEXTS = range(4)         # hart 0 M, hart 0 S, hart 1 M, hart 1 S
M_EXT, S_EXT = 11, 9        # a hart's external interrupts


def priority(source):
    return 4 * source


def enable(context, word=0):
    return 0x2000 + 0x80 * context + 4 * word


def threshold(context):
    return 0x200000 + 0x1000 * context


def claim(context):
    return 0x200004 + 0x1000 * context


REGISTERS = [*(priority(source) for source in range(1, 66)),
             *(enable(context, word) for context in CONTEXTS
               for word in range(3)),
             *(threshold(context) for context in CONTEXTS)]


class Sources:
    """Sources 34 to 65 and what the PLIC says about them."""

    def __init__(self, plic, gpiohs):
        self._plic = plic
        self._gpiohs = gpiohs

    def up(self, *sources):
        self._gpiohs[LOW_IE] |= sum(1 << source - 34 for source in sources)

    def down(self, *sources):
        self._gpiohs[LOW_IE] &= ~sum(1 << source - 34 for source in sources)

    @property
    def pending(self):
        words = [self._plic[PENDING + 4 * word] for word in range(3)]
        return {source for source in range(96)
                if words[source // 32] >> source % 32 & 1}

    def use(self, *sources, context=0, level=1):
        """Priority and enable; nothing else is enabled in CONTEXT."""
        for word in range(3):
            self._plic[enable(context, word)] = sum(
                1 << source % 32 for source in sources if
                source // 32 == word)
        for source in sources:
            self._plic[priority(source)] = level


@pytest.fixture
def sources(plic, gpiohs):
    return Sources(plic, gpiohs)


# ---- registers --------------------------------------------------------------

def test_all_is_0_at_reset(plic, sources):
    assert [plic[offset] for offset in REGISTERS] == [0] * len(REGISTERS)
    assert [plic[claim(context)] for context in CONTEXTS] == [0] * 4
    assert sources.pending == set()


@pytest.mark.parametrize("offset, mask", [
    (priority(1), 7), (priority(34), 7), (priority(65), 7),
    (enable(0, 0), ALL & ~1), (enable(0, 1), ALL), (enable(0, 2), 3),
    (enable(3, 0), ALL & ~1), (enable(3, 2), 3), (threshold(0), 7),
    (threshold(1), 7), (threshold(3), 7)])
def test_a_register_keeps_its_bits_and_changes_no_other(plic, offset, mask):
    """7 levels; sources 1 to 65."""
    for value in (ALL, 0xa5a5a5a6, 0):
        plic[offset] = value & mask
        assert {at: plic[at] for at in REGISTERS if plic[at]} == (
            {offset: value & mask} if value & mask else {})


@pytest.mark.parametrize("offset", [priority(1), threshold(0)])
def test_a_priority_has_three_bits(plic, offset):
    plic[offset] = 0xfffffff5
    assert plic[offset] == 5


@pytest.mark.parametrize("word", range(3))
def test_pending_is_read_only(k210, plic, sources, word):
    plic[PENDING + 4 * word] = ALL
    assert k210.error() == (f"plic: 4-byte write of 0xffffffff at "
                            f"0x{PENDING + 4 * word:x}: the register is "
                            "read-only")
    assert sources.pending == set()


@pytest.mark.parametrize("offset", [
    priority(66), 0x0ffc, PENDING + 12, enable(0, 3), enable(3, 3), enable(4),
    0x1ffc, 0x200008, threshold(4), claim(4), 0x3fffffc])
def test_a_hole_reads_0_ignores_writes_and_is_an_error(k210, plic, offset):
    plic[offset] = 1
    assert k210.error() == (f"plic: 4-byte write of 0x1 at 0x{offset:x}: no "
                            "register is there")
    assert plic[offset] == 0
    assert k210.error() == (f"plic: 4-byte read at 0x{offset:x}: no register "
                            "is there")


@pytest.mark.parametrize("size", [1, 2, 8])
def test_only_words_are_served(k210, plic, sources, size):
    sources.use(40)
    sources.up(40)
    assert plic.read(claim(0), size) == 0
    assert "only aligned 32-bit accesses work" in k210.error()
    assert sources.pending == {40}      # nothing was claimed


# ---- claims -----------------------------------------------------------------

def test_a_source_is_pending_whether_or_not_anyone_wants_it(plic, sources):
    sources.up(34, 65)
    assert sources.pending == {34, 65}
    assert [plic[claim(context)] for context in CONTEXTS] == [0] * 4


def test_a_claim_takes_the_source(plic, sources):
    sources.use(40)
    sources.use(40, context=2)
    sources.up(40)
    assert plic[claim(0)] == 40 and sources.pending == set()
    assert plic[claim(0)] == 0 and plic[claim(2)] == 0


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_claims_and_completes_what_is_enabled_in_it(plic, sources,
                                                              context):
    sources.use(40, context=context)
    sources.up(40, 41)
    plic[priority(41)] = 7
    assert [plic[claim(other)] for other in CONTEXTS
            if other != context] == [0] * 3
    assert plic[claim(context)] == 40 and sources.pending == {41}
    plic[claim(context)] = 40
    assert sources.pending == {40, 41}      # its level is still up


def test_priority_0_is_never(plic, sources):
    sources.use(40, level=0)
    sources.up(40)
    assert plic[claim(0)] == 0 and sources.pending == {40}
    plic[priority(40)] = 1
    assert plic[claim(0)] == 40


def test_the_most_urgent_source_is_first_and_then_the_lowest(plic, sources):
    sources.use(34, 40, 50, 60, 65)
    plic[priority(50)] = 7
    plic[priority(60)] = 7
    plic[priority(65)] = 3
    sources.up(34, 40, 50, 60, 65)
    assert [plic[claim(0)] for _ in range(6)] == [50, 60, 65, 34, 40, 0]


@pytest.mark.parametrize("context, hart, wire", [
    (0, 0, M_EXT), (1, 0, S_EXT), (2, 1, M_EXT), (3, 1, S_EXT)])
def test_a_context_is_one_wire_of_one_hart(k210, plic, sources, context, hart,
                                           wire):
    k210.watch_inputs(f"/machine/harts/harts[{hart}]")
    for other in CONTEXTS:
        sources.use(40 + other, context=other)
    for other in CONTEXTS:
        if other // 2 != hart:
            sources.up(40 + other)
    assert k210.irqs() == set()
    sources.up(40 + context)
    assert k210.irqs() == {wire}
    assert plic[claim(context)] == 40 + context
    assert k210.irqs() == set()


@pytest.mark.parametrize("level", range(8))
def test_a_priority_must_be_above_the_threshold(k210, plic, sources, level):
    k210.watch_inputs("/machine/harts/harts[0]")
    plic[threshold(0)] = level
    sources.use(40, level=level)
    sources.up(40)
    assert k210.irqs() == set()
    if level < 7:
        plic[priority(40)] = level + 1
        assert k210.irqs() == {M_EXT}
        plic[threshold(0)] = level + 1
        assert k210.irqs() == set()


def test_a_threshold_masks_the_wire_and_not_the_claim(plic, sources):
    """The PLIC's specification: a claim is not affected by the threshold."""
    plic[threshold(0)] = 7
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40


def test_taking_the_enable_away_lowers_the_wire(k210, plic, sources):
    k210.watch_inputs("/machine/harts/harts[0]")
    sources.use(40)
    sources.up(40)
    assert k210.irqs() == {M_EXT}
    plic[enable(0, 1)] = 0
    assert k210.irqs() == set() and plic[claim(0)] == 0
    plic[enable(0, 1)] = 1 << 40 - 32
    assert k210.irqs() == {M_EXT}


def test_the_other_blocks_sources(k210, plic, sources, gpio):
    """UARTHS is 33, GPIO 23."""
    uarths = k210.block(0x38000000)
    uarths[0x08], uarths[0x10] = 1 << 16, 1     # fewer than one byte waits
    assert sources.pending == {33}
    gpio[0x30] = 1                              # active low, and it is low
    assert sources.pending == {23, 33}


# ---- gateways ---------------------------------------------------------------

def test_a_request_that_was_made_outlives_its_level(plic, sources):
    sources.use(40)
    sources.up(40)
    sources.down(40)
    assert sources.pending == {40} and plic[claim(0)] == 40


def test_nothing_passes_between_claim_and_complete(plic, sources):
    """One claim outstanding at a time."""
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40
    for _ in range(3):
        sources.down(40)
        sources.up(40)
        assert sources.pending == set() and plic[claim(0)] == 0


def test_a_level_that_is_still_up_is_requested_again(k210, plic, sources):
    """The completion samples it; QEMU's own PLIC does not."""
    k210.watch_inputs("/machine/harts/harts[0]")
    sources.use(40)
    sources.up(40)
    for _ in range(3):
        assert k210.irqs() == {M_EXT}
        assert plic[claim(0)] == 40
        assert k210.irqs() == set()
        plic[claim(0)] = 40
    assert sources.pending == {40}


def test_what_came_and_went_while_claimed_is_not_requested(plic, sources):
    """QEMU's own PLIC makes a spurious interrupt of it."""
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40
    sources.down(40)
    sources.up(40)
    sources.down(40)
    plic[claim(0)] = 40
    assert sources.pending == set() and plic[claim(0)] == 0


def test_a_level_that_rises_after_the_completion_is_requested(plic, sources):
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40
    sources.down(40)
    plic[claim(0)] = 40
    sources.up(40)
    assert sources.pending == {40}


def test_a_completion_is_its_own_sources(plic, sources):
    sources.use(40, 41)
    sources.up(40, 41)
    assert [plic[claim(0)], plic[claim(0)]] == [40, 41]
    plic[claim(0)] = 41
    assert sources.pending == {41}


def test_several_sources_may_be_claimed_and_completed_in_any_order(plic,
                                                                   sources):
    sources.use(40, 41, 42)
    sources.up(40, 41, 42)
    assert [plic[claim(0)] for _ in range(4)] == [40, 41, 42, 0]
    for source in (41, 42, 40):
        sources.down(source)
        plic[claim(0)] = source
    assert sources.pending == set()
    sources.up(40, 41, 42)
    assert sources.pending == {40, 41, 42}


def test_a_completion_where_it_is_not_enabled_is_ignored(plic, sources):
    """The trap of 1.2: who masks between claim and complete wedges it."""
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40
    plic[claim(1)] = 40                     # another context
    plic[enable(0, 1)] = 0
    plic[claim(0)] = 40
    plic[enable(0, 1)] = 1 << 40 - 32
    sources.down(40)
    sources.up(40)
    assert sources.pending == set() and plic[claim(0)] == 0
    plic[claim(0)] = 40
    assert plic[claim(0)] == 40


@pytest.mark.parametrize("source", [0, 66, ALL])
def test_completing_what_is_not_there_is_an_error(k210, plic, source):
    plic[claim(0)] = source
    assert k210.error() == (f"plic: completion of source {source}, which is "
                            "not there")


def test_a_reset_forgets_claims_and_requests(plic, sources, sysctl):
    sources.use(40, 41)
    sources.up(40, 41)
    assert plic[claim(0)] == 40
    sysctl[0x30] = 1
    assert sources.pending == set() and plic[enable(0, 1)] == 0
    sources.use(40)
    sources.up(40)
    assert plic[claim(0)] == 40


@pytest.fixture
def serve(gpiohs, sources):
    """serve(SEEN) acknowledges line 3's edges and notes them, 1 for rising
    and 2 for falling, as cdev does. Source 37, both edges, is in use."""
    sources.use(37)
    gpiohs[0x04] = gpiohs[0x18] = gpiohs[0x20] = 1 << 3
    calls = itertools.count()

    def run(seen):
        assert next(calls) < 1000, "requests come without end"
        for kind, ip in ((1, 0x1c), (2, 0x24)):
            if gpiohs[ip] & 1 << 3:
                gpiohs[ip] = 1 << 3
                seen.append(kind)
    return run


def test_an_edge_while_the_one_before_is_served_comes_after_it(jig, plic,
                                                               serve):
    for _ in range(10):
        levels = [0, 1, 0, 1, 0]
        seen = []
        jig.do("drive 19 1")
        while plic[claim(0)] == 37:
            serve(seen)
            if levels:
                jig.do(f"drive 19 {levels.pop(0)}")
            plic[claim(0)] = 37
        assert seen == [1, 2, 1, 2, 1, 2]


def test_an_edge_that_was_served_with_the_one_before_comes_no_more(jig, plic,
                                                                   serve):
    """Its wire rose and fell between claim and completion. Of 10 such runs
    QEMU's own PLIC got 0 right, one with gateways 10 (bench/qemu.md 5)."""
    for _ in range(10):
        seen, claims = [], 0
        for _ in range(3):
            jig.do("drive 19 1")
            while plic[claim(0)] == 37:
                claims += 1
                serve(seen)
                jig.do("drive 19 0")
                serve(seen)
                plic[claim(0)] = 37
        assert (seen, claims) == ([1, 2, 1, 2, 1, 2], 3)


def test_both_edges_before_the_handler_come_in_one_claim(jig, plic, serve):
    for _ in range(10):
        seen, claims = [], 0
        for _ in range(3):
            jig.do("drive 19 1")
            jig.do("drive 19 0")
            while plic[claim(0)] == 37:
                claims += 1
                serve(seen)
                plic[claim(0)] = 37
        assert (seen, claims) == ([1, 2, 1, 2, 1, 2], 3)
