# SPDX-License-Identifier: GPL-2.0-or-later
"""A K210 in QEMU that tests start themselves: its process, log and jig. For
the VM, with our kernel and our guest, there is tests/qemu/vm."""

import contextlib
import socket
import subprocess
import time

import jig
from host import progress
from host.verdict import UNMODELLED


class Emulated:
    """A test must account for each of its guest errors, by asking for it."""

    def __init__(self, qemu, folder, words, settings, fds=()):
        """WORDS and FDS are QEMU's; SETTINGS are properties, as
        `k210-gpio.bothedge=off`."""
        self.folder = folder
        self._lines = []            # of the log, since errors() or notes()
        self._seen = 0
        words = [qemu, "-M", "k210", "-nodefaults", "-display", "none",
                 "-d", "guest_errors,invalid_mem", "-D", folder / "qemu.log",
                 *words]
        for setting in (f"k210-jig.socket={folder / 'jig'}", *settings):
            words += ["-global", setting]
        self._socket, stdio = socket.socketpair()   # it has time limits
        with stdio:
            self._process = subprocess.Popen(
                progress.end_with_parent([str(word) for word in words]),
                stdin=stdio, stdout=stdio, pass_fds=fds)
        try:
            self._connect()
        except BaseException:
            self._process.kill()    # or it takes the harts from other tests
            self._process.wait()
            self._socket.close()
            raise

    def _connect(self):
        """For when QEMU has said something: then the jig's door is open."""
        self.jig = jig.Jig(self.folder / "jig", wait=0)

    def _disconnect(self):
        self.jig.close()

    def _logged(self, harmless):
        """New lines that are harmless, or not; the others wait."""
        log = self.folder / "qemu.log"
        if log.exists():
            lines = log.read_text().splitlines()
            self._lines += lines[self._seen:]
            self._seen = len(lines)
        taken = [line for line in self._lines
                 if line.startswith(UNMODELLED) == harmless]
        self._lines = [line for line in self._lines if line not in taken]
        return taken

    def errors(self):
        """The guest errors since the last call."""
        return self._logged(harmless=False)

    def notes(self):
        """The same of accesses to blocks without a model."""
        return self._logged(harmless=True)

    def error(self):
        """The one guest error since the last call; what it says."""
        [line] = self.errors()
        return line.removeprefix("guest error: ")

    def close(self):
        """What no test has accounted for: guest errors, also those that came
        last, and a bad end of QEMU's."""
        wrong = []
        try:
            wrong += self.errors()
            self._disconnect()
        finally:
            wrong += self._end()
            self._socket.close()
        return wrong + self.errors()

    def _end(self):
        """QEMU ends well when it is asked to; what went wrong."""
        self._process.terminate()
        try:
            status = self._process.wait(jig.PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return [f"QEMU did not end within {jig.PATIENCE_S} s"]
        return [f"QEMU ended with status {status}"] if status else []


def close(machines):
    """Closes all of them, whatever happens; what went wrong with any."""
    wrong = []
    with contextlib.ExitStack() as stack:
        for machine in machines:
            stack.callback(lambda machine=machine:
                           wrong.extend(machine.close()))
    return wrong


@contextlib.contextmanager
def accounted():
    """A list for machines, which closes them and wants all of them well."""
    machines = []
    try:
        yield machines
    finally:
        wrong = close(machines)
    assert not wrong, wrong


def until(condition):
    """Waits for what comes by itself."""
    end = time.monotonic() + jig.PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what should come by itself does not")
        time.sleep(0.002)
