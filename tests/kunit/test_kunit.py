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


@pytest.fixture(scope="session")
def module(tmp_path_factory):
    """module(PROFILE) is the path of suites.ko, built once."""
    @functools.cache
    def build(profile):
        folder = tmp_path_factory.mktemp("module")
        build_modules(Path(__file__).parent, folder,
                      kdir("--profile", profile, *OPTIONS))
        return folder / "suites.ko"
    return build


@pytest.fixture
def suites(vm, profile, module):
    """suites(FAULT) is each suite's cases with their outcomes."""
    def run(fault):
        found = ktap.run(functools.partial(vm, "--profile", profile),
                         kdir("--profile", profile, *OPTIONS),
                         module(profile), f"fault={fault}")
        return {suite: {name: outcome for name, outcome, _ in cases}
                for suite, cases in found.items()}
    return run


def test_both_suites_of_a_module_are_read(kunit, profile, module):
    """These are among the results; those of suites that go wrong are not."""
    assert kunit(module(profile)) == {"canary_first": FIRST,
                                      "canary_second": SECOND}


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
