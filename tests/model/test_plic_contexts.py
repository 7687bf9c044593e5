# SPDX-License-Identifier: GPL-2.0-or-later
"""The PLIC's registers all at once, and sources that several contexts claim
and complete, by 1.2 of hardware/k210.md. The switches are as in test_plic."""

import pytest

from .state import Guest

LOW_IE = 0x30
PENDING1 = 0x1004
ALL = 0xffffffff
CONTEXTS = range(4)
M_EXT, S_EXT = 11, 9
WIRES = {0: ("harts[0]", M_EXT), 1: ("harts[0]", S_EXT),
         2: ("harts[1]", M_EXT), 3: ("harts[1]", S_EXT)}
CLAIM = [0x200004, 0x201004, 0x202004, 0x203004]
THRESHOLD = [0x200000, 0x201000, 0x202000, 0x203000]
ENABLE = [[0x2000, 0x2004, 0x2008], [0x2080, 0x2084, 0x2088],
          [0x2100, 0x2104, 0x2108], [0x2180, 0x2184, 0x2188]]


def bit(source):
    return 1 << source % 32


@pytest.fixture
def use(plic):
    """use(SOURCE, CONTEXT, ...): its priority is 1 and these may claim it."""
    def run(source, *contexts):
        plic[4 * source] = 1
        for context in contexts:
            plic[ENABLE[context][source // 32]] |= bit(source)
    return run


@pytest.fixture
def up(gpiohs):
    def run(*sources):
        gpiohs[LOW_IE] |= sum(1 << source - 34 for source in sources)
    return run


@pytest.fixture
def down(gpiohs):
    def run(*sources):
        gpiohs[LOW_IE] &= ~sum(1 << source - 34 for source in sources)
    return run


# ---- registers --------------------------------------------------------------

def test_each_register_is_its_own(plic):
    values = {4 * source: source % 7 + 1 for source in range(1, 66)}
    for context in CONTEXTS:
        values[THRESHOLD[context]] = context + 2
        values[ENABLE[context][0]] = 0x12345678 << context & ALL & ~1
        values[ENABLE[context][1]] = 0x9abcdef1 >> context
        values[ENABLE[context][2]] = 3 - context
    for offset, value in values.items():
        plic[offset] = value
    assert {offset: plic[offset] for offset in values} == values


@pytest.mark.parametrize("source", range(1, 66))
def test_a_priority_has_seven_levels_and_never(plic, source):
    for value, kept in ((ALL, 7), (8, 0), (0xfffffffd, 5)):
        plic[4 * source] = value
        assert plic[4 * source] == kept


@pytest.mark.parametrize("context", CONTEXTS)
def test_there_is_no_source_0_and_none_beyond_65(plic, context):
    for word, kept in enumerate((0xfffffffe, ALL, 0x00000003)):
        plic[ENABLE[context][word]] = ALL
        assert plic[ENABLE[context][word]] == kept


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_threshold_has_three_bits(plic, context):
    for value, kept in ((ALL, 7), (8, 0), (0xfffffffa, 2)):
        plic[THRESHOLD[context]] = value
        assert plic[THRESHOLD[context]] == kept


def test_source_0_has_no_priority(k210, plic):
    plic[0] = 1
    assert "no register is there" in k210.error()
    assert plic[0] == 0
    assert "no register is there" in k210.error()


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_threshold_is_its_own_contexts(k210, plic, use, up, context):
    hart, wire = WIRES[context]
    k210.watch_inputs(f"/machine/harts/{hart}")
    use(40, *CONTEXTS)
    for other in CONTEXTS:
        plic[THRESHOLD[other]] = 7 if other == context else 0
    up(40)
    assert wire not in k210.irqs()
    plic[THRESHOLD[context]] = 0
    assert wire in k210.irqs()


# ---- claims in two contexts -------------------------------------------------

@pytest.mark.parametrize("first, second", [(0, 1), (0, 2), (3, 0), (2, 3)])
def test_who_claims_first_has_it(plic, use, up, first, second):
    use(40, first, second)
    up(40)
    assert plic[CLAIM[first]] == 40
    assert plic[CLAIM[second]] == 0
    plic[CLAIM[first]] = 40
    assert plic[CLAIM[second]] == 40
    assert plic[CLAIM[first]] == 0


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_claim_lowers_the_wires_of_all_who_wanted_it(k210, plic, use, up,
                                                       context):
    k210.watch_inputs("/machine/harts/harts[0]")
    use(40, *CONTEXTS)
    up(40)
    assert k210.irqs() == {M_EXT, S_EXT}
    assert plic[CLAIM[context]] == 40
    assert k210.irqs() == set()


def test_two_harts_serve_two_sources(plic, use, up, down):
    use(40, 0, 2)
    use(41, 0, 2)
    up(40, 41)
    assert (plic[CLAIM[0]], plic[CLAIM[2]]) == (40, 41)
    down(41)
    plic[CLAIM[2]] = 41
    assert plic[PENDING1] == 0
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == bit(40)


def test_another_context_may_complete_where_it_is_enabled(plic, use, up):
    """Only the enable of the context that completes decides."""
    use(40, 0, 2)
    up(40)
    assert plic[CLAIM[0]] == 40
    plic[CLAIM[2]] = 40
    assert plic[PENDING1] == bit(40)


@pytest.mark.parametrize("priority, threshold", [(0, 0), (1, 7)])
def test_a_completion_asks_for_no_priority(plic, use, up, priority, threshold):
    use(40, 0)
    up(40)
    assert plic[CLAIM[0]] == 40
    plic[4 * 40], plic[THRESHOLD[0]] = priority, threshold
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == bit(40)


# ---- completions of what was not claimed ------------------------------------

def test_completing_what_is_idle_does_nothing(plic, use, up):
    use(40, 0)
    use(41, 0)
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == 0 and plic[CLAIM[0]] == 0
    up(40, 41)
    assert [plic[CLAIM[0]] for _ in range(3)] == [40, 41, 0]


def test_completing_what_is_pending_leaves_it_pending_once(k210, plic, use, up,
                                                           down):
    k210.watch_inputs("/machine/harts/harts[0]")
    use(40, 0)
    up(40)
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == bit(40) and k210.irqs() == {M_EXT}
    assert plic[CLAIM[0]] == 40
    down(40)
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == 0 and plic[CLAIM[0]] == 0


def test_a_claim_that_found_nothing_needs_no_completion(plic, use, up):
    use(40, 0)
    for _ in range(3):
        assert plic[CLAIM[0]] == 0
    up(40)
    assert plic[CLAIM[0]] == 40


def test_a_source_that_is_disabled_is_requested_and_waits(k210, plic, use, up,
                                                          down):
    """Its gateway takes the level all the same, once."""
    k210.watch_inputs("/machine/harts/harts[0]")
    up(40)
    down(40)
    assert plic[PENDING1] == bit(40) and k210.irqs() == set()
    use(40, 0)
    assert k210.irqs() == {M_EXT} and plic[CLAIM[0]] == 40
    plic[CLAIM[0]] = 40
    assert plic[PENDING1] == 0


@pytest.mark.parametrize("source", [33, 34, 65])
def test_the_first_and_last_sources_pass_a_gateway_too(k210, plic, use, up,
                                                       down, source):
    """33 is UARTHS; fewer bytes than its mark wait as long as one is set."""
    uarths = k210.block(0x38000000)
    uarths[0x10] = 1

    def switch(on):
        if source == 33:
            uarths[0x08] = on << 16
        else:
            (up if on else down)(source)
    use(source, 0)
    switch(1)
    for _ in range(2):
        assert [plic[CLAIM[0]], plic[CLAIM[0]]] == [source, 0]
        plic[CLAIM[0]] = source
    switch(0)
    assert [plic[CLAIM[0]], plic[CLAIM[0]]] == [source, 0]
    plic[CLAIM[0]] = source
    assert plic[CLAIM[0]] == 0


# ---- reset, counts ----------------------------------------------------------

def test_a_reset_lowers_the_wires(k210, sysctl, use, up, down):
    """Of a request whose level has gone as well."""
    k210.watch_inputs("/machine/harts/harts[0]")
    use(40, 0, 1)
    up(40)
    down(40)
    assert k210.irqs() == {M_EXT, S_EXT}
    sysctl[0x30] = 1
    assert k210.irqs() & {M_EXT, S_EXT} == set()


def test_a_level_that_outlives_the_reset_is_requested_again(k210, plic, sysctl,
                                                            use):
    """The bench is no part of the chip: it is source 26, and stays ready."""
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    guest.write(16, "mark\n")
    use(26, 0)
    assert plic[CLAIM[0]] == 26
    sysctl[0x30] = 1
    assert plic[0x1000] == bit(26)
    guest.acknowledge()
    use(26, 0)
    assert plic[CLAIM[0]] == 26
    plic[CLAIM[0]] = 26
    assert plic[0x1000] == 0


def test_claims_and_completions_are_counted(jig, plic, use, up):
    """All but those of the bench, which is how the guest asks for counts."""
    use(40, 0)
    up(40)
    for n in range(1, 4):
        assert plic[CLAIM[0]] == 40
        plic[CLAIM[0]] = 40
        assert jig.ask("count plic 0x200004") == (
            f"count plic reads={n} writes={n}")


def test_the_benchs_interrupt_is_not_counted(k210, jig, plic, use):
    """Its claim, its completion and what a handler does between them."""
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    use(26, 0)
    before = jig.ask("count plic")
    for _ in range(3):
        guest.write(16, "mark\n")
        assert plic[CLAIM[0]] == 26
        plic[ENABLE[0][0]] = plic[ENABLE[0][0]]
        guest.read(16)
        guest.acknowledge()
        plic[CLAIM[0]] = 26
        assert plic[CLAIM[0]] == 0
    assert jig.ask("count plic") == before
