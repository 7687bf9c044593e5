# SPDX-License-Identifier: GPL-2.0-or-later
"""A saved state that is damaged is refused, and leads nowhere."""

import struct

import pytest

from .monitor import Refused, sections
from .state import Guest

# A pad: what chip and outside drive, their pulls, wires, level, in conflict.
PAD = struct.Struct(">iiIIQi?")
CHIP, OUTSIDE, CHIP_PULL, OUTSIDE_PULL, WIRES, LEVEL = range(6)


@pytest.fixture
def damage(start):
    """damage(MACHINE, DEVICE, CHANGE): it is saved, CHANGE is a function of the
    device's bytes, and what comes of that is loaded."""
    def run(machine, device, change):
        path, now = machine.save()
        data = path.read_bytes()
        [before] = [state for (name, _), state in sections(path).items()
                    if name.endswith(device)]
        assert data.count(before) == 1
        path.write_bytes(data.replace(before, change(before)))
        return start(saved=(path, now))
    return run


def with_pad(pad, field, value):
    def change(state):
        assert len(state) == 48 * PAD.size
        fields = list(PAD.unpack_from(state, pad * PAD.size))
        fields[field] = value
        state = bytearray(state)
        PAD.pack_into(state, pad * PAD.size, *fields)
        return bytes(state)
    return change


@pytest.mark.parametrize("pad, field, value", [
    (20, CHIP, 1), (20, OUTSIDE, 0), (20, CHIP_PULL, 3), (20, LEVEL, 1),
    (20, WIRES, 1 << 20), (47, WIRES, 1 << 20 | 1 << 47)])
def test_what_may_be_is_loaded(k210, damage, pad, field, value):
    """So that in the next test it is the value that is refused."""
    if pad == 47:
        k210.jig.do("wire 20 47")
    damage(k210, "k210-pads", with_pad(pad, field, value))


@pytest.mark.parametrize("pad, field, value", [
    *((20, field, value) for field in (CHIP, OUTSIDE, LEVEL)
      for value in (-2, 2, 64)),
    *((20, field, value) for field in (CHIP_PULL, OUTSIDE_PULL)
      for value in (4, 1 << 31)),
    *((pad, WIRES, 1 << other) for pad, other in (
        (0, 48), (47, 63), (20, 21), (21, 20))),
    (47, WIRES, 1 << 48 | 1 << 47)])
def test_a_pads_state_that_can_not_be_is_refused(k210, damage, pad, field,
                                                 value):
    with pytest.raises(Refused):
        damage(k210, "k210-pads", with_pad(pad, field, value))


@pytest.mark.parametrize("name, good", [
    (16, True), (271, True), (272, False), (15, False), (1, False),
    (1 << 31, False)])
def test_a_client_that_nobody_resumes_is_refused(k210, damage, name, good):
    assert Guest(k210).command(Guest.OPEN) == 16

    def change(state):
        assert state[:5] == b"\0\0\0\0\x10"      # logs, and the first name
        return state[:1] + name.to_bytes(4) + state[5:]
    if good:
        damage(k210, "k210-jig", change)
    else:
        with pytest.raises(Refused):
            damage(k210, "k210-jig", change)
