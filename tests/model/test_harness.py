# SPDX-License-Identifier: GPL-2.0-or-later
"""The harness of these tests: it tells of a machine that ends badly."""

import random
import signal
import subprocess

import pytest

import emulated
import jig

from . import qtest
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


# ---- limits -----------------------------------------------------------------

@pytest.fixture
def impatient(monkeypatch, machine):
    """impatient(): from now on nothing waits for long."""
    return lambda: monkeypatch.setattr(jig, "PATIENCE_S", 0.3)


@pytest.mark.parametrize("ask", [
    lambda machine: machine.read(0x38001000),
    lambda machine: machine.jig.level(20),
    lambda machine: machine.monitor.execute("query-status")])
def test_a_machine_that_loops_is_waited_for_in_vain(machine, impatient, ask):
    impatient()
    machine._process.send_signal(signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        ask(machine)
    assert machine.close() == ["QEMU did not end within 0.3 s"]


def test_saving_may_not_last_for_ever(machine, impatient):
    machine.monitor.execute("migrate-set-parameters", **{
        "max-bandwidth": 1000, "downtime-limit": 0})
    machine.store(0x80000000, random.Random(1).randbytes(1 << 20))
    impatient()
    with pytest.raises(TimeoutError):
        machine.save()


@pytest.mark.parametrize("part", ["Jig", "Monitor"])
def test_of_half_a_machine_nothing_stays(qemu, tmp_path, monkeypatch, part):
    def fail(*_, **__):
        raise ConnectionRefusedError
    monkeypatch.setattr(jig if part == "Jig" else qtest, part, fail)
    with pytest.raises(ConnectionRefusedError):
        Machine(qemu, tmp_path)
    assert str(tmp_path) not in subprocess.run(
        ["ps", "-eww", "-o", "args"], check=True, capture_output=True,
        text=True).stdout


def test_all_machines_are_closed_when_one_can_not_be(start, monkeypatch):
    machines = [start(), start()]
    for machine in machines:
        monkeypatch.setattr(machine, "errors", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        emulated.close(machines)
    assert [machine._process.poll() for machine in machines] == [0, 0]
    monkeypatch.undo()
