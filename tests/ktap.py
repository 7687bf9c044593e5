# SPDX-License-Identifier: GPL-2.0-or-later
"""KUnit's results, suite by suite: each has a file of its own in debugfs, since
the kernel's own reader sees only the first of several documents in a log."""

import importlib
import io
import re
import sys

from host import kernel

MARK = "==> "
# Loads kunit.ko, the driver where one is given, and "$@", a module and its
# parameters; prints each suite's file behind a line that names it.
SCRIPT = f"""
insmod kunit.ko || exit
[ ! -e k210-gpio.ko ] || insmod k210-gpio.ko || exit
insmod "$@" || exit
cd /sys/kernel/debug/kunit
for suite in *
do
	echo "{MARK}$suite" && cat "$suite/results" || exit
done"""


def _reader():
    """The kernel's own, and what it prints."""
    tree, _ = kernel.source("6.12")
    sys.path.insert(0, str(tree / "tools/testing/kunit"))
    try:
        reader = importlib.import_module("kunit_parser")
        printer = importlib.import_module("kunit_printer")
    finally:
        del sys.path[0]
    said = io.StringIO()
    reader.stdout = printer.Printer(said)
    return reader, said


def _cases(test, path, document):
    """As cases(), of what is below TEST, whose place PATH names."""
    for case in test.subtests:
        place = [*path, case.name]
        if case.subtests:
            yield from _cases(case, place, document)
        elif case.name and case.status.name == "SUCCESS":
            yield " ".join(place), "passed", ""
        elif case.name and case.status.name == "SKIPPED":
            why = re.search(rf"{re.escape(case.name)} # SKIP (.*)", document)
            yield " ".join(place), "skipped", why[1] if why else ""
        elif case.name:
            yield (" ".join(place), "failed",
                   " ".join(" ".join(case.log).split()))


def cases(document):
    """What a suite's document says: name, outcome and reason of each case, of
    each set of parameters where it has these. What is wrong with the document
    itself is a failed case."""
    reader, said = _reader()
    main = reader.parse_run_tests(document.splitlines())
    suites = main.subtests
    found = [row for suite in suites for row in _cases(suite, [], document)]
    wrong = re.findall(r"\[ERROR\] Test: (.*)", said.getvalue())
    if len(suites) > 1 or document.count("\nKTAP version"):
        wrong.append("there is more than one suite in it")
    if not wrong and not all(suite.ok_status() for suite in suites) and \
            not any(outcome == "failed" for _, outcome, _ in found):
        wrong.append("it failed, and none of its cases")
    return found + [("the suite itself", "failed", why) for why in wrong]


def suites(log):
    """The same of a log that holds all suites in one document, as that of a
    kernel into which they are built; {suite: cases}."""
    reader, said = _reader()
    main = reader.parse_run_tests(log.splitlines())
    found = {suite.name: list(_cases(suite, [], log))
             for suite in main.subtests}
    wrong = re.findall(r"\[ERROR\] Test: (.*)", said.getvalue())
    if wrong:
        found["the log itself"] = [("", "failed", why) for why in wrong]
    return found


def read(lines):
    """{suite: cases()} of documents, each behind a line that names it."""
    documents = {}
    for line in lines:
        if line.startswith(MARK):
            suite = documents.setdefault(line.removeprefix(MARK), [])
        else:
            suite.append(line)
    return {name: cases("\n".join(document))
            for name, document in documents.items()}


def run(vm, kdir, module, *parameters, driver=None):
    """Runs a module's suites in the VM; {suite: cases()}. KDIR is the build
    folder of the kernel that VM, a function as the fixture is, boots; DRIVER a
    k210-gpio.ko in place of the VM's own."""
    own = ["--driver", "none", "--put", driver] if driver else []
    ran = vm("--put", kdir / "lib/kunit/kunit.ko", "--put", module, *own,
             command=["sh", "-c", SCRIPT, "sh", module.name, *parameters])
    return read(ran.lines)
