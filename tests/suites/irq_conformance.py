# SPDX-License-Identifier: GPL-2.0-or-later
"""What the kernel's KUnit test of Qualcomm's TLMM wants of interrupts, case by
case and with its counts; the pads are the jig's here, and a line's handlers are
those of tests/driver/consumer. There a case adds its runs up, here each edge is
followed by a look at what it has caused."""

import re

from irqs import FALLING, HIGH, LOW, RISING, pad_of
from script import Part

MS = 1000000
ROUNDS = 10
IDLE = {RISING: 0, HIGH: 0, FALLING: 1, LOW: 1}


class OfK210:
    """A line at a pad. Its handlers change that by another line, which the jig
    connects it with."""
    LINE, BY = 2, 3

    def __init__(self, label):
        self.label = label
        self.pad = pad_of(label, self.LINE)
        self._others = pad_of(label, self.BY)
        self._wired = False

    def begin(self, script, level, by_handlers):
        """At LEVEL; what a request has to say more."""
        self._wired = by_handlers
        if not by_handlers:
            script(f"jig drive {self.pad} {level}")
            return ()
        script(f"jig drive {self.pad} z")
        script(f"jig wire {self.pad} {self._others}")
        return "by", str(self.BY), str(level)

    def change(self, script, level):
        script(f"irq drive 0 {level}" if self._wired else
               f"jig drive {self.pad} {level}")

    def level(self, script):
        """The number of the answer, and what it is for 0 and 1."""
        return (script(f"jig level {self.pad}"),
                [f"level {self.pad} {level}" for level in (0, 1)])

    def end(self, script):
        if self._wired:
            script(f"jig unwire {self.pad} {self._others}")


class OfSim:
    """A line of gpio-sim: what drives it from outside is its pull. Handlers
    change that as the line's own bias, which may sleep: only threads do, and
    they clear what a hard handler would."""
    LINE = 2
    LABEL = "conformance"
    START = (
        "modprobe gpio-sim",
        "cd /sys/kernel/config/gpio-sim && mkdir -p sim/bank",
        "echo 8 >sim/bank/num_lines",
        f"echo {LABEL} >sim/bank/label",
        "echo 1 >sim/live",
        f"ln -s /sys/devices/platform/gpio-sim.0/gpiochip*/sim_gpio{LINE} /in/",
        "cd /in",
    )
    FILE = f"/in/sim_gpio{LINE}"

    label, pad = LABEL, None

    def begin(self, script, level, _):
        self.change(script, level)
        return ()

    def change(self, script, level):
        script(f"write {self.FILE}/pull pull-{('down', 'up')[level]}")

    def level(self, script):
        return script(f"read {self.FILE}/value"), ["0", "1"]

    def end(self, script):
        pass


class Trial:
    """A case on one line: the commands, and what comes of them."""

    def __init__(self, script, line, kind):
        self.script = Part(script)
        self.line = line
        self.kind = kind
        self.idle, self.active = IDLE[kind], 1 - IDLE[kind]
        self._wanted = []           # (number of the answer, runs, threads)
        self._levels = []           # (number of the answer, answer)
        self._seen = None           # what the jig has seen at the pad

    @property
    def clears_in_thread(self):
        """Where hard handlers can't change the line."""
        return self.line.pad is None

    def irq(self, command, *words):
        self.script(" ".join([f"irq {command} 0", *map(str, words)]))

    def start(self, *words, by_handlers=False):
        """A line at rest, and its handler, who hears of nothing."""
        self.script("edges")
        more = self.line.begin(self.script, self.idle, by_handlers)
        self.irq("request", self.line.label, self.line.LINE, self.kind, *words,
                 *more)
        if self.line.pad is not None:
            self.script(f"jig watch {self.line.pad}")
        self.expect(0)

    def go(self, level):
        self.line.change(self.script, level)

    def expect(self, runs, threads=0):
        """As many since the last time."""
        self._wanted.append((self.script("irq state 0"), runs, threads))

    def expect_level(self, level):
        number, answers = self.line.level(self.script)
        self._levels.append((number, answers[level]))

    def wait(self, ms):
        self.script(f"jig at {ms * MS} level 8")
        self.script("await 1")

    def end(self):
        self.irq("free")
        self.line.end(self.script)
        if self.line.pad is not None:
            self.script(f"jig unwatch {self.line.pad}")
        self._seen = self.script("edges")

    def _wrong(self):
        """What isn't as expected, in the order in which it is told."""
        yield from (f"{command}: {answer}" for command, answer
                    in self.script.failures())
        found = [tuple(map(int, self.script[number].split()))
                 for number, *_ in self._wanted]
        wanted = [(runs, threads, 0) for _, runs, threads in self._wanted]
        runs, threads, _ = map(sum, zip(*wanted))
        if found != wanted:
            yield ("runs, threads and tries in vain: "
                   f"{[*map(sum, zip(*found))]}, where {[runs, threads, 0]} "
                   "are right")
        yield from (f"{self.script[number]}, where {level} is right"
                    for number, level in self._levels
                    if self.script[number] != level)
        edges = len(re.findall(f"edge {self.line.pad} {self.active} ",
                               self.script[self._seen]))
        if self.line.pad is not None and edges != runs:
            yield f"{edges} edges at the pad, where {runs} are right"

    def outcome(self):
        """(outcome, reason)"""
        wrong = next(self._wrong(), None)
        return ("failed", wrong) if wrong else ("passed", "")


