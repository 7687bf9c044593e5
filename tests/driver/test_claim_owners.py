# SPDX-License-Identifier: GPL-2.0-or-later
"""Who has a pad, from the bridge's side: claims against states of devices,
requested lines, interrupts in use and other claims, in both orders, on two
harts. At each step what the bridge and pinctrl's debugfs tell is the truth."""

import errno

import pytest

import bridge as b
from bridge import (EBUSY, EINVAL, Owner, Parts, functions_of, gpiohs,
                    put_back)
from irqs import RISING
from script import GPIOHS
from trees import Changed, mux
from vm_run import OPTIONS

DEBUGFS = "/sys/kernel/debug/pinctrl/502b0000.pinmux-k210-fpioa"
LEDS = "/sys/bus/platform/drivers/leds-gpio"
ENXIO = f"error {errno.ENXIO}"
CARD = "53000000.spi"

# Of devices that are bound when a part says so. Their LEDs are on lines 1 to
# 5, and pads 17 to 21 carry those.
STATES = {
    "holder": [mux(33, b.UART1_TX)],        # GPIOHS17 is there
    "rival": [mux(23, b.UART1_TX)],
    "line": [mux(24, gpiohs(9))],           # it is on IO25
    "thief": [mux(34, gpiohs(17))],         # it is on IO33
}
PARTS = Parts()

# Of a race: the delays of either side come round twice, or more often where it
# takes no time.
ROUNDS = 512 if "--debug" in OPTIONS else 2048


@pytest.fixture
def look(look_at, profile, consumer, tmp_path):
    tree = Changed(profile)
    for line, (name, cells) in enumerate(STATES.items(), start=1):
        tree.add_led(tree.add_state(f"{name}-state",
                                    {"pinmux": tuple(cells)}), name, line)
    # The test kernel has no driver of the SD card's SPI: it is a light.
    [card] = [node for apb in tree.soc.children.values()
              for name, node in apb.children.items()
              if name == "spi@53000000"]
    card.children.clear()
    card.set("compatible", "gpio-leds")
    card.child("card-led").set("gpios", tree.tree.phandle(tree.gpiohs), 13, 1)
    return lambda part: look_at(
        PARTS, part, "--dtb", tree.write(tmp_path), "--put", consumer,
        before="echo 0 >/sys/bus/platform/drivers_autoprobe; "
        "modprobe leds-gpio; insmod k210-consumer.ko")


def bind(script, name, answer="ok"):
    script(f"write {LEDS}/bind {name}-leds", answer)


def unbind(script, name):
    script(f"write {LEDS}/unbind {name}-leds", "ok")


class Truth:
    """What is told of a pad at this moment; look() at it after the run."""

    def __init__(self, script, bridge, pad):
        self.script, self.pad = script, pad
        self._owner = bridge.owner(pad)
        self._mux = script(f"grep {DEBUGFS}/pinmux-pins (IO{pad})")
        self._pins = script(f"grep {DEBUGFS}/pins (IO{pad})")

    def look(self, claim="", device="", user="", function=None):
        owner = Owner.of(self.script[self._owner])
        muxed, pins = self.script[self._mux], self.script[self._pins]
        state = (b.CLAIMED if claim else 0) | (b.DEVICE if device else 0) | \
            (b.LINE if user else 0)
        assert owner.state & 7 == state
        assert (owner.holder, owner.user) == (claim or device, user)
        if claim:
            assert f"k210-fpioa-IO{self.pad}" in muxed
            assert f"function claimed group IO{self.pad}" in muxed
        elif device:
            assert device in muxed
        else:
            assert "(MUX UNCLAIMED)" in muxed
        assert (" claimed" in pins) == bool(claim)
        assert ("in use" in pins) == bool(user)
        assert not function or function in pins


@PARTS
def test_a_claim_and_a_devices_state_exclude_each_other(script, bridge):
    told = [Truth(script, bridge, 33)]
    bridge.claim("mine", [33], consumer="claimer")
    bind(script, "holder", EINVAL)
    told.append(Truth(script, bridge, 33))
    script("changed", "none")
    bridge.close("mine")
    told.append(Truth(script, bridge, 33))
    bind(script, "holder")
    told.append(Truth(script, bridge, 33))
    for flags in (0, b.FORCE):
        bridge.claim("none", [33], flags, answer=EBUSY)
        bridge.claim("none", {22: {"function": b.UART1_TX}}, flags,
                     answer=EBUSY)
    unbind(script, "holder")
    told.append(Truth(script, bridge, 33))
    bridge.claim("mine", {33: {"function": gpiohs(17)}})
    bridge.close("mine")
    carries = functions_of(script, 33)
    put_back(bridge, 33)
    yield
    told[0].look(function="GPIOHS17")
    told[1].look(claim="claimer", function="GPIOHS17")
    told[2].look()
    told[3].look(device="holder-leds", function="UART1_TX")
    told[4].look(function="UART1_TX")
    assert carries() == ["UART1_TX"]


