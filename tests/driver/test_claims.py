# SPDX-License-Identifier: GPL-2.0-or-later
"""What a claim does to its pads, and that closing it undoes that: by the words
and the levels that the jig sees."""

import itertools

import pytest

import bridge as b
from bridge import EBUSY, Pad, Parts, gpio, gpiohs, put_back
from script import GPIOHS

# After reset 21 to 25 carry GPIOHS5 to 9 with drive level 15; the tree routes
# them so, and nobody has them. No pad carries UART1_TX, UART2_TX, I2C0_SCLK.
RESET = {pad: 0x901f00 | gpiohs(pad - 16) for pad in range(21, 26)}
UART1 = ("UART1_TX", b.words(b.UART1_TX))
UART2 = ("UART2_TX", b.words(b.UART2_TX))
TAKEN = ("RESV0", b.RESV0)
PARTS = Parts()


@pytest.fixture
def look(look_at):
    return lambda part: look_at(PARTS, part)


def changed(script, **pads):
    """Just these have other words than before, IO21=(FUNCTION, WORD)."""
    script("changed", " ".join(f"{pad[2:]}:{name}:{word:#x}"
                               for pad, (name, word) in pads.items()))


def moved(line, word=None):
    """A line that has come to another pad, with its default word."""
    return (f"GPIOHS{line}", word or b.words(gpiohs(line)))


@PARTS
def test_a_claim_of_a_pad_as_it_is_changes_nothing(script, bridge):
    bridge.claim("mine", range(21, 26))
    script("changed", "none")
    bridge.close("mine")
    yield


@PARTS
def test_all_48_pads_may_be_one_claim(script, bridge):
    """But for those that devices have: then it is none of them."""
    free = [pad for pad in range(48) if pad not in range(6)]
    bridge.claim("none", range(48), answer=EBUSY)
    states = [bridge.pad(pad) for pad in range(48)]
    bridge.claim("mine", free)
    held = [bridge.pad(pad) for pad in free]
    bridge.close("mine")
    yield
    assert [Pad.of(script[n]).state for n in states] == \
        6 * [b.DEVICE] + 42 * [b.FREE]
    assert {Pad.of(script[n]).state for n in held} == {b.CLAIMED}


@PARTS
def test_another_function_comes_with_its_own_settings(script, bridge):
    """Of classes output, line, bus; the pad's former settings are gone."""
    bridge.claim("mine", {21: {"function": b.UART1_TX},
                          22: {"function": b.I2C0_SCLK},
                          23: {"function": b.RESV0}})
    changed(script, IO21=UART1,
            IO22=("I2C0_SCLK", b.words(b.I2C0_SCLK)), IO23=TAKEN)
    bridge.close("mine")
    yield


@PARTS
def test_settings_are_added_to_those_of_the_function(script, bridge):
    """To another's; and to those that the pad has if it keeps its own."""
    bridge.claim("mine", {
        21: {"function": b.UART1_TX, "pull": b.UP, "drive_ua": 22300,
             "slow_slew": 1, "schmitt": 1, "input": 1, "output_invert": 1},
        22: {"function": gpiohs(6), "pull": b.DOWN},
        23: {"drive_level": 3, "schmitt": 0, "input_invert": 1},
        24: {"input": 0, "output": 0}})
    changed(script, IO21=("UART1_TX", 0x00999200 | b.UART1_TX),
            IO22=("GPIOHS6", RESET[22] | 0x20000),
            IO23=("GPIOHS7", (RESET[23] & ~0x800f00) | 0x400300),
            IO24=("GPIOHS8", RESET[24] & ~0x101000))
    bridge.close("mine")
    yield


@PARTS
def test_a_change_of_a_claim_adds_up_and_is_undone_with_it(script, bridge):
    bridge.claim("mine", {21: {"pull": b.UP}, 22: {}})
    bridge.configure("mine", {21: {"drive_level": 0}})
    bridge.configure("mine", {21: {"slow_slew": 1}, 22: {"pull": b.DOWN}})
    changed(script, IO21=("GPIOHS5", (RESET[21] & ~0xf00) | 0x90000),
            IO22=("GPIOHS6", RESET[22] | 0x20000))
    bridge.configure("mine", {21: {"function": b.UART1_TX},
                              22: {"pull": b.NONE}})
    changed(script, IO21=UART1)
    bridge.configure("mine", {21: {"function": gpiohs(5)}})
    changed(script, IO21=moved(5))
    state = bridge.pad(21)
    bridge.close("mine")
    script("changed", "none")
    yield
    assert Pad.of(script[state]).state == b.CLAIMED | b.CHANGED