def silent(trial):
    """For as long as there."""
    trial.start()
    trial.wait(100)
    trial.expect(0)
    trial.expect_level(trial.idle)


def square(trial, *words):
    threads = int("threaded" in words)
    trial.start(*words)
    for _ in range(ROUNDS):
        trial.go(trial.active)
        trial.expect(1, threads)
        trial.go(trial.idle)
        trial.expect(0)


def cleared(trial):
    """The handler ends what is its cause."""
    trial.start(by_handlers=True)
    trial.irq("hard", trial.idle)
    for _ in range(ROUNDS):
        trial.go(trial.active)
        trial.expect(1)
        trial.expect_level(trial.idle)


def cleared_in_thread(trial):
    trial.start("threaded", by_handlers=True)
    trial.irq("thread", trial.idle)
    for _ in range(ROUNDS):
        trial.go(trial.active)
        trial.expect(1, 1)
        trial.expect_level(trial.idle)


def again(trial):
    """The handler ends its cause, and makes the next one."""
    trial.start(by_handlers=True)
    trial.irq("hard", trial.idle, trial.active, ROUNDS - 1)
    trial.go(trial.active)
    trial.expect(ROUNDS)
    trial.expect(0)
    trial.expect_level(trial.idle)


def again_in_thread(trial):
    """The hard handler ends its cause, its thread makes the next one: which is
    there before the thread is done, so the interrupt isn't masked for it."""
    trial.start("threaded", "unmasked", by_handlers=True)
    clears = trial.idle if trial.clears_in_thread else -1
    if clears < 0:
        trial.irq("hard", trial.idle)
    trial.irq("thread", clears, trial.active, ROUNDS - 1)
    trial.go(trial.active)
    trial.expect(ROUNDS, ROUNDS)
    trial.expect(0)
    trial.expect_level(trial.idle)


def while_disabled(trial):
    trial.start()
    trial.irq("disable")
    trial.go(trial.active)
    trial.expect(0)
    trial.irq("enable")
    trial.expect(1)
    trial.expect_level(trial.active)


def threaded(trial):
    square(trial, "threaded", "unmasked")


CASES = {
    "silent_rising": (silent, RISING),
    "silent_falling": (silent, FALLING),
    "silent_low": (silent, LOW),
    "silent_high": (silent, HIGH),
    "rising": (square, RISING),
    "falling": (square, FALLING),
    "high": (cleared, HIGH),
    "low": (cleared, LOW),
    "rising_in_handler": (again, RISING),
    "falling_in_handler": (again, FALLING),
    "thread_rising": (threaded, RISING),
    "thread_falling": (threaded, FALLING),
    "thread_high": (cleared_in_thread, HIGH),
    "thread_low": (cleared_in_thread, LOW),
    "thread_rising_in_handler": (again_in_thread, RISING),
    "thread_falling_in_handler": (again_in_thread, FALLING),
    "rising_while_disabled": (while_disabled, RISING),
}


def trials(script, line):
    """{name of the case: its trial}, one after the other."""
    found = {}
    for name, (do, kind) in CASES.items():
        trial = found[name] = Trial(script, line, kind)
        do(trial)
        trial.end()
    return found
