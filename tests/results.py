# SPDX-License-Identifier: GPL-2.0-or-later
"""Adds up tables of results: build/results/*.tsv."""


class Sum:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def read(self, path):
        """Adds a table, a line a case: suite, case, outcome, reason."""
        for line in path.read_text().splitlines():
            outcome = line.split("\t")[2]
            setattr(self, outcome, getattr(self, outcome) + 1)

    def __str__(self):
        return (f"{self.passed} passed, {self.failed} failed, "
                f"{self.skipped} skipped")
