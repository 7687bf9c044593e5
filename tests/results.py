# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of results: build/results/*.tsv, a line a case: suite, case, outcome
and reason."""

# What a suite's name ends with where it ran on mainline's drivers.
MAINLINE = "--driver mainline"


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


def gather_mainline(folder):
    """All that the tables in FOLDER say of mainline's drivers, in one."""
    name = "mainline.tsv"
    lines = [line for table in sorted(folder.glob("*.tsv"))
             if table.name != name
             for line in table.read_text().splitlines(keepends=True)
             if line.split("\t")[0].endswith(MAINLINE)]
    (folder / name).write_text("".join(lines))
