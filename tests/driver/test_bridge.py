# SPDX-License-Identifier: GPL-2.0-or-later
"""Each request of the bridge: what it answers, and each error that its header
tells of. A request that is refused changes no pad."""

import errno
import re
from pathlib import Path

import pytest

import bridge as b
from bridge import EINVAL, Bridge, Function, Owner, Pad, Parts, gpiohs
from script import GPIO, GPIOHS

HEADER = Path(__file__).parents[2] / "include/uapi/linux/k210-fpioa.h"
PARTS = Parts()


@pytest.fixture
def look(look_at):
    return lambda part: look_at(PARTS, part)


@PARTS
def test_its_numbers_are_those_of_the_header(script, bridge):
    """A program's, which the header's structures were compiled into."""
    numbers = [b.GET_INFO, b.GET_PAD, b.GET_FUNCTION, b.GET_OWNER, b.DO_CLAIM,
               b.DO_WATCH, b.DO_CONFIGURE, b.DO_HOLD, b.DO_RELEASE]
    script("numbers", " ".join([*map(hex, numbers), str(b.CONFIG.size),
                                str(b.EVENT.size)]))
    yield


@PARTS
def test_info_tells_what_there_is(script, bridge):
    answer = bridge.info()
    yield
    *numbers, compatible = b.INFO.unpack(bytes.fromhex(script[answer]))
    assert numbers == [1, 48, 256, 4096, 0, 0]
    assert b.text(compatible) == "sipeed,maix-bit"


@PARTS
def test_pads_are_told_as_the_jig_sees_them(script, bridge):
    """All 48, with their settings, and their level as it is driven."""
    found = []
    for pad in range(48):
        found.append((pad, bridge.pad(pad), script(f"jig pad {pad}")))
    script("jig drive 21 1")
    high = bridge.pad(21)
    script("jig drive 21 0")
    low = bridge.pad(21)
    script("jig drive 21 z")
    yield
    for number, answer, seen in found:
        pad, jig = Pad.of(script[answer]), script[seen]
        word = int(jig.split("word=")[1].split()[0], 16)
        bits = [(name, word >> bit & 1) for name, bit in (
            ("slow_slew", 19), ("schmitt", 23), ("input", 20), ("output", 12),
            ("input_invert", 22), ("output_invert", 15))]
        pull = {"0": b.NONE, "1": b.UP, "2": b.DOWN}[str(word >> 16 & 3)]
        assert pad.pad == number
        assert (pad.word ^ word) & 0x7fffffff == 0
        assert pad.config["function"] == word & 0xff
        assert pad.config["pull"] == pull
        assert pad.config["drive_level"] == word >> 8 & 15
        assert [(name, pad.config[name]) for name, _ in bits] == bits
        assert pad.config["mask"] == 0x3ff
    assert [Pad.of(script[n]).level for n in (high, low)] == [1, 0]


@PARTS
def test_what_a_pad_sources_is_its_drive_levels(script, bridge):
    currents = [11200, 16800, 22300, 27800, 33300, 38700, 44100, 49500]
    bridge.claim("mine", [21])
    answers = []
    for level in range(16):
        bridge.configure("mine", {21: {"drive_level": level}})
        answers.append(bridge.pad(21))
    for current in (11200, 16799, 49499, 49500, 0xffffffff):
        bridge.configure("mine", {21: {"drive_ua": current}})
        answers.append(bridge.pad(21))
    bridge.close("mine")
    yield
    found = [(pad.config["drive_level"], pad.config["drive_ua"])
             for pad in (Pad.of(script[n]) for n in answers)]
    assert found == [(level, currents[min(level, 7)]) for level in range(16)] \
        + [(0, 11200), (0, 11200), (6, 44100), (7, 49500), (7, 49500)]


