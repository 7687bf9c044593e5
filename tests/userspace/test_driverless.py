# SPDX-License-Identifier: GPL-2.0-or-later
"""What of the library needs no driver, on the host, where the sanitizers of
addresses and of undefined behaviour watch it."""

import functools
import re

import pytest

from userspace import cases
from model.functions import CLASSES, MEMBERS, NAMES
from userspace.hosted import WATCHED, compiled, ran
from userspace.places import HERE
from vm_run import TESTS

CASES = HERE / "native"
SUITES = ["board-file", "boards", "denied", "func", "line-find", "loops",
          "names", "nulls", "parts", "pin-races"]


@pytest.fixture(scope="session")
def suite(tmp_path_factory):
    """suite(NAME) is a program of cases."""
    return functools.lru_cache(lambda name: compiled(
        tmp_path_factory.mktemp("hosted") / name, WATCHED,
        CASES / f"{name}.c", HERE / "harness.c"))


def run(program, folder, *words):
    done = ran(program, folder, *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="session")
def outcomes(suite, tmp_path_factory):
    """outcomes(NAME) is {case: (outcome, reason)} of a suite."""
    return functools.lru_cache(lambda name: cases.outcomes(
        run(suite(name), tmp_path_factory.mktemp("cases"))))


@pytest.mark.parametrize("name, holds", [
    (name, case) for name in SUITES
    for case in cases.names(CASES / f"{name}.c")])
def test_driverless(name, holds, outcomes):
    outcome, reason = outcomes(name)[holds]
    assert outcome == "passed", reason


def functions(suite, folder):
    """[name, class, shareable] of each function, by the library."""
    return [line.split() for line in
            run(suite("func"), folder, "list").splitlines()]


def test_functions_are_called_as_in_the_vendors_sdk(suite, tmp_path):
    assert [name for name, *_ in functions(suite, tmp_path)] == NAMES


def test_functions_are_those_of_the_driver(suite, tmp_path):
    theirs = re.findall(r'\[\d+\]\s+= FUNCTION\("(\w+)", (\w+)\)',
                        (TESTS.parent / "driver" / "functions.c").read_text())
    kinds = {"OFF": "0", "IN": "1", "IN_TIED": "1", "IN_UP": "1", "OUT": "2",
             "GPIO": "3", "SPI": "3", "I2C": "3", "SCCB": "3"}
    assert [(name, kind) for name, kind, _ in functions(suite, tmp_path)] == \
        [(name, kinds[kind]) for name, kind in theirs]


def test_functions_read_and_drive_as_in_the_vendors_sdk(suite, tmp_path):
    """By the enables of the word that the SDK sets."""
    words = {number: CLASSES[name][0]
             for name, members in MEMBERS.items() for number in members}
    found = [int(kind) for _, kind, _ in functions(suite, tmp_path)]
    assert found == [
        (1 if word & 1 << 20 else 0) | (2 if word & 1 << 12 else 0)
        for word in (words.get(number, CLASSES["IN"][0])
                     for number in range(256))]


def test_what_leads_nowhere_may_be_shared(suite, tmp_path):
    assert {name for name, _, shared in functions(suite, tmp_path)
            if shared == "1"} == {*(f"RESV{n}" for n in range(8)), "CONSTANT"}
