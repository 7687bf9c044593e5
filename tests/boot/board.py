# SPDX-License-Identifier: GPL-2.0-or-later
"""A board with something of others' in its memory, that has a prompt on
UARTHS, and with the jig at its pads."""

import os
import select
import subprocess
import time

import emulated
from host import progress
from jig import Jig

PROMPT = "=> "
PATIENCE_S = 60
HARMLESS = "no model: "     # a block without a model says so; no guest error


class Board:
    def __init__(self, qemu, image, folder, *settings):
        """IMAGE lies where the boot ROM puts it. SETTINGS: properties, as
        `k210-fpioa.constant-high=off`."""
        self._log = folder / "qemu.log"
        self._seen = 0
        self._unread = b""
        words = [qemu, "-M", "k210", "-m", "8M", "-smp", "2", "-bios", image,
                 "-nodefaults", "-display", "none",
                 "-d", "guest_errors,invalid_mem", "-D", self._log,
                 "-chardev", "stdio,id=uarths,signal=off",
                 "-serial", "null", "-serial", "chardev:uarths"]
        for setting in (f"k210-jig.socket={folder / 'jig'}", *settings):
            words += ["-global", setting]
        self._process = subprocess.Popen(
            progress.end_with_parent([str(word) for word in words]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        try:
            self.banner = self._until_prompt()
            self.jig = Jig(folder / "jig", wait=0)
        except BaseException:
            self._process.kill()    # or it takes the harts from other tests
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()
            raise

    def _until_prompt(self):
        """What comes before the prompt."""
        end = time.monotonic() + PATIENCE_S
        prompt = b"\n" + PROMPT.encode()
        while not self._unread.endswith(prompt):
            left = max(0, end - time.monotonic())
            if not select.select([self._process.stdout], [], [], left)[0]:
                raise TimeoutError(f"no prompt after {self._unread!r}")
            piece = os.read(self._process.stdout.fileno(), 4096)
            if not piece:
                raise EOFError(f"QEMU is gone after {self._unread!r}")
            self._unread += piece.replace(b"\r", b"")
        text = self._unread.removesuffix(prompt).decode()
        self._unread = b""
        return text

    def run(self, command):
        """What COMMAND prints, without the echo."""
        self._process.stdin.write(command.encode() + b"\n")
        echo, _, answer = self._until_prompt().partition("\n")
        assert echo == command, (echo, answer)
        return answer

    def errors(self):
        """The guest errors since the last call."""
        lines = self._log.read_text().splitlines()
        new, self._seen = lines[self._seen:], len(lines)
        return [line for line in new if not line.startswith(HARMLESS)]

    def close(self):
        """What no test has accounted for: guest errors, also those that came
        last, and a bad end of QEMU's."""
        wrong = []
        try:
            wrong += self.errors()
            self.jig.close()
        finally:
            wrong += emulated.end(self._process)
            self._process.stdin.close()
            self._process.stdout.close()
        return wrong + self.errors()
