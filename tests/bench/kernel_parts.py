# SPDX-License-Identifier: GPL-2.0-or-later
"""What the drivers cost in the kernel, and at which distance they lose edges:
ours and mainline's, by module/."""

from concurrent.futures import ThreadPoolExecutor

from bench.building import module, program
from bench.machine import CHIPS, LINES, MAINLINE, OURS, PAD, Found, measure
from bench.rows import Row

LINE = 3
EDGES = {"one": 1, "both": 3}       # the types of <linux/irq.h>
BUSY = 50000
LOSSES, BURSTS = 100000, 1000

PEERS = {"gpiohs": "gpio-sifive", "gpio": "gpio-dwapb"}

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


def line_of(chip):
    """The words for a line and its pad."""
    return f"{CHIPS[chip]} {LINE} {PAD[chip] + LINE}"


def of_edges_asked(chip, edges):
    """The script's lines about interrupts of one edge, or of both."""
    kind = EDGES[edges]
    yield f"ask {chip}/{edges} interrupt {line_of(chip)} {kind} {chip}"
    yield f"ask {chip}/{edges}/empty distance {line_of(chip)} {kind} 0"
    yield f"ask {chip}/{edges}/busy distance {line_of(chip)} {kind} {BUSY}"


def streams_asked(chip):
    """The same about edges that come one after the other: how close they may
    be, what is lost at that, and of the last of those that are closer."""
    yield f"ask {chip} stream {line_of(chip)}"
    yield "own=$(sed -n 's/stream //p' /dev/k210-costs)"
    yield f"ask {chip} losses {line_of(chip)} $own {LOSSES}"
    yield f"ask {chip} last {line_of(chip)} $own {BURSTS}"


def chip_asked(chip):
    """All about a chip that needs no other's numbers."""
    yield f"ask {chip} calls {CHIPS[chip]} {chip}"
    for edges in EDGES:
        yield from of_edges_asked(chip, edges)
    for number in sorted({1, 8, LINES[chip]}):
        yield (f"ask {chip}/{number} together {CHIPS[chip]} {number} "
               f"{PAD[chip]}")
    yield f"./wake {line_of(chip)} >/tmp/wake; tell {chip} /tmp/wake"
    yield from streams_asked(chip)


def both_asked():
    """About the lines of both chips."""
    yield "ask both/40 together " + " ".join(
        f"{CHIPS[chip]} {LINES[chip]} {PAD[chip]}" for chip in CHIPS)


def given_asked(prefix, chip, distance):
    """What is lost at a DISTANCE of another driver."""
    yield f"ask {prefix} losses {line_of(chip)} {distance} {LOSSES}"
    yield f"ask {prefix} last {line_of(chip)} {distance} {BURSTS}"


def ask(driver, lines, files=(), options=()):
    """What is measured of interrupts at once is told for each."""
    found = measure(driver, ASK + "\n".join(lines), [module(), *files],
                    options)
    for name in [name for name in found if name.endswith("/together")]:
        each = name.replace("together", "each")
        found[each] = found[name] / int(name.split("/")[1])
    return found


def ask_all(wake):
    """What is found of ours, of ours by software, and of mainline's. Each chip
    has a machine of its own; so has what mainline's lose at ours' distances,
    which therefore come first."""
    with ThreadPoolExecutor() as pool:
        ours = {chip: pool.submit(ask, OURS, chip_asked(chip), [wake])
                for chip in CHIPS}
        theirs = [pool.submit(ask, MAINLINE, chip_asked(chip), [wake])
                  for chip in CHIPS]
        soft = pool.submit(ask_by_software)
        both = pool.submit(ask, OURS, both_asked())
        theirs += [
            pool.submit(ask, MAINLINE, given_asked(prefix, chip, distance))
            for prefix, chip, distance in (
                *((f"{chip}/given", chip, found.result()[f"{chip}/stream"])
                  for chip, found in ours.items()),
                ("gpio/given-soft", "gpio", soft.result()["gpio/stream"]))]
        return (merged([*ours.values(), both]), soft.result(),
                merged(theirs))


