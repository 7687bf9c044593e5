# SPDX-License-Identifier: GPL-2.0-or-later
"""How claims end: with the last of their descriptors, wherever that is and
however its process dies, and with the FPIOA. The jig sees what is left."""

import errno

import pytest

import bridge as b
from bridge import Bridge, Function, Owner, Pad, Parts, functions_of, gpiohs, \
    put_back
from script import GPIO, GPIOHS

FPIOA = "502b0000.pinmux"
DRIVERS = "/sys/bus/platform/drivers"
UART1 = f"21:UART1_TX:{b.words(b.UART1_TX):#x}"
GONE = f"error {errno.ENODEV}"
PARTS = Parts()


@pytest.fixture
def look(look_at):
    return lambda part: look_at(PARTS, part)


def process(script, number=0):
    """Another one, with the bridge open."""
    script(f"spawn {number}")
    other = Bridge(script, to=f"to {number} ")
    other.open()
    return other


def states(script, bridge, *pads):
    numbers = [bridge.pad(pad) for pad in pads]
    return lambda: [Pad.of(script[n]).state for n in numbers]


# What the process that dies has done until then, one after the other.
STEPS = [
    lambda o: o.claim("mine", {21: {"function": gpiohs(6), "pull": b.UP},
                               23: {}}, b.FORCE),
    lambda o: o.configure("mine", {23: {"pull": b.DOWN}}),
    lambda o: o.hold("mine", {21: 1, 23: 0}),
    lambda o: o.configure("mine", {21: {"function": b.UART1_TX}}),
    lambda o: o.hold("mine", {21: 0}),
    lambda o: o.release("mine", [21]),
    lambda o: o("dup mine again"),
    lambda o: o.watch([21, 23]),
    lambda o: o(f"chip {GPIOHS}"),
    lambda o: o("out 7=1"),
    lambda o: o.claim("more", [24, 25]),
    lambda o: o.close("mine"),
    lambda o: o("release"),
]


@PARTS
def test_killed_after_any_step_a_process_leaves_pads_as_they_were(script,
                                                                  bridge):
    """Claimed, forced, changed, held, watched, with a line of its own."""
    seen = []
    for steps in range(1, len(STEPS) + 1):
        other = process(script)
        for step in STEPS[:steps]:
            step(other)
        script("kill 0")
        script("changed", "none")
        seen.append(states(script, bridge, 21, 22, 23, 24, 25))
    script(f"chip {GPIOHS}")
    script("in 7")
    script("release")
    yield
    assert {tuple(told()) for told in seen} == {(b.FREE,) * 5}


@PARTS
def test_killed_at_any_time_a_process_leaves_pads_as_they_were(script,
                                                               bridge):
    """While it claims, changes, holds, releases and closes without an end."""
    for number in range(40):
        process(script)
        script("tell 0 cycle bridge")
        script(f"kill 0 {1000 + 137 * number}")
        script("changed", "none")
    told = states(script, bridge, 21, 22)
    yield
    assert told() == [b.FREE, b.FREE]


@PARTS
def test_a_line_that_a_claim_brought_to_a_pad_leaves_it_as_an_input(script,
                                                                    bridge):
    """Whichever of them ends first; so it drives nothing where it goes."""
    left = []
    for ends in (lambda o: (o("release"), o.close("mine")),
                 lambda o: (o.close("mine"), o("release")),
                 lambda o: None):
        other = process(script)
        other.claim("mine", {21: {"function": gpiohs(6)}}, b.FORCE)
        other(f"chip {GPIOHS}")
        other("out 6=1")
        script("jig level 21", "level 21 1")
        ends(other)
        script("kill 0")
        script("changed", "none")
        script("jig level 21", "level 21 z")
        script("jig level 22", "level 22 z")
        left.append((script("jig pad 22"), bridge.function(gpiohs(6))))
    yield
    for pad, line in left:
        assert " fn=GPIOHS6 oe=0 " in script[pad]
        assert not Function.of(script[line]).output


