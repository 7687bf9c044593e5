# SPDX-License-Identifier: GPL-2.0-or-later
"""Suites that others wrote: each of their cases is a line of the results."""

import fnmatch
import sys
from pathlib import Path

import pytest

from suites import NOT_RUN
from vm_run import TESTS

sys.path.append(str(TESTS / "driver"))

# Suite, case, chip and what it ends with, each a pattern; and why it may.
EXPLAINED = [line.split("\t") for line in
             (Path(__file__).parent / "explained.tsv").read_text().splitlines()
             if not line.startswith("#")]


def matches(names, patterns):
    return all(map(fnmatch.fnmatchcase, names, patterns))


def judged(suite, case, chip, outcome, reason):
    """(outcome, reason) as explained.tsv has it. What should fail and holds is
    wrong, and so is what was skipped without a line there."""
    rows = [row for row in EXPLAINED
            if matches((suite, case, chip), row[:3])]
    if outcome == "passed":
        return ("failed", "it holds, where it was expected to fail: " +
                rows[0][-1]) if rows else (outcome, reason)
    for *patterns, why in rows:
        if reason != NOT_RUN and matches([reason], patterns[3:]):
            return "skipped", why
    return ("failed", f"nothing explains that it was skipped: {reason}") \
        if outcome == "skipped" else (outcome, reason)


@pytest.fixture(params=["k210-gpio",
                        pytest.param("mainline", marks=pytest.mark.peer)])
def driver(request):
    """On whose drivers a suite runs that is marked as a comparison."""
    return request.param


@pytest.fixture
def told(request, record_property):
    """told(SUITE, CHIP, {case: (outcome, reason)}): each case is among the
    results. Of mainline's drivers that is all; else none may have failed that
    isn't explained."""
    mainlines = "driver" in request.fixturenames and \
        request.getfixturevalue("driver") == "mainline"

    def tell(suite, chip, outcomes):
        wrong = []
        for case, ended in outcomes.items():
            if not mainlines:
                ended = judged(suite, case, chip, *ended)
            record_property("cases", (f"suites/{suite}", f"{case} [{chip}]",
                                      *ended))
            if ended[0] == "failed":
                wrong.append(f"{case}: {ended[1]}")
        assert outcomes and not wrong, "\n".join(wrong)
    return tell
