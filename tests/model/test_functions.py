# SPDX-License-Identifier: GPL-2.0-or-later
"""The FPIOA's 256 functions, by 4.6 and 4.7 of hardware/k210.md: their names
in the jig, and what their default words make of a pad while they are idle."""

import pytest

from .functions import CLASS, CLASSES, MEMBERS, NAMES


def test_the_tables_are_whole():
    """4.7 counts the classes."""
    assert len(NAMES) == len(set(NAMES)) == 256
    assert {name: len(list(functions)) for name, functions
            in MEMBERS.items()} == {"OUT": 123, "GPIO": 40, "SPI": 17,
                                    "I2C": 6, "SCCB": 2, "INT13": 1,
                                    "INT14": 1, "OFF": 7}


def test_the_jig_names_each_function(jig, fpioa):
    names = []
    for function in range(256):
        fpioa[4 * 6] = function
        names.append(jig.ask("pad 6").split()[2])
    assert names == [f"fn={name}" for name in NAMES]


@pytest.mark.parametrize("name", CLASSES)
def test_an_idle_function_with_its_default_word(jig, fpioa, name):
    """An OUT function drives its pad and no other one does: those that have
    enables of their own are off, SPI's and SCCB's by being active low."""
    bits, oe, ie = CLASSES[name]
    for function in range(256):
        if CLASS.get(function, "IN") != name:
            continue
        fpioa[4 * 6] = bits | function
        shown = dict(pair.split("=") for pair in jig.ask("pad 6").split()[2:])
        assert int(shown["word"], 16) & 0x00ffffff == bits | function
        assert shown["oe"] == str(oe), function
        assert ie is None or shown["ie"] == str(ie), function
        level = shown["out"] if oe else "1" if bits & 1 << 16 else "z"
        assert jig.level(6) == level, function
