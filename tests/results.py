# SPDX-License-Identifier: GPL-2.0-or-later
"""Adds up tables of results: build/results/*.tsv."""


class Sum:
    def __init__(self, table=None, failed=0):
        """Of the cases in TABLE, a line each: suite, case, outcome, reason."""
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
