# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio capture, to the event: the jig moves the pads, and knows when."""

import subprocess
import tempfile

from userspace import acts
from userspace import vcd
from userspace.acts import Acts, pads, tool
from host import debian

pytest_generate_tests = acts.each_act
plays = acts.plays

# So that no edge comes before the last one was handled.
ACTS = Acts("--icount")
MS = 1000000
SIGINT = 2
LATE_NS = 500000        # at most, from the pad to the kernel's time of it
FILE = "/tmp/trace.vcd"


def test_it_records_what_happens(plays, act):
    plays(act)


def capture(stage, *words):
    stage.start("k210gpio", "capture", *words, "--banner", until="begun")


def trace(stage):
    end = stage.run("cat", FILE)
    return lambda: vcd.read(end().out)


def judge(seen, edges, pads_):
    """Each edge of the jig's is in the trace, at its time."""
    for pad in pads_:
        wanted = [(level, ns) for number, level, ns in edges if number == pad]
        found = [(level, seen.start_ns + ns) for ns, name, level
                 in seen.changes if name == f"IO{pad}"]
        assert [level for level, _ in found] == [level for level, _ in wanted]
        late = [there - here for (_, there), (_, here) in zip(found, wanted)]
        assert max(late) - min(late) < LATE_NS, late
    times = [ns for ns, _, _ in seen.changes]
    assert times == sorted(times) and seen.comments == []


@ACTS
def capture_has_each_edge_at_its_time(stage):
    before = pads(stage)
    moved = (8, 9, 16)
    stage.jig("drive 16 1")
    capture(stage, "-o", FILE, "-n", "44", "IO8-9,IO16")
    for pad in moved:
        stage.jig(f"watch {pad}")
    for step in range(20):
        stage.jig(f"at {(step + 1) * 3 * MS} drive 8 {(step + 1) % 2}")
        stage.jig(f"at {(step + 1) * 3 * MS + MS} drive 9 {(step + 1) % 2}")
    for step in range(4):
        stage.jig(f"at {(step + 1) * 9 * MS} drive 16 {step % 2}")
    end, edges = stage.end(), stage.edges()
    seen = trace(stage)
    for pad in moved:
        stage.jig(f"unwatch {pad}")
        stage.jig(f"drive {pad} z")
    after = pads(stage)
    yield
    assert end().status == 0 and end().out.startswith("44 edges of 3 pins in ")
    assert seen().initial == {"IO8": "0", "IO9": "0", "IO16": "1"}
    assert len(seen().changes) == 44 and after() == before()
    judge(seen(), edges(), moved)


@ACTS
def capture_lasts_as_long_as_it_should(stage):
    end = tool(stage, "capture", "--json", "-o", FILE, "-t", "30ms", "LED_R",
               "IO24")
    seen = trace(stage)
    yield
    assert end().status == 0 and seen().end_ns == 30 * MS
    assert {**end().document, "start_ns": 0} == {
        "file": FILE, "pins": 2, "edges": 0, "lost": 0, "start_ns": 0,
        "ns": 30 * MS}
    assert seen().names == ["LED_R", "IO24"]


@ACTS
def capture_ends_its_file_after_ctrl_c(stage):
    before = pads(stage)
    capture(stage, "IO8")
    stage.jig("watch 8")
    for level in (1, 0, 1):
        stage.jig(f"drive 8 {level}")
        stage.run("true")
    stage.until("1A")               # it is told while it is recorded
    stage.signal(SIGINT)
    end, edges = stage.end(), stage.edges()
    stage.jig("drive 8 z")
    stage.jig("unwatch 8")
    after = pads(stage)
    yield
    assert end().status == 128 + SIGINT and after() == before()
    seen = vcd.read(end().out)
    judge(seen, edges(), [8])
    assert seen.end_ns > seen.changes[-1][0]


