# SPDX-License-Identifier: GPL-2.0-or-later
"""What the drivers cost in the kernel, and at which distance they lose edges:
ours and mainline's, by module/."""

import shutil
import subprocess

from bench.machine import CHIPS, LINES, MAINLINE, OURS, PAD, PROFILE, \
    kernel, measure
from bench.rows import Row
from vm_run import CC, SMALL, TESTS, build_modules

LINE = 3
EDGES = {"one": 1, "both": 3}       # the types of <linux/irq.h>
BUSY = 50000
LOSSES, BURSTS, BELOW = 100000, 1000, 1000

# What is asked of a chip, as it is called in rows.
CALLS = {"set": "set", "get-input": "get, an input",
         "get-output": "get, an output", "set-all": "set_multiple, all lines",
         "get-inputs": "get_multiple, all inputs",
         "get-outputs": "get_multiple, all outputs",
         "get-direction": "get_direction",
         "directions": "direction_output, direction_input"}

ASK = """
insmod k210-costs.ko
tell()
{
	sed "s|^|$1/|" "$2"
}
ask()
{
	prefix=$1
	shift
	echo "$@" >/dev/k210-costs
	tell $prefix /dev/k210-costs
}
"""


def module(folder):
    """k210-costs.ko, built; the jig's registers are where it includes them
    from."""
    place = folder / "bench" / "module"
    place.mkdir(parents=True)
    (folder / "qemu").mkdir()
    shutil.copy2(TESTS / "qemu" / "bench-regs.h", folder / "qemu")
    build_modules(TESTS / "bench" / "module", place, kernel())
    return place / "k210-costs.ko"


def program(folder):
    """The program that waits for edges."""
    path = folder / "wake"
    subprocess.run([CC, "--profile", PROFILE, "-O2", *SMALL, "-Wall",
                    "-Wextra", "-Werror", "-o", path,
                    TESTS / "bench" / "program" / "wake.c"], check=True)
    return path


def line_of(chip, line=LINE):
    """The words for a line and its pad."""
    return f"{CHIPS[chip]} {line} {PAD[chip] + line}"


def questions(chip, stream=None):
    """The script's lines about a chip; STREAM is the distance in which losses
    are counted, by default the one that is found."""
    label, block = CHIPS[chip], chip
    yield f"ask {chip} calls {label} {block}"
    for edges, kind in EDGES.items():
        yield (f"ask {chip}/{edges} interrupt {line_of(chip)} {kind} {block}")
        yield f"ask {chip}/{edges}/empty distance {line_of(chip)} {kind} 0"
        yield (f"ask {chip}/{edges}/busy distance {line_of(chip)} {kind} "
               f"{BUSY}")
    for number in (1, 8, LINES[chip]):
        yield f"ask {chip}/{number} together {label} {number} {PAD[chip]}"
    yield f"./wake {line_of(chip)} >/tmp/wake; tell {chip} /tmp/wake"
    yield f"ask {chip} stream {line_of(chip)}"
    if not stream:
        stream = "$(sed -n 's/stream //p' /dev/k210-costs)"
    yield f"ask {chip} losses {line_of(chip)} {stream} {LOSSES}"
    yield f"ask {chip} last {line_of(chip)} {BELOW} {BURSTS}"


def ask(driver, folder, files, streams):
    lines = [line for chip in CHIPS
             for line in questions(chip, streams.get(chip))]
    lines.append("ask all together " + " ".join(
        f"{CHIPS[chip]} {LINES[chip]} {PAD[chip]}" for chip in CHIPS))
    return measure(driver, folder, ASK + "\n".join(lines), files)


def drivers(folder):
    """All rows; the peer's losses are counted at the distances at which ours
    has none."""
    files = [module(folder), program(folder)]
    ours = ask(OURS, folder, files, {})
    theirs = ask(MAINLINE, folder, files,
                 {chip: ours[f"{chip}/stream"] for chip in CHIPS})
    peers = {"gpiohs": "gpio-sifive", "gpio": "gpio-dwapb"}
    rows = []
    for chip, peer in peers.items():
        def row(metric, unit, name, goal):
            rows.append(Row(f"{chip} {metric}", unit, ours[f"{chip}/{name}"],
                            theirs[f"{chip}/{name}"], peer, goal))
        for name, title in CALLS.items():
            row(title, "instructions", name, 1.0)
            row(title, "accesses", f"{name}-accesses", 1.0)
        for edges in EDGES:
            of_edges(row, edges)
        row(f"{LINES[chip]} interrupts at once, all of them", "instructions",
            f"{LINES[chip]}/together", 0.8)
        row("event, pad to read() returned", "instructions", "wake-one",
            0.95)
        row("event of both edges, pad to read() returned", "instructions",
            "wake-both", 0.95)
        row("shortest distance of two events with the right sense",
            "instructions", "events", 1.0)
        row("shortest distance of edges in a stream", "instructions",
            "stream", None)
        row(f"edges lost of {LOSSES} at random distances not below that",
            "edges", "lost", 0)
        row(f"bursts of {BURSTS}, below {BELOW} apart, whose last edge isn't seen",
            "bursts", "unseen", 0)
    return rows + scaling(ours)


def of_edges(row, edges):
    """The rows of an interrupt of one edge, or of both."""
    def metric(what):
        return f"interrupt of {edges} edge{'s' * (edges == 'both')}, {what}"

    row(metric("whole, empty handler"), "instructions", f"{edges}/whole", 0.8)
    row(metric("pad to handler"), "instructions", f"{edges}/entry", 1.0)
    row(metric("the block's registers"), "accesses", f"{edges}/block", 0.8)
    row(metric("the PLIC's registers"), "accesses", f"{edges}/plic", 0.8)
    row(metric("shortest distance, empty handler"), "instructions",
        f"{edges}/empty/distance", 0.7)
    row(metric("shortest distance, handler of 50 us"), "instructions",
        f"{edges}/busy/distance", 0.02)


def scaling(found):
    """Each of several interrupts at once, beside one alone."""
    rows = []
    for number, name in ((8, "gpiohs/8"), (32, "gpiohs/32"), (40, "all"),
                         (8, "gpio/8")):
        chip = name.partition("/")[0].replace("all", "gpiohs")
        rows.append(Row(
            f"{name.replace('/8', '').replace('/32', '')}: each of {number} "
            "interrupts at once", "instructions",
            found[f"{name}/together"] / number, found[f"{chip}/1/together"],
            "ours, one interrupt", 1.1))
    return rows
