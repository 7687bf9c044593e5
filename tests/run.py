# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/run: pytest over a group of tests, its table of results in
build/results/NAME.tsv and its sum in one last line."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time

import deadline
import results
from host import debian, kunit, loader, progress, uboot
from host.problem import Problem, as_problem
from results import Sum, add_missing, comparisons, gather_mainline, row
from vm_run import TESTS, VM

TOP = TESTS.parent
RESULTS = TOP / "build" / "results"
PACKAGES = ["python3-pytest", "python3-pytest-xdist", "cpio",
            "device-tree-compiler", "sigrok-cli"]

# A boot under lockdep takes a quarter of a minute. These suites look at words
# and registers, and get there by calls whose locks other suites take there.
UNDER_OTHERS_LOCKS = {
    "accesses": "lines, irq",       # the same calls, counted
    "boards": "lines, mux",         # the same drivers, on other trees
    "forms": "settings, bias",      # other spellings of what is set
    "manual": "bridge, claims",     # the manual page's programs
}

DEBUGGED = ["fuzz/test_fuzz.py", "driver", "kunit/test_driver.py"]

# The suites of the library and the tool for what a kernel may do otherwise:
# requests, events, what is told of lines, drivers that go.
OF_KERNELS = [f"userspace/test_{suite}.py" for suite in (
    "tool_lines", "loop_thread", "irq", "irq_levels", "pin", "pin_gone",
    "pin_kept", "lines", "lines_config", "lines_events", "line_info", "watch",
    "hold")]

# What each group runs: folders and files of tests, those that take long first,
# and the VM's options for them.
GROUPS = {
    "test": [(["canary", "vm", "driver", "userspace", "fuzz/test_fuzz.py",
               "suites", "bench", "kunit", "boot", "model", "host", "-m",
               "not rest and not peer",
               "--ignore=userspace/test_parsers_soak.py"], [])],
    "test-matrix": [(["canary/test_module.py", "driver", *OF_KERNELS,
                      "kunit/test_driver.py"], ["--kernel", "new"]),
                    (["suites", "-m", "rest and not peer"], [])],
    "test-debug": [(DEBUGGED, ["--debug", "kasan"]),
                   ([*DEBUGGED, *(f"--ignore=driver/test_{suite}.py"
                                  for suite in UNDER_OTHERS_LOCKS)],
                    ["--debug", "lockdep"])],
    "test-suites": [(["suites"], [])],
    "soak": [(["fuzz/test_soak.py"], ["--debug", "kasan"]),
             (["userspace/test_parsers_soak.py"], [])],
}

# Those whose cases are spread over all workers: each has a boot of its own.
SPREAD = ["suites", "fuzz/test_soak.py", "userspace/test_parsers_soak.py"]

# CI runs these one after the other, and starts none of them later than this.
STAGES = ["check", "test", "test-matrix", "test-debug"]
LATEST_S = 80 * 60

WORKERS = os.cpu_count() + 1    # some VM is always waiting for something

SOME_FAILED = 1         # pytest's own status
INTERRUPTED = 130


def prepare(tests, options):
    """Builds all that the tests need, where one can watch it."""
    profiles = ["k210-mmu"] if "--debug" in options else ["k210-mmu", "k210"]
    for profile in profiles:
        subprocess.run([VM, "--profile", profile, *options,
                        "--", "true"], check=True, stdin=subprocess.DEVNULL)
    for debug in ("kasan", "lockdep"):
        if "canary" in tests or f"canary/test_{debug}.py" in tests:
            subprocess.run([VM, "--debug", debug, "--kdir"], check=True,
                           stdout=subprocess.DEVNULL)
    if "kunit" in tests:
        with contextlib.suppress(Problem):
            kunit.built()
    if "boot" in tests:
        with contextlib.suppress(Problem):      # their own tests tell of it
            uboot.uboot()
            for driver in loader.FRAGMENTS:
                loader.loader(driver)


def run_part(folders, options, table, dist="loadfile"):
    """One run of pytest, whose cases go into TABLE; what went wrong apart from
    cases that failed, or None."""
    if deadline.is_over():
        return deadline.LATE
    try:
        prepare(folders, options)
    except subprocess.CalledProcessError as failure:
        return f"the VM ended with status {failure.returncode}"
    done = subprocess.run(progress.end_with_parent(
        ["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "-p", "run_plugin", "-n", str(WORKERS), "--dist", dist, "-rfs",
         *folders]), cwd=TESTS, check=False,
        env={**os.environ, "RESULTS": str(table),
             "VM_OPTIONS": " ".join(options)})
    if done.returncode not in (0, SOME_FAILED) or \
            done.returncode and not Sum(table).failed:
        return f"pytest ended with status {done.returncode}"
    return None


@contextlib.contextmanager
def claimed(name):
    """The group's tables, empty, while no other run writes them."""
    path = RESULTS / f"{name}.tsv"
    with results.claimed(path, name):
        comparisons(path).write_text("")
        yield path


def choose_seed():
    """Another one for each run, unless SEED says which."""
    os.environ.setdefault("SEED", str(random.randrange(1, 10 ** 9)))
    print(f"tests: SEED={os.environ['SEED']}", flush=True)


def run_group(name, extra):
    """The group's sum. Nothing run and nothing heard of is a failure."""
    debian.install(PACKAGES)
    if name == "soak":
        choose_seed()
    with claimed(name) as table:
        return run_parts(name, extra, table)


def run_parts(name, extra, table):
    """What is EXTRA runs once with each of the group's options."""
    parts = GROUPS[name]
    if extra and any(options for _, options in parts):
        parts = [part for part in parts if part[1]]
    for folders, options in parts:
        why = run_part(extra or folders, options, table,
                       "load" if folders[0] in SPREAD else "loadfile")
        if why:
            label = " ".join([name, *options])
            print(f"tests: {label}: {why}")
            with open(table, "a") as out:
                out.write(row(label, "all of it", "failed", why))
    if not extra:
        add_missing(name, table)
    gather_mainline(RESULTS)
    return Sum(table)


def run_stages():
    """All that CI runs, through the commands that the README gives."""
    start = time.monotonic()
    deadline.set_to(LATEST_S)
    total = Sum()
    for stage in STAGES:
        if deadline.is_over():
            print(f"ci: make {stage}: {deadline.LATE}")
            total.failed += 1
            continue
        print(f"ci: make {stage}", flush=True)
        table = RESULTS / f"{stage}.tsv"
        table.unlink(missing_ok=True)
        done = subprocess.run(
            progress.end_with_parent(["make", "-C", TOP, stage]), check=False,
            stdin=subprocess.DEVNULL)
        part = Sum(table) if table.exists() else Sum()
        if not part.failed and (done.returncode or not part.passed):
            print(f"ci: make {stage} ended with status {done.returncode}")
            part.failed += 1
        total.add(part)
        print(f"ci: make {stage}: {part}; {time.monotonic() - start:.0f} s "
              "so far", flush=True)
    return total


def interrupt(_number, _frame):
    raise KeyboardInterrupt


def main(argv):
    if not argv or argv[0] not in [*GROUPS, "ci"]:
        print("usage: tests/run NAME [PYTEST ARGUMENT ...], with NAME one of "
              + ", ".join([*GROUPS, "ci"]), file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, interrupt)
    try:
        total = run_stages() if argv[0] == "ci" else \
            run_group(argv[0], argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except (Problem, OSError) as problem:
        print(f"tests: {as_problem(problem)}", file=sys.stderr)
        total = Sum(failed=1)
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
