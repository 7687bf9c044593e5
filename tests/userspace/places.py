# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the tests of the library are, and what they test."""

from vm_run import TESTS

HERE = TESTS / "userspace"
USERSPACE = TESTS.parent / "userspace"
BUILD = TESTS.parent / "build" / "userspace"