@PARTS
def test_a_line_that_was_on_its_own_pad_stays_an_output(script, bridge):
    """Its claim was for settings, and for another function meanwhile."""
    script(f"chip {GPIOHS}")
    script("out 6=1")
    script("release")
    bridge.claim("mine", {22: {"pull": b.UP}})
    bridge.configure("mine", {22: {"function": b.UART1_TX}})
    bridge.close("mine")
    script("jig level 22", "level 22 1")
    output = bridge.function(gpiohs(6))
    script(f"chip {GPIOHS}")
    script("in 6")
    script("release")
    no_output = bridge.function(gpiohs(6))
    yield
    assert Function.of(script[output]).output == 1
    assert Function.of(script[no_output]).output == 0


@PARTS
def test_killed_a_process_leaves_what_persists(script, bridge):
    other = process(script)
    other.claim("mine", {21: {"function": b.UART1_TX}, 22: {}}, b.PERSIST)
    other.hold("mine", {22: 1})
    script("kill 0")
    script("jig level 22", "level 22 1")
    told = states(script, bridge, 21, 22)
    owner = bridge.owner(22)
    bridge.release("bridge", [22])
    script("changed", UART1)
    put_back(bridge, 21)
    yield
    held = b.CLAIMED | b.HELD | b.HIGH
    assert [state & ~b.CHANGED for state in told()] == [b.FREE, held]
    assert Owner.of(script[owner]).pid == 0


@PARTS
def test_a_claim_lasts_until_its_last_duplicate_is_closed(script, bridge):
    bridge.claim("mine", {21: {"function": b.UART1_TX}})
    bridge("dup mine again")
    bridge.close("mine")
    script("changed", UART1)
    bridge.configure("again", {21: {"pull": b.UP}})
    bridge.configure("again", {21: {"pull": b.NONE}})
    script("changed", UART1)
    bridge.close("again")
    yield


@PARTS
def test_a_hold_lasts_until_the_last_duplicate_is_closed(script, bridge):
    bridge.claim("mine", [21])
    bridge("dup mine again")
    bridge.hold("mine", {21: 1})
    bridge.close("mine")
    script("jig level 21", "level 21 1")
    bridge.close("again")
    script("jig level 21", "level 21 z")
    yield


@PARTS
def test_a_claim_that_is_inherited_lasts_as_long_as_its_heir(script, bridge):
    """Who may do with it what a claim's owner may."""
    bridge.claim("mine", {21: {"function": b.UART1_TX}})
    script("leave mine 40")
    heir = process(script)
    heir("adopt mine 40")
    script("adopt left 40")
    bridge.close("left")
    bridge.close("mine")
    script("changed", UART1)
    heir.configure("mine", {21: {"function": b.UART2_TX}})
    heir.hold("mine", {21: 1})
    script("jig level 21", "level 21 1")
    script("kill 0")
    yield


@PARTS
def test_a_claim_ends_with_exec_unless_it_is_left_to_the_new_one(script,
                                                                 bridge):
    other = process(script)
    other.claim("mine", {21: {"function": b.UART1_TX}})
    script("to 0 exec", "ok")
    script("to 0 jig level 21")
    script("changed", "none")
    other.open()
    other.claim("mine", {21: {"function": b.UART1_TX}})
    script("to 0 leave mine 40", "ok")
    script("to 0 exec", "ok")
    script("to 0 adopt mine 40", "ok")
    script("changed", UART1)
    other.configure("mine", [21])
    script("end 0")
    yield


