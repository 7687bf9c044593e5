# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio's commands that wait: wfi and watch."""

import json
import re

from userspace import acts
from userspace.acts import Acts, pads, tool

pytest_generate_tests = acts.each_act
plays = acts.plays

ACTS = Acts()
SIGINT, SIGTERM = 2, 15
TIMED_OUT = 3


def test_it_waits_as_it_should(plays, act):
    plays(act)


def wait(stage, *words):
    stage.start("k210gpio", *words, "--banner", until="begun")


@ACTS
def wfi_ends_at_its_edge(stage):
    before = pads(stage)
    ends = []
    for edge, levels in (("rising", "1"), ("falling", "10"), ("both", "1")):
        stage.jig("drive 8 0")
        wait(stage, "wfi", "IO8", edge)
        for level in levels:
            stage.jig(f"drive 8 {level}")
        ends.append(stage.end())
    stage.jig("drive 8 z")
    after = pads(stage)
    yield
    assert [(end().status, end().out.split()[1:]) for end in ends] == [
        (0, ["IO8", "rising"]), (0, ["IO8", "falling"]),
        (0, ["IO8", "rising"])]
    times = [float(end().out.split()[0]) for end in ends]
    assert times == sorted(times) and after() == before()


@ACTS
def wfi_tells_at_which_of_its_pins(stage):
    before, ends = pads(stage), []
    for pad in 10, 8, 21:
        for other in 8, 9, 10, 21:
            stage.jig(f"drive {other} 0")
        wait(stage, "wfi", "-t", "10s", "IO8-10", "IO21", "rising")
        stage.jig(f"drive {pad} 1")
        ends.append(stage.end())
    for pad in 8, 9, 10, 21:
        stage.jig(f"drive {pad} z")
    none = tool(stage, "wfi", "-t", "20ms", "IO8-10", "rising")
    twice = tool(stage, "wfi", "-t", "20ms", "IO8-10", "IO9", "rising")
    after = pads(stage)
    yield
    assert [(end().status, end().out.split()[1:]) for end in ends] == [
        (0, [name, "rising"]) for name in ("IO10", "IO8", "IO21")]
    assert none().status == TIMED_OUT and "IO8 and the others" in none().err
    assert twice().status == 1 and after() == before()


@ACTS
def wfi_ends_at_once_at_a_level(stage):
    stage.jig("drive 8 1")
    high = tool(stage, "wfi", "--json", "-t", "10s", "IO8", "high")
    low = tool(stage, "wfi", "-t", "50ms", "IO8", "low")
    stage.jig("drive 8 z")
    yield
    assert (high().document["name"], high().document["type"]) == (
        "IO8", "high")
    assert high().status == 0 and low().status == TIMED_OUT


@ACTS
def wfi_has_a_status_for_what_never_came(stage):
    end = tool(stage, "wfi", "-t", "20ms", "IO8", "rising")
    json = tool(stage, "wfi", "--json", "-t", "20ms", "IO8", "rising")
    pulled = tool(stage, "wfi", "-t", "10s", "-b", "pull-up", "IO8", "high")
    yield
    assert json().status == TIMED_OUT
    assert json().document == {"error": "nothing came at IO8 in time"}
    assert (end().status, end().out) == (TIMED_OUT, "")
    assert "IO8" in end().err and pulled().status == 0


@ACTS
def wfi_ends_by_a_signal(stage):
    before, ends = pads(stage), []
    for signal in (SIGINT, SIGTERM):
        wait(stage, "wfi", "--json", "IO7", "rising")
        stage.signal(signal)
        ends.append(stage.end())
    after = pads(stage)
    yield
    assert [(end().status, end().document) for end in ends] == [
        (128 + SIGINT, {}), (128 + SIGTERM, {})]
    assert after() == before()


@ACTS
def waiting_for_nonsense_is_refused(stage):
    before = pads(stage)
    ends = [tool(stage, *words) for words in (
        ["wfi", "IO7"], ["wfi", "IO7", "up"], ["wfi", "-t", "x", "IO7", "low"],
        ["wfi", "-b", "up", "IO7", "low"], ["watch", "-n", "-1"],
        ["watch", "-n", "x"], ["wfi", "IO7", "low", "x"])]
    other = tool(stage, "watch", "IO48")
    after = pads(stage)
    yield
    assert [(end().status, end().out) for end in ends] == 7 * [(2, "")]
    assert other().status == 1 and after() == before()


@ACTS
def watch_tells_what_changes(stage):
    wait(stage, "watch", "-n", "4", "IO8-9")
    tool(stage, "func", "IO8=RESV0")
    tool(stage, "pad", "IO10", "pull=up")
    tool(stage, "func", "IO8=GPIO0")
    tool(stage, "pad", "IO9", "pull=up")
    tool(stage, "pad", "IO9", "pull=none")
    tool(stage, "pad", "IO10", "pull=none")
    end = stage.end()
    yield
    assert end().status == 0
    lines = end().out.splitlines()
    assert len(lines) == 4
    assert all(re.match(r"\d+\.\d{9} IO[89]: ", line) for line in lines)
    assert re.search(r"IO8: function.*; RESV0, ", lines[0])


@ACTS
def watch_is_one_document_also_after_ctrl_c(stage):
    wait(stage, "watch", "--json")
    tool(stage, "hold", "IO8=1")
    tool(stage, "hold", "--release", "IO8")
    stage.until('"held":null')
    stage.signal(SIGINT)
    end = stage.end()
    yield
    assert end().status == 128 + SIGINT
    events = end().document["events"]
    assert {event["pad"] for event in events} == {8}
    held = [event["held"] for event in events]
    assert 1 in held and held[-1] is None
    changed = {word for event in events for word in event["changes"]}
    assert {"owner", "held"} <= changed
    times = [event["time_ns"] for event in events]
    assert times == sorted(times) and json.loads(end().out)


@ACTS
def watch_tells_of_changes_that_were_lost(stage):
    wait(stage, "watch", "--json")
    stage.signal(19)        # SIGSTOP
    for _ in range(6):
        tool(stage, "func", "IO8-15=RESV0")
        tool(stage, "func", *(f"IO{8 + line}=GPIO{line}" for line in range(8)))
    stage.signal(18)        # SIGCONT
    stage.until("lost")
    tool(stage, "hold", "IO8=1")
    tool(stage, "hold", "--release", "IO8")
    stage.until('"held":null')
    stage.signal(SIGTERM)
    end = stage.end()
    yield
    lost = [event for event in end().document["events"] if "lost" in event]
    assert sum(event["lost"] for event in lost) > 0
    assert end().status == 128 + SIGTERM and "were lost" in end().err
    assert "were lost" in end().document["error"]
