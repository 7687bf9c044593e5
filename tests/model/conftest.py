# SPDX-License-Identifier: GPL-2.0-or-later
"""A machine of its own for each test, which must account for each guest
error: what a test has not asked for by the end fails it."""

import pytest

import emulated

from . import state
from .qtest import Machine


@pytest.fixture
def start(qemu, tmp_path):
    """start("DEVICE.PROPERTY=VALUE", ...) is a machine; several may be. SAVED
    is what it goes on from; for what else there is see Machine."""
    with emulated.accounted() as machines:
        def run(*settings, saved=None, words=(), **more):
            folder = tmp_path / str(len(machines))
            folder.mkdir()
            if saved:
                words = [*words, "-incoming", "defer"]
            machine = Machine(qemu, folder, *settings, words=words, **more)
            machines.append(machine)
            if saved:
                machine.load(*saved)
            return machine
        yield run


@pytest.fixture
def reload(start):
    """reload(MACHINE, ...) is another machine that goes on where it was saved.
    Nothing of it may have changed; WITHOUT: blocks that do not answer."""
    def run(machine, *settings, without=(), **more):
        seen = state.registers(machine, without), state.pads(machine)
        counts = state.counts(machine)
        again = start(*settings, saved=machine.save(), **more)
        assert state.counts(again) == counts
        assert (state.registers(again, without), state.pads(again)) == seen
        assert again.jig.events == [] and again.errors() == []
        return again
    return run


@pytest.fixture
def k210(start):
    return start()


@pytest.fixture
def gpiohs(k210):
    return k210.block(0x38001000)       # hardware/k210.md 1.1


@pytest.fixture
def gpio(k210):
    return k210.block(0x50200000)


@pytest.fixture
def fpioa(k210):
    return k210.block(0x502b0000)


@pytest.fixture
def sysctl(k210):
    return k210.block(0x50440000)


@pytest.fixture
def plic(k210):
    return k210.block(0x0c000000)


@pytest.fixture
def jig(k210):
    return k210.jig