@PARTS
def test_functions_are_told_by_number_as_the_jig_calls_them(script, bridge):
    """Each of the 256 on pad 21 for a moment, if no pad carries it yet."""
    told, seen = [], {}
    for function in range(256):
        told.append(bridge.function(function))
        if function not in CARRIED:
            bridge.claim("mine", {21: {"function": function}},
                         flags=b.FORCE)
            seen[function] = script("jig pad 21"), bridge.function(function)
            bridge.close("mine")
    yield
    functions = [Function.of(script[n]) for n in told]
    assert [f.function for f in functions] == list(range(256))
    assert len({f.name for f in functions}) == 256
    for number, (answer, then) in seen.items():
        name = script[answer].split("fn=")[1].split()[0]
        carried = Function.of(script[then])
        assert (functions[number].name, carried.name) == (name, name)
        assert carried.pad == 21 or carried.shareable
    assert {f.name for f in functions if f.shareable} == {
        *(f"RESV{number}" for number in range(8)), "CONSTANT"}


# By devices on a Maix Bit: JTAG, UARTHS.
CARRIED = {0, 1, 2, 3, 18, 19}


@PARTS
def test_functions_are_found_by_name(script, bridge):
    wanted = {b"GPIOHS5": (29, 21, 3, 0, 5), b"GPIO7": (63, 15, 3, 0, 7),
              b"UARTHS_RX": (18, 4, 1, 0, 0), b"UARTHS_TX": (19, 5, 2, 0, 0),
              b"RESV0": (120, None, 0, 1, 0),
              b"UART1_TX": (65, b.NO_PAD, 2, 0, 0)}
    answers = {name: bridge.function(0, b.BY_NAME, name) for name in wanted}
    yield
    for name, expected in wanted.items():
        f = Function.of(script[answers[name]])
        pad = f.pad if expected[1] is not None else None
        assert (f.function, pad, f.kind, f.shareable, f.line) == expected
        assert f.name == name.decode()
        assert bool(f.chip) == f.name.startswith("GPIO")


@PARTS
def test_a_functions_chip_is_the_one_that_has_its_line(script, bridge):
    answers = []
    for chip, function in ((GPIOHS, b"GPIOHS5"), (GPIO, b"GPIO5")):
        script(f"chip {chip}")
        answers.append((chip, script("chipname"),
                        bridge.function(0, b.BY_NAME, function)))
    yield
    for chip, name, answer in answers:
        assert Function.of(script[answer]).chip == script[name], chip


@PARTS
def test_owners_are_told(script, bridge):
    script(f"chip {GPIOHS}")
    script("in 5")
    bridge.claim("mine", [22, 23], consumer="blinker")
    bridge.claim("unnamed", [24])
    answers = [bridge.owner(pad) for pad in (4, 21, 22, 23, 24, 25)]
    script("spawn 0")
    pid = script("pid 0")
    other = Bridge(script, to="to 0 ")
    other.open()
    other.claim("other", [25], consumer="other")
    elsewhere = bridge.owner(25)
    script("end 0")
    bridge.close("mine")
    bridge.close("unnamed")
    script("release")
    free = [bridge.owner(pad) for pad in range(21, 26)]
    yield
    found = [Owner.of(script[n]) for n in answers]
    assert [(o.pad, o.state, o.holder, o.user) for o in found] == [
        (4, b.DEVICE, "38000000.serial", ""), (21, b.LINE, "", "lines"),
        (22, b.CLAIMED, "blinker", ""), (23, b.CLAIMED, "blinker", ""),
        (24, b.CLAIMED, "lines", ""), (25, b.FREE, "", "")]
    assert [bool(o.pid) for o in found] == [0, 0, 1, 1, 1, 0]
    assert Owner.of(script[elsewhere]) == Owner(
        25, b.CLAIMED, int(script[pid]), 0, "other", "")
    assert [Owner.of(script[n]) for n in free] == [
        Owner(pad, 0, 0, 0, "", "") for pad in range(21, 26)]


@PARTS
def test_a_claim_is_closed_on_exec_and_names_its_pads(script, bridge):
    bridge.claim("mine", [22, 21], consumer="blinker")
    script("shares mine", "no")
    script("fdinfo mine claim", "blinker")
    script("fdinfo mine pads", "21 22")
    bridge.watch([21, 30])
    script("fdinfo bridge watched", "21 30")
    bridge.close("mine")
    yield


# -- Errors ---------------------------------------------------------------