@ACTS
def capture_tells_what_was_lost(stage):
    capture(stage, "-o", FILE, "--json", "--buffer", "4", "-t", "900ms", "IO8",
            "IO9")
    stage.signal(19)        # SIGSTOP
    stage.jig("watch 8")
    for step in range(20):
        stage.jig(f"at {(step + 1) * MS} drive 8 {(step + 1) % 2}")
    stage.moved(8, 20)
    stage.jig("unwatch 8")
    stage.signal(18)        # SIGCONT
    end, seen = stage.end(), trace(stage)
    stage.jig("drive 8 z")
    yield
    assert end().status == 1 and "16 edges were lost" in end().err
    assert (end().document["edges"], end().document["lost"]) == (4, 16)
    assert end().document["error"] == "16 edges were lost"
    (_, text), = seen().comments
    assert text == "IO8: 16 lost before this"
    assert [level for _, _, level in seen().changes] == list("1010")


@ACTS
def capture_takes_many_pins(stage):
    """Each has a thread of the kernel's: 8 MiB have no place for more."""
    last = 19 if stage.profile == "k210" else 47
    numbers = range(8, last + 1)
    before = pads(stage)
    capture(stage, "-f", "-o", FILE, "-n", str(len(numbers)), f"IO8-{last}")
    for pad in numbers:
        stage.jig(f"at {(pad - 7) * MS} drive {pad} 1")
    end, seen = stage.end(), trace(stage)
    for pad in numbers:
        stage.jig(f"drive {pad} z")
    after = pads(stage)
    yield
    assert end().status == 0, end().err
    assert [(name, level) for _, name, level in seen().changes] == \
        [(f"IO{pad}", "1") for pad in numbers]
    assert set(seen().initial.values()) == {"0"} and after() == before()


@ACTS
def capture_refuses_what_it_can_not(stage):
    before = pads(stage)
    ends = [tool(stage, "capture", *words) for words in (
        ["--json", "IO7"], [], ["-n", "x", "IO7"], ["-t", "0", "IO7"],
        ["--buffer", "1025", "IO7"], ["-b", "up", "IO7"], ["IO0-47"])]
    failed = [tool(stage, "capture", *words) for words in (
        ["-o", "/nope/x", "IO7"], ["-t", "1", "IO7,IO7"], ["IO4"],
        ["-o", FILE, "-t", "1", "LED_X"])]
    after = pads(stage)
    yield
    assert [end().status for end in ends] == 7 * [2]
    assert "--output" in ends[0]().document["error"]
    assert [end().out for end in ends[1:]] == 6 * [""]
    assert [(end().status, end().out) for end in failed] == 4 * [(1, "")]
    assert after() == before()


def sigrok(path, *names):
    """{name: its levels, one after the other} as sigrok-cli reads them."""
    done = subprocess.run(
        ["sigrok-cli", "-I", "vcd:downsample=100000", "-i", path, "-O",
         "csv:header=false:label=channel"], check=True, capture_output=True,
        text=True)
    rows = [line.split(",") for line in done.stdout.splitlines()
            if not line.startswith("META")]
    assert len(rows) > 1 and rows[0][-len(names):] == list(names)
    columns = zip(*(row[-len(names):] for row in rows[1:]))
    return {name: [b for a, b in zip((None, *column), column) if a != b]
            for name, column in zip(names, columns)}


@ACTS
def sigrok_reads_it(stage):
    debian.install(["sigrok-cli"])
    capture(stage, "-o", FILE, "-t", "60ms", "IO8,LED_R")
    for step in range(5):
        stage.jig(f"at {(step + 1) * 5 * MS} drive 8 {(step + 1) % 2}")
    stage.jig(f"at {8 * MS} drive 13 1")
    stage.end()
    end = stage.run("cat", FILE)
    for pad in (8, 13):
        stage.jig(f"drive {pad} z")
    yield
    with tempfile.NamedTemporaryFile("w", suffix=".vcd") as file:
        file.write(end().out)
        file.flush()
        assert sigrok(file.name, "IO8", "LED_R") == {
            "IO8": list("010101"), "LED_R": list("01")}


@ACTS
def capture_ends_where_it_can_not_write(stage):
    before = pads(stage)
    stage.start("sh", "-c", "exec k210gpio capture --banner IO8 >/dev/full",
                until="begun")
    stage.jig("drive 8 1")
    end = stage.end()
    stage.jig("drive 8 z")
    file = tool(stage, "capture", "-o", "/dev/full", "-t", "1ms", "IO8")
    after = pads(stage)
    yield
    assert (end().status, file().status) == (1, 1)
    assert "can't write to stdout" in end().err
    assert "can't write to /dev/full" in file().err and after() == before()
