# SPDX-License-Identifier: GPL-2.0-or-later
"""From a case that ends badly to tests/run's status and last line."""

import subprocess
import time

import pytest

import deadline
import results
import run
from results import MAINLINE, row

PASSES = "def test_passes():\n    pass\n"
FIXTURE = "import pytest\n\n\n@pytest.fixture\ndef thing():\n"


@pytest.fixture
def group(tmp_path, monkeypatch, capfd):
    """group(CONTENT, EXPECTED) runs a file of tests; the status, the last
    line, and the table's outcomes by case."""
    def run_it(content, expected="test\ttest_some\t1\n"):
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / "test_some.py").write_text(content)
        (tmp_path / "expected.tsv").write_text(expected)
        monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
        monkeypatch.setattr(results, "EXPECTED", tmp_path / "expected.tsv")
        monkeypatch.setattr(run, "RESULTS", tmp_path)
        monkeypatch.setattr(run, "GROUPS", {"test": [([folder], [])]})
        monkeypatch.setattr(run, "prepare", lambda folders, options: None)
        status = run.main(["test"])
        table = (tmp_path / "test.tsv").read_text().splitlines()
        return status, capfd.readouterr().out.splitlines()[-1], {
            line.split("\t")[1]: line.split("\t")[2] for line in table}
    return run_it


def test_what_passes_is_counted(group):
    assert group(PASSES) == (0, "1 passed, 0 failed, 0 skipped",
                             {"passes": "passed"})


@pytest.mark.parametrize("content, case", [
    ("def test_fails():\n    assert 0\n", "fails"),
    (FIXTURE + "    assert 0\n\n\ndef test_starts(thing):\n    pass\n",
     "starts (setup)"),
    ("import os\n\n\ndef test_dies():\n    os._exit(0)\n",
     "dies (???)"),
    ("import no_such_module\n", "collecting its cases"),
])
def test_what_fails_is_a_failure(group, content, case):
    status, line, cases = group(content)
    assert status == 1
    assert cases[case] == "failed"
    assert ", 0 failed," not in line


def test_what_fails_at_its_end_is_a_failure(group):
    assert group(FIXTURE + "    yield\n    assert 0\n\n\n"
                 "def test_ends(thing):\n    pass\n") == (
        1, "1 passed, 1 failed, 0 skipped",
        {"ends": "passed", "ends (teardown)": "failed"})


def test_a_skip_is_a_failure_unless_it_is_expected(group):
    content = PASSES + "\n\nimport pytest\n\n\n@pytest.mark.skip(" \
        "reason='why')\ndef test_waits():\n    pass\n"
    status, line, _ = group(content)
    assert (status, line) == (1, "1 passed, 1 failed, 1 skipped")


def test_a_skip_that_is_expected_is_counted(group):
    content = PASSES + "\n\nimport pytest\n\n\n@pytest.mark.skip(" \
        "reason='why')\ndef test_waits():\n    pass\n"
    status, line, _ = group(content, "test\ttest_some\t1\n"
                            "test\ttest_some\tskips waits (setup)\n")
    assert (status, line) == (0, "1 passed, 0 failed, 1 skipped")


def test_a_file_without_tests_is_a_failure(group):
    status, line, cases = group("")
    assert (status, line[:9]) == (1, "0 passed,")
    assert cases["all of it"] == cases["number of cases"] == "failed"


def test_a_case_too_few_is_a_failure(group):
    status, line, cases = group(PASSES, "test\ttest_some\t2\n")
    assert (status, line) == (1, "1 passed, 1 failed, 0 skipped")
    assert cases["number of cases"] == "failed"


def test_a_case_of_a_suite_in_the_guest_is_counted(group):
    assert group("def test_kunit(record_property):\n    record_property("
                 "'cases', ('kunit/pads', 'adds', 'failed', 'no'))\n",
                 "test\ttest_some\t1\ntest\tkunit/pads\t1\n") == (
        1, "1 passed, 1 failed, 0 skipped",
        {"kunit": "passed", "adds": "failed"})


COMPARISON = """
import pytest


@pytest.mark.comparison
@pytest.mark.parametrize("driver", ["k210-gpio", "mainline"])
def test_counts(driver, record_property):
    record_property("measured", f"{len(driver)}W")
    assert driver == "%s"
"""