BAD_SETTINGS = {
    "unknown bit": {"mask": 1 << 10},
    "both of drive": {"drive_ua": 11200, "drive_level": 1},
    "pull": {"pull": 3}, "level": {"drive_level": 16},
    "current": {"drive_ua": 11199},
    **{name: {name: 2} for name in ("slow_slew", "schmitt", "input", "output",
                                    "input_invert", "output_invert")},
    **{f"{name} without its bit": {name: 1, "mask": 0} for name in b.FIELDS},
    "reserved": {"reserved": b"\0\1"},
}


def claim_of(answer, num=1, size=b.CONFIG.size, flags=0, name=b"",
             some=b.config(23)):
    return lambda bridge: bridge(
        f"claim none bridge {b.DO_CLAIM:x} "
        f"{b.CLAIM.pack(0, num, size, flags, 0, name).hex()} {some.hex()}",
        answer)


def claim(answer, pads, flags=0):
    return lambda bridge: bridge.claim("none", pads, flags, answer=answer)


def change(answer, pads, flags=0):
    return lambda bridge: bridge.configure("mine", pads, flags, answer=answer)


def change_of(answer, num=1, size=b.CONFIG.size, flags=0, reserved=0):
    return lambda bridge: bridge.ask(
        "mine", b.DO_CONFIGURE,
        b.CONFIGURE.pack(0, num, size, flags, reserved), b.config(23), answer)


def asks(answer, name, number, layout, *fields):
    return lambda bridge: bridge.ask(name, number, layout.pack(*fields),
                                     answer=answer)


# In a state where 4 is a device's, 21's line is requested, and "other" has 22,
# "mine" 23 and 24; 23's line is requested as well. {request: {error: [...]}}
NOT_FREE = [[4], [21], [22], [24], [25, 22], {24: {"function": gpiohs(8)}}]
OTHER_PADS = [21, 22, 25, 48, 63]
EBUSY_FUNCTIONS = [18, gpiohs(5), gpiohs(6)]    # on 4, 21, 22


def busy_functions(do, pad):
    """With and without force, but for that of a free pad."""
    return [do(b.EBUSY, {pad: {"function": function}}, flags)
            for function in EBUSY_FUNCTIONS for flags in (0, b.FORCE)] + \
        [do(b.EBUSY, {pad: {"function": gpiohs(10)}})]


def nonexistent(do, pad):
    """What is wrong with claims and changes alike."""
    return [*(do(EINVAL, {pad: bad}) for bad in BAD_SETTINGS.values()),
            do(EINVAL, [48]), do(EINVAL, [255])]


