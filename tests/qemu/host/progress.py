# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the slow commands of a build: output to a log, progress to stderr."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time

from .problem import DiskFull, Problem

QUIET_S = 5         # work shorter than this needs no progress
FULL = 16 << 20     # bytes; with less, nothing works any more
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

    def clear(self):
        if self.shown and self.terminal:
            print("\r\033[K", end="", file=sys.stderr)

    def end(self):
        self.clear()
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


def _environment(extra):
    """Of ours, only what has no say in what is built."""
    kept = {name: value for name, value in os.environ.items()
            if name in ("HOME", "USER", "LOGNAME", "TMPDIR", "TERM") or
            name.lower().endswith("_proxy")}
    # Debian's users have no sbin, where depmod is
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    return {**kept, "PATH": path, "LC_ALL": "C", **(extra or {})}


def _stop(process):
    """Ends a command and what it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)


def run(title, command, log, steps=None, env=None, cwd=None,
        to_the_end=False):
    """Runs COMMAND with its output appended to the file LOG.

    Raises Problem with the reason when it fails. TO_THE_END is for what must
    not be stopped half way, even when we are.
    """
    command = [str(word) for word in command]
    line = _Line(title)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as out:
        start = out.tell()
        process = subprocess.Popen(
            command if to_the_end else end_with_parent(command), cwd=cwd,
            stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            env=_environment(env), start_new_session=True)
        try:
            while True:
                try:
                    process.wait(0.25)
                    break
                except subprocess.TimeoutExpired:
                    line.update(steps.percent(_tail(log, start))
                                if steps else None)
        except BaseException:
            if not to_the_end:
                _stop(process)
            process.wait()
            raise
    if process.returncode:
        text = _tail(log, start).decode(errors="replace")
        line.clear()
        # the log is on the same disk, and may have got no word of it
        if "No space left on device" in text or \
                shutil.disk_usage(log.parent).free < FULL:
            raise DiskFull(f"{title} failed: the disk is full")
        raise Problem(f"{title} failed: {_why(text, command)}"
                      f" (all of it: {log})")
    line.end()


def _tail(log, start):
    with open(log, "rb") as text:
        text.seek(start)
        return text.read()