def merged(futures):
    """What several machines found, each something else."""
    found = Found()
    for future in futures:
        again = found.keys() & future.result().keys()
        assert not again, again
        found.update(future.result())
    return found


def table(ours, theirs, chip, title):
    """(row(), the rows that it makes): of a METRIC by its NAME, which is
    another where PEER is given for theirs."""
    rows = []

    def row(metric, unit, name, goal, peer=None):
        rows.append(Row(f"{title} {metric}", unit, ours[f"{chip}/{name}"],
                        theirs[f"{chip}/{peer or name}"], PEERS[chip], goal))
    return row, rows


def drivers(folder):
    """All rows of both chips."""
    ours, soft, theirs = ask_all(program(folder, "wake"))
    rows = []
    for chip in CHIPS:
        row, its = table(ours, theirs, chip, chip)
        for name, title in CALLS.items():
            row(title, "instructions", name, 1.0)
            row(title, "accesses", f"{name}-accesses", 1.0)
        for edges in EDGES:
            of_edges(row, edges)
        row(f"interrupts of {LINES[chip]} lines at once, each",
            "instructions", f"{LINES[chip]}/each", 0.8)
        row("event, pad to read() returned", "instructions", "wake-one",
            0.95)
        row("event of both edges, pad to read() returned", "instructions",
            "wake-both", 0.95)
        row("shortest distance of two events with the right sense",
            "instructions", "events", 1.0)
        of_streams(row, "given")
        rows += its
    return rows + scaling(ours) + by_software(soft, theirs)


def ask_by_software():
    """Of GPIO without the register for both edges, which nobody has seen yet:
    ours does as mainline does, which never uses it."""
    return ask(OURS, [*of_edges_asked("gpio", "both"),
                      *streams_asked("gpio")],
               options=["--set", "k210-gpio.bothedge=off"])


def by_software(ours, theirs):
    row, rows = table(ours, theirs, "gpio",
                      "gpio without its register for that,")
    of_edges(row, "both")
    of_streams(row, "given-soft")
    return rows


def of_edges(row, edges):
    """The rows of an interrupt of one edge, or of both."""
    def metric(what):
        return f"interrupt of {edges} edge{'s' * (edges == 'both')}, {what}"

    row(metric("the first of a user, whole"), "instructions",
        f"{edges}/first", 0.8)
    row(metric("whole, empty handler"), "instructions", f"{edges}/whole", 0.8)
    row(metric("pad to handler"), "instructions", f"{edges}/entry", 1.0)
    row(metric("the block's registers"), "accesses", f"{edges}/block", 0.8)
    row(metric("the PLIC's registers"), "accesses", f"{edges}/plic", 0.8)
    row(metric("shortest distance, empty handler"), "instructions",
        f"{edges}/empty/distance", 0.7)
    row(metric("shortest distance, handler of 50 us"), "instructions",
        f"{edges}/busy/distance", 0.02)


def of_streams(row, given):
    """The rows of edges that come one after the other. GIVEN: where theirs is
    that was measured at ours' distance."""
    row("shortest distance of edges in a stream", "instructions", "stream",
        1.0)
    row(f"edges lost of {LOSSES} at random distances not below one's own",
        "edges", "lost", 0)
    row("handlers without an edge then", "runs", "surplus", 0)
    row(f"edges lost of {LOSSES} at random distances not below ours", "edges",
        "lost", 0, f"{given}/lost")
    row(f"bursts of {BURSTS} at distances below ours whose last edge no "
        "handler follows", "bursts", "unseen", 0, f"{given}/unseen")


def scaling(found):
    """Each of several interrupts at once, beside one alone."""
    return [Row(f"{name} interrupts of {number} lines, each beside one alone",
                "instructions", found[f"{name}/{number}/each"],
                found[f"{one}/1/each"], f"{one}, one line", 1.1)
            for name, number, one in (("gpiohs", 8, "gpiohs"),
                                      ("gpiohs", 32, "gpiohs"),
                                      ("both", 40, "gpiohs"),
                                      ("gpio", 8, "gpio"))]
