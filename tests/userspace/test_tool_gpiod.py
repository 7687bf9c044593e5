# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio beside libgpiod's tools: the same arguments, the same output and
status, so that scripts carry over. Texts of errors may differ.

Not compared, since ours is meant to differ: an empty offset, which is 0 there;
periods with blanks or signs before, or none; --as-is with a bias, which the
kernel refuses from theirs."""

import re
import shlex

import pytest

from userspace import routed
from userspace.places import HERE
from userspace.stage import Stage

# What ends by itself. Lines that are set here are nobody else's.
RUNS = """
detect
detect 0
detect 1 gpiochip0 /dev/gpiochip1 1
detect nope
detect 0 nope 1
detect /dev/null
detect --nope
info
info foo
info -s foo
info -s bar
info bar
info bar nope baz
info baz bar foo
info -c 0
info -c gpiochip1
info -c /dev/gpiochip1 0
info -c 0 31 3 0
info -c 0 3 0 foo
info -c 0 0 foo
info -c 0 0 99
info -c 1 --by-name 1
info -c 0 --by-name 1
info -c 0 1
info 1
info -c 0 7
info ''
info -c nope
info -c nope 1
info -c 7
info -c /dev/null
info --unquoted foo 'two words' 'qu"ote'
info 'two words' a,b-3
info xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
info -x
info --chip
get
get -c 0
get foo
get foo bar baz
get -s foo
get -s bar
get -s baz
get foo foo
get -c 0 0 foo
get -c 0 0 1 2
get -c 0 2 1 0
get -c 0 03
get -c 0 --by-name 1
get --numeric -c 0 0 1 2
get --numeric 'two words'
get --unquoted -c 0 'two words' 'qu"ote' a,b-3
get -c 1 3 baz bar
get -c 1 baz foo
get -l --numeric -c 0 20 21
get --active-low -c 0 20
get -b pull-up --numeric -c 0 20
get --bias=pull-down --numeric -c 0 20
get -b disabled --numeric -c 0 20
get -b pull-up -l --numeric -c 0 20
get -b up -c 0 20
get -a -c 0 20
get --as-is --numeric -c 0 20 21
get -c 0 32
get -c 0 99999999999999999999
get -c 0 -- -1
get -c 0 0x3
get ''
get nope
get foo nope bar nada
get -p 10 -c 0 3
get -p 1us -c 0 3
get --hold-period 2ms -c 0 3
get -p 1x -c 0 3
get -p 1sec -c 0 3
get -p 10usx -c 0 3
get -p -1 -c 0 3
get -p 1.5s -c 0 3
get -p 99999999999999999999 -c 0 3
get -C consumer foo
get -C 'far more than thirty-one characters for a name' foo
get -x
get --bias
set
set -c 0
set out
set out=
set out=2
set out=on,
set =1
set nope=1
set -c 0 99=1
set -t 0 out=1
set -t 0 out=inactive nope=1
set -t 0 out=on
set -t 0 out=off
set -t 0 out=true
set -t 0 out=false
set -t 0 out=active 'two words=0'
set -t 0 out=ON
set -t 0 '"two words"=1'
set -t 0 '"out"=1' '"baz"=0'
set -t 0 '"out=1'
set -t 0 'out"=1'
set -t 0 '""=1'
set -t 0 '"=1'
set --banner -t 0 '"out"=1'
get '"out"'
set -c 0 -t 0 11=1 11=1
set -c 0 -t 0 11=1 out=1
set -s -t 0 foo=1
set --banner -t 0 out=1
set --banner -t 0 out=1 baz=1
set --banner -t 0 out=1 baz=1 baz=0
set --banner --unquoted -t 0 out=1 'two words=1' baz=0
set -t 1ms,2ms,0 out=1
set -t 1ms,2ms, out=1
set -t 1,2us,0 -p 3ms out=1
set -t '' out=1
set -t 1x out=1
set -t 1ms,2x,0 out=1
set -p 1x out=1
set -p 5ms -t 0 out=1
set -d open-drain -t 0 out=1
set -d open-source -t 0 out=1
set --drive=push-pull -t 0 out=1
set -d x out=1
set -b pull-up -t 0 out=1
set -b x out=1
set -l -t 0 out=1
set -C me --toggle=0 out=0
set --nope out=1
mon
mon -c 0
mon -e x bar
mon -E x bar
mon -n x bar
mon -n -1 bar
mon -p 1x bar
mon -p 5000s bar
mon --idle-timeout x bar
mon nope
mon bar bar
mon -s bar
mon -c 0 99
mon -c 0 1 bar
mon --idle-timeout 20ms bar
mon -n 0 --idle-timeout 20ms bar
mon --idle-timeout 20ms --banner bar
mon --idle-timeout 20ms --banner bar foo
mon --idle-timeout 20ms --banner --unquoted bar foo baz
mon --idle-timeout 20ms -q -e rising -p 5ms -b disabled -c 0 20
mon --idle-timeout 20ms -E hte bar
mon --idle-timeout 20ms --silent bar
mon --idle-timeout 20ms --utc --localtime bar
mon -x bar
notify
notify nope
notify bar bar
notify -e x bar
notify -n x bar
notify -s bar
notify --idle-timeout x bar
notify --idle-timeout 20ms bar
notify --idle-timeout 20ms --silent bar
notify --idle-timeout 20ms --banner -c 0 1 2 foo
notify -c 0 99
notify -x bar
""".strip().splitlines()

# What is seen of a line that somebody else has: what gpiod's sets, ours is
# asked about, and the other way round.
USES = """
set -C me out=1
set -C me -l -d open-drain -b pull-up out=1
set -C me -d open-source -b pull-down out=0
set -C 'two words' -b disabled out=0
mon -C me -e falling -E realtime -p 10us -b disabled out
mon -C me -p 10ms out
mon -C me -p 2s -e rising out
mon -C me -p 1500us out
mon -C me -p 2m out
""".strip().splitlines()

# What is shown of two edges of the line "seen".
MONS = """
mon -n 2 seen
mon -n 2 -c 0 seen
mon -n 2 -c 0 10
mon -n 2 -c 0 20
mon -n 2 -c 0 seen 20
mon -n 2 --unquoted -c 0 seen
mon -n 2 -l seen
mon -n 1 -e falling seen
mon -n 1 -e rising -l seen
mon -n 2 -E realtime seen
mon -n 2 -E realtime --localtime seen
mon -n 2 --utc seen
mon -n 2 -E monotonic --utc seen
mon -n 2 -E monotonic --localtime seen
mon -n 2 --silent seen
mon -n 2 --localtime seen
mon -n 2 -q seen
mon -n 2 -F '%o|%l|%c|%e|%E|%S|%U|%L|%a|%C|%%|%x|%' seen
mon -n 2 -F '%o|%l|%c|%S|%U|%L' -E realtime -c 0 10
mon -n 2 -F '%o|%l|%c|' -c 0 20
mon -n 2 -F '%%e a\\n%' seen
mon -n 2 -F '' seen
""".strip().splitlines()

# What is shown while somebody takes the line "out" and lets it go.
NOTIFIES = """
notify -n 2 out
notify -n 2 -c 0 out
notify -n 2 -c 0 11
notify -n 2 -c 0 11 20
notify -n 1 -e released out
notify -n 1 -e requested out
notify -n 2 --utc out
notify -n 2 --localtime out
notify -n 2 --unquoted -F '%o|%l|%c|%e|%E|%S|%U|%L|%a|%C|%%|%x|%' out
notify -n 2 -F '%a|%C' out
notify -n 2 -q out
""".strip().splitlines()

TOOLS = ("gpio", "k210gpio ")
STAGE = HERE / "stage.c"


def words_of(tool, case, *options):
    """gpioset -t 0, or k210gpio set -t 0; with options before its own."""
    command, *arguments = shlex.split(case)
    return [*(tool + command).split(), *options, *arguments]


def mon(stage, tool, case):
    stage.start(*words_of(tool, case, "--banner"), until="onitoring")
    for line in (10, 20):
        for level in 1, 0:
            stage.jig(f"drive {routed.pad_of(line)} {level}")
            stage.more()
    return stage.end()


def notify(stage, tool, case):
    stage.start(*words_of(tool, case, "--banner"), until="atching")
    stage.run("gpioget", "-C", "some one", "-l", "-b", "pull-up", "out")
    return stage.end()


def use(stage, tool, case):
    """Of which the other tool tells."""
    other = TOOLS[tool == TOOLS[0]]
    stage.start(*words_of(other, case, "--banner"), until="...")
    told = stage.run(*words_of(tool, "info out"))
    stage.signal(15)
    stage.end()
    return told


def run(stage, tool, case):
    return stage.run(*words_of(tool, case))


ACTS = {case: act for act, cases in ((run, RUNS), (use, USES), (mon, MONS),
                                     (notify, NOTIFIES)) for case in cases}


@pytest.fixture
def played(once, vm, tool, compiled, tmp_path):
    """{case: [how libgpiod's ended, how ours did]}, all in one boot."""
    def play():
        stage = Stage()
        stage.environment("PATH", "/in:/usr/bin:/bin")
        stage.environment("TZ", "XYZ-3:30")
        # Not the year in which the other clock begins.
        stage.run("date", "-s", "2024-05-06 07:08:09")
        ends = {case: [act(stage, tool, case) for tool in TOOLS]
                for case, act in ACTS.items()}
        stage.play(vm, compiled("k210-mmu", STAGE), "--debian", "gpiod",
                   "--put", tool("k210-mmu"),
                   *routed.options("k210-mmu", tmp_path, routed.ODD_GPIOHS,
                                   routed.ODD_GPIO))
        return {case: [end() for end in both]
                for case, both in ends.items()}
    return once("gpiod", play)


def timeless(text):
    """With the times that differ from run to run taken out, but years, by which
    the clocks differ."""
    text = re.sub(r"(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}", r"\1-DATE",
                  text)
    return re.sub(r"\d+\.\d{9}", "SECONDS", text)


@pytest.mark.parametrize("arguments", ACTS)
def test_it_does_as_libgpiods_tool_does(played, arguments):
    theirs, ours = played[arguments]
    assert theirs.status in (0, 1), "libgpiod's itself has a fault"
    assert (ours.status, timeless(ours.out)) == \
        (theirs.status, timeless(theirs.out)), ours.err
    assert bool(ours.err) == bool(theirs.status)