@PARTS.mmu
def test_a_claim_that_is_passed_lasts_as_long_as_who_has_it(script, bridge):
    """Over a UNIX socket; and on its way there. The owner is who made it."""
    other = process(script)
    bridge.claim("mine", {21: {"function": b.UART1_TX}}, consumer="maker")
    script("pass 0 mine")
    bridge.close("mine")
    script("changed", UART1)
    script("to 0 receive mine", "ok")
    other.configure("mine", {21: {"pull": b.UP}})
    owner, theirs = bridge.owner(21), script("pid 0")
    script("kill 0")
    script("changed", "none")
    process(script)
    bridge.claim("mine", {21: {"function": b.UART1_TX}})
    script("pass 0 mine")
    bridge.close("mine")
    script("changed", UART1)
    script("kill 0")
    yield
    told = Owner.of(script[owner])
    assert told.holder == "maker"
    assert told.pid not in (0, int(script[theirs]))


@PARTS
def test_who_has_a_claim_may_use_it_without_rights(script, bridge):
    """And who made one is told of it by user."""
    other = process(script)
    script("to 0 be 1000")
    other.claim("mine", [21], consumer="user")
    other.hold("mine", {21: 1})
    script("jig level 21", "level 21 1")
    owner = bridge.owner(21)
    other.release("mine", [21])
    other.release("bridge", [22], answer=f"error {errno.EPERM}")
    script("end 0")
    yield
    told = Owner.of(script[owner])
    assert (told.uid, told.holder) == (1000, "user")
    assert told.state & b.HELD


@PARTS
def test_a_claim_of_a_line_in_use_ends_with_the_line(script, bridge):
    """If its process is killed as well; a hold ends at once."""
    other = process(script)
    other.claim("mine", {21: {"function": gpiohs(6)},
                         22: {"function": gpiohs(5)}})
    script(f"chip {GPIOHS}")
    script("out 5=1")
    other.hold("mine", {22: 0})
    script("jig level 22", "level 22 0")
    script("kill 0")
    script("jig level 22", "level 22 1")
    while_used = functions_of(script, 22)
    script("turn in")
    script("release")
    script("changed", "none")
    yield
    assert while_used() == ["GPIOHS5"]


# -- The FPIOA's end --------------------------------------------------------

# Without other processes, for which 8 MiB may not have the room.
CHIPS = "n=0; while set -- /sys/bus/gpio/devices/gpiochip*; " \
    "[ $# != 2 ] && [ $n -lt 100 ]; do n=$((n + 1)); sleep 0.1; done; " \
    "[ $# = 2 ]"


def unbind(script):
    script(f"write {DRIVERS}/k210-fpioa/unbind {FPIOA}", "ok")


def bind(script):
    script(f"write {DRIVERS}/k210-fpioa/bind {FPIOA}", "ok")
    script(f"sh {CHIPS}")


@PARTS
def test_unbinding_the_fpioa_ends_its_claims(script, bridge):
    """Their descriptors say so, and don't hinder."""
    bridge.claim("mine", {21: {"function": gpiohs(6), "pull": b.UP}},
                 b.FORCE)
    bridge.claim("held", [23, 24])
    bridge.hold("held", {23: 1})
    watcher = Bridge(script, "watcher")
    watcher.open()
    watcher.watch([21, 30])
    unbind(script)
    script("changed", "none")
    bridge.info(GONE)
    bridge.pad(21, GONE)
    bridge.owner(21, GONE)
    bridge.function(29, answer=GONE)
    bridge.claim("none", [25], answer=GONE)
    bridge.watch([21], answer=GONE)
    bridge.release("bridge", [21], GONE)
    bridge.configure("mine", {21: {"pull": b.UP}}, answer=GONE)
    bridge.hold("held", {23: 1}, GONE)
    bridge.release("held", [23], GONE)
    ready = [script(f"ready {name} 0") for name in ("mine", "watcher")]
    bind(script)
    bridge.pad(21, GONE)
    watcher.fetch(answer=GONE)
    bridge.close("mine")
    new = Bridge(script, "new")
    new.open()
    new.claim("anew", [21, 23])
    bridge.close("held")
    watcher.close()
    told = states(script, new, 21, 23)
    bridge.close("anew")
    new.close()
    yield
    for number in ready:
        assert int(script[number]) & ~b.POLLIN == b.POLLERR | b.POLLHUP
    assert told() == [b.CLAIMED, b.CLAIMED]