@PARTS
def test_a_state_does_not_take_a_function_from_a_claim(script, bridge):
    """Whether the claim brought it there or found it there."""
    bridge.claim("mine", {22: {"function": b.UART1_TX}})
    bind(script, "holder", EINVAL)
    told = Truth(script, bridge, 33)
    bridge.close("mine")
    bridge.claim("mine", [25])
    bind(script, "line", EINVAL)
    script("changed", "none")
    bridge.close("mine")
    yield
    told.look(function="GPIOHS17")


@PARTS
def test_a_state_that_routes_a_line_leaves_its_pad_to_be_claimed(script,
                                                                 bridge):
    """Nor does it route one to a pad that is claimed."""
    bridge.claim("mine", [24])
    bind(script, "line", EINVAL)
    bridge.close("mine")
    bind(script, "line")
    told = [Truth(script, bridge, 24)]
    bridge.claim("mine", {24: {"function": b.UART2_TX}})
    told.append(Truth(script, bridge, 24))
    bridge.close("mine")
    carries = functions_of(script, 24, 25)
    unbind(script, "line")
    put_back(bridge, 24, 25)
    yield
    told[0].look(function="GPIOHS9")
    told[1].look(claim="lines", function="UART2_TX")
    assert carries() == ["GPIOHS9", "RESV0"]


@PARTS
def test_pads_of_consoles_and_cards_are_refused(script, bridge):
    """The SD card's select is a line, in use while the card is there."""
    script(f"write {LEDS}/bind {CARD}", "ok")
    script("remember")
    told = [Truth(script, bridge, pad) for pad in (4, 5, 26, 27, 28, 29)]
    for flags in (0, b.FORCE, b.PERSIST):
        for pad in (0, 4, 5, 26, 27, 28, 29):
            for settings in ({}, {"pull": b.UP}, {"function": b.UART1_TX}):
                bridge.claim("none", {pad: settings}, flags, answer=EBUSY)
        for function in (18, 19, gpiohs(13)):
            bridge.claim("none", {22: {"function": function}}, flags,
                         answer=EBUSY)
    script("changed", "none")
    script(f"write {LEDS}/unbind {CARD}", "ok")
    bridge.claim("mine", [26, 27, 28, 29])
    bridge.close("mine")
    put_back(bridge, 26, 27, 28, 29)
    carries = functions_of(script, 26, 27, 28, 29)
    script("remember")
    yield
    assert carries() == [f"GPIOHS{line}" for line in range(10, 14)]
    for truth in told[:2]:
        truth.look(device="38000000.serial")
    for truth in told[2:5]:
        truth.look(device=CARD)
    told[5].look(user="card-led")


@PARTS
def test_a_requested_lines_pad_is_not_claimed(script, bridge):
    """Nor does its function move, as it is or by force."""
    script(f"chip {GPIOHS}")
    script("in 6")
    told = [Truth(script, bridge, 22)]
    for flags in (0, b.FORCE):
        for settings in ({}, {"pull": b.UP}, {"function": b.UART1_TX}):
            bridge.claim("none", {22: settings}, flags, answer=EBUSY)
        bridge.claim("none", {23: {"function": gpiohs(6)}}, flags,
                     answer=EBUSY)
    script("release")
    told.append(Truth(script, bridge, 22))
    bridge.claim("mine", [22])
    bridge.close("mine")
    yield
    told[0].look(user="lines")
    told[1].look()


@PARTS
def test_a_pad_of_an_interrupt_in_use_is_not_claimed(script, bridge):
    """Of one whose line nobody has requested."""
    script(f"irq request 0 {GPIOHS} 6 {RISING} alone")
    state = bridge.owner(22)
    for flags in (0, b.FORCE):
        bridge.claim("none", [22], flags, answer=EBUSY)
        bridge.claim("none", {23: {"function": gpiohs(6)}}, flags,
                     answer=EBUSY)
    script("jig drive 22 1")
    script("irq state 0", "1 0 0")
    script("irq free 0")
    script("jig drive 22 z")
    bridge.claim("mine", [22])
    bridge.close("mine")
    yield
    assert Owner.of(script[state]).state == b.LINE


@PARTS
def test_a_line_on_a_claimed_pad_is_anyones(script, bridge):
    """While it is in use its settings may change, and its function may not.
    What the claim changed is undone when the line is released."""
    script(f"chip {GPIOHS}")
    bridge.claim("mine", {22: {"function": gpiohs(7)},
                          23: {"function": gpiohs(6)}})
    script("out 6=1")
    told = [Truth(script, bridge, 23)]
    script("jig level 23", "level 23 1")
    bridge.configure("mine", {23: {"function": gpiohs(6), "pull": b.DOWN}})
    for pads in ({23: {"function": b.UART1_TX}},
                 {22: {"function": gpiohs(6)}},
                 {22: {"function": gpiohs(6)}, 23: {"function": gpiohs(7)}}):
        bridge.configure("mine", pads, b.FORCE, answer=EBUSY)
    bridge.close("mine")
    told.append(Truth(script, bridge, 23))
    script("jig level 23", "level 23 1")
    script("set 0")
    script("jig level 23", "level 23 0")
    during = functions_of(script, 22, 23)
    bridge.claim("none", [23], answer=EBUSY)
    script("turn in")
    script("release")
    told.append(Truth(script, bridge, 23))
    script("changed", "none")
    yield
    told[0].look(claim="lines", user="lines", function="GPIOHS6")
    told[1].look(user="lines", function="GPIOHS6")
    assert during()[1] == "GPIOHS6"
    told[2].look(function="GPIOHS7")


