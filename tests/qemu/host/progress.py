# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the slow commands of a build: output to a log, progress to stderr."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time

from .problem import DiskFull, Problem

QUIET_S = 5         # work shorter than this needs no progress
REPEAT_S = 20       # how often a log that is no terminal hears of it

_COUNT = re.compile(rb"\[(\d+)/(\d+)\]")


def say(text):
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Counts lines of a log that match PATTERN against the EXPECTED number."""

    def __init__(self, pattern=rb"^  [A-Z]", expected=0):
        self.pattern = re.compile(pattern, re.M)
        self.expected = expected

    def percent(self, log):
        counts = _COUNT.findall(log)
        if counts:
            done, total = map(int, counts[-1])
        else:
            done, total = len(self.pattern.findall(log)), self.expected
        return min(99, 100 * done // total) if total else None


class _Line:
    """One line on stderr about one piece of work."""

    def __init__(self, title):
        self.title = title
        self.started = time.monotonic()
        self.shown = 0
        self.terminal = sys.stderr.isatty()

    def update(self, percent):
        now = time.monotonic()
        pause = 1 if self.terminal and self.shown else \
            REPEAT_S if self.shown else QUIET_S
        if now - max(self.started, self.shown) < pause:
            return
        self.shown = now
        part = "" if percent is None else f" {percent}%"
        text = f"{self.title}:{part} ({now - self.started:.0f} s)"
        if self.terminal:
            print(f"\r{text}\033[K", end="", file=sys.stderr, flush=True)
        else:
            say(text)

    def end(self):
        if self.shown and self.terminal:
            print("\r\033[K", end="", file=sys.stderr)
        if self.shown:
            say(f"{self.title}: {time.monotonic() - self.started:.0f} s")


def _why(text, command):
    """The line of a failed command's log that says most."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for sign in (r"\b(error|E):|\bERROR\b|fatal", r"\*\*\* "):
        for line in reversed(lines):
            if re.search(sign, line):
                return line
    return lines[-1] if lines else f"{shlex.join(command[:2])} failed"


def end_with_parent(command):
    """COMMAND, made to die when this process does."""
    return ["setpriv", "--pdeathsig", "TERM", "--", *command]


def run(title, command, log, steps=None, env=None, cwd=None):
    """Runs COMMAND with its output appended to the file LOG.

    Raises Problem with the reason when it fails.
    """
    line = _Line(title)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as out:
        start = out.tell()
        process = subprocess.Popen(
            end_with_parent([str(word) for word in command]), cwd=cwd,
            stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            env={**os.environ, "LC_ALL": "C", **(env or {})})
        try:
            while True:
                try:
                    process.wait(0.25)
                    break
                except subprocess.TimeoutExpired:
                    line.update(steps.percent(_tail(log, start))
                                if steps else None)
        except BaseException:
            process.send_signal(signal.SIGTERM)
            process.wait()
            raise
    if process.returncode:
        text = _tail(log, start).decode(errors="replace")
        if "No space left on device" in text:
            raise DiskFull(f"{title} failed: the disk is full")
        raise Problem(f"{title} failed: {_why(text, command)}"
                      f" (all of it: {log})")
    line.end()


def _tail(log, start):
    with open(log, "rb") as text:
        text.seek(start)
        return text.read()
