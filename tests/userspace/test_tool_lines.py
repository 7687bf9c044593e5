# SPDX-License-Identifier: GPL-2.0-or-later
"""get, set, mon and notify at the pads of a Maix Bit, with the jig as hands
and eyes; JSON; signals; and what libgpiod's tools don't know."""

import signal

import pytest

from userspace.places import HERE
from userspace.stage import Stage

STAGE = HERE / "stage.c"
TOOL = "k210gpio"

# The RGB LED's red is on IO13, which carries GPIO5; the header's IO21 carries
# GPIOHS5; IO6 carries nothing; IO29, which carries GPIOHS13, is the card's.
LED, HEADER, ALIEN, KEPT = 13, 21, 6, 29

SCENES = []


def scene(act):
    """Plays in the one boot of each profile; the test looks at what it got."""
    SCENES.append(act)
    return act


@pytest.fixture
def seen(once, vm, profile, tool, compiled):
    """seen(SCENE) is what that returned, with all answers there."""
    def play():
        stage = Stage()
        stage.environment("PATH", "/in:/bin:/usr/bin")
        results = {act: act(stage) for act in SCENES}
        stage.play(vm, compiled(profile, STAGE), "--profile", profile,
                   "--put", tool(profile))
        return results
    return once(("lines", profile), play).__getitem__


@scene
def getting(stage):
    stage.jig(f"drive {HEADER} 1")
    ends = [stage.run(TOOL, "get", *words) for words in (
        ["IO21"], ["21"], ["GPIOHS5"], ["gpiohs:5"],
        ["-c", "gpiohs", "5"], ["-c", "38001000.gpio-controller", "5"])]
    stage.jig(f"drive {HEADER} 0")
    last = stage.run(TOOL, "get", "IO21")
    stage.jig(f"drive {HEADER} z")
    return ends + [last]


def test_get_knows_a_line_by_all_its_names(seen):
    *high, low = [end() for end in seen(getting)]
    names = ["IO21", "21", "GPIOHS5", "gpiohs:5", "5", "5"]
    assert [end.out for end in high] == \
        [f'"{name}"=active\n' for name in names]
    assert low.out == '"IO21"=inactive\n'
    assert all(end.status == 0 and end.err == "" for end in [*high, low])


@scene
def ranging(stage):
    stage.jig("drive 21 0")
    stage.jig("drive 22 1")
    ends = [stage.run(TOOL, "get", "--numeric", *words) for words in (
        ["IO21-23"], ["IO23-21"], ["GPIOHS5-7"], ["gpiohs:5-7"],
        ["IO21,IO22,IO23"], ["-c", "0", "5-7"])]
    stage.jig("drive 21 z")
    stage.jig("drive 22 z")
    return ends


def test_get_reads_ranges_and_lists(seen):
    assert [(end().status, end().out) for end in seen(ranging)] == \
        [(0, "0 1 0\n")] * 6


@scene
def driving(stage):
    stage.start(TOOL, "set", "--banner", "LED_R=1", "IO21=0",
                until="Setting")
    first = stage.level(LED), stage.level(HEADER)
    fields = stage.pad(LED), stage.pad(HEADER)
    info = stage.run(TOOL, "info", "LED_R")
    busy = stage.run(TOOL, "get", "IO13")
    stage.signal(signal.SIGTERM)
    return first, fields, info, busy, stage.end()


def test_set_drives_pads_until_it_is_ended(seen):
    levels, fields, info, busy, end = seen(driving)
    assert [level() for level in levels] == ["1", "0"]
    assert [pad()["oe"] for pad in fields] == ["1", "1"]
    assert info().out.endswith('\toutput consumer="k210gpio"\n')
    assert busy().status == 1 and "LED_R" not in busy().out and busy().err
    assert end().status == 128 + signal.SIGTERM
    assert end().out == "Setting lines 'LED_R', and 'IO21'...\n"


@scene
def muxing(stage):
    before = stage.pad(ALIEN)
    stage.start(TOOL, "set", "--banner", f"IO{ALIEN}=1", until="Setting")
    during, level = stage.pad(ALIEN), stage.level(ALIEN)
    stage.signal(signal.SIGINT)
    end = stage.end()
    after = stage.pad(ALIEN)
    stage.jig(f"drive {ALIEN} 1")
    got = stage.run(TOOL, "get", f"IO{ALIEN}")
    again = stage.run(TOOL, "get", "-l", f"IO{ALIEN}", "IO22")
    stage.jig(f"drive {ALIEN} z")
    return before, during, level, end, after, got, again, stage.pad(ALIEN)