@PARTS
def test_an_interrupt_on_a_claimed_pad_is_served_there(script, bridge):
    bridge.claim("mine", {21: {"function": gpiohs(6)}}, b.FORCE)
    script(f"irq request 0 {GPIOHS} 6 {RISING}")
    bridge.configure("mine", {21: {"function": b.UART1_TX}}, answer=EBUSY)
    bridge.configure("mine", {21: {"pull": b.DOWN}})
    script("jig drive 21 1")
    script("irq state 0", "1 0 0")
    bridge.close("mine")
    script("jig drive 21 0")
    script("jig drive 21 1")
    script("irq state 0", "1 0 0")
    script("irq free 0")
    script("jig drive 21 z")
    script("changed", "none")
    yield


@PARTS
def test_a_line_that_a_claim_took_from_its_pad_is_refused(script, bridge):
    """Nobody's pad carries it. It is there again after the claim."""
    script(f"chip {GPIOHS}")
    bridge.claim("mine", {22: {"function": b.UART1_TX}})
    script("in 6", ENXIO)
    script(f"irq request 0 {GPIOHS} 6 {RISING} alone", ENXIO)
    bridge.close("mine")
    script("in 6")
    script("release")
    yield


@PARTS
def test_of_two_claims_the_first_has_the_pad(script, bridge):
    """And its function, wherever it is; until it is closed."""
    script("spawn 0")
    other = b.Bridge(script, to="to 0 ")
    other.open()
    other.claim("theirs", {21: {"function": b.UART1_TX}}, consumer="other")
    told = [Truth(script, bridge, 21)]
    for flags in (0, b.FORCE):
        bridge.claim("none", [21], flags, answer=EBUSY)
        bridge.claim("none", {22: {"function": b.UART1_TX}}, flags,
                     answer=EBUSY)
        other.claim("none", [21], flags, answer=EBUSY)
    other.close("theirs")
    bridge.claim("mine", [21])
    told.append(Truth(script, bridge, 21))
    other.claim("none", [21], b.FORCE, answer=EBUSY)
    bridge.close("mine")
    script("end 0")
    told.append(Truth(script, bridge, 21))
    yield
    told[0].look(claim="other", function="UART1_TX")
    told[1].look(claim="lines", function="GPIOHS5")
    told[2].look()


@PARTS
def test_a_function_that_a_state_has_moved_is_not_restored(script, bridge):
    """It was on IO33, which a claim had routed to another then."""
    bridge.claim("mine", {33: {"function": b.UART2_TX}})
    bind(script, "thief")
    bridge.close("mine")
    carries = functions_of(script, 33, 34)
    told = Truth(script, bridge, 33)
    unbind(script, "thief")
    put_back(bridge, 33, 34)
    yield
    assert carries() == ["RESV0", "GPIOHS17"]
    told.look(function="RESV0")


@PARTS
def test_a_pad_that_lost_its_function_is_a_devices_to_have(script, bridge):
    """What the state gives it is not undone then."""
    bridge.claim("mine", {22: {"function": gpiohs(17)}}, b.FORCE)
    lost = functions_of(script, 33)
    bind(script, "holder")
    bridge.close("mine")
    told = Truth(script, bridge, 33)
    carries = functions_of(script, 22, 33)
    unbind(script, "holder")
    put_back(bridge, 33)
    yield
    assert lost() == ["RESV0"]
    assert carries() == ["GPIOHS6", "UART1_TX"]
    told.look(device="holder-leds", function="UART1_TX")


@PARTS
def test_of_two_harts_one_has_it(script, bridge):
    """Pads, all or none of them; a function; a pad or its line. Whoever ends a
    claim while another begins leaves the pad as it was."""
    script(f"chip {GPIOHS}")
    races = {kind: script(f"race bridge {kind} {ROUNDS}")
             for kind in ("pads", "function", "line", "end")}
    yield
    for kind, answer in races.items():
        first, second = map(int, script[answer].split())
        assert first + second == ROUNDS or kind == "end", kind
        assert second and (first or kind == "end"), (kind, first, second)


@PARTS.before_7_3
def test_of_a_claim_and_a_device_on_two_harts_one_has_the_pad(script, bridge):
    bind(script, "rival")
    unbind(script, "rival")
    race = script("race bridge device 200")
    put_back(bridge, 23)
    yield
    first, second = map(int, script[race].split())
    assert first + second == 200
    assert first and second
