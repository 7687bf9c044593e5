# SPDX-License-Identifier: GPL-2.0-or-later
"""KUnit's results of suites that go wrong when told to: suites.c."""

import functools
from pathlib import Path

import pytest

import ktap
from vm_run import OPTIONS, build_modules, kdir

FIRST = {"adds_up": "passed", "skips_when_told": "passed"}
SECOND = {"is_no_more_than_3 of 1": "passed",
          "is_no_more_than_3 of 2": "passed",
          "is_no_more_than_3 of 3": "passed", "crashes_when_told": "passed"}


@pytest.fixture
def suites(vm, profile, tmp_path):
    """suites(FAULT) is each suite's cases with their outcomes."""
    folder = kdir("--profile", profile, *OPTIONS)
    build_modules(Path(__file__).parent, tmp_path, folder)

    def run(fault):
        documents = ktap.run(
            functools.partial(vm, "--profile", profile), folder,
            tmp_path / "suites.ko", f"fault={fault}")
        return {suite: {name: outcome for name, outcome, _
                        in ktap.cases(document)}
                for suite, document in documents.items()}
    return run


def test_both_suites_of_a_module_are_read(suites):
    assert suites("none") == {"canary_first": FIRST, "canary_second": SECOND}


@pytest.mark.parametrize("fault, first, second", [
    ("fail", {"adds_up": "failed"}, {}),
    ("skip", {"skips_when_told": "skipped"}, {}),
    ("fail-one", {}, {"is_no_more_than_3 of 3": "failed"}),
])
def test_a_case_that_goes_wrong_does_so_alone(suites, fault, first, second):
    assert suites(fault) == {"canary_first": FIRST | first,
                             "canary_second": SECOND | second}


def test_a_suite_that_does_not_start_has_failed(suites):
    found = suites("fail-init")
    assert found["canary_first"] == FIRST
    assert set(found["canary_second"].values()) == {"failed"}


CRASH = {"k210-mmu": "Unable to handle kernel NULL pointer dereference",
         "k210": "Oops - store (or AMO) access fault"}


def test_a_case_that_crashes_takes_the_machine_with_it(suites, profile):
    with pytest.raises(AssertionError) as caught:
        suites("crash")
    assert CRASH[profile] in str(caught.value)
