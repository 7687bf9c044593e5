# SPDX-License-Identifier: GPL-2.0-or-later
"""What pytest does under tests/run: each case becomes a line in the table that
RESULTS names, and none is started when CI's time is over.

A case marked `comparison` tells what mainline's drivers can do: there it fails
nothing, and its line is in a table of its own."""

import os
from pathlib import Path

import pytest

import deadline
from results import MAINLINE, comparisons, row
from vm_run import OPTIONS


def _is_mainlines(item):
    callspec = getattr(item, "callspec", None)
    return callspec and callspec.params.get("driver") == "mainline"


def pytest_runtest_setup(item):
    if _is_mainlines(item):
        item.user_properties.append(("options", MAINLINE))
    if deadline.is_over():
        pytest.fail(deadline.LATE)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """To pytest, the failure of a comparison is one that was expected."""
    report = (yield).get_result()
    if not _is_mainlines(item) or not item.get_closest_marker("comparison") \
            or deadline.is_over():
        return
    report.user_properties.append(("comparison", report.outcome))
    if report.failed:
        report.wasxfail = _why(report)
        report.outcome = "skipped"


def pytest_runtest_logreport(report):
    """The suite's and the case's name, how it ended and why, with what it gave
    as the property `measured`. What it gave as `cases` are lines of their
    own."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return      # with -n, the controller hears of every case as well
    if report.when != "call" and report.passed:
        return
    properties = dict(report.user_properties)
    file, _, name = report.nodeid.partition("::")
    suite = " ".join([
        Path(file).with_suffix("").as_posix().replace("/test_", "/"),
        *OPTIONS, properties.get("options", "")]).rstrip()
    if report.when != "call":
        name += f" ({report.when})"
    table = Path(os.environ["RESULTS"])
    _write(comparisons(table) if "comparison" in properties else table,
           suite, name.replace("test_", "", 1),
           properties.get("comparison", report.outcome),
           _reason(report, properties))
    for key, value in report.user_properties:
        if key == "cases" and report.when == "call":
            suite, *rest = value
            _write(comparisons(table) if "comparison" in properties else table,
                   " ".join([suite, *OPTIONS, properties.get("options", "")]
                            ).rstrip(), *rest)


def _reason(report, properties):
    parts = []
    if "measured" in properties:
        parts.append(f"measured {properties['measured']}")
    if report.failed:
        parts.append(_why(report))
    elif getattr(report, "wasxfail", None):
        parts.append(report.wasxfail)
    elif report.skipped:
        parts.append(str(report.longrepr[2])
                     if isinstance(report.longrepr, tuple) else
                     "expected to fail")
    return "; ".join(parts)


def _why(report):
    """In one line, where pytest has it as one."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash:
        return crash.message.partition("\n")[0]
    return (str(report.longrepr).splitlines() or ["?"])[-1]


def pytest_collectreport(report):
    """A file that can't be read has no cases: it is a failed one itself."""
    if report.failed and not os.environ.get("PYTEST_XDIST_WORKER"):
        _write(os.environ["RESULTS"], report.nodeid, "collecting its cases",
               "failed", _why(report))


def _write(table, *fields):
    with open(table, "a") as out:
        out.write(row(*fields))
