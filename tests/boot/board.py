# SPDX-License-Identifier: GPL-2.0-or-later
"""A board with something of others' in its memory, that has a prompt on
UARTHS, and with the jig at its pads."""

import time

import jig
from emulated import Emulated

PROMPT = "=> "


class Board(Emulated):
    def __init__(self, qemu, image, folder, *settings):
        """IMAGE lies where the boot ROM puts it. SETTINGS: properties, as
        `k210-fpioa.constant-high=off`."""
        self._unread = b""
        super().__init__(qemu, folder, [
            "-m", "8M", "-smp", "2", "-bios", image,
            "-chardev", "stdio,id=uarths,signal=off",
            "-serial", "null", "-serial", "chardev:uarths"], settings)

    def _connect(self):
        self.banner = self._until_prompt()
        super()._connect()

    def _until_prompt(self):
        """What comes before the prompt."""
        end = time.monotonic() + jig.PATIENCE_S
        prompt = b"\n" + PROMPT.encode()
        while not self._unread.endswith(prompt):
            self._socket.settimeout(max(0.001, end - time.monotonic()))
            try:
                piece = self._socket.recv(4096)
            except TimeoutError:
                raise TimeoutError(
                    f"no prompt after {self._unread!r}") from None
            if not piece:
                raise EOFError(f"QEMU is gone after {self._unread!r}")
            self._unread += piece.replace(b"\r", b"")
        text = self._unread.removesuffix(prompt).decode()
        self._unread = b""
        return text

    def run(self, command):
        """What COMMAND prints, without the echo."""
        self._socket.sendall(command.encode() + b"\n")
        echo, _, answer = self._until_prompt().partition("\n")
        assert echo == command, (echo, answer)
        return answer
