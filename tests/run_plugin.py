# SPDX-License-Identifier: GPL-2.0-or-later
"""What pytest does under tests/run: each case becomes a line in the table that
RESULTS names, and none is started when CI's time is over."""

import os
from pathlib import Path

import pytest

import deadline
from results import MAINLINE, row
from vm_run import OPTIONS


def pytest_runtest_setup(item):
    callspec = getattr(item, "callspec", None)
    if callspec and callspec.params.get("driver") == "mainline":
        item.user_properties.append(("options", MAINLINE))
    if deadline.is_over():
        pytest.fail(deadline.LATE)


def pytest_runtest_logreport(report):
    """The suite's and the case's name, how it ended and why. What a test gave
    as the property `kunit` are lines of their own."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return      # with -n, the controller hears of every case as well
    if report.when != "call" and report.passed:
        return
    properties = report.user_properties
    file, _, name = report.nodeid.partition("::")
    suite = " ".join([
        Path(file).with_suffix("").as_posix().replace("/test_", "/"),
        *OPTIONS, *(value for key, value in properties if key == "options")])
    if report.when != "call":
        name += f" ({report.when})"
    _write(suite, name.replace("test_", "", 1), report.outcome,
           _reason(report))
    for key, value in properties:
        if key == "kunit" and report.when == "call":
            suite, name, outcome, reason = value
            _write(" ".join([suite, *OPTIONS]), name, outcome, reason)


def _reason(report):
    if report.failed:
        return (str(report.longrepr).splitlines() or ["?"])[-1]
    if report.skipped and isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return "expected to fail" if report.skipped else ""


def pytest_collectreport(report):
    """A file that can't be read has no cases: it is a failed one itself."""
    if report.failed and not os.environ.get("PYTEST_XDIST_WORKER"):
        _write(report.nodeid, "collecting its cases", "failed",
               _reason(report))


def _write(*fields):
    with open(os.environ["RESULTS"], "a") as table:
        table.write(row(*fields))
