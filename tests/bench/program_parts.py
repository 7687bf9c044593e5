# SPDX-License-Identifier: GPL-2.0-or-later
"""What lines cost programs: by our library, by libgpiod, and by neither."""

import statistics

from bench import libgpiod
from bench.building import module, program
from bench.machine import MAINLINE, OURS, PROFILE, measure, named
from bench.rows import Row
from host.guest import driver_modules
from host.kernel import Kernel
from trees import mux

# Operations of a line, of 32 lines and of events, as they are called in rows.
LINES = {"set": "set", "get": "get", "toggle": "toggle",
         "write": "32-line write", "read": "32-line read",
         "event": "event read, 1 at a time",
         "events": "event read, 64 at a time"}
EVENTS = ("event", "events")
MANY = ("write", "read")
# What those do who have no toggle.
NO_TOGGLE = "of a kept value"

TIMES = 5       # of what is measured in a process of its own
START = "insmod k210-costs.ko\n"

# A line that is to be on no pad, as in program/where.h: its pad after reset
# gets what belongs on any number of pads.
MUX_LINE, RESV0 = 31, 120


def built(folder, name):
    """The path of a program, with the library that it is about."""
    return program(folder, name,
                   *(libgpiod.linked() if name == "gpiod" else ()))


def times(name, command):
    """The script's lines that have NAME measured by new processes."""
    return "".join(f"/in/{command} {name}/{number}\n"
                   for number in range(TIMES))


def median(found, name):
    return statistics.median_low(found[f"{name}/{number}"]
                                 for number in range(TIMES))


def of_lines(found):
    """Rows of what is done with lines that are open."""
    for name, title in LINES.items():
        kept = "set" if name == "toggle" else name
        suffix = f", {NO_TOGGLE}" if kept != name else ""
        ours, raw = found[f"ours/{name}"], found[f"raw/{kept}"]
        yield Row(f"libk210gpio {title}, user part", "instructions",
                  ours - raw, found[f"gpiod/{kept}"] - raw,
                  f"libgpiod {LINES[kept]}{suffix}",
                  0.3 if name in EVENTS else 0.02 if name in MANY else 0.15)
        yield Row(f"libk210gpio {title}, total", "instructions", ours, raw,
                  f"raw {'read' if name in EVENTS else 'ioctl'}{suffix}",
                  None if name in EVENTS else 1.05)
        yield Row(f"libk210gpio {title}", "system calls",
                  found[f"calls/ours/{name}"], found[f"calls/gpiod/{kept}"],
                  f"libgpiod {LINES[kept]}{suffix}", 1.0)


def programs(folder):
    """Lines that are open, and how a line is opened by its name."""
    found = measure(OURS, f"""{START}
/in/raw
/in/gpiod lines
/in/ours lines
/in/calls /in/gpiod lines
/in/calls /in/ours lines
/in/calls /in/gpiod name
/in/calls /in/ours name
/in/calls /in/ours board
{times("board", "ours board")}
{times("name", "gpiod name")}{times("name", "ours name")}
{times("tools", "gpiod tools")}""",
                    [module(), *(built(folder, name) for name in
                                 ("raw", "gpiod", "ours", "calls"))])
    title, ours = "open a pin by name, ready to drive", "ours/name"
    board = "open a pin by its board's name, ready to drive"
    find = "libgpiod: find line among /dev/gpiochip*, request"
    return [
        *of_lines(found),
        Row(title, "instructions", median(found, ours),
            median(found, "gpiod/name"), find, 0.5),
        Row(f"{title}, beside the tools' way", "instructions",
            median(found, ours), median(found, "gpiod/tools"),
            "libgpiod: find line among all of /dev, request", 0.5),
        Row(title, "system calls", found[f"calls/{ours}"],
            found["calls/gpiod/name"], find, 1.0),
        Row(board, "instructions", median(found, "ours/board"),
            median(found, "gpiod/name"), find, 0.5),
        Row(board, "system calls", found["calls/ours/board"],
            found["calls/gpiod/name"], find, 1.0)]


def muxing(folder):
    """A pad gets a line that is on no pad, and drives."""
    tree = named()
    cells = [mux(16 + line, 24 + line) for line in range(MUX_LINE)]
    tree.state.set("pinmux", *cells, mux(16 + MUX_LINE, RESV0))

    def run(driver, name):
        return median(measure(
            driver, START + times("mux", f"{name} mux"),
            [module(), built(folder, name)], tree=tree), f"{name}/mux")

    return [Row("mux a pad and drive it", "instructions", run(OURS, "ours"),
                run(MAINLINE, "gpiod"),
                "pinmux-select and libgpiod on mainline", 0.5)]


def costs_of(found, what):
    """[(how many, what they cost)], the fewest first"""
    return sorted((int(name.rsplit("/")[-1]), cost)
                  for name, cost in found.items()
                  if name.startswith(f"scale/{what}/"))


def rows_of_scale(what, verb, one, costs):
    """What each of many costs beside one alone, and each that comes on top
    beside each that came before."""
    _, alone = costs[0]
    rows = [Row(f"each of {number} {what}{verb}", "instructions",
                cost / number, alone, one, 1.1) for number, cost in costs[1:]]
    more = [(number, (cost - less) / (number - fewer))
            for (fewer, less), (number, cost) in zip(costs, costs[1:])]
    rows += [Row(f"each more of {number} {what}{verb}", "instructions", slope,
                 before, f"each more of {fewer}", 1.1)
             for (fewer, before), (number, slope) in zip(more, more[1:])]
    return rows


def scaling(folder):
    """What one of many costs."""
    found = measure(OURS, f"{START}/in/scale\n",
                    [module(), program(folder, "scale")])
    unwatched = found.pop("scale/watchers/0")
    for number, cost in costs_of(found, "watchers"):
        found[f"scale/watchers/{number}"] = cost - unwatched
    return [row for what, things, verb, one in (
        ("write", "lines", " written", "1 line"),
        ("read", "lines", " read", "1 line"),
        ("events", "queued events", " read", "1 event"),
        ("claims", "claims", ", with its end", "1 claim"),
        ("watchers", "watchers of a change of a pad", "", "1 watcher"))
            for row in rows_of_scale(things, verb, one,
                                     costs_of(found, what))]


def load(folder):
    """insmod, until both chips are there."""
    loader = program(folder, "load")

    def run(driver):
        modules = driver_modules(Kernel(PROFILE), driver)
        names = " ".join(path.name for path in modules)
        return measure("none", f"{START}/in/load {names}\n",
                       [module(), loader, *modules])

    ours, theirs = run(OURS), run(MAINLINE)
    return [Row(f"insmod to both chips registered{what}", unit,
                ours[f"load/{name}"], theirs[f"load/{name}"],
                "mainline's drivers", 0.8)
            for what, unit, name in (
                ("", "instructions", "instructions"),
                (", memory", "kB", "memory"),
                (", interrupts", "descriptors", "interrupts"))]
