# SPDX-License-Identifier: GPL-2.0-or-later
"""How large programs are where 8 MiB have to hold all."""

import subprocess

import pytest

from userspace.places import USERSPACE
from vm_run import OPTIONS

LIMITS = {"blink": 16 << 10, "k210gpio": 150 << 10}

pytestmark = pytest.mark.skipif(bool(OPTIONS), reason="one kernel will do")


def sizes(program):
    """(text, data)"""
    done = subprocess.run(["riscv64-linux-gnu-size", program], check=True,
                          capture_output=True, text=True)
    return tuple(map(int, done.stdout.splitlines()[1].split()[:2]))


def test_a_static_blink_is_small(linked):
    text, _ = sizes(linked("k210", USERSPACE / "examples" / "blink.c"))
    assert text <= LIMITS["blink"]


def test_the_static_tool_is_small(tool):
    assert sum(sizes(tool("k210"))) <= LIMITS["k210gpio"]