@PARTS
def test_who_waits_for_changes_is_told_that_the_fpioa_is_unbound(script,
                                                                 bridge):
    for command in (f"fetch bridge {b.EVENT.size}", "ready bridge 10000"):
        other = process(script)
        other.watch([21])
        script(f"tell 0 {command}")
        unbind(script)
        heard = script("heard 0", GONE) if "fetch" in command else \
            script("heard 0")
        bind(script)
        script("end 0")
    yield
    assert int(script[heard]) & b.POLLHUP


@PARTS
def test_what_persists_outlives_the_fpioas_driver(script, bridge):
    """A level that is held, and a function; of claims that are open as well.
    The tree routes nothing to these pads when it is bound again."""
    bridge.claim("closed", [29], b.PERSIST)
    bridge.hold("closed", {29: 1})
    bridge.close("closed")
    bridge.claim("mine", {30: {"function": b.UART1_TX}, 31: {}}, b.PERSIST)
    bridge.hold("mine", {31: 1})
    unbind(script)
    after = functions_of(script, 29, 30, 31)
    script("jig level 29", "level 29 1")
    script("jig level 31", "level 31 1")
    bridge.close("mine")
    bind(script)
    script("jig level 29", "level 29 1")
    script("jig level 31", "level 31 1")
    new = Bridge(script, "new")
    new.open()
    new.release("new", [29, 31])
    put_back(new, 29, 30, 31)
    new.close()
    yield
    assert after() == ["CONSTANT", "UART1_TX", "CONSTANT"]


# The newest kernel can't load the module a second time into 8 MiB.
REMOVE = "sh rmmod k210_gpio 2>/tmp/why"
IN_USE = "sh ! rmmod k210_gpio 2>/tmp/why"


def unbind_all(script):
    for driver, device in (("k210-gpiohs", GPIOHS), ("k210-gpio", GPIO),
                           ("k210-fpioa", FPIOA)):
        script(f"write {DRIVERS}/{driver}/unbind {device}", "ok")


@PARTS.mmu
def test_the_module_stays_while_a_descriptor_is_open(script, bridge):
    """Of a bridge or of a claim, with the FPIOA and without."""
    bridge.claim("mine", {21: {"function": b.UART1_TX}})
    script(IN_USE, "ok")
    script("changed", UART1)
    unbind_all(script)
    script(IN_USE, "ok")
    bridge.close()
    script(IN_USE, "ok")
    bridge.close("mine")
    script(REMOVE, "ok")
    script("changed", "none")
    script("sh insmod /vm/k210-gpio.ko", "ok")
    script(f"sh {CHIPS}")
    bridge.open()
    yield


@PARTS.mmu
def test_nothing_of_claims_is_left_when_the_module_goes(script, bridge):
    """The driver core lets go of what was linked to the FPIOA later."""
    bridge.claim("mine", range(20, 48))
    bridge.close("mine")
    bridge.close()
    script(f"sh echo {FPIOA} >{DRIVERS}/k210-fpioa/unbind && "
           "rmmod k210_gpio", "ok")
    script("sh insmod /vm/k210-gpio.ko", "ok")
    script(f"sh {CHIPS}")
    bridge.open()
    yield


@PARTS.mmu
def test_the_module_stays_while_a_hold_persists(script, bridge):
    """Unbound and removed it leaves the pad at its level."""
    bridge.claim("mine", [30], b.PERSIST)
    bridge.hold("mine", {30: 1})
    bridge.close("mine")
    bridge.close()
    script(IN_USE, "ok")
    unbind_all(script)
    script(REMOVE, "ok")
    script("jig level 30", "level 30 1")
    script("sh insmod /vm/k210-gpio.ko", "ok")
    script(f"sh {CHIPS}")
    script("jig level 30", "level 30 1")
    bridge.open()
    bridge.release("bridge", [30])
    put_back(bridge, 30)
    yield
