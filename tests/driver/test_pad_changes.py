# SPDX-License-Identifier: GPL-2.0-or-later
"""The stream of changes: what happens to pads is told to whoever watches them,
in order, once, and with a count of what there was no place for."""

import errno

import pytest

import bridge as b
from bridge import EBUSY, EINVAL, Bridge, Event, Parts, gpiohs, put_back
from script import GPIOHS
from trees import Changed, mux

FUNCTION, SETTINGS, OWNER, LINE, HELD = (1 << bit for bit in range(5))
EAGAIN = f"error {errno.EAGAIN}"
EMFILE = f"error {errno.EMFILE}"
LEDS = "/sys/bus/platform/drivers/leds-gpio"
PARTS = Parts()


@pytest.fixture
def look(look_at, profile, tmp_path):
    tree = Changed(profile)
    tree.add_led(tree.add_state("holder-state", {"pinmux": (
        mux(33, b.UART1_TX), mux(34, gpiohs(18)))}), "holder")
    return lambda part: look_at(
        PARTS, part, "--dtb", tree.write(tmp_path),
        before="echo 0 >/sys/bus/platform/drivers_autoprobe; "
        "modprobe leds-gpio")


class Watcher(Bridge):
    """A bridge that doesn't wait, and what is to be read from it."""

    def __init__(self, script, pads, events=0, name="watcher"):
        super().__init__(script, name, flags="nonblock")
        self._wanted = []
        self.open()
        self.watch(pads, events)

    def expect(self, *events):
        """(pad, what has changed, state, function) each, and no others."""
        self._wanted.append((self.fetch(), events))
        self.fetch(answer=EAGAIN)

    def look(self):
        """A function comes with its settings, whether or not those differ;
        and events of one pad at one time may be one."""
        for number, wanted in self._wanted:
            found = []
            for event in Event.all_of(self.script[number]):
                assert event.lost == 0
                changed = event.changed
                if changed & FUNCTION:
                    changed &= ~SETTINGS
                state = event.state & ~b.CHANGED
                if found and found[-1][0] == event.pad:
                    changed |= found.pop()[1]
                found.append((event.pad, changed, state, event.function))
            assert found == list(wanted)


@PARTS
def test_each_kind_of_change_by_a_claim_is_told(script, bridge):
    watcher = Watcher(script, [21])
    own, five = b.CLAIMED, gpiohs(5)
    bridge.claim("mine", [21])
    watcher.expect((21, OWNER, own, five))
    bridge.configure("mine", {21: {"pull": b.UP}})
    watcher.expect((21, SETTINGS, own, five))
    bridge.configure("mine", {21: {"function": b.UART1_TX}})
    watcher.expect((21, FUNCTION, own, b.UART1_TX))
    bridge.hold("mine", {21: 1})
    watcher.expect((21, HELD, own | b.HELD | b.HIGH, b.UART1_TX))
    bridge.hold("mine", {21: 0})
    watcher.expect((21, HELD, own | b.HELD, b.UART1_TX))
    bridge.release("mine", [21])
    watcher.expect((21, HELD, own, b.UART1_TX))
    bridge.close("mine")
    watcher.expect((21, OWNER | FUNCTION, b.FREE, five))
    bridge.claim("mine", {21: {"function": b.UART1_TX}})
    watcher.expect((21, OWNER | FUNCTION, own, b.UART1_TX))
    bridge.hold("mine", {21: 1})
    bridge.close("mine")
    watcher.expect((21, HELD | OWNER | FUNCTION, b.FREE, five))
    yield
    watcher.look()


@PARTS
def test_changes_by_lines_are_told(script, bridge):
    """A pull that a line's user asks for is the pad's."""
    watcher = Watcher(script, [21, 22])
    script(f"chip {GPIOHS}")
    script("in 5")
    watcher.expect((21, LINE, b.LINE, gpiohs(5)))
    script("with pull-up")
    script("turn in")
    watcher.expect((21, SETTINGS, b.LINE, gpiohs(5)))
    script("release")
    watcher.expect((21, LINE, b.FREE, gpiohs(5)))
    script("with")
    put_back(bridge, 21)
    yield
    watcher.look()


