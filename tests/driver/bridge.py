# SPDX-License-Identifier: GPL-2.0-or-later
"""The bridge, /dev/k210-fpioa, byte for byte: its numbers and structures
stand here once more, so that a wrong one in the header shows."""

import contextlib
import errno
import struct
from dataclasses import dataclass

import pytest

from vm_run import OPTIONS

EBUSY, EINVAL, ENODEV = (f"error {number}" for number in (
    errno.EBUSY, errno.EINVAL, errno.ENODEV))

FUNCTION, PULL, DRIVE_UA, DRIVE_LEVEL, SLOW_SLEW, SCHMITT, INPUT, OUTPUT, \
    INPUT_INVERT, OUTPUT_INVERT = (1 << bit for bit in range(10))
NONE, UP, DOWN = range(3)
FREE, DEVICE, CLAIMED, LINE, HELD, HIGH, CHANGED = 0, 1, 2, 4, 8, 16, 32
FORCE, PERSIST = 1, 2
AS_IS = 1
BY_NAME = 1
NO_PAD = 0xffffffff
LOST = 1 << 31
POLLIN, POLLERR, POLLHUP = 1, 8, 16

INFO = struct.Struct("<6I64s")
CONFIG = struct.Struct("<IBBBBI6B2s")
PAD = struct.Struct("<4I20s")
FUNCTION_INFO = struct.Struct("<6I32s32sI")
OWNER = struct.Struct("<IIiI32s32s")
CLAIM = struct.Struct("<QIIIi32s")
CONFIGURE = struct.Struct("<QIIII")
HOLD = struct.Struct("<QQII")
RELEASE = struct.Struct("<Q")
WATCH = struct.Struct("<QII")
EVENT = struct.Struct("<QIIIBB2s")

READ, WRITE = 2, 1


def request(directions, number, size):
    return directions << 30 | size << 16 | 0xfa << 8 | number


GET_INFO = request(READ, 0, INFO.size)
GET_PAD = request(READ | WRITE, 1, PAD.size)
GET_FUNCTION = request(READ | WRITE, 2, FUNCTION_INFO.size)
GET_OWNER = request(READ | WRITE, 3, OWNER.size)
DO_CLAIM = request(READ | WRITE, 4, CLAIM.size)
DO_WATCH = request(WRITE, 5, WATCH.size)
DO_CONFIGURE = request(WRITE, 16, CONFIGURE.size)
DO_HOLD = request(WRITE, 17, HOLD.size)
DO_RELEASE = request(WRITE, 18, RELEASE.size)


def gpiohs(line):
    return 24 + line


def gpio(line):
    return 56 + line


UART1_TX, UART2_TX, RESV0, I2C0_SCLK, CONSTANT = 65, 67, 120, 126, 222


def words(function):
    """By k210.md 4.7, for the functions of these tests."""
    bits = {UART1_TX: 0x1700, UART2_TX: 0x1700, RESV0: 0,
            I2C0_SCLK: 0x991000, CONSTANT: 0}
    return bits.get(function, 0x901700) | function


FIELDS = {"function": FUNCTION, "pull": PULL, "drive_level": DRIVE_LEVEL,
          "drive_ua": DRIVE_UA, "slow_slew": SLOW_SLEW, "schmitt": SCHMITT,
          "input": INPUT, "output": OUTPUT, "input_invert": INPUT_INVERT,
          "output_invert": OUTPUT_INVERT}


def config(pad, function=None, mask=None, reserved=b"", **settings):
    """Bytes of one; what is given is meant, unless MASK says otherwise."""
    if function is not None:
        settings["function"] = function
    if mask is None:
        mask = sum(FIELDS[name] for name in settings)
    return CONFIG.pack(mask, pad, *(settings.get(name, 0) for name in FIELDS),
                       reserved)


def configs(pads):
    """Of PADS: {pad: {setting: value}}, or an iterable of pads as they are."""
    if not isinstance(pads, dict):
        pads = {pad: {} for pad in pads}
    return b"".join(config(pad, **settings) for pad, settings in pads.items())


def mask(pads):
    return sum(1 << pad for pad in pads)


def text(name):
    return name.split(b"\0")[0].decode()


@dataclass
class Pad:
    pad: int
    state: int
    level: int
    word: int
    config: dict

    @classmethod
    def of(cls, answer):
        *numbers, rest = PAD.unpack(bytes.fromhex(answer))
        meant, _, *settings, _ = CONFIG.unpack(rest)
        return cls(*numbers, dict(zip(FIELDS, settings), mask=meant))


@dataclass
class Function:
    flags: int
    function: int
    pad: int
    kind: int
    shareable: int
    line: int
    name: str
    chip: str
    output: int

    @classmethod
    def of(cls, answer):
        *numbers, name, chip, output = FUNCTION_INFO.unpack(
            bytes.fromhex(answer))
        return cls(*numbers, text(name), text(chip), output)


@dataclass
class Owner:
    pad: int
    state: int
    pid: int
    uid: int
    holder: str
    user: str

    @classmethod
    def of(cls, answer):
        *numbers, holder, user = OWNER.unpack(bytes.fromhex(answer))
        return cls(*numbers, text(holder), text(user))