def errors():
    both = {"function": b.UART1_TX}
    long_name = b"x" * 32
    release, watch, hold = b.DO_RELEASE, b.DO_WATCH, b.DO_HOLD
    return {
        ("GET_PAD", "EINVAL"): [
            lambda bridge, pad=pad: bridge.pad(pad, EINVAL)
            for pad in (48, 0xffffffff)],
        ("GET_OWNER", "EINVAL"): [
            lambda bridge, pad=pad: bridge.owner(pad, EINVAL)
            for pad in (48, 0xffffffff)],
        ("GET_FUNCTION", "EINVAL"): [
            lambda bridge, ask=ask: bridge.function(*ask, answer=EINVAL)
            for ask in ((256,), (0, 2), (0, b.BY_NAME, long_name),
                        (1, b.BY_NAME, b"GPIO0"))],
        ("GET_FUNCTION", "ENOENT"): [
            lambda bridge, name=name: bridge.function(
                0, b.BY_NAME, name, f"error {errno.ENOENT}")
            for name in (b"", b"GPIO8", b"gpio0", b"GPIOHS", b"GPIOHS00")],
        ("CLAIM", "EINVAL"): [
            *nonexistent(claim, 25),
            *(claim_of(EINVAL, num=num) for num in (0, 49, 0xffffffff)),
            claim_of(EINVAL, size=0), claim_of(EINVAL, flags=4),
            claim_of(EINVAL, name=long_name),
            claim_of(EINVAL, num=2, some=2 * b.config(25)),
            claim(EINVAL, {25: both, 32: both})],
        ("CLAIM", "EBUSY"): [
            *(claim(b.EBUSY, pads, flags) for pads in NOT_FREE
              for flags in (0, b.FORCE)), *busy_functions(claim, 25)],
        ("CONFIGURE", "EINVAL"): [
            *nonexistent(change, 23), change(EINVAL, {23: both, 24: both}),
            *(change_of(EINVAL, num=num) for num in (0, 49)),
            change_of(EINVAL, size=0), change_of(EINVAL, flags=b.PERSIST),
            change_of(EINVAL, reserved=1),
            *(change(EINVAL, [23, pad]) for pad in OTHER_PADS)],
        ("CONFIGURE", "EBUSY"): [
            *busy_functions(change, 24),
            change(b.EBUSY, {23: {"function": b.UART1_TX}}),
            change(b.EBUSY, {24: {"function": gpiohs(7)}}, b.FORCE)],
        ("HOLD", "EINVAL"): [
            asks(EINVAL, "mine", hold, b.HOLD, 0, 0, 0, 0),
            asks(EINVAL, "mine", hold, b.HOLD, 1 << 24, 1 << 23, 0, 0),
            asks(EINVAL, "mine", hold, b.HOLD, 1 << 24, 1 << 24, 1, 0),
            asks(EINVAL, "mine", hold, b.HOLD, 1 << 24, 0, 2, 0),
            asks(EINVAL, "mine", hold, b.HOLD, 1 << 24, 0, 0, 1),
            *(asks(EINVAL, "mine", hold, b.HOLD, 1 << 24 | 1 << pad, 0, 0, 0)
              for pad in OTHER_PADS)],
        ("RELEASE", "EINVAL"): [
            *(asks(EINVAL, "mine", release, b.RELEASE, 1 << 24 | 1 << pad)
              for pad in OTHER_PADS),
            asks(EINVAL, "bridge", release, b.RELEASE, 1 << 48)],
        ("RELEASE", "EBUSY"): [
            asks(b.EBUSY, "bridge", release, b.RELEASE, 3 << 24)],
        ("WATCH", "EINVAL"): [
            asks(EINVAL, "bridge", watch, b.WATCH, 1 << 48, 0, 0),
            asks(EINVAL, "bridge", watch, b.WATCH, 1, 4097, 0),
            asks(EINVAL, "bridge", watch, b.WATCH, 1, 0, 1)],
        ("read()", "EINVAL"): [
            lambda bridge: bridge("fetch bridge 24", EINVAL)],
        ("all", "ENOTTY"): [
            *(asks(f"error {errno.ENOTTY}", "bridge", number, b.HOLD, 0, 0, 0,
                   0) for number in (b.DO_CONFIGURE, b.DO_HOLD, b.GET_INFO + 6,
                                     b.GET_INFO ^ 0x100)),
            *(asks(f"error {errno.ENOTTY}", "mine", number, b.HOLD, 0, 0, 0,
                   0) for number in (b.DO_CLAIM, b.DO_WATCH, b.GET_PAD,
                                     b.GET_INFO, b.DO_HOLD + 2))],
    }


@PARTS
def test_a_request_that_is_refused_changes_nothing(script, bridge):
    script(f"chip {GPIOHS}")
    script("in 5")
    bridge.claim("other", [22])
    bridge.claim("mine", [23, 24])
    script("swap")
    script("in 7")
    before = [bridge.pad(pad) for pad in range(48)]
    for requests in errors().values():
        for request in requests:
            request(bridge)
            script("changed", "none")
    after = [bridge.pad(pad) for pad in range(48)]
    script("release")
    script("swap")
    script("release")
    bridge.close("mine")
    bridge.close("other")
    yield
    assert [script[n] for n in after] == [script[n] for n in before]


# What takes more than one request, or another user.
ELSEWHERE = {("CLAIM", "EMFILE"), ("CLAIM", "ENFILE"), ("RELEASE", "EPERM"),
             ("WATCH", "EBUSY"), ("WATCH", "EMFILE"), ("read()", "EAGAIN"),
             ("read()", "EINTR"), ("read()", "ENODEV"), ("all", "ENODEV"),
             ("all", "EFAULT"), ("all", "E2BIG")}