def test_a_comparison_that_fails_on_mainline_is_told_and_not_counted(
        group, tmp_path):
    assert group(COMPARISON % "k210-gpio", "test\ttest_some\t1\n"
                 f"test\ttest_some {MAINLINE}\t1\n") == (
        0, "1 passed, 0 failed, 0 skipped", {"counts[k210-gpio]": "passed"})
    assert (tmp_path / "mainline.tsv").read_text() == row(
        f"test_some {MAINLINE}", "counts[mainline]", "failed",
        "measured 8W; AssertionError: assert 'mainline' == 'k210-gpio'")


def test_a_comparison_that_mainline_wins_is_a_failure_of_ours(group, tmp_path):
    assert group(COMPARISON % "mainline", "test\ttest_some\t1\n"
                 f"test\ttest_some {MAINLINE}\t1\n") == (
        1, "0 passed, 1 failed, 0 skipped", {"counts[k210-gpio]": "failed"})
    assert (tmp_path / "mainline.tsv").read_text() == row(
        f"test_some {MAINLINE}", "counts[mainline]", "passed", "measured 8W")


def test_a_comparison_that_can_not_start_is_told(group, tmp_path):
    content = FIXTURE + "    assert 0\n" + \
        (COMPARISON % "k210-gpio").replace("(driver,", "(driver, thing,")
    _, _, cases = group(content, "test\ttest_some\t1\n"
                        f"test\ttest_some {MAINLINE}\t1\n")
    assert cases["counts[k210-gpio] (setup)"] == "failed"
    [line] = (tmp_path / "mainline.tsv").read_text().splitlines()
    assert line.split("\t")[1:3] == ["counts[mainline] (setup)", "failed"]


def test_a_comparison_that_is_not_made_is_a_failure(group):
    status, _, cases = group(PASSES, "test\ttest_some\t1\n"
                             f"test\ttest_some {MAINLINE}\t1\n")
    assert (status, cases["number of cases"]) == (1, "failed")


def test_other_cases_that_fail_on_mainline_are_failures(group):
    content = (COMPARISON % "k210-gpio").replace("@pytest.mark.comparison", "")
    assert group(content, "test\ttest_some\t1\n"
                 f"test\ttest_some {MAINLINE}\t1\n")[1] == \
        "1 passed, 1 failed, 0 skipped"


def test_nothing_is_started_when_the_time_is_over(group, monkeypatch):
    monkeypatch.setenv("DEADLINE", str(time.time() - 1))
    status, line, cases = group(PASSES)
    assert status == 1
    assert line.startswith("0 passed, ")
    assert cases["all of it"] == "failed"


def test_two_runs_in_one_tree_are_refused(group, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "RESULTS", tmp_path)
    with run.claimed("test"):
        assert group(PASSES)[:2] == (1, "0 passed, 1 failed, 0 skipped")


@pytest.fixture
def ci(tmp_path, monkeypatch, capfd):
    """ci(STATUS, LINES) is CI, with a `make` that ends so and leaves such a
    table, each stage; its status and its last line."""
    def run_it(status, lines):
        def make(command, **_):
            (tmp_path / f"{command[-1]}.tsv").write_text(lines)
            return subprocess.CompletedProcess(command, status)
        monkeypatch.setenv(*deadline_kept())
        monkeypatch.setattr(run, "RESULTS", tmp_path)
        monkeypatch.setattr(run.subprocess, "run", make)
        return run.main(["ci"]), capfd.readouterr().out.splitlines()[-1]
    return run_it


def deadline_kept():
    """CI sets it, for all that it starts: only this test's may be set."""
    return "DEADLINE", str(time.time() + 1000)


ONE = row("suite", "case", "passed", "")


def test_ci_adds_up_its_stages(ci):
    assert ci(0, ONE) == (0, "4 passed, 0 failed, 0 skipped")


@pytest.mark.parametrize("status, lines", [(0, ""), (2, ""), (2, ONE)])
def test_a_stage_that_did_nothing_or_ended_badly_is_a_failure(
        ci, status, lines):
    assert ci(status, lines)[1].split(", ")[1] == "4 failed"


def test_ci_starts_nothing_when_its_time_is_over(ci, monkeypatch):
    monkeypatch.setattr(deadline, "is_over", lambda: True)
    assert ci(0, ONE) == (1, "0 passed, 4 failed, 0 skipped")