@PARTS
def test_all_of_a_claim_is_had_or_nothing(script, bridge):
    """As of a change: here the last of four can't be had."""
    bridge.claim("other", [25])
    wanted = {21: {"function": b.UART1_TX}, 22: {"pull": b.UP},
              23: {"function": gpiohs(8)}, 25: {}}
    bridge.claim("none", wanted, flags=b.FORCE, answer=EBUSY)
    script("changed", "none")
    states = [bridge.pad(pad) for pad in (21, 22, 23, 24)]
    bridge.claim("mine", [21, 22, 23])
    wanted = {21: {"function": b.UART1_TX}, 22: {"pull": b.UP},
              23: {"function": gpiohs(9)}}
    bridge.configure("mine", wanted, flags=b.FORCE, answer=EBUSY)
    script("changed", "none")
    bridge.close("mine")
    bridge.close("other")
    yield
    assert {Pad.of(script[n]).state for n in states} == {b.FREE}


@PARTS
def test_force_takes_a_function_from_a_free_pad(script, bridge):
    """Which is RESV0 until the claim is closed, and free all the while."""
    bridge.claim("none", {21: {"function": gpiohs(6)}}, answer=EBUSY)
    bridge.claim("mine", {21: {"function": gpiohs(6)}}, flags=b.FORCE)
    changed(script, IO21=moved(6), IO22=TAKEN)
    state = bridge.pad(22)
    bridge.claim("other", [22])
    bridge.close("other")
    changed(script, IO21=moved(6), IO22=TAKEN)
    bridge.configure("mine", {21: {"function": gpiohs(7)}}, answer=EBUSY)
    bridge.configure("mine", {21: {"function": gpiohs(7)}}, flags=b.FORCE)
    changed(script, IO21=moved(7), IO23=TAKEN)
    bridge.close("mine")
    yield
    assert Pad.of(script[state]).state == b.CHANGED


@PARTS
def test_pads_of_a_claim_may_swap_their_functions(script, bridge):
    """In one request, without force; and in a ring."""
    bridge.claim("mine", {21: {"function": gpiohs(6)},
                          22: {"function": gpiohs(5)}})
    changed(script, IO21=moved(6), IO22=moved(5))
    bridge.configure("mine", {21: {"function": gpiohs(5)},
                              22: {"function": gpiohs(6)}})
    changed(script, IO21=moved(5), IO22=moved(6))
    bridge.close("mine")
    ring = {pad: {"function": gpiohs(5 + (pad - 20) % 5)}
            for pad in range(21, 26)}
    bridge.claim("mine", ring)
    changed(script, IO21=moved(6), IO22=moved(7), IO23=moved(8),
            IO24=moved(9), IO25=moved(5))
    bridge.close("mine")
    yield


@PARTS
def test_lines_work_at_the_pads_that_a_claim_has_moved_them_to(script,
                                                               bridge):
    bridge.claim("mine", {21: {"function": gpiohs(6)},
                          22: {"function": gpiohs(5)}})
    script(f"chip {GPIOHS}")
    script("out 5=1 6=0")
    script("jig level 22", "level 22 1")
    script("jig level 21", "level 21 0")
    script("release")
    bridge.close("mine")
    script("out 5=0 6=1")
    script("jig level 22", "level 22 1")
    script("jig level 21", "level 21 0")
    script("turn in")
    script("release")
    yield


# A chain: each claim takes what the next one's pad had.
CHAIN = {"one": {21: {"function": gpiohs(6)}},
         "two": {23: {"function": gpiohs(8)}},
         "three": {22: {"function": gpiohs(7)}, 24: {"pull": b.UP}},
         "four": {25: {"function": gpiohs(5)}}}


@PARTS
def test_after_claims_in_any_order_of_closing_all_is_as_before(script,
                                                               bridge):
    for order in itertools.permutations(CHAIN):
        for name, pads in CHAIN.items():
            bridge.claim(name, pads, flags=b.FORCE)
        changed(script, IO21=moved(6), IO22=moved(7), IO23=moved(8),
                IO24=("RESV0", 0x10000 | b.RESV0), IO25=moved(5))
        for name in order:
            bridge.close(name)
        script("changed", "none")
        states = [bridge.pad(pad) for pad in range(21, 26)]
    yield
    assert {Pad.of(script[n]).state for n in states} == {b.FREE}


