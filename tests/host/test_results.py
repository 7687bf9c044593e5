# SPDX-License-Identifier: GPL-2.0-or-later
"""What a table of results must have in it, and how it is added up."""

from results import MAINLINE, Sum, gather_mainline, missing, row

TABLE = ("driver/lines\tin\tpassed\t\n"
         "driver/lines\tout\tpassed\t\n"
         "kunit/pads\tadds\tpassed\t\n")
EXPECTED = "driver/lines\t2\nkunit/pads\t1\n"


def test_nothing_is_missing_where_all_is_there():
    assert missing(TABLE, EXPECTED) == []


def test_more_cases_than_expected_are_welcome():
    assert missing(TABLE, EXPECTED.replace("2", "1")) == []


def test_a_suite_that_is_not_there_is_missing():
    table = TABLE.replace("kunit/pads\tadds\tpassed\t\n", "")
    assert missing(table, EXPECTED) == [
        ("kunit/pads", "number of cases", "0, where 1 are expected")]


def test_cases_fewer_than_expected_are_missing():
    assert missing(TABLE, EXPECTED.replace("2", "3")) == [
        ("driver/lines", "number of cases", "2, where 3 are expected")]


def test_a_case_that_is_there_twice_counts_once():
    assert missing(TABLE.replace("out", "in"), EXPECTED) == [
        ("driver/lines", "number of cases", "1, where 2 are expected")]


def test_a_suite_that_nobody_expects_has_to_be_entered():
    assert missing(TABLE, "driver/lines\t2\n") == [
        ("kunit/pads", "number of cases",
         "the suite is not in tests/expected.tsv")]


def test_a_skip_is_a_failure_unless_it_is_expected():
    table = TABLE.replace("in\tpassed\t", "in\tskipped\tno line")
    assert missing(table, EXPECTED) == [
        ("driver/lines", "in", "skipped unexpectedly: no line")]
    assert missing(table, EXPECTED + "driver/lines\tskips in\n") == []
    assert missing(table, EXPECTED + "driver/lines\tskips i*\n") == []
    assert missing(table, EXPECTED + "driver/lines\tskips out\n") != []
    assert missing(table, EXPECTED + "kunit/pads\tskips in\n") != []


def test_an_empty_table_lacks_everything():
    assert len(missing("", EXPECTED)) == 2


def test_outcomes_are_added_up(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text(TABLE + row("a", "b", "failed", "two\tlines\nof it") +
                     row("a", "c", "skipped", ""))
    assert str(Sum(table)) == "3 passed, 1 failed, 1 skipped"


def test_what_ran_on_mainline_is_gathered_from_all_tables(tmp_path):
    theirs, more = (row(f"driver/lines {MAINLINE}", case, "failed", "lost")
                    for case in ("in", "out"))
    (tmp_path / "test.tsv").write_text(TABLE + theirs)
    (tmp_path / "test-matrix.tsv").write_text(more)
    for _ in range(2):
        gather_mainline(tmp_path)
    assert (tmp_path / "mainline.tsv").read_text() == \
        more + theirs
