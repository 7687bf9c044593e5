# SPDX-License-Identifier: GPL-2.0-or-later
"""make check: what can be said of the sources without running them."""

import functools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dt_rules
import kernel_rules
import tree_rules
from host import debian
from host.problem import Problem, as_problem
from results import Sum, add_missing, row

TOP = Path(__file__).absolute().parent.parent.parent
TABLE = TOP / "build" / "results" / "check.tsv"
PACKAGES = ["clang-format", "device-tree-compiler", "dt-schema", "git",
            "groff-base", "make", "mandoc", "perl", "pycodestyle", "pyflakes3",
            "shellcheck", "sparse"]

# Each takes the tree's files and returns what it found, a line each.
RULES = {
    "checkpatch": kernel_rules.checkpatch,
    "checkpatch of the models": kernel_rules.checkpatch_models,
    "sparse and W=1": kernel_rules.sparse,
    "kernel-doc": kernel_rules.kernel_doc,
    "formatting of programs": kernel_rules.clang_format,
    "dt-schema": dt_rules.dt_schema,
    "shellcheck": tree_rules.shellcheck,
    "manual pages": tree_rules.manuals,
    "pyflakes": tree_rules.pyflakes,
    "pycodestyle": tree_rules.pycodestyle,
    "licences": tree_rules.licences,
    "no host and no machine is named": tree_rules.names,
    "files are of a size to read": tree_rules.sizes,
    "lines end as they should": tree_rules.line_ends,
}

SHOWN = 20      # findings of a rule that are printed


def tracked():
    """All files that are or could be committed, but the licences' texts."""
    done = subprocess.run(
        ["git", "-C", TOP, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Problem("git does not list the tree's files: " +
                      done.stderr.splitlines()[0])
    paths = [TOP / name for name in done.stdout.split("\0") if name]
    return sorted(path for path in set(paths) if path.is_file()
                  and path.parent != TOP / "LICENSES")


def apply(files, rule):
    try:
        return rule(files)
    except Problem as problem:
        return [str(problem)]


def tell(name, findings):
    """The line for the table of results; findings are printed."""
    print(f"{name}: {len(findings) or 'no'} findings")
    for line in findings[:SHOWN]:
        print(f"  {line}")
    return row("check", name, "failed" if findings else "passed",
               findings[0] if findings else "")


def main():
    try:
        debian.install(PACKAGES)
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        # all that takes long is other programs
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = pool.map(functools.partial(apply, tracked()),
                             RULES.values())
            TABLE.write_text("".join(map(tell, RULES, found)))
        add_missing("check", TABLE)
    except KeyboardInterrupt:
        return 130
    except (Problem, OSError) as problem:
        print(f"check: {as_problem(problem)}", file=sys.stderr)
        return 1
    total = Sum(TABLE)
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
