# SPDX-License-Identifier: GPL-2.0-or-later
"""What is asked of tests/fuzz's program, and how long that takes."""

import os

# How fuzz.c makes calls: alone each answer is foreseen, and one seed has one
# sum; others find what only harts that meet can break.
MODES = {
    "alone": [],
    "persisting": ["persist=1"],
    "together": ["tasks=4", "persist=1"],
    "unbound": ["tasks=3", "bind=1"],
}

BOOT_S = 120            # of an instrumented kernel, on a machine that is busy
CALLS_A_S = 100         # at least, there


def from_environment(name, default):
    return int(os.environ.get(name) or default)
