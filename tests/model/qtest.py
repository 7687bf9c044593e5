# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine without a guest: its bus, its clock, its wires and its pads."""

import jig
from emulated import Emulated

from .monitor import Monitor


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


class Machine(Emulated):
    """Virtual time stands still but for step(); nothing runs on the harts."""

    def __init__(self, qemu, folder, *settings, words=(), fds=(),
                 accel="qtest"):
        """SETTINGS: properties, as `k210-gpio.bothedge=off`. WORDS, FDS and
        ACCEL are QEMU's."""
        self._accel = accel
        self._irqs = {}
        super().__init__(qemu, folder, [
            "-accel", accel, "-qtest", "stdio", "-qtest-log", "none",
            "-serial", f"file:{folder / 'console'}",
            "-serial", f"unix:{folder / 'uarths'},server=on,wait=off",
            "-qmp", f"unix:{folder / 'qmp'},server=on,wait=off",
            *words], settings, fds)

    def _connect(self):
        self._answers = self._socket.makefile("r")
        self._ask("endianness")
        super()._connect()
        self.monitor = Monitor(self.folder / "qmp")

    def _disconnect(self):
        super()._disconnect()
        self.monitor.close()
        self._answers.close()

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
