# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines as a program in the guest uses them, with the jig beside it."""

import contextlib
import re
from pathlib import Path

from vm_run import kdir

_SOURCES = Path(__file__).parent / "program"
# Of the program that scripts are for, which is called as the first.
PROGRAM = (_SOURCES / "lines.c",
           *sorted(set(_SOURCES.glob("*.c")) - {_SOURCES / "lines.c"}))

GPIOHS = "38001000.gpio-controller"
GPIO = "50200000.gpio"

# IO8 to IO15 carry GPIO0 to 7 and IO16 to IO47 GPIOHS0 to 31 after reset
# (k210.md 4.5); these are what mainline's Maix Bit tree routes elsewhere.
MAIX_BIT_TAKES = {18, 19, 20, 26, 27, 28, 30, 31, *range(39, 48)}


def pad_of(chip, line):
    """The pad that carries a line on a Maix Bit, or None."""
    pad = line + (8 if chip == GPIO else 16)
    return None if pad in MAIX_BIT_TAKES else pad


LINES = {chip: [line for line in range(number)
                if pad_of(chip, line) is not None]
         for chip, number in ((GPIOHS, 32), (GPIO, 8))}


def accesses(before, after):
    """(reads, writes) between two answers of the jig's to `count`."""
    def numbers(answer):
        return [int(word.split("=")[1]) for word in answer.split()[2:]]
    return tuple(b - a for a, b in zip(numbers(before), numbers(after)))


def board_tree(name, profile):
    """One of mainline's trees."""
    return kdir("--profile", profile) / \
        "arch/riscv/boot/dts/canaan" / f"{name}.dtb"


def pads(script):
    """Asks for all pads; after the run, call it for {pad: (fn, word)}."""
    numbers = [script(f"jig pad {pad}") for pad in range(48)]

    def found():
        matches = [re.search(r"fn=(\S+) .*word=0x(\w+)", script[n])
                   for n in numbers]
        return {pad: (match[1], int(match[2], 16) & 0x7fffffff)
                for pad, match in enumerate(matches)}
    return found


class Script:
    """Commands for script.c; what each answered, once it has run."""

    def __init__(self):
        self.commands = []
        self._answers = None

    def __call__(self, command):
        """Adds a command; the number of its answer."""
        self.commands.append(command)
        return len(self.commands) - 1

    @property
    def text(self):
        """As the program reads it."""
        return "".join(f"{command}\n" for command in self.commands)

    def answered(self, text):
        self._answers = text.splitlines()
        assert len(self._answers) == len(self.commands), self._answers

    def __getitem__(self, number):
        return self._answers[number]

    def failures(self):
        """The commands that were refused."""
        return [(command, answer) for command, answer
                in zip(self.commands, self._answers)
                if answer.startswith("error")]


class Part:
    """The commands of a script that one test is about, and what each should
    answer: other tests' are none of its business."""

    def __init__(self, script):
        self._script = script
        self._wanted = {}       # number of its answer: what should be there

    def __call__(self, command, answer=None):
        number = self._script(command)
        self._wanted[number] = answer
        return number

    def __getitem__(self, number):
        return self._script[number]

    def failures(self):
        """The commands that were refused, where nobody expects that."""
        return [(self._script.commands[number], self[number])
                for number, answer in self._wanted.items()
                if answer is None and self[number].startswith("error")]

    def surprises(self):
        """(command, answer, wanted) of what was not as expected."""
        return [(self._script.commands[number], self[number], answer)
                for number, answer in self._wanted.items()
                if answer not in (None, self[number])]


class Tour:
    """Parts of one boot: (FUNCTION, ARGUMENT, ...) each, where FUNCTION is a
    generator of a Part and the arguments. Up to its `yield` it adds commands,
    and from there on it looks at what they answered; `yield` is what `said`
    was set to."""

    said = None

    def __init__(self, parts):
        self.script = Script()
        self._parts = {}
        for part in parts:
            commands = Part(self.script)
            look = part[0](commands, *part[1:])
            next(look)
            self._parts[part] = commands, look

    def look(self, *part):
        """That of a part, once: it is one case's."""
        commands, look = self._parts.pop(part)
        wrong = commands.failures() + commands.surprises()
        assert wrong == [], wrong
        with contextlib.suppress(StopIteration):
            look.send(self.said)
