# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of interrupts have in common: see consumer/."""

from pathlib import Path

import pytest

from script import GPIO, GPIOHS
from vm_run import OPTIONS, build_modules, kdir

# <linux/irq.h>
NONE, RISING, FALLING, BOTH, HIGH, LOW = 0, 1, 2, 3, 4, 8
TYPES = {"rising": RISING, "falling": FALLING, "both": BOTH, "high": HIGH,
         "low": LOW}

CHIPS = pytest.mark.parametrize("chip", [GPIOHS, GPIO], ids=["gpiohs", "gpio"])
NUMBERS = {GPIOHS: 32, GPIO: 8}


def build_consumer(folder, profile):
    """Builds a kernel module that uses interrupts, as it is told; its path."""
    build_modules(Path(__file__).parent / "consumer", folder,
                  kdir("--profile", profile, *OPTIONS))
    return folder / "k210-consumer.ko"


def pad_of(chip, line):
    """As all lines are routed for these tests."""
    return line + (8 if chip == GPIO else 16)


class Irqs:
    """Commands about interrupts, and what their handlers should have run."""

    def __init__(self, script):
        self.script = script
        self._expected = []     # (what, answer's number, expected)

    def __call__(self, command):
        return self.script(f"irq {command}")

    def request(self, slot, chip, line, kind, *words):
        return self(" ".join(["request", str(slot), chip, str(line),
                              str(kind), *words]))

    def drive(self, pad, level):
        self.script(f"jig drive {pad} {level}")

    def expect(self, slot, what, runs, threads=0):
        """That the handler ran as often since it was asked last."""
        self.expect_answer(what, self(f"state {slot}"), f"{runs} {threads} 0")

    def expect_answer(self, what, number, answer):
        self._expected.append((what, number, answer))

    def surprises(self, about=None):
        """What was not as expected: (what, runs threads late, expected)."""
        found = [(what, self.script[number], expected)
                 for what, number, expected in self._expected
                 if about in (None, what)]
        assert found
        return [entry for entry in found if entry[1] != entry[2]]

    def measured(self):
        """How many of what was expected came so."""
        return (f"{len(self._expected) - len(self.surprises())} of "
                f"{len(self._expected)}")
