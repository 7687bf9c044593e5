# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs that were made for older and newer kernels than this one: their
structures are shorter or longer, and they ask for what is not known here."""

import errno

import pytest

import bridge as b
from bridge import EINVAL, Pad, Parts
from script import GPIOHS

E2BIG = f"error {errno.E2BIG}"
ENOTTY = f"error {errno.ENOTTY}"
# Of structures that have grown since, how long they were at first.
FIRST = {b.GET_FUNCTION: 88}
PARTS = Parts()


@pytest.fixture
def look(look_at):
    return lambda part: look_at(PARTS, part)


def sized(number, size):
    """The request, of a program whose structure has this size."""
    return number & ~(0x3fff << 16) | size << 16


def longer(number, more=8):
    return sized(number, (number >> 16 & 0x3fff) + more)


def requests():
    """(descriptor, number, bytes, bytes of configs): each does something that
    may be done twice."""
    return [
        ("bridge", b.GET_INFO, bytes(b.INFO.size), b""),
        ("bridge", b.GET_PAD, b.PAD.pack(23, 0, 0, 0, b""), b""),
        ("bridge", b.GET_FUNCTION,
         b.FUNCTION_INFO.pack(0, 29, 0, 0, 0, 0, b"", b"", 0), b""),
        ("bridge", b.GET_OWNER, b.OWNER.pack(23, 0, 0, 0, b"", b""), b""),
        ("bridge", b.DO_WATCH, b.WATCH.pack(1 << 23, 0, 0), b""),
        ("bridge", b.DO_RELEASE, b.RELEASE.pack(1 << 30), b""),
        ("mine", b.DO_CONFIGURE, b.CONFIGURE.pack(0, 1, b.CONFIG.size, 0, 0),
         b.config(23, pull=b.UP)),
        ("mine", b.DO_HOLD, b.HOLD.pack(1 << 23, 1 << 23, 0, 0), b""),
        ("mine", b.DO_RELEASE, b.RELEASE.pack(1 << 23), b""),
    ]


@PARTS
def test_a_longer_structure_is_taken_if_its_rest_is_0(script, bridge):
    """The rest of what is filled is 0 then: this kernel knows nothing of it."""
    bridge.claim("mine", [23])
    answers = []
    for name, number, data, more in requests():
        plain = bridge.ask(name, number, data, more)
        long = bridge.ask(name, longer(number), data + bytes(8), more)
        if number >> 31:
            answers.append((plain, long))
    bridge.close("mine")
    yield
    assert len(answers) == 4
    for plain, long in answers:
        assert script[long] == script[plain] + "00" * 8


@PARTS
def test_a_longer_structure_with_another_rest_is_too_big(script, bridge):
    """But what is only to be filled may hold anything."""
    bridge.claim("mine", [23])
    bridge.hold("mine", {23: 0})
    before = bridge.pad(23)
    for name, number, data, more in requests():
        if number != b.GET_INFO:
            bridge.ask(name, longer(number), data + b"\0\0\0\0\0\0\0\1", more,
                       E2BIG)
    after = bridge.pad(23)
    filled = bridge.ask("bridge", longer(b.GET_INFO),
                        bytes(b.INFO.size) + b"\1" * 8)
    bridge.close("mine")
    yield
    assert script[before] == script[after]
    assert script[filled].endswith("00" * 8)


@PARTS
def test_a_claim_may_be_longer_and_not_shorter(script, bridge):
    """Its configurations as well, each by their own size."""
    def claim(name, size, config_size, some, answer="ok", rest=b""):
        head = b.CLAIM.pack(0, len(some) // config_size, config_size, 0, 0,
                            b"")
        data = (head + rest).ljust(size, b"\0")[:size]
        bridge(f"claim {name} bridge {sized(b.DO_CLAIM, size):x} "
               f"{data.hex()} {some.hex()}", answer)

    plain, size = b.config(23, pull=b.UP), b.CONFIG.size
    two = b.config(23, pull=b.UP) + bytes(4) + b.config(24) + bytes(4)
    bad = b.config(23) + b"\0\0\0\1"
    for answer, some in (("ok", two), (E2BIG, bad)):
        claim("mine", b.CLAIM.size, size + 4, some, answer)
        if answer == "ok":
            script("jig pad 23")
            state = bridge.pad(24)
            bridge.close("mine")
    claim("none", b.CLAIM.size + 8, size, plain, E2BIG, rest=b"\1")
    script("changed", "none")
    claim("mine", b.CLAIM.size + 8, size, plain)
    bridge.close("mine")
    for claim_size, config_size in ((b.CLAIM.size - 1, size),
                                    (b.CLAIM.size, size - 1),
                                    (b.CLAIM.size, 4)):
        claim("none", claim_size, config_size, plain[:config_size], EINVAL)
    yield
    assert Pad.of(script[state]).state & b.CLAIMED


@PARTS
def test_a_structure_that_is_shorter_than_the_first_is_refused(script,
                                                               bridge):
    """No program has one: these are what there was at first."""
    bridge.claim("mine", [23])
    for name, number, data, more in requests():
        for size in (0, 1, FIRST.get(number, len(data)) - 1):
            bridge.ask(name, sized(number, size), data[:size], more, EINVAL)
    script("changed", "none")
    bridge.close("mine")
    yield


@PARTS
def test_a_structure_of_the_first_length_is_filled_as_far_as_it_goes(script,
                                                                     bridge):
    script(f"chip {GPIOHS}")
    script("out 5=1")
    script("release")
    answers = [(size, bridge.ask(name, number, data, more),
                bridge.ask(name, sized(number, size), data[:size], more))
               for name, number, data, more in requests()
               for size in [FIRST.get(number)] if size]
    script("in 5")
    script("release")
    yield
    assert answers
    for size, now, then in answers:
        assert script[then] == script[now][:2 * size] != script[now]


@PARTS
def test_what_is_to_be_filled_is_not_looked_at(script, bridge):
    junk = b"\xff" * 32
    answers = [
        (bridge.info(), bridge.ask("bridge", b.GET_INFO, b"\xff" * 88)),
        (bridge.pad(23), bridge.ask("bridge", b.GET_PAD, b.PAD.pack(
            23, 9, 9, 9, junk[:20]))),
        (bridge.owner(23), bridge.ask("bridge", b.GET_OWNER, b.OWNER.pack(
            23, 9, 9, 9, junk, junk))),
        (bridge.function(29), bridge.ask(
            "bridge", b.GET_FUNCTION, b.FUNCTION_INFO.pack(
                0, 29, 9, 9, 9, 9, junk, junk, 9))),
    ]
    head = b.CLAIM.pack(0, 1, b.CONFIG.size, 0, 99, b"")
    bridge(f"claim mine bridge {b.DO_CLAIM:x} {head.hex()} "
           f"{b.config(23).hex()}", "ok")
    bridge.close("mine")
    yield
    for plain, filled in answers:
        assert script[plain] == script[filled]


@PARTS
def test_requests_and_bits_that_are_not_known_are_told_apart(script, bridge):
    """ENOTTY to a request, EINVAL to a bit: a program may try, and go on."""
    bridge.claim("mine", [23])
    for number in range(6, 16):
        for name in ("bridge", "mine"):
            bridge.ask(name, b.request(b.READ | b.WRITE, number, 16),
                       bytes(16), answer=ENOTTY)
    for number in range(19, 64):
        bridge.ask("bridge", b.request(b.WRITE, number, 16), bytes(16),
                   answer=ENOTTY)
    # Known by number, but not in this direction.
    bridge.ask("bridge", b.request(0, 0, 0), b"", answer=ENOTTY)
    bridge.ask("bridge", b.request(b.WRITE, 1, b.PAD.size),
               b.PAD.pack(23, 0, 0, 0, b""), answer=ENOTTY)
    for bit in range(10, 32):
        bridge.configure("mine", {23: {"mask": 1 << bit}}, answer=EINVAL)
    for bit in range(2, 32):
        bridge.claim("none", [24], flags=1 << bit, answer=EINVAL)
    for bit in range(1, 32):
        bridge.configure("mine", [23], flags=1 << bit, answer=EINVAL)
        bridge.ask("mine", b.DO_HOLD, b.HOLD.pack(1 << 23, 0, 1 << bit, 0),
                   answer=EINVAL)
        bridge.function(29, flags=1 << bit, answer=EINVAL)
    bridge.close("mine")
    script("changed", "none")
    yield
