# SPDX-License-Identifier: GPL-2.0-or-later
"""Saving a machine to a file and loading it, through QEMU's monitor."""

import json
import socket
import time

import jig


class Refused(Exception):
    """QEMU did not save or load the machine."""


class Monitor:
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("r")
        try:
            self._line()                # the greeting
            self.execute("qmp_capabilities")
        except BaseException:
            self.close()
            raise

    def _line(self):
        self._socket.settimeout(jig.PATIENCE_S)
        line = self._lines.readline()
        if not line:
            raise EOFError("QEMU is gone")
        return json.loads(line)

    def execute(self, command, **arguments):
        self._socket.sendall(json.dumps(
            {"execute": command, "arguments": arguments}).encode())
        while "event" in (answer := self._line()):
            pass
        if "error" in answer:
            raise Refused(answer["error"]["desc"])
        return answer["return"]

    def migrate(self, command, **arguments):
        """`migrate` or `migrate-incoming`, to its end."""
        end = time.monotonic() + jig.PATIENCE_S
        self.execute(command, **arguments)
        while time.monotonic() < end:
            state = self.execute("query-migrate")
            if state.get("status") == "completed":
                return
            if state.get("status") == "failed":
                raise Refused(state.get("error-desc"))
            time.sleep(0.005)
        raise TimeoutError(f"{command} has not come to its end")

    def close(self):
        self._lines.close()
        self._socket.close()


def sections(path):
    """{(device, instance): state} of a saved machine, as bytes; without the
    memory. The file ends with a table of its sections in JSON."""
    data = path.read_bytes()
    table = data.rindex(b'{"configuration"')
    devices = json.loads(data[table:])["devices"]
    starts, at = [], 0
    for device in devices:
        name = device["name"].encode()
        header = (bytes([len(name)]) + name +
                  device["instance_id"].to_bytes(4) +
                  device["version"].to_bytes(4))
        at = data.index(header, at)
        starts.append((at - 5, at := at + len(header)))
    ends = [start for start, _ in starts[1:]] + [table - 6]
    return {(device["name"], device["instance_id"]): data[start:end - 5]
            for device, (_, start), end in zip(devices, starts, ends)}