@PARTS
def test_changes_by_states_of_devices_are_told(script, bridge):
    """Of one that has the pad, and one that routes a line."""
    watcher = Watcher(script, [33, 34, 35])
    script(f"write {LEDS}/bind holder-leds")
    watcher.expect((33, OWNER | FUNCTION, b.DEVICE, b.UART1_TX))
    script(f"write {LEDS}/unbind holder-leds")
    watcher.expect((33, OWNER, b.FREE, b.UART1_TX))
    put_back(bridge, 33)
    yield
    watcher.look()


@PARTS
def test_a_pad_that_loses_its_function_is_told_of(script, bridge):
    """And that it comes back."""
    watcher = Watcher(script, [22])
    bridge.claim("mine", {21: {"function": gpiohs(6)}}, b.FORCE)
    watcher.expect((22, FUNCTION, b.FREE, b.RESV0))
    bridge.close("mine")
    watcher.expect((22, FUNCTION, b.FREE, gpiohs(6)))
    yield
    watcher.look()


@PARTS
def test_what_changes_nothing_is_not_told(script, bridge):
    """What is refused; settings that are there; pads that nobody watches."""
    bridge.claim("mine", {21: {"pull": b.UP}, 22: {}})
    watcher = Watcher(script, [21, 25])
    bridge.claim("none", [21], answer=EBUSY)
    bridge.claim("none", {25: {"function": gpiohs(5)}, 21: {}},
                 b.FORCE, answer=EBUSY)
    bridge.configure("mine", {21: {"pull": b.UP, "function": gpiohs(5)}})
    bridge.configure("mine", {22: {"pull": b.DOWN}})
    bridge.release("mine", [21, 22])
    watcher.fetch(answer=EAGAIN)
    bridge.watch([22])
    bridge.close("mine")
    watcher.expect((21, OWNER | SETTINGS, b.FREE, gpiohs(5)))
    yield
    watcher.look()


@PARTS
def test_changes_are_told_in_order_and_to_all(script, bridge):
    """In this process and in another, by the same clock."""
    script("spawn 0")
    other = Bridge(script, to="to 0 ", flags="nonblock")
    other.open()
    other.watch(range(48))
    watchers = [Watcher(script, [21, 22, 23], name=f"watcher{number}")
                for number in range(3)]
    for pad in (22, 21, 23, 21, 22):
        bridge.claim("mine", [pad])
        bridge.close("mine")
    answers = [watcher.fetch() for watcher in watchers] + [other.fetch()]
    script("end 0")
    yield
    events = Event.all_of(script[answers[0]])
    assert [event.pad for event in events] == [
        pad for pad in (22, 21, 23, 21, 22) for _ in range(2)]
    times = [event.time_ns for event in events]
    assert times == sorted(times) and times[0]
    assert len({script[n] for n in answers}) == 1


@PARTS
def test_what_there_was_no_place_for_is_counted(script, bridge):
    """In its place among the others; then the stream goes on."""
    watcher = Watcher(script, range(21, 26), events=8)
    for _ in range(10):
        bridge.claim("mine", [21])
        bridge.close("mine")
    overflown = watcher.fetch()
    bridge.claim("mine", [22])
    then = watcher.fetch()
    bridge.close("mine")
    yield
    events = Event.all_of(script[overflown])
    lost = [event for event in events if event.changed & b.LOST]
    told = [event for event in events if not event.changed & b.LOST]
    assert [event.changed for event in lost] == [b.LOST]
    assert lost[0].lost + len(told) == 20
    assert 7 <= len(told) <= 8
    assert [event.changed for event in told] == len(told) * [OWNER]
    assert [(event.pad, event.changed, event.lost) for event
            in Event.all_of(script[then])] == [(22, OWNER, 0)]


@PARTS
def test_a_queue_that_is_full_to_the_last_place_has_lost_nothing(script,
                                                                 bridge):
    watcher = Watcher(script, [21], events=8)
    for _ in range(4):
        bridge.claim("mine", [21])
        bridge.close("mine")
    full = watcher.fetch()
    yield
    assert [event.changed for event in Event.all_of(script[full])] == \
        8 * [OWNER]


