# SPDX-License-Identifier: GPL-2.0-or-later
"""All that can be seen of a machine without changing it, and the guest's side
of its test bench."""

WORDS = {
    "gpiohs": (0x38001000, range(0, 0x44, 4)),
    "gpio": (0x50200000, [0x00, 0x04, 0x08, *range(0x30, 0x54, 4),
                          *range(0x60, 0x78, 4)]),
    "fpioa": (0x502b0000, range(0, 0x100, 4)),
    "sysctl": (0x50440000, range(0, 0x70, 4)),
    "plic": (0x0c000000, [                      # a claim would change it
        *range(4, 4 * 66, 4), *range(0x1000, 0x100c, 4),
        *(0x2000 + 0x80 * context + 4 * word for context in range(4)
          for word in range(3)), *range(0x200000, 0x204000, 0x1000)]),
    "uarths": (0x38000000, [0x00, *range(0x08, 0x1c, 4)]),  # so would rxdata
    "console": (0x70000000, [0x00, *range(0x08, 0x1c, 4)]),
    "bench": (0x70001000, [*range(0x00, 0x14, 4), 0x18, 0x1c]),
    "clint": (0x02000000, [0, 4, *range(0x4000, 0x4010, 4), 0xbff8, 0xbffc]),
}
# Each choice that the models leave, as they do not have it by themselves.
SETTINGS = [
    "k210-gpio.bothedge=off", "k210-gpio.output-reads-pad=on",
    "k210-gpio.polarity-latches=off", "k210-gpio.ie-follows-direction=on",
    "k210-gpio.debounce-ns=78", "k210-fpioa.constant-high=off",
    "k210-fpioa.pads-ored=off", "k210-fpioa.unmapped-high=on",
    "k210-fpioa.disabled-high=on", "k210-fpioa.pad-di-gated=off",
    "k210-fpioa.di-inv-first=on", "k210-fpioa.do-sel-after-inv=on",
    "k210-sysctl.gates-open=off",
]
COUNTED = ["gpiohs", "gpio", "fpioa", "sysctl", "plic"]


def registers(machine, without=()):
    """WITHOUT: blocks that do not answer."""
    return {(name, offset): machine.read(base + offset)
            for name, (base, offsets) in WORDS.items() if name not in without
            for offset in offsets}


def pads(machine):
    ask = machine.jig.ask
    return [(ask(f"pad {pad}"), ask(f"level {pad}")) for pad in range(48)]


def counts(machine):
    """How often each register was read and written."""
    return [machine.jig.ask(f"count {name} {offset:#x}") for name in COUNTED
            for offset in WORDS[name][1]]


class Guest:
    """What a program in the guest does with the bench."""
    MEMORY = 0x80001000
    OPEN, CLOSE, WRITE, READ, POLL, GO = range(1, 7)

    def __init__(self, machine):
        self._machine = machine
        self._bench = machine.block(0x70001000)
        self._bench[0x08] = self.MEMORY
        self._bench[0x0c] = 0

    def command(self, number, channel=0, length=0):
        self._bench[0x04] = channel
        self._bench[0x10] = length
        self._bench[0x14] = number
        result = self._bench[0x18]
        return result - (result >> 31 << 32)

    def write(self, channel, text):
        self._machine.store(self.MEMORY, text.encode())
        return self.command(self.WRITE, channel, len(text))

    def read(self, channel, length=4096):
        """What there is; None where nothing is."""
        done = self.command(self.READ, channel, length)
        return None if done < 0 else self._machine.fetch(
            self.MEMORY, done).decode()

    @property
    def ready(self):
        return self._bench[0x1c]

    def acknowledge(self):
        self._bench[0x1c] = 1