def test_a_pad_without_a_line_has_one_for_the_time(seen):
    before, during, level, end, after, got, again, last = seen(muxing)
    assert not before()["fn"].startswith("GPIO")
    assert during()["fn"].startswith("GPIOHS") and level() == "1"
    assert end().status == 128 + signal.SIGINT
    assert after()["fn"] == before()["fn"]
    assert after()["word"] == last()["word"] == before()["word"]
    assert got().out == f'"IO{ALIEN}"=active\n', got().err
    assert again().out == f'"IO{ALIEN}"=inactive "IO22"=active\n'


@scene
def toggling(stage):
    stage.jig(f"drive {HEADER} z")
    stage.jig(f"watch {HEADER}")
    end = stage.run(TOOL, "set", "-t", "2ms,1ms,3ms,0", "IO21=1")
    return end, stage.jig(f"unwatch {HEADER}")


def test_set_toggles(seen):
    end, edges = seen(toggling)
    assert (end().status, end().out, end().err) == (0, "", "")
    levels = [(line.split()[2], int(line.split()[3]))
              for line in edges().split(";") if line.startswith("edge")]
    assert [level for level, _ in levels[-3:]] == ["0", "1", "0"]
    times = [time for _, time in levels[-3:]]
    assert times[1] - times[0] >= 1_000_000
    assert times[2] - times[1] >= 3_000_000


@scene
def pulling(stage):
    stage.start(TOOL, "set", "--banner", "-d", "open-drain", "-b", "pull-up",
                "IO24=1", until="Setting")
    pad, level = stage.pad(24), stage.level(24)
    stage.signal(signal.SIGTERM)
    stage.end()
    return pad, level


def test_set_drives_and_pulls_as_it_is_told(seen):
    pad, level = seen(pulling)
    assert (pad()["oe"], pad()["pu"], level()) == ("0", "1", "1")


@scene
def watching(stage):
    for pad in HEADER, 22:
        stage.jig(f"drive {pad} 0")
    stage.start(TOOL, "mon", "--banner", "-n", "4", "-F", "%E %l %o",
                "IO21", "GPIOHS6", until="Monitoring")
    for pad in HEADER, 22:
        for level in 1, 0:
            stage.jig(f"drive {pad} {level}")
            stage.until(f"{['falling', 'rising'][level]} "
                        f"{['IO21', 'GPIOHS6'][pad - HEADER]}")
        stage.jig(f"drive {pad} z")
    return stage.end()


def test_mon_shows_edges_by_the_names_that_were_given(seen):
    end = seen(watching)()
    assert end.status == 0
    assert end.out.splitlines()[1:] == [
        "rising IO21 5", "falling IO21 5",
        "rising GPIOHS6 6", "falling GPIOHS6 6"]


@scene
def watching_a_pad(stage):
    stage.start(TOOL, "mon", "--banner", "-n", "2", "-F", "%E %l %c",
                f"IO{ALIEN}", until="Monitoring")
    for level in 1, 0:
        stage.jig(f"drive {ALIEN} {level}")
        stage.until(["falling", "rising"][level])
    end = stage.end()
    stage.jig(f"drive {ALIEN} z")
    return end, stage.pad(ALIEN)


def test_mon_sees_a_pad_without_a_line(seen):
    end, pad = seen(watching_a_pad)
    assert end().out.splitlines()[1:] == [
        f"rising IO{ALIEN} gpiochip0", f"falling IO{ALIEN} gpiochip0"], \
        end().err
    assert not pad()["fn"].startswith("GPIO")


@scene
def watching_by_the_day(stage):
    stage.run("date", "-s", "2024-05-06 07:08:09")
    ends = []
    for pad in HEADER, ALIEN:
        for words in ["--utc"], ["-E", "realtime"]:
            stage.jig(f"drive {pad} 0")
            stage.start(TOOL, "mon", "--banner", "-n", "1", *words,
                        f"IO{pad}", until="Monitoring")
            stage.jig(f"drive {pad} 1")
            ends.append(stage.end())
            stage.jig(f"drive {pad} z")
    return ends


