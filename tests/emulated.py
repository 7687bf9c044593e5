# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU as a test's own process."""

import contextlib
import subprocess
import time

import jig


def end(process):
    """Ends QEMU, which does that well when it is asked to; what went wrong."""
    process.terminate()
    try:
        status = process.wait(jig.PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
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


def until(condition):
    """Waits for what comes by itself."""
    end = time.monotonic() + jig.PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what should come by itself does not")
        time.sleep(0.002)
