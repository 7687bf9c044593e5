# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU as a test's own process."""

import subprocess

PATIENCE_S = 60


def end(process):
    """Ends QEMU, which does that well when it is asked to; what went wrong."""
    process.terminate()
    try:
        status = process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return [f"QEMU did not end within {PATIENCE_S} s"]
    return [f"QEMU ended with status {status}"] if status else []
