# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine without a guest: its bus, its clock, its wires and its pads."""

import socket
import subprocess

import emulated
import jig
from host import progress

from .monitor import Monitor

HARMLESS = "no model: "     # a block without a model says so; no guest error


class Block:
    """One block's 32-bit registers: block[OFFSET] reads, assigning writes."""

    def __init__(self, machine, base):
        self._machine = machine
        self.base = base

    def __getitem__(self, offset):
        return self._machine.read(self.base + offset)

    def __setitem__(self, offset, value):
        self._machine.write(self.base + offset, value)

    def read(self, offset, size):
        return self._machine.read(self.base + offset, size)

    def write(self, offset, value, size):
        self._machine.write(self.base + offset, value, size)


class Machine:
    """Virtual time stands still but for step(); nothing runs on the harts."""

    def __init__(self, qemu, folder, *settings, words=(), fds=(),
                 accel="qtest"):
        """SETTINGS: properties, as `k210-gpio.bothedge=off`. WORDS, FDS and
        ACCEL are QEMU's."""
        self.folder = folder
        self._accel = accel
        self._lines = []            # of the log, since errors() or notes()
        self._seen = 0
        self._irqs = {}
        words = [qemu, "-M", "k210", "-accel", accel, "-qtest", "stdio",
                 "-qtest-log", "none", "-display", "none", "-nodefaults",
                 "-d", "guest_errors,invalid_mem", "-D", folder / "qemu.log",
                 "-serial", f"file:{folder / 'console'}",
                 "-serial", f"unix:{folder / 'uarths'},server=on,wait=off",
                 "-qmp", f"unix:{folder / 'qmp'},server=on,wait=off",
                 *words]
        for setting in (f"k210-jig.socket={folder / 'jig'}", *settings):
            words += ["-global", setting]
        self._socket, stdio = socket.socketpair()   # it has time limits
        self._answers = self._socket.makefile("r")
        with stdio:
            self._process = subprocess.Popen(
                progress.end_with_parent([str(word) for word in words]),
                stdin=stdio, stdout=stdio, pass_fds=fds)
        try:
            self._ask("endianness")     # its answer: the jig's door is open
            self.jig = jig.Jig(folder / "jig", wait=0)
            self.monitor = Monitor(folder / "qmp")
        except BaseException:
            self._process.kill()    # or it takes the harts from other tests
            self._process.wait()
            self._hang_up()
            raise

    def _hang_up(self):
        self._answers.close()
        self._socket.close()

    def _ask(self, *words):
        self._socket.settimeout(jig.PATIENCE_S)
        self._socket.sendall(" ".join(map(str, words)).encode() + b"\n")
        while line := self._answers.readline().split():
            if line[0] == "IRQ":
                self._irqs[int(line[2])] = line[1] == "raise"
            elif line[0] == "OK":
                return line[1:]
            else:
                raise ValueError(f"{words}: {line}")
        raise EOFError("QEMU is gone")

    def block(self, base):
        return Block(self, base)

    def read(self, address, size=4):
        command = {1: "readb", 2: "readw", 4: "readl", 8: "readq"}[size]
        return int(self._ask(command, hex(address))[0], 16)

    def write(self, address, value, size=4):
        command = {1: "writeb", 2: "writew", 4: "writel", 8: "writeq"}[size]
        self._ask(command, hex(address), hex(value))

    def store(self, address, data):
        self._ask("write", hex(address), len(data), "0x" + data.hex())

    def fetch(self, address, size):
        if not size:
            return b""
        return bytes.fromhex(self._ask("read", hex(address), size)[0][2:])

    def step(self, ns):
        """Lets NS of virtual time pass; the time it is then."""
        return int(self._ask("clock_step", ns)[0])

    def watch_outputs(self, path, name="sysbus-irq"):
        """From now on irqs() tells of these outputs of the device at PATH."""
        self._ask("irq_intercept_out", path, name)

    def watch_inputs(self, path):
        self._ask("irq_intercept_in", path)

    def irqs(self):
        """The numbers of the watched wires that are up. A wire that was up
        before counts from its next change."""
        self._ask("endianness")     # what comes before its answer is all
        return {line for line, up in self._irqs.items() if up}

    def _logged(self, harmless):
        """New lines that are harmless, or not; the others wait."""
        log = self.folder / "qemu.log"
        if log.exists():
            lines = log.read_text().splitlines()
            self._lines += lines[self._seen:]
            self._seen = len(lines)
        taken = [line for line in self._lines
                 if line.startswith(HARMLESS) == harmless]
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

    def save(self):
        """The file with the machine's state, and the time it is."""
        now = int(self.jig.ask("mark").split(" ns=")[1])
        path = self.folder / "saved"
        self.monitor.migrate("migrate", uri=f"file:{path}")
        return path, now

    def load(self, path, now):
        """What save() gave, into a machine of `-incoming defer`."""
        if self._accel == "qtest":
            self._ask("clock_set", now)     # it is in no saved state
        self.monitor.migrate("migrate-incoming", **{
            "uri": f"file:{path}", "exit-on-error": False})

    def close(self):
        """What no test has accounted for: guest errors, also those that came
        last, and a bad end of QEMU's."""
        wrong = []
        try:
            wrong += self.errors()
            self.jig.close()
            self.monitor.close()
        finally:
            wrong += emulated.end(self._process)
            self._hang_up()
        return wrong + self.errors()
