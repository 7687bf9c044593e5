# SPDX-License-Identifier: GPL-2.0-or-later
"""What all tests share: running things in the VM, and the table of results."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "qemu")]

import deadline                                     # noqa: E402
import ktap                                         # noqa: E402
from results import MAINLINE, row                   # noqa: E402
from vm_run import CC, OPTIONS, TESTS, VM, Ran, kdir    # noqa: E402


def pytest_generate_tests(metafunc):
    """`profile` is each that there is, given OPTIONS."""
    if "profile" in metafunc.fixturenames:
        metafunc.parametrize("profile", ["k210-mmu"] if "--debug" in OPTIONS
                             else ["k210-mmu", "k210"], scope="session")


def pytest_runtest_setup(item):
    """In CI no work is started when the time for it is over."""
    driver = getattr(item, "callspec", None) and \
        item.callspec.params.get("driver")
    if driver == "mainline":
        item.user_properties.append(("options", MAINLINE))
    if deadline.is_over():
        pytest.fail(deadline.LATE)


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
    """compiled(PROFILE, SOURCE) is the path of the program, built once."""
    programs = {}

    def build(profile, source):
        key = profile, source
        if key not in programs:
            folder = tmp_path_factory.mktemp("program")
            programs[key] = folder / Path(source).stem
            subprocess.run([CC, "--profile", profile, "-O2", "-Wall",
                            "-Wextra", "-Werror", "-I", TESTS, "-o",
                            programs[key], source], check=True)
        return programs[key]
    return build


@pytest.fixture
def kunit(vm, profile, record_property):
    """kunit(MODULE, PARAMETER, ...) runs a module's suites; each suite's cases
    are among the results, and what it returns: {suite: {case: outcome}}."""
    def run(module, *parameters):
        found = ktap.run(functools.partial(vm, "--profile", profile),
                         kdir("--profile", profile, *OPTIONS), module,
                         *parameters)
        for suite, cases in found.items():
            for name, outcome, reason in cases:
                record_property("kunit", (f"kunit/{suite}",
                                          f"{name} [{profile}]", outcome,
                                          reason))
        return {suite: {name: outcome for name, outcome, _ in cases}
                for suite, cases in found.items()}
    return run


# ---- the table of results, which tests/run adds up --------------------------

def pytest_runtest_logreport(report):
    """A line a case: its suite and name, how it ended and why."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return      # with -n, the controller hears of every case as well
    if report.when != "call" and report.passed:
        return
    file, _, name = report.nodeid.partition("::")
    suite = " ".join([
        Path(file).with_suffix("").as_posix().replace("/test_", "/"),
        *OPTIONS, *(value for key, value in report.user_properties
                    if key == "options")])
    reason = ""
    if report.skipped:
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple)\
            else "expected to fail"
    elif report.failed:
        reason = str(report.longrepr).splitlines()[-1]
        if report.when != "call":
            name += f" ({report.when})"
    _write_case(suite, name.replace("test_", "", 1), report.outcome, reason)
    for key, value in report.user_properties:
        if key == "kunit" and report.when == "call":
            suite, name, outcome, reason = value
            _write_case(" ".join([suite, *OPTIONS]), name, outcome, reason)


def pytest_collectreport(report):
    """A file that can't be read has no cases: it is a failed one itself."""
    if report.failed and not os.environ.get("PYTEST_XDIST_WORKER"):
        _write_case(report.nodeid, "collecting its cases", "failed",
                    str(report.longrepr).splitlines()[-1])


def _write_case(suite, name, outcome, reason):
    if os.environ.get("RESULTS"):
        with open(os.environ["RESULTS"], "a") as table:
            table.write(row(suite, name, outcome, reason))