def test_mon_tells_the_time_of_day(seen):
    for end in seen(watching_by_the_day):
        assert end().out.splitlines()[1].startswith("2024-05-06T"), end().err


@scene
def taking_what_is_kept(stage):
    look = stage.run(TOOL, "get", "--as-is", "SD_CS")
    line = stage.run(TOOL, "get", "-c", "gpiohs", "13")
    stage.start(TOOL, "set", "--force", "--banner", "SD_CS=1",
                until="Setting")
    high = stage.level(KEPT)
    stage.signal(signal.SIGTERM)
    return look, line, high, stage.end(), stage.run(TOOL, "get", "-f", "SD_CS")


def test_what_the_board_keeps_takes_force(seen):
    look, line, high, put, get = seen(taking_what_is_kept)
    assert (look().status, look().err) == (line().status, line().err) == \
        (0, "")
    assert high() == "1" and "SD_CS" in put().err
    assert get().status == 0 and "the board keeps it" in get().err


@scene
def losing_notices(stage):
    stage.start(TOOL, "notify", "--banner", "-n", "33", "--idle-timeout",
                "5s", "-F", "%U %C", "IO21", until="Watching")
    stage.signal(signal.SIGSTOP)
    for _ in range(12):             # of 36 changes the kernel keeps 32
        stage.run(TOOL, "get", "IO21")
    stage.signal(signal.SIGCONT)
    return stage.end()


def test_notify_ends_with_how_it_is(seen):
    lines = seen(losing_notices)().out.splitlines()[1:]
    assert [line.split()[1] for line in lines] == \
        10 * ["k210gpio", "k210gpio", "unused"] + 2 * ["k210gpio"] + ["unused"]
    days = [line.split("T")[0] for line in lines]
    assert len(set(days)) == 1


@scene
def json_of_all(stage):
    detect = stage.run(TOOL, "detect", "--json")
    info = stage.run(TOOL, "--json", "info", "IO21", "gpio:0")
    get = stage.run(TOOL, "get", "--json", "IO21-22")
    stage.start(TOOL, "set", "--json", "IO21=on", until="]}")
    stage.signal(signal.SIGTERM)
    put = stage.end()
    stage.run(TOOL, "get", "IO21")
    stage.jig(f"drive {HEADER} 0")
    stage.start(TOOL, "mon", "--json", "IO21", until="events")
    stage.jig(f"drive {HEADER} 1")
    stage.until("rising")
    stage.signal(signal.SIGINT)
    mon = stage.end()
    stage.jig(f"drive {HEADER} z")
    stage.start(TOOL, "notify", "--json", "-n", "1", "IO21", until="events")
    stage.run(TOOL, "get", "-C", 'a "b"', "IO21")
    return detect, info, get, put, mon, stage.end()


def test_json_is_one_document_of_all_that_is_told(seen):
    detect, info, get, put, mon, notify = [
        end() for end in seen(json_of_all)]
    assert [(chip["name"], chip["label"], chip["lines"])
            for chip in detect.document["chips"]] == [
                ("gpiochip0", "38001000.gpio-controller", 32),
                ("gpiochip1", "50200000.gpio", 8)]
    assert [(line["chip"], line["line"], line["used"])
            for line in info.document["lines"]] == [
                ("gpiochip0", 5, False), ("gpiochip1", 0, False)]
    assert [value["name"] for value in get.document["values"]] == \
        ["IO21", "IO22"]
    assert put.document["values"] == [{"name": "IO21", "value": 1}]
    assert put.status == 128 + signal.SIGTERM
    event, = mon.document["events"]
    assert (event["type"], event["name"], event["line"], event["lost"]) == \
        ("rising", "IO21", 5, 0)
    assert mon.status == 128 + signal.SIGINT
    event = notify.document["events"][0]
    assert (event["type"], event["line"], event["consumer"]) == \
        ("requested", 5, 'a "b"')


WRONG = {
    "get": 1, "get nope": 1, "get IO48": 1, "get IO21-": 1, "get IO21,,": 1,
    "get IO21 21": 1, "get -p 1s1 IO21": 1, "get -c nope 1": 1,
    "set IO21": 1, "set IO21=2": 1, "set IO21=1 nope=1": 1,
    "set IO21=1 IO20-21=0": 1, "set -i -z IO21=1": 1,
    "mon -n 1x IO21": 1, "mon -E hte IO21": 1,
    f"notify IO{ALIEN}": 1, "get SD_CS": 1, "set SD_CS=1": 1,
    f"set IO{ALIEN}=1 IO29=1": 1, "set gpiohs:13=1": 1, "mon IO21 SD_CS": 1,
    f"info IO{ALIEN}": 1, "detect nope": 1,
    "": 2, "nope": 2, "--nope": 2,
}


