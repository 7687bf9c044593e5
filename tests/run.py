# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/run: pytest over a group of tests, its table of results in
build/results/NAME.tsv and its sum in one last line."""

import os
import subprocess
import sys
from pathlib import Path

from host import debian
from host.problem import Problem, from_os_error
from results import Sum

TESTS = Path(__file__).parent
TOP = TESTS.parent
PACKAGES = ["python3-pytest", "python3-pytest-xdist"]

# What each group runs, in pytest's words.
GROUPS = {
    "test": ["host", "model", "vm", "driver"],
}

NO_TESTS, SOME_FAILED = 5, 1        # pytest's own statuses


def main(argv):
    if not argv or argv[0] not in GROUPS:
        print("usage: tests/run NAME [PYTEST ARGUMENT ...], with NAME one of "
              + ", ".join(GROUPS), file=sys.stderr)
        return 2
    name, extra = argv[0], argv[1:]
    try:
        debian.install(PACKAGES)
        table = TOP / "build" / "results" / f"{name}.tsv"
        table.parent.mkdir(parents=True, exist_ok=True)
        table.write_text("")
    except Problem as problem:
        print(f"tests: {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"tests: {from_os_error(error)}", file=sys.stderr)
        return 1
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "-n", str(os.cpu_count()), "--dist", "loadfile", "-rf",
         *(GROUPS[name] if not extra else []), *extra],
        cwd=TESTS, env={**os.environ, "RESULTS": str(table)}, check=False)
    total = Sum()
    total.read(table)
    if done.returncode not in (0, SOME_FAILED) or not total.passed:
        print(f"tests: pytest ended with status {done.returncode}")
        total.failed += 1
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
