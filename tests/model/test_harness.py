# SPDX-License-Identifier: GPL-2.0-or-later
"""The harness of these tests: it tells of a machine that ends badly."""

import signal

import pytest

from .qtest import Machine


@pytest.fixture
def machine(qemu, tmp_path):
    """One that nobody closes; a test may."""
    machine = Machine(qemu, tmp_path)
    yield machine
    machine.close()


def test_a_machine_that_is_well_ends_well(machine):
    assert machine.close() == []


def test_a_machine_that_crashes_is_told_of(machine):
    machine._process.send_signal(signal.SIGSEGV)
    assert machine.close() == [f"QEMU ended with status {-signal.SIGSEGV}"]


def test_guest_errors_that_nobody_asked_for_are_told_of(machine):
    machine.read(0x50200008 + 1)
    [error] = machine.close()
    assert "only aligned 32-bit accesses work" in error
