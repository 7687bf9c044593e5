# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of the jig, through the socket of `tests/qemu/vm --jig-socket`."""

import socket
import time

PATIENCE_S = 60     # with an answer that takes a moment


class Jig:
    """Answers and what comes by itself (edges, `at`, `lost`) are kept apart."""

    def __init__(self, path, alive=lambda: True, wait=600):
        """Connects as soon as PATH is there, while ALIVE() says it may come."""
        end = time.monotonic() + wait
        while True:
            self._socket = socket.socket(socket.AF_UNIX)
            try:
                self._socket.connect(str(path))
                break
            except (FileNotFoundError, ConnectionRefusedError):
                self._socket.close()
                if not alive() or time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self._lines = self._socket.makefile("r", newline="\n")
        self.events = []

    def _line(self):
        line = self._lines.readline()
        if not line:
            raise EOFError("the jig is gone")
        return line.rstrip("\n")

    def ask(self, request):
        """The answer to REQUEST; events before it are in .events."""
        self._socket.settimeout(PATIENCE_S)
        self._socket.sendall(request.encode() + b"\n")
        while True:
            line = self._line()
            if line.split(" ")[0] not in ("edge", "at", "lost"):
                return line
            self.events.append(line)

    def do(self, request):
        """As ask(), where nothing but `ok` will do."""
        answer = self.ask(request)
        if answer != "ok":
            raise ValueError(f"{request}: {answer}")

    def level(self, pad):
        return self.ask(f"level {pad}").split()[2]

    def edges(self, pad):
        """(level, ns) of the edges seen on PAD so far."""
        words = [line.split() for line in self.events]
        return [(level, int(ns)) for kind, number, level, ns in
                (line for line in words if len(line) == 4)
                if kind == "edge" and number == str(pad)]

    def close(self):
        self._lines.close()
        self._socket.close()
