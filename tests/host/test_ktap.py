# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading KUnit's results: documents as 6.12 wrote them, and damaged ones."""

import pytest

import ktap

PASSED = """\
KTAP version 1
1..1
    KTAP version 1
    # Subtest: canary_first
    1..2
    ok 1 adds_up
    ok 2 skips_when_told
    # module: suites
# canary_first: pass:2 fail:0 skip:0 total:2
# Totals: pass:2 fail:0 skip:0 total:2
ok 1 canary_first
"""

FAILED = """\
KTAP version 1
1..1
    KTAP version 1
    # Subtest: canary_second
    1..2
        KTAP version 1
        # Subtest: is_no_more_than_3
        ok 1 of 1
        ok 2 of 2
    # is_no_more_than_3: EXPECTATION FAILED at suites.c:56
    Expected *number <= told("fail-one") ? 2 : 3, but
        *number == 3 (0x3)
        told("fail-one") ? 2 : 3 == 2 (0x2)
        not ok 3 of 3
    # is_no_more_than_3: pass:2 fail:1 skip:0 total:3
    not ok 1 is_no_more_than_3
    ok 2 crashes_when_told
    # module: suites
# canary_second: pass:1 fail:1 skip:0 total:2
# Totals: pass:3 fail:1 skip:0 total:4
not ok 1 canary_second
"""

NOT_STARTED = """\
KTAP version 1
1..1
    KTAP version 1
    # Subtest: canary_second
    1..2
    # canary_second:     # failed to initialize (-5)
not ok 1 canary_second
"""


def outcomes(document):
    return {name: outcome for name, outcome, _ in ktap.cases(document)}


def reasons(document):
    return [why for _, outcome, why in ktap.cases(document)
            if outcome == "failed"]


def test_cases_that_pass():
    assert ktap.cases(PASSED) == [("adds_up", "passed", ""),
                                  ("skips_when_told", "passed", "")]


def test_a_case_is_as_many_as_it_has_parameters():
    assert outcomes(FAILED) == {
        "is_no_more_than_3 of 1": "passed",
        "is_no_more_than_3 of 2": "passed",
        "is_no_more_than_3 of 3": "failed",
        "crashes_when_told": "passed"}


def test_a_failure_comes_with_what_was_expected():
    [why] = reasons(FAILED)
    assert "EXPECTATION FAILED at suites.c:56" in why
    assert "*number == 3 (0x3)" in why


def test_a_skip_comes_with_its_reason():
    document = PASSED.replace("2 skips_when_told",
                              "2 skips_when_told # SKIP told to")
    assert ktap.cases(document)[1] == ("skips_when_told", "skipped", "told to")


def test_a_suite_that_did_not_start_has_failed():
    assert reasons(NOT_STARTED)


def test_a_suite_without_cases_has_failed():
    assert reasons(PASSED.replace("1..2", "1..0").replace(
        "    ok 1 adds_up\n    ok 2 skips_when_told\n", ""))


def test_a_suite_that_failed_when_its_cases_were_over_has_failed():
    assert reasons(PASSED.replace("ok 1 canary_first",
                                  "not ok 1 canary_first")) == [
        "it failed, and none of its cases"]


def test_a_case_that_is_planned_and_missing_is_a_failure():
    assert reasons(PASSED.replace("1..2", "1..3"))
    assert reasons(PASSED.replace("    ok 1 adds_up\n", ""))


def test_a_case_that_was_not_planned_is_a_failure():
    assert reasons(PASSED.replace("1..2", "1..1"))


@pytest.mark.parametrize("document", [PASSED, FAILED])
def test_a_document_that_is_cut_off_has_failed_wherever_that_is(document):
    lines = document.splitlines(keepends=True)
    for end in range(len(lines)):
        assert reasons("".join(lines[:end])), end


def test_two_suites_in_one_document_are_a_failure():
    assert reasons(PASSED + FAILED.replace("ok 1", "ok 2"))
    assert reasons(PASSED.replace("1..1", "1..2") +
                   PASSED[PASSED.index("    KTAP"):].replace(
                       "\nok 1", "\nok 2")) == [
        "there is more than one suite in it"]


# ---- a kernel's log ---------------------------------------------------------

LOG = """\
[    0.000000] Linux version 6.12
[    0.350000] KTAP version 1
[    0.350000] 1..2
[    0.350000]     KTAP version 1
[    0.350000]     # Subtest: canary_first
[    0.350000]     # module: suites
[    0.350000]     1..2
[    0.350000]     ok 1 adds_up
[    0.350000]     ok 2 skips_when_told # SKIP told to
[    0.350000] # canary_first: pass:1 fail:0 skip:1 total:2
[    0.350000] ok 1 canary_first
[    0.350000]     KTAP version 1
[    0.350000]     # Subtest: canary_second
[    0.350000]     1..1
[    0.350000]         KTAP version 1
[    0.350000]         # Subtest: is_no_more_than_3
[    0.350000]         ok 1 of 1
[    0.350000]         not ok 2 of 2
[    0.350000]     not ok 1 is_no_more_than_3
[    0.350000] not ok 2 canary_second
[    0.400000] reboot: Restarting system
"""


def log_outcomes(log):
    return {suite: {name: (outcome, reason) if reason and outcome == "skipped"
                    else outcome for name, outcome, reason in cases}
            for suite, cases in ktap.suites(log).items()}


def test_all_suites_of_a_log_are_read():
    assert log_outcomes(LOG) == {
        "canary_first": {"adds_up": "passed",
                         "skips_when_told": ("skipped", "told to")},
        "canary_second": {"is_no_more_than_3 of 1": "passed",
                          "is_no_more_than_3 of 2": "failed"}}


def test_a_log_that_ends_in_the_middle_has_failed():
    """Before the case that has failed anyway."""
    lines = LOG[:LOG.index("not ok 2 of 2")].splitlines(keepends=True)
    for end in range(len(lines)):
        assert "failed" in str(log_outcomes("".join(lines[:end]))), end
