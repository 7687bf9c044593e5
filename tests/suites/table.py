# SPDX-License-Identifier: GPL-2.0-or-later
"""What suites that others wrote make of gpio-sim, of our drivers and of
mainline's, side by side: build/results/suites.tsv, and Markdown on stdout."""

import re

from results import MAINLINE, comparisons
from vm_run import TESTS

RESULTS = TESTS.parent / "build" / "results"
GROUP = RESULTS / "test-suites.tsv"
CASE = re.compile(r"(.*) \[(\w+)\]")
COLUMNS = ("gpio-sim", "ours", "mainline")


def column_of(suite, chip):
    if chip == "sim":
        return "gpio-sim"
    return "mainline" if suite.endswith(MAINLINE) else "ours"


def cases(text):
    """(suite, case, column, chip, outcome, reason) each."""
    for line in text.splitlines():
        suite, case, outcome, reason = line.split("\t")
        found = CASE.fullmatch(case)
        if suite.startswith("suites/") and found:
            yield (suite.split()[0].removeprefix("suites/"), found[1],
                   column_of(suite, found[2]), found[2], outcome, reason)


def gather(rows):
    """{(suite, case): {column: (outcome, reason)}}; of two chips the worse."""
    worst = ("failed", "skipped", "passed")
    table = {}
    for suite, case, column, chip, outcome, reason in rows:
        cells = table.setdefault((suite, case), {})
        old = cells.get(column)
        if not old or worst.index(outcome) < worst.index(old[0]):
            cells[column] = outcome, f"{chip}: {reason}" if reason else ""
    return table


def why(cells):
    """What is told of one that isn't as the others; ours first."""
    return next((cells[column][1] for column in
                 ("ours", "gpio-sim", "mainline")
                 if column in cells and cells[column][0] != "passed"), "")


def differs(cells):
    """A suite may be without a simulator."""
    return "gpio-sim" in cells and cells["gpio-sim"][0] != \
        cells.get("ours", ("missing",))[0]


def text_of(table):
    """For suites.tsv."""
    lines = ["\t".join(["suite", "case", *COLUMNS, "why"])]
    for (suite, case), cells in sorted(table.items()):
        ended = [cells.get(column, ("-", "")) for column in COLUMNS]
        lines.append("\t".join([suite, case, *(outcome for outcome, _ in ended),
                                why(cells)]))
    return "\n".join(lines) + "\n"


def summary(table):
    """Markdown: how many cases of each suite hold on each column."""
    lines = ["| suite | " + " | ".join(COLUMNS) + " |", "|---|---|---|---|"]
    for suite in sorted({suite for suite, _ in table}):
        cells = [cells for (name, _), cells in table.items() if name == suite]
        counts = []
        for column in COLUMNS:
            ended = [each[column][0] for each in cells if column in each]
            counts.append(f"{ended.count('passed')} of {len(ended)}" if ended
                          else "-")
        lines.append(f"| {suite} | " + " | ".join(counts) + " |")
    return "\n".join(lines)


def main():
    rows = [row for path in (GROUP, comparisons(GROUP)) if path.exists()
            for row in cases(path.read_text())]
    table = gather(rows)
    (RESULTS / "suites.tsv").write_text(text_of(table))
    print(summary(table))
    for (suite, case), cells in sorted(table.items()):
        if differs(cells):
            print(f"{suite} {case}: " + "; ".join(
                f"{column} {cells[column][0]}" for column in COLUMNS
                if column in cells) + f": {why(cells)}")


if __name__ == "__main__":
    main()