@PARTS
def test_a_forced_function_comes_back_when_its_new_pad_is_given_back(
        script, bridge):
    """Not earlier: its own pad's claim may end before."""
    bridge.claim("taker", {21: {"function": gpiohs(6)}}, flags=b.FORCE)
    bridge.claim("owner", {22: {"function": b.UART1_TX}})
    changed(script, IO21=moved(6), IO22=UART1)
    bridge.close("owner")
    changed(script, IO21=moved(6), IO22=TAKEN)
    bridge.close("taker")
    script("changed", "none")
    bridge.claim("taker", {21: {"function": gpiohs(6)}}, flags=b.FORCE)
    bridge.claim("owner", {22: {"function": b.UART1_TX}})
    bridge.close("taker")
    changed(script, IO22=UART1)
    bridge.close("owner")
    yield


@PARTS
def test_a_hold_is_at_the_pad_whatever_the_line_does(script, bridge):
    """Low and high, changed, and released to what the line drives by then."""
    bridge.claim("mine", [21, 22])
    script(f"chip {GPIOHS}")
    script("out 5=1")
    bridge.hold("mine", {21: 0, 22: 1})
    levels(script, 0, 1)
    held = b.functions_of(script, 21, 22)
    state = bridge.pad(21), bridge.pad(22)
    script("set 0")
    script("set 1")
    levels(script, 0, 1)
    bridge.hold("mine", {21: 1, 22: 0})
    levels(script, 1, 0)
    script("set 0")
    levels(script, 1, 0)
    bridge.release("mine", [21])
    levels(script, 0, 0)
    one_held = b.functions_of(script, 21, 22)
    bridge.release("mine", [21, 22])
    levels(script, 0, "z")
    bridge.hold("mine", {21: 1})
    bridge.close("mine")
    levels(script, 0, "z")
    script("turn in")
    script("release")
    yield
    assert held() == ["CONSTANT", "CONSTANT"]
    assert one_held() == ["GPIOHS5", "CONSTANT"]
    low, high = (Pad.of(script[n]) for n in state)
    assert low.state & ~b.CHANGED == b.CLAIMED | b.LINE | b.HELD
    assert high.state & ~b.CHANGED == b.CLAIMED | b.HELD | b.HIGH
    assert (low.config["function"], low.word & 0xff) == (gpiohs(5), b.CONSTANT)


def levels(script, first, second):
    script("jig level 21", f"level 21 {first}")
    script("jig level 22", f"level 22 {second}")


@PARTS
def test_a_hold_as_is_keeps_the_level_of_that_moment(script, bridge):
    """Driven by the line, or from outside."""
    bridge.claim("mine", [21, 22])
    script(f"chip {GPIOHS}")
    for level in (1, 0):
        script(f"out 5={level}")
        script(f"jig drive 22 {level}")
        bridge.hold("mine", [21, 22])
        script("jig drive 22 z")
        levels(script, level, level)
        script(f"set {1 - level}")
        levels(script, level, level)
        bridge.release("mine", [21, 22])
        levels(script, 1 - level, "z")
        script("turn in")
        script("release")
    bridge.close("mine")
    yield


@PARTS
def test_changes_to_a_held_pad_wait_for_its_release(script, bridge):
    """Function and settings; what is told of the pad knows of them."""
    bridge.claim("mine", [21])
    bridge.hold("mine", {21: 1})
    held = script("jig pad 21")
    bridge.configure("mine", {21: {"function": b.UART1_TX, "pull": b.UP}})
    still = script("jig pad 21")
    script("jig level 21", "level 21 1")
    state = bridge.pad(21)
    taken = bridge.function(b.UART1_TX)
    bridge.release("mine", [21])
    changed(script, IO21=("UART1_TX", 0x10000 | b.words(b.UART1_TX)))
    bridge.close("mine")
    yield
    assert script[held].split(" word=") == script[still].split(" word=")
    assert " fn=CONSTANT " in script[held]
    pad = Pad.of(script[state])
    assert (pad.config["function"], pad.config["pull"]) == (b.UART1_TX, b.UP)
    assert b.Function.of(script[taken]).pad == 21


@PARTS
def test_a_line_may_be_requested_on_a_held_pad(script, bridge):
    """It is released to what that has asked for meanwhile."""
    bridge.claim("mine", [21])
    bridge.hold("mine", {21: 0})
    script(f"chip {GPIOHS}")
    script("out 5=1")
    script("jig level 21", "level 21 0")
    bridge.release("mine", [21])
    script("jig level 21", "level 21 1")
    script("turn in")
    script("release")
    bridge.close("mine")
    yield


