# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: what ours costs beside its peers, measured in this run: Markdown
on stdout, and build/bench/results.tsv."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from pathlib import Path

from bench import kernel_parts, program_parts, rows, size_parts
from bench.machine import LOGS, kernel
from host.problem import Problem, as_problem
from results import claimed
from vm_run import TESTS

RESULTS = TESTS.parent / "build" / "bench" / "results.tsv"
INTERRUPTED = 130

PARTS = (kernel_parts.drivers, program_parts.programs, program_parts.muxing,
         program_parts.scaling, program_parts.load, size_parts.size)


def measure(part, folder):
    """(rows, what went wrong)"""
    place = folder / part.__name__
    place.mkdir()
    try:
        return part(place), []
    except (Problem, OSError, subprocess.CalledProcessError) as problem:
        return [], [f"{part.__name__}: {as_problem(problem)}"]


def measured(folder):
    """The same of all parts, at once: nothing that is measured depends on the
    time that it takes."""
    kernel()
    with ThreadPoolExecutor(len(PARTS)) as pool:
        try:
            done = list(pool.map(measure, PARTS, repeat(folder)))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(INTERRUPTED)       # what runs ends with us
    return [list(chain.from_iterable(parts)) for parts in zip(*done)]


def bench(partial):
    """What went wrong. Where no part did, PARTIAL becomes RESULTS."""
    RESULTS.unlink(missing_ok=True)
    shutil.rmtree(LOGS, ignore_errors=True)     # of an earlier run
    with tempfile.TemporaryDirectory() as folder:
        found, wrong = measured(Path(folder))
    partial.write(rows.results(found))
    partial.flush()
    if not wrong:
        Path(partial.name).rename(RESULTS)
    known = rows.limits()
    print(rows.table(found, known))
    # of what wasn't measured nobody knows whether it is missed
    return wrong or rows.wrong(found, known)


def main(argv):
    if argv:
        print("usage: tests/bench/run", file=sys.stderr)
        return 2
    try:
        with claimed(RESULTS.with_suffix(".partial"), "bench") as partial:
            wrong = bench(partial)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (Problem, OSError, subprocess.CalledProcessError) as problem:
        wrong = [str(as_problem(problem))]
    for line in wrong:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