@PARTS
def test_whole_events_are_read_and_poll_tells_of_them(script, bridge):
    watcher = Watcher(script, [21])
    script("ready watcher 0", "0")
    bridge.claim("mine", [21])
    bridge.close("mine")
    script("ready watcher 0", str(b.POLLIN))
    for size in (0, 1, b.EVENT.size - 1):
        script(f"fetch watcher {size}", EINVAL)
    one = script(f"fetch watcher {2 * b.EVENT.size - 1}")
    script("ready watcher 0", str(b.POLLIN))
    other = script(f"fetch watcher {2 * b.EVENT.size}")
    script("ready watcher 0", "0")
    watcher.fetch(answer=EAGAIN)
    yield
    assert [len(Event.all_of(script[n])) for n in (one, other)] == [1, 1]


@PARTS
def test_reading_waits_for_a_change(script, bridge):
    """As poll() does."""
    script("spawn 0")
    other = Bridge(script, to="to 0 ")
    other.open()
    other.watch([21])
    script(f"tell 0 fetch bridge {8 * b.EVENT.size}")
    script(f"chip {GPIOHS}")
    script("in 5")
    read = script("heard 0")
    script("tell 0 ready bridge 10000")
    script("release")
    script("heard 0", str(b.POLLIN))
    script("end 0")
    yield
    [event] = Event.all_of(script[read])
    assert (event.pad, event.changed) == (21, LINE)


@PARTS
def test_a_signal_ends_the_wait_for_a_change(script, bridge):
    script("spawn 0")
    other = Bridge(script, to="to 0 ")
    other.open()
    other.watch([21])
    script(f"tell 0 fetch bridge {b.EVENT.size}")
    script("nudge 0", "ok")
    script("heard 0", f"error {errno.EINTR}")
    script("end 0")
    yield


@PARTS
def test_a_watch_may_change_its_pads_and_end(script, bridge):
    """Not its length, while it lasts. Whoever watches nothing reads nothing."""
    watcher = Watcher(script, [21], events=4)
    for events, answer in ((4, "ok"), (0, "ok"), (8, EBUSY), (64, EBUSY)):
        watcher.watch([22], events, answer)
    bridge.claim("mine", [21, 22])
    watcher.expect((22, OWNER, b.CLAIMED, gpiohs(6)))
    watcher.watch([])
    watcher.fetch(answer=EINVAL)
    watcher.watch([21], 8)
    bridge.close("mine")
    watcher.expect((21, OWNER, b.FREE, gpiohs(5)))
    yield
    watcher.look()


@PARTS
def test_users_without_rights_watch_with_limits(script, bridge):
    """Each user has its own; what is closed counts no more."""
    ours = [Bridge(script, f"w{number}", to="to 0 ", flags="nonblock")
            for number in range(17)]
    theirs = Bridge(script, "theirs", to="to 1 ", flags="nonblock")
    for number, bridges in ((0, ours), (1, [theirs])):
        script(f"spawn {number}")
        for one in bridges:
            one.open()
        script(f"to {number} be {1000 + number}")
    limits = [ours[0].info(), bridge.info()]
    ours[0].watch([21], 65, EINVAL)
    ours[0].watch([21], 64)
    for one in ours[1:16]:
        one.watch([21], 1)
    ours[16].watch([21], 1, EMFILE)
    theirs.watch([21], 64)
    ours[0].watch([22])
    ours[0].watch([])
    ours[16].watch([21], 1)
    ours[0].watch([21], 1, EMFILE)
    ours[1].close()
    ours[0].watch([21], 1)
    roots = [Bridge(script, f"root{number}", flags="nonblock")
             for number in range(20)]
    for root in roots:
        root.open()
        root.watch([21], 65)
    script("end 0")
    script("end 1")
    yield
    found = [b.INFO.unpack(bytes.fromhex(script[n]))[3:5] for n in limits]
    assert found == [(64, 16), (4096, 0)]


@PARTS.mmu
def test_the_longest_queue_keeps_its_length(script, bridge):
    """There is no room for one in 8 MiB, where memory is in pieces."""
    watcher = Watcher(script, [21], 4096)
    for _ in range(100):
        bridge.claim("mine", [21])
        bridge.close("mine")
    all_of_it = watcher.fetch(4096)
    yield
    assert [event.changed for event in Event.all_of(script[all_of_it])] == \
        200 * [OWNER]