@PARTS
def test_holds_are_undone_with_other_changes(script, bridge):
    """Of a pad whose function was changed before, and after."""
    bridge.claim("mine", {21: {"function": b.UART1_TX}, 22: {}})
    bridge.hold("mine", {21: 1, 22: 1})
    bridge.configure("mine", {22: {"function": b.UART2_TX}})
    bridge.close("mine")
    script("changed", "none")
    yield


@PARTS
def test_what_persists_stays_and_is_what_later_claims_restore(script,
                                                              bridge):
    bridge.claim("mine", {21: {"function": b.UART1_TX, "pull": b.UP},
                          22: {"pull": b.DOWN}}, flags=b.PERSIST)
    bridge.close("mine")
    stays = {"IO21": ("UART1_TX", 0x10000 | b.words(b.UART1_TX)),
             "IO22": ("GPIOHS6", RESET[22] | 0x20000)}
    changed(script, **stays)
    states = [bridge.pad(pad) for pad in (21, 22)]
    bridge.claim("mine", {21: {"function": gpiohs(6)}}, flags=b.FORCE)
    changed(script, IO21=moved(6), IO22=TAKEN)
    bridge.close("mine")
    changed(script, **stays)
    put_back(bridge)
    yield
    assert [Pad.of(script[n]).state for n in states] == [b.FREE, b.FREE]


@PARTS
def test_a_hold_that_persists_outlives_its_claim(script, bridge):
    """Nobody else has the pad until the hold is released, by who may; other
    pads of the claim are free, and those that are not held are not touched."""
    bridge.claim("mine", {21: {"pull": b.UP}, 22: {"pull": b.UP}},
                 flags=b.PERSIST, consumer="keeper")
    bridge.hold("mine", {21: 1})
    bridge.close("mine")
    script("jig level 21", "level 21 1")
    states = [bridge.pad(pad) for pad in (21, 22)]
    owner = bridge.owner(21)
    bridge.claim("none", [21], flags=b.FORCE, answer=EBUSY)
    bridge.claim("none", {23: {"function": gpiohs(5)}}, flags=b.FORCE,
                 answer=EBUSY)
    bridge.claim("mine", [22])
    bridge.release("bridge", [21, 22], answer=EBUSY)
    bridge.close("mine")
    script("jig level 21", "level 21 1")
    bridge.release("bridge", [21, 22, 23])
    changed(script, IO21=("GPIOHS5", RESET[21] | 0x10000),
            IO22=("GPIOHS6", RESET[22] | 0x10000))
    after = bridge.pad(21)
    put_back(bridge)
    yield
    held = b.CLAIMED | b.HELD | b.HIGH
    assert [Pad.of(script[n]).state & ~b.CHANGED for n in states] == \
        [held, b.FREE]
    told = b.Owner.of(script[owner])
    assert (told.pid, told.holder) == (0, "keeper")
    assert Pad.of(script[after]).state == b.FREE


@PARTS
def test_a_claim_that_persists_keeps_what_it_has_forced(script, bridge):
    """The pad that lost its function stays without it."""
    bridge.claim("mine", {21: {"function": gpiohs(6)}},
                 flags=b.FORCE | b.PERSIST)
    bridge.close("mine")
    changed(script, IO21=moved(6), IO22=TAKEN)
    state = bridge.pad(22)
    put_back(bridge)
    yield
    assert Pad.of(script[state]).state == b.FREE


@PARTS
def test_functions_for_many_pads_need_no_force(script, bridge):
    bridge.claim("mine", {21: {"function": b.RESV0},
                          22: {"function": b.CONSTANT}})
    bridge.claim("other", {23: {"function": b.RESV0},
                           24: {"function": b.CONSTANT}})
    constant = ("CONSTANT", b.CONSTANT)
    changed(script, IO21=TAKEN, IO22=constant, IO23=TAKEN, IO24=constant)
    bridge.close("mine")
    changed(script, IO23=TAKEN, IO24=constant)
    bridge.close("other")
    yield


@PARTS
def test_a_line_of_gpio_is_claimed_as_one_of_gpiohs(script, bridge):
    bridge.claim("mine", {21: {"function": gpio(5)}}, flags=b.FORCE)
    changed(script, IO13=TAKEN, IO21=("GPIO5", b.words(gpio(5))))
    bridge.close("mine")
    yield