@scene
def going_wrong(stage):
    pads = [stage.pad(pad) for pad in (ALIEN, HEADER, KEPT)]
    ends = {case: [stage.run(TOOL, *options, *case.split())
                   for options in ((), ("--json",))] for case in WRONG}
    return ends, pads, [stage.pad(pad) for pad in (ALIEN, HEADER, KEPT)]


@pytest.mark.parametrize("arguments", WRONG)
def test_what_is_wrong_is_told_and_changes_nothing(seen, arguments):
    ends, before, after = seen(going_wrong)
    plain, as_json = [end() for end in ends[arguments]]
    assert plain.status == as_json.status == WRONG[arguments]
    assert plain.err.startswith("k210gpio")
    assert as_json.document["error"] in as_json.err
    assert [pad()["word"] for pad in before] == \
        [pad()["word"] for pad in after]


# What is typed, what it says, and the levels of IO21 and IO22 then.
TALK = [
    ("get", '"IO21"=active "IO22"=inactive', "10"),
    ("toggle IO21", "", "00"),
    ("set IO22=on IO21=1", "", "11"),
    ("toggle", "", "00"),
    ("set IO22=1 IO23=0", "'IO23' isn't one", "00"),
    ("set IO22=1 IO21=x", "'IO21=x' isn't", "00"),
    ("sleep x", "sleep needs a period", "00"),
    ('get "IO22" IO21', '"IO22"=inactive "IO21"=inactive', "00"),
    ('get "IO22', "a quote has no end", "00"),
    ("dance", "no command 'dance'", "00"),
    ("sleep 1ms", "", "00"),
    ("", "", "00"),
    ("help", "let the lines go", "00"),
]


@scene
def talking(stage):
    stage.start(TOOL, "set", "--banner", "-i", "IO21=1", "IO22=0",
                until="Setting")
    levels = []
    for number, (line, says, _) in enumerate(TALK):
        stage.type(line)
        # It has done that once it complains of this.
        stage.type(f"mark{number}.")
        stage.until(f"'mark{number}.'")
        stage.until(says)
        levels.append((stage.level(21), stage.level(22)))
    stage.type("exit")
    return levels, stage.end()


def test_set_does_what_it_is_told(seen):
    levels, end = seen(talking)
    assert ["".join(level() for level in pair) for pair in levels] == \
        [wanted for _, _, wanted in TALK]
    assert end().status == 0
    for _, says, _ in TALK:
        assert says in end().out + end().err


@scene
def detaching(stage):
    end = stage.run(TOOL, "set", "-z", "--banner", "-C", "behind", "LED_R=1")
    info = stage.run(TOOL, "info", "LED_R")
    high = stage.level(LED)
    wrong = stage.run(TOOL, "set", "-z", "LED_R=0")
    killed = stage.run("killall", TOOL)
    gone = stage.run("sh", "-c", f"until {TOOL} info LED_R >/tmp/info && "
                     "! grep -q behind /tmp/info; do :; done")
    return end, info, high, wrong, killed, gone


def test_set_goes_on_in_the_background(seen):
    end, info, high, wrong, killed, gone = seen(detaching)
    assert (end().status, end().out) == (0, "Setting line 'LED_R'...\n")
    assert 'output consumer="behind"' in info().out
    assert high() == "1"
    assert wrong().status == 1 and wrong().err
    assert killed().status == 0, killed().err
    assert gone().status == 0, gone().err


@scene
def going_deaf(stage):
    stage.start(TOOL, "mon", "--banner", "IO22", until="Monitoring")
    stage.deaf()
    for level in 1, 0:
        stage.jig(f"drive 22 {level}")
    stage.jig("drive 22 z")
    return stage.end(), stage.run(TOOL, "get", "IO22")


def test_mon_ends_when_nobody_reads_it(seen):
    end, again = seen(going_deaf)
    assert (end().status, end().err) == (128 + signal.SIGPIPE, "")
    assert again().status == 0
