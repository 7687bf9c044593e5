# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: what ours costs beside its peers, measured in this run: Markdown
on stdout, and build/bench/results.tsv."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from bench import kernel_parts, program_parts, rows, size_parts
from bench.machine import kernel
from host.problem import Problem, as_problem
from vm_run import TESTS

RESULTS = TESTS.parent / "build" / "bench"

PARTS = (kernel_parts.drivers, program_parts.programs, program_parts.muxing,
         program_parts.scaling, program_parts.load, size_parts.size)


def measure(part):
    with tempfile.TemporaryDirectory() as folder:
        return part(Path(folder))


def measured():
    """The rows of all parts, of which as many run at once as there are harts:
    nothing that is measured depends on the time that it takes."""
    kernel()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(chain.from_iterable(pool.map(measure, PARTS)))


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