def claim_where_none_can_be(script, bridge, error, before, after=()):
    """By another program, when commands have brought that about; what pad 21
    then is."""
    script("spawn 0")
    other = Bridge(script, to="to 0 ")
    other.open()
    for command in before:
        script(command)
    other.claim("none", {21: {"function": b.UART1_TX}},
                answer=f"error {error}")
    for command in after:
        script(command)
    script("changed", "none")
    state = bridge.pad(21)
    script("end 0")
    return state


@PARTS
def test_a_claim_without_a_descriptor_claims_nothing(script, bridge):
    state = claim_where_none_can_be(script, bridge, errno.EMFILE,
                                    ["to 0 limit 3"])
    yield
    assert Pad.of(script[state]).state == b.FREE


@PARTS.mmu
def test_a_claim_without_a_file_claims_nothing(script, bridge):
    """Root may have more of them than there may be; and some dozens are not
    counted exactly."""
    most = "/proc/sys/fs/file-max"
    state = claim_where_none_can_be(
        script, bridge, errno.ENFILE,
        [*(f"to 0 bridge more{number}" for number in range(100)),
         "to 0 be 1000", f"sh cat {most} >/tmp/most; echo 1 >{most}"],
        [f"sh cat /tmp/most >{most}"])
    yield
    assert Pad.of(script[state]).state == b.FREE


@PARTS.mmu
def test_addresses_that_are_not_the_callers_change_nothing(script, bridge):
    """Neither a request's, nor that of a claim's pads; nor where the claim
    can't be told after all was done."""
    bridge.claim("mine", [23])
    bad = f"error {errno.EFAULT}"
    for number in (b.GET_INFO, b.GET_PAD, b.GET_FUNCTION, b.GET_OWNER,
                   b.DO_CLAIM, b.DO_WATCH, b.DO_RELEASE):
        for address in ("0", "fffffffffffff000"):
            bridge(f"ioctl bridge {number:x} @{address}", bad)
    for number in (b.DO_CONFIGURE, b.DO_HOLD, b.DO_RELEASE):
        bridge(f"ioctl mine {number:x} @0", bad)
    nowhere = b.CLAIM.pack(8, 1, b.CONFIG.size, 0, 0, b"")
    bridge.ask("bridge", b.DO_CLAIM, nowhere, answer=bad)
    bridge.ask("mine", b.DO_CONFIGURE,
               b.CONFIGURE.pack(8, 1, b.CONFIG.size, 0, 0), answer=bad)
    fixed = b.CLAIM.pack(0, 1, b.CONFIG.size, 0, 0, b"").hex()
    bridge(f"ioctl bridge {b.DO_CLAIM:x} ={fixed} "
           f"{b.config(21, function=b.UART1_TX).hex()}", bad)
    script("changed", "none")
    states = [bridge.pad(21), bridge.pad(23)]
    bridge.claim("again", [21])
    bridge.close("again")
    bridge.close("mine")
    yield
    assert [Pad.of(script[n]).state for n in states] == [b.FREE, b.CLAIMED]


def documented():
    """{(request, error)} of the header's comments."""
    text = re.sub(r"\n \*( |$)", " ", HEADER.read_text(), flags=re.M)
    found = {(name, error) for name, told in re.findall(
        r"K210_FPIOA_([A-Z_]+): (.*?)(?=K210_FPIOA_[A-Z_]+:|\*/)", text,
        re.S) for error in re.findall(r"\bE[A-Z0-9]{3,}\b", told)}
    reads = text[text.index("read() of /dev/k210-fpioa"):]
    found |= {("read()", error)
              for error in re.findall(r"\bE[A-Z0-9]{3,}\b", reads)}
    growth = text[:text.index("#ifndef")]
    return found | {("all", error) for error
                    in re.findall(r"\bE[A-Z0-9]{3,}\b", growth)}


def test_no_documented_error_is_without_a_test():
    """And none is tested that isn't documented. That memory is short and that
    a signal comes while a claim is made can't be had at will."""
    assert documented() - {("all", "ENOMEM"), ("all", "EINTR"),
                           ("all", "EINVAL")} == ELSEWHERE | errors().keys()