@dataclass
class Event:
    time_ns: int
    changed: int
    lost: int
    state: int
    pad: int
    function: int

    @classmethod
    def all_of(cls, answer):
        return [cls(*event[:-1]) for event
                in EVENT.iter_unpack(bytes.fromhex(answer))]


class Bridge:
    """Commands to one that is open in the guest. Each returns the number of
    its answer, and wants what ANSWER says: "ok", or an error."""

    def __init__(self, script, name="bridge", to="", flags=""):
        self.script = script
        self.name = name
        self.to = to            # the process that has it: "to 1 "
        self.flags = flags

    def __call__(self, command, answer=None):
        return self.script(self.to + command, answer)

    def open(self, answer="ok"):
        return self(f"bridge {self.name} {self.flags}".rstrip(), answer)

    def close(self, name=None):
        return self(f"close {name or self.name}", "ok")

    def ask(self, name, number, data, more=b"", answer=None):
        """A request of a descriptor's."""
        return self(f"ioctl {name} {number:x} {data.hex()} {more.hex()}"
                    .rstrip(), answer)

    def info(self, answer=None):
        return self.ask(self.name, GET_INFO, bytes(INFO.size), answer=answer)

    def pad(self, pad, answer=None):
        return self.ask(self.name, GET_PAD,
                        PAD.pack(pad, 0, 0, 0, b""), answer=answer)

    def function(self, function, flags=0, name=b"", answer=None):
        return self.ask(self.name, GET_FUNCTION, FUNCTION_INFO.pack(
            flags, function, 0, 0, 0, 0, name, b"", 0), answer=answer)

    def owner(self, pad, answer=None):
        return self.ask(self.name, GET_OWNER,
                        OWNER.pack(pad, 0, 0, 0, b"", b""), answer=answer)

    def claim(self, name, pads, flags=0, consumer="", answer="ok"):
        some = configs(pads)
        head = CLAIM.pack(0, len(some) // CONFIG.size, CONFIG.size, flags, 0,
                          consumer.encode())
        return self(f"claim {name} {self.name} {DO_CLAIM:x} {head.hex()} "
                    f"{some.hex()}", answer)

    def configure(self, name, pads, flags=0, answer="ok"):
        some = configs(pads)
        return self.ask(name, DO_CONFIGURE, CONFIGURE.pack(
            0, len(some) // CONFIG.size, CONFIG.size, flags, 0), some, answer)

    def hold(self, name, levels, answer="ok"):
        """LEVELS: {pad: level}, or an iterable of pads as they are."""
        high, flags = [], AS_IS
        if isinstance(levels, dict):
            high, flags = [pad for pad in levels if levels[pad]], 0
        return self.ask(name, DO_HOLD, HOLD.pack(mask(levels), mask(high),
                                                 flags, 0), answer=answer)

    def release(self, name, pads, answer="ok"):
        return self.ask(name, DO_RELEASE, RELEASE.pack(mask(pads)),
                        answer=answer)

    def watch(self, pads, events=0, answer="ok"):
        return self.ask(self.name, DO_WATCH,
                        WATCH.pack(mask(pads), events, 0), answer=answer)

    def fetch(self, events=64, answer=None):
        """Reads as many; Event.all_of() what it answers."""
        return self(f"fetch {self.name} {events * EVENT.size}", answer)


def functions_of(script, *pads):
    """Asks the jig; after the run, call it for what it calls them."""
    numbers = [script(f"jig pad {pad}") for pad in pads]
    return lambda: [script[n].split("fn=")[1].split()[0] for n in numbers]


def put_back(bridge, *pads):
    """GPIOHS's pads, to what they are after reset."""
    bridge.claim("back", {pad: {
        "function": gpiohs(pad - 16), "drive_level": 15, "pull": NONE}
        for pad in pads or (21, 22)}, flags=PERSIST)
    bridge.close("back")


class Parts(list):
    """Those of one boot: what is decorated with it is a part, and a test.

    A part is a generator of a Part and a Bridge that is open, as Tour's are.
    It ends with all claims closed, and then all pads are as they were: they
    were remembered at its start."""

    def __init__(self):
        super().__init__()
        self.with_mmu = []

    def __call__(self, part):
        self.append(part)
        return self._test(part)

    def mmu(self, part):
        """One that needs what there is with an MMU only."""
        self.with_mmu.append(part)
        return pytest.mark.mmu(self._test(part))

    def before_7_3(self, part):
        """One that 7.3's pinctrl core gets wrong: between a pin's request and
        its routing it looks at no owner, and when one of two is refused it
        never frees that pin again."""
        test = self._test(part)
        if "--kernel" in OPTIONS:
            return pytest.mark.skip("pinctrl core reserves pins twice")(test)
        self.append(part)
        return test

    @staticmethod
    def _test(part):
        def test(look):
            look(part)
        test.__name__, test.__doc__ = part.__name__, part.__doc__
        return test

    def of(self, profile):
        return self + (self.with_mmu if profile != "k210" else [])


def in_turn(script, part):
    script("close all")
    script("remember")
    bridge = Bridge(script)
    bridge.open()
    looks = part(script, bridge)
    next(looks)
    bridge.close()
    script("changed", "none")
    yield
    with contextlib.suppress(StopIteration):
        next(looks)
