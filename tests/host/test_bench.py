# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the bench and their table."""

import pytest

from bench import rows
from bench.rows import Row

MET = Row("set", "instructions", 80, 100, "mainline", 0.8)
MISSED = Row("get", "instructions", 81, 100, "mainline", 0.8)
TOLD = Row("stream", "instructions", 900, 100, "mainline")
NONE_LOST = Row("lost", "edges", 0, 7, "mainline", 0)
ONE_LOST = Row("lost", "edges", 1, 7, "mainline", 0)


def test_a_goal_is_met_at_its_ratio_and_missed_above_it():
    assert [row.missed for row in (MET, MISSED, TOLD, NONE_LOST, ONE_LOST)] \
        == [False, True, False, False, True]


@pytest.mark.parametrize("ours, peer, missed, ratio",
                         [(0, 0, False, "1.000"), (1, 0, True, "inf")])
def test_a_peer_that_costs_nothing_is_met_by_nothing(ours, peer, missed,
                                                     ratio):
    row = Row("get", "accesses", ours, peer, "mainline", 1.0)
    assert (row.missed, row.fields[-1]) == (missed, ratio)


def test_a_line_of_the_results_has_the_six_fields():
    assert rows.results([MET, Row("each", "bytes", 2.5, 2, "one", 1.1)]) == \
        "set\tinstructions\t80\t100\tmainline\t0.800\n" \
        "each\tbytes\t2.5\t2\tone\t1.250\n"


def test_a_miss_is_shown_with_what_limits_it():
    known = [("g*", "the cat")]
    assert rows.table([MET, MISSED, TOLD], known).splitlines() == [
        "|  | ours | peer | ratio | goal |",
        "| --- | --- | --- | --- | --- |",
        "| set, instructions | 80 | 100 (mainline) | 0.800 | 0.8 |",
        "| get, instructions | 81 | 100 (mainline) | 0.810 "
        "| **0.8, missed** |",
        "| stream, instructions | 900 | 100 (mainline) | 9.000 |  |",
        "",
        "- get, instructions: the cat"]


def test_nobody_explains_what_is_met():
    assert rows.table([MET], [("s*", "the cat")]).count("cat") == 0


@pytest.mark.parametrize("known, wrong", [
    ([("get, *", "the cat")], []),
    ([], ["get, instructions: missed, and limits.tsv doesn't say why"]),
    ([("get*", "the cat"), ("set", "the dog")],
     ["limits.tsv: set: no row of that name misses its goal"])])
def test_misses_and_their_reasons_go_together(known, wrong):
    assert rows.wrong([MET, MISSED], known) == wrong


def test_two_rows_of_one_name_and_unit_are_told():
    assert rows.wrong([MET, MET], []) == \
        ["set, instructions: there are several"]
