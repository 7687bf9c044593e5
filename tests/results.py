# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of results: build/results/*.tsv, a line a case: suite, case, outcome
and reason. tests/expected.tsv says what has to be in them."""

import contextlib
import fcntl
import fnmatch
from pathlib import Path

from host.problem import Problem

EXPECTED = Path(__file__).parent / "expected.tsv"

# What a suite's name ends with where it ran on mainline's drivers.
MAINLINE = "--driver mainline"


def comparisons(table):
    """The table beside a group's for what mainline's drivers can do, which
    counts in no sum."""
    return table.with_suffix(f".comparison{table.suffix}")


@contextlib.contextmanager
def claimed(path, name):
    """The file, open and empty, while no other run of that NAME has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as table:
        try:
            fcntl.flock(table, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(f"another `{name}` is under way in this tree") \
                from None
        table.truncate(0)
        yield table


class Sum:
    def __init__(self, table=None, failed=0):
        """Of the cases in TABLE."""
        self.passed = self.skipped = 0
        self.failed = failed
        for line in table.read_text().splitlines() if table else []:
            outcome = line.split("\t")[2]
            setattr(self, outcome, getattr(self, outcome) + 1)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        return (f"{self.passed} passed, {self.failed} failed, "
                f"{self.skipped} skipped")


def row(*fields):
    """A line of a table."""
    return "\t".join(" ".join(field.split()) for field in fields) + "\n"


def missing(table, expected):
    """What the text of a table lacks of what is EXPECTED, a text like
    tests/expected.tsv but for one group: (suite, case, reason) each."""
    least, skips, found = {}, set(), []
    for line in expected.splitlines():
        suite, what = line.split("\t")
        if what.startswith("skips "):
            skips.add((suite, what.removeprefix("skips ")))
        else:
            least[suite] = int(what)
    cases = [line.split("\t") for line in table.splitlines()]
    for suite, number in least.items():
        have = len({case for name, case, *_ in cases if name == suite})
        if have < number:
            found.append((suite, "number of cases",
                          f"{have}, where {number} are expected"))
    for suite in sorted({name for name, *_ in cases} - set(least)):
        found.append((suite, "number of cases",
                      "the suite is not in tests/expected.tsv"))
    found += [(suite, case, f"skipped unexpectedly: {why}")
              for suite, case, outcome, why in cases
              if outcome == "skipped" and not any(
                  suite == its and fnmatch.fnmatchcase(case, pattern)
                  for its, pattern in skips)]
    return found


def add_missing(group, table):
    """Adds to a group's table, as failures, what it lacks; prints it."""
    expected = "".join(
        line.split("\t", 1)[1]
        for line in EXPECTED.read_text().splitlines(keepends=True)
        if line.startswith(f"{group}\t"))
    lacks = missing("".join(part.read_text() for part in
                            (table, comparisons(table)) if part.exists()),
                    expected)
    with open(table, "a") as out:
        for suite, case, why in lacks:
            print(f"tests: {suite}: {case}: {why}")
            out.write(row(suite, case, "failed", why))


def gather_mainline(folder):
    """All that the tables in FOLDER say of mainline's drivers, in one."""
    name = "mainline.tsv"
    lines = [line for table in sorted(folder.glob("*.tsv"))
             if table.name != name
             for line in table.read_text().splitlines(keepends=True)
             if line.split("\t")[0].endswith(MAINLINE)]
    (folder / name).write_text("".join(lines))
