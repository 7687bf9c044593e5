# SPDX-License-Identifier: GPL-2.0-or-later
"""The README's table, from tables of results."""

import pytest

from compare import table
from results import MAINLINE, row

SUITE = "driver/accesses"
HEAD = "| Register accesses | k210-gpio | mainline |\n|---|---|---|\n"


def ours(case, outcome="passed", reason="", suite=SUITE):
    return row(suite, case, outcome, reason)


def theirs(case, outcome="passed", reason=""):
    return row(f"{SUITE} {MAINLINE}", case, outcome, reason)


def test_both_drivers_are_in_one_row():
    assert table(
        ours("sets[k210-gpio-k210-mmu-8-gpiohs]", reason="measured 1W") +
        theirs("sets[mainline-k210-mmu-8-gpiohs]", "failed",
               "measured 2W; assert 2 == 1")) == \
        HEAD + "| sets (gpiohs) | 1W | 2W |\n"


@pytest.mark.parametrize("outcomes, cell", [
    (["passed"], "1 of 1"), (["passed", "passed"], "2 of 2"),
    (["failed"], "0 of 1"), (["passed", "failed"], "1 of 2"),
    (["skipped"], None)])
def test_a_row_counts_all_cases_that_differ_by_parameters(outcomes, cell):
    text = table("".join(ours(f"sets[k210-gpio-k210-mmu-{number}]", outcome)
                         for number, outcome in enumerate(outcomes)))
    assert text == (HEAD + f"| sets | {cell} | not run |\n" if cell else "")


def test_what_was_counted_is_added_up():
    assert "| sets (gpio) | 11 of 20 | not run |" in table(
        ours("sets[k210-gpio-k210-mmu-gpio-a]", reason="measured 10 of 10") +
        ours("sets[k210-gpio-k210-mmu-gpio-b]", "failed",
             "measured 1 of 10; assert 1 == 10"))


def test_chips_are_not_taken_for_drivers():
    assert "| sets (gpio) | 1 of 1 |" in table(
        ours("sets[k210-gpio-k210-mmu-gpio]"))


def test_a_case_that_did_not_start_is_none_that_passed():
    assert "| sets | not run | 0 of 1 |" in table(
        theirs("sets[mainline-k210-mmu] (setup)", "failed", "why"))


def test_other_machines_kernels_and_suites_are_left_out():
    assert table(ours("sets[k210-gpio]", suite=f"{SUITE} --kernel new") +
                 ours("sets[k210-gpio-k210-gpio]") +
                 row(SUITE, "number of cases", "failed", "too few") +
                 ours("sets[k210-gpio]", suite="driver/lines")) == ""


def test_the_order_of_results_does_not_matter():
    lines = [ours("b[k210-gpio]"), ours("a[k210-gpio]", reason="measured 2"),
             ours("a[k210-gpio-k210-mmu]", reason="measured 1")]
    assert table("".join(lines)) == table("".join(reversed(lines)))
    assert table("".join(lines)) == \
        HEAD + "| a | 1; 2 | not run |\n| b | 1 of 1 | not run |\n"
