# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: what ours costs beside its peers, measured in this run: Markdown
on stdout, and build/bench/results.tsv."""

import subprocess
import sys
import tempfile
from pathlib import Path

from bench import kernel_parts, rows
from host.problem import Problem, as_problem
from vm_run import TESTS

RESULTS = TESTS.parent / "build" / "bench"

PARTS = (kernel_parts.drivers,)


def measured():
    """The rows of all parts, each of which is told."""
    found = []
    for part in PARTS:
        print(f"bench: {part.__name__}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            found += part(Path(folder))
    return found


def main():
    try:
        found = measured()
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / "results.tsv").write_text(rows.results(found))
        known = rows.limits()
        print(rows.table(found, known))
        wrong = rows.wrong(found, known)
    except KeyboardInterrupt:
        return 130
    except (Problem, OSError, subprocess.CalledProcessError) as problem:
        wrong = [str(as_problem(problem))]
    for line in wrong:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
