# SPDX-License-Identifier: GPL-2.0-or-later
"""What all tests share: running things in the VM."""

import functools
import subprocess
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "qemu")]

import ktap                                             # noqa: E402
from host import emulator                               # noqa: E402
from vm_run import CC, OPTIONS, SMALL, TESTS, VM, Ran, kdir    # noqa: E402


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "comparison: may fail on mainline's drivers, and is told")
    config.addinivalue_line(
        "markers", "rest: for test-matrix, as `make test` has no time for it")
    config.addinivalue_line(
        "markers", "peer: for test-suites alone, which has a column for it")


def pytest_generate_tests(metafunc):
    """`profile` is each that there is, given OPTIONS."""
    if "profile" in metafunc.fixturenames:
        metafunc.parametrize("profile", ["k210-mmu"] if "--debug" in OPTIONS
                             else ["k210-mmu", "k210"], scope="session")


@pytest.fixture(scope="session")
def qemu():
    return emulator.qemu()


@pytest.fixture
def vm(tmp_path):
    """vm(OPTION, ..., command=[WORD, ...]) runs tests/qemu/vm."""
    def run(*options, command=("true",), stdin=b""):
        logs = tmp_path / "log"
        arguments = [str(VM), "--log", str(logs), *OPTIONS,
                     *map(str, options)]
        if command is not None:
            arguments += ["--", *command]
        done = subprocess.run(arguments, input=stdin, capture_output=True,
                              cwd=tmp_path, check=False)
        return Ran(done, logs)
    return run


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """compiled(PROFILE, SOURCE, ...) is the path of the program, built once
    and called as its first source."""
    programs = {}

    def build(profile, *sources):
        key = profile, sources
        if key not in programs:
            folder = tmp_path_factory.mktemp("program")
            programs[key] = folder / Path(sources[0]).stem
            subprocess.run([CC, "--profile", profile, "-O2", *SMALL, "-Wall",
                            "-Wextra", "-Werror", "-I", TESTS, "-o",
                            programs[key], *sources], check=True)
        return programs[key]
    return build


@pytest.fixture(scope="session")
def once():
    """once(KEY, DO) is what DO() returned to the first who asked; where it
    failed, that is everybody's failure. Tests share what takes a boot."""
    done = {}

    def once(key, do):
        if key not in done:
            try:
                done[key] = do()
            except Exception as failure:    # pylint: disable=broad-except
                done[key] = failure
        if isinstance(done[key], Exception):
            raise done[key]
        return done[key]
    return once


@pytest.fixture
def judge(record_property):
    """judge(FOUND, WHERE) wants no case of {suite: ktap.cases()} to have
    failed; {suite: {case: outcome}}. Each case is among the results."""
    def run(found, where):
        for suite, cases in found.items():
            for name, outcome, reason in cases:
                record_property("cases", (f"kunit/{suite}",
                                          f"{name} [{where}]", outcome,
                                          reason))
        assert found, "there are no suites"
        assert not [(suite, case) for suite, cases in found.items()
                    for case in cases if case[1] == "failed"]
        return {suite: {name: outcome for name, outcome, _ in cases}
                for suite, cases in found.items()}
    return run


@pytest.fixture
def kunit(vm, profile, judge):
    """kunit(MODULE, PARAMETER, ...) runs a module's suites and judges them."""
    def run(module, *parameters):
        return judge(ktap.run(functools.partial(vm, "--profile", profile),
                              kdir("--profile", profile, *OPTIONS), module,
                              *parameters), profile)
    return run
