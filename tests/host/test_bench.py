# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the bench and their table, and what goes with an edge."""

import ctypes
import subprocess

import pytest

from bench import rows
from bench.rows import Limit, Row
from vm_run import TESTS

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
    known = [Limit("g*", 0.9, "the cat")]
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
    assert rows.table([MET], [Limit("s*", 1, "the cat")]).count("cat") == 0


@pytest.mark.parametrize("known, wrong", [
    ([Limit("get, *", 0.81, "the cat")], []),
    ([], ["get, instructions: missed, and limits.tsv doesn't say why"]),
    ([Limit("get, *", 0.8, "the cat")],
     ["get, instructions: 0.810 is more than the 0.8 that limits.tsv "
      "explains"]),
    ([Limit("get*", 0.9, "the cat"), Limit("set", 1, "the dog")],
     ["limits.tsv: set: no row of that name misses its goal"])])
def test_misses_and_their_reasons_go_together(known, wrong):
    assert rows.wrong([MET, MISSED], known) == wrong


def test_two_rows_of_one_name_and_unit_are_told():
    assert rows.wrong([MET, MET], []) == \
        ["set, instructions: there are several"]


class Matching(ctypes.Structure):
    """module/matching.h's"""
    _fields_ = [("lost", ctypes.c_uint32), ("surplus", ctypes.c_uint32)]


@pytest.fixture(scope="module")
def find(tmp_path_factory):
    """find([edge, ...], [run, ...]): (lost, surplus), by module/matching.c"""
    library = tmp_path_factory.mktemp("matching") / "matching.so"
    subprocess.run(["gcc", "-Wall", "-Werror", "-Du32=__u32", "-shared",
                    "-fPIC", "-o", library,
                    TESTS / "bench" / "module" / "matching.c"], check=True)
    function = ctypes.CDLL(str(library)).matching_find
    function.restype = Matching

    def find(edges, runs):
        found = function((ctypes.c_uint32 * len(edges))(*edges), len(edges),
                         (ctypes.c_uint32 * len(runs))(*runs), len(runs))
        return found.lost, found.surplus
    return find


# Edges at these times have their runs 600 later, unless it's said otherwise.
EDGES = [1000, 3000, 5000, 7000]


@pytest.mark.parametrize("runs, wrong", [
    ([1600, 3600, 5600, 7600], (0, 0)),
    ([3600, 5600, 7600], (1, 0)),
    ([1600, 5600, 7600], (1, 0)),
    ([1600, 3600, 5600], (1, 0)),
    ([], (4, 0)),
    ([900, 1600, 3600, 5600, 7600], (0, 1)),
    ([1600, 3600, 4500, 5600, 7600], (0, 1)),
    ([1600, 3600, 5600, 7600, 8000], (0, 1)),
    ([3600, 4500, 5600, 7600], (1, 1)),
    ([1600, 3600, 4500, 5600], (1, 1)),
    ([900, 1600, 3600, 7600], (1, 1)),
    ([1600, 2500, 5600, 7600], (1, 1))],
    ids=["all", "the first is lost", "the second is lost",
         "the last is lost", "all are lost", "a run too early",
         "a run in between", "a run too many behind", "lost, and then a run",
         "a run, and then lost", "a run too early, and lost",
         "a run instead of the next one's"])
def test_an_edge_goes_with_the_run_that_it_leads_to(find, runs, wrong):
    assert find(EDGES, runs) == wrong


@pytest.mark.parametrize("edges, runs, wrong", [
    ([1000, 1570, 2140], [1600, 2180, 2760], (0, 0)),
    ([1000, 1570, 2140], [1600, 2180], (1, 0)),
    ([1000, 1100, 3000], [1600, 3600], (1, 0)),
    ([1000, 1100, 3000], [1600, 3600, 4500], (1, 1)),
    ([1000, 30000], [1600, 51600], (0, 0)),
    ([1000, 30000, 40000], [1600, 51600], (1, 0))],
    ids=["a queue", "a queue whose last is lost", "two are one",
         "two are one, and a run later", "behind a long handler",
         "two are one behind a long handler"])
def test_close_edges_are_one_where_they_have_one_run(find, edges, runs, wrong):
    assert find(edges, runs) == wrong
