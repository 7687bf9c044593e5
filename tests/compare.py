# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/compare: ours and mainline's drivers by the results of `make test`, as
the README has them: Markdown on stdout, a row for each behaviour."""

import re
import sys

from results import MAINLINE
from vm_run import TESTS

RESULTS = TESTS.parent / "build" / "results"
DRIVERS = ("ours", "mainline")

# The suites that compare, and what is said of them.
SUITES = {
    "driver/irq": "Interrupts",
    "driver/irq_edges": "Interrupts, where it gets narrow",
    "driver/bias": "Bias and open drain",
    "driver/forms": "Pads by device tree",
    "driver/users": "Users of lines",
    "driver/accesses": "Register accesses",
}

# A case's parameters: who, on which machine, and what it is about.
PARAMETERS = re.compile(r"(k210-gpio|mainline)\b-?(?:(k210-mmu|k210)\b-?)?")
CHIP = re.compile(r"\b(gpiohs|gpio)\b")
PARTS = re.compile(r"(\d+) of (\d+)")


def cases(text):
    """(suite, driver, behaviour, passed, measured) each, of those on the
    machine on which mainline's drivers are compared."""
    for line in text.splitlines():
        suite, case, outcome, reason = line.split("\t")
        name, _, rest = case.partition("[")
        parameters, _, stage = rest.partition("]")
        suite, theirs, more = suite.partition(f" {MAINLINE}")
        ran = PARAMETERS.match(parameters)
        if suite not in SUITES or more or outcome == "skipped" or not ran or \
                ran[2] == "k210":
            continue
        measured = re.match(r"measured ([^;]*)", reason)
        chip = CHIP.search(parameters[ran.end():])
        yield (suite, DRIVERS[bool(theirs)],
               name.replace("_", " ") + (f" ({chip[1]})" if chip else ""),
               outcome == "passed" and not stage, measured and measured[1])


def cell(found):
    """One driver's cases of one behaviour, (passed, measured) each: what was
    measured, or how many cases passed."""
    if not found:
        return "not run"
    measured = sorted({text for _, text in found if text})
    parts = [PARTS.fullmatch(text) for _, text in found if text]
    if measured and all(parts):
        return "{} of {}".format(*(sum(int(part[n]) for part in parts)
                                   for n in (1, 2)))
    if measured:
        return "; ".join(measured)
    return f"{[ok for ok, _ in found].count(True)} of {len(found)}"


def table(text):
    """The whole of it, by the TEXT of tables of results."""
    rows = {}       # suite: {behaviour: {driver: cases}}
    for suite, driver, behaviour, passed, measured in cases(text):
        rows.setdefault(suite, {}).setdefault(behaviour, {}).setdefault(
            driver, []).append((passed, measured))
    lines = []
    for suite, title in SUITES.items():
        if suite not in rows:
            continue
        lines += [f"| {title} | k210-gpio | mainline |", "|---|---|---|"]
        lines += [f"| {behaviour} | " + " | ".join(
            cell(found.get(driver)) for driver in DRIVERS) + " |"
            for behaviour, found in sorted(rows[suite].items())]
        lines.append("")
    return "\n".join(lines)


def main():
    try:
        text = "".join((RESULTS / name).read_text() for name in
                       ("test.tsv", "test.comparison.tsv"))
    except FileNotFoundError as missing:
        print(f"compare: {missing.filename} is not there: run `make test`",
              file=sys.stderr)
        return 1
    print(table(text), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
