# SPDX-License-Identifier: GPL-2.0-or-later
"""Bias and drive that programs ask for, as the jig finds them at the pads."""

import pytest

from irqs import CHIPS, pad_of
from script import GPIO, GPIOHS, Tour

pytestmark = pytest.mark.comparison

BIASES = {"pull-up": ("pu=1 pd=0", "1"), "pull-down": ("pu=0 pd=1", "0"),
          "no-pull": ("pu=0 pd=0", "z")}

# libgpiod's, whose chips are numbers; what the jig said until it was asked.
GPIOGET = """
exec 3<>/dev/k210-jig
echo "watch PAD" >&3
read -r answer <&3
chip=$(gpiodetect | sed -n 's/ .CHIP. .*//p')
gpioget --numeric -c "$chip" --bias BIAS LINE
echo "level PAD" >&3
while read -r answer <&3
do
    echo "$answer"
    [ "$answer" = "${answer#level}" ] || break
done
echo ---
"""
GPIOGETS = {(chip, bias): line for chip in (GPIOHS, GPIO)
            for bias, line in (("pull-up", 5), ("pull-down", 6))}


def a_bias(script, chip, line, bias):
    """After another one, so that none is there by chance."""
    pad = pad_of(chip, line)
    other = "pull-down" if bias == "pull-up" else "pull-up"
    settings, floating = BIASES[bias]
    script(f"chip {chip}")
    script(f"with {other}")
    script(f"in {line}")
    script(f"with {bias}")
    script("turn in")
    word = script(f"jig pad {pad}")
    script(f"jig level {pad}", f"level {pad} {floating}")
    script("get", "1" if floating == "1" else "0")
    flags = script(f"flags {line}")
    script("release")
    script("with")
    yield
    assert settings in script[word]
    assert bias in script[flags]


def open_line(script, chip, line, drive, on, pull):
    """And reads its pad, also while it leaves it alone."""
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script(f"jig pull {pad} {pull}")
    script(f"with {drive}")
    script(f"out {line}={on}")
    off = 1 - on
    for command, level in ((f"set {off}", off), (f"set {on}", on),
                           (f"set {off}", off), (f"jig drive {pad} {on}", on),
                           (f"jig drive {pad} z", off)):
        script(command)
        script(f"jig level {pad}", f"level {pad} {level}")
        script("get", f"{level}")
    script("release")
    script("with")
    yield


def pulled_up_by_itself(script, chip, line):
    pad = pad_of(chip, line)
    script(f"chip {chip}")
    script("with open-drain pull-up")
    script(f"out {line}=1")
    script("get", "1")
    script(f"jig level {pad}", f"level {pad} 1")
    script("set 0")
    script("get", "0")
    script(f"jig level {pad}", f"level {pad} 0")
    script("release")
    script("with")
    yield


OPEN = [("open-drain", 0, "up"), ("open-source", 1, "down")]
# Each on a line of its own: bias stays at a pad.
LINES = {**{(a_bias, bias): line for line, bias in enumerate(BIASES)},
         **{(open_line, *how): line for line, how in enumerate(OPEN, 3)},
         (pulled_up_by_itself,): 5}


@pytest.fixture
def look(once, run_routed, driver, profile):
    """look(CHIP, FUNCTION, ARGUMENT, ...) at a part."""
    def boot():
        tour = Tour([(function, chip, line, *more) for chip in (GPIOHS, GPIO)
                     for (function, *more), line in LINES.items()])
        run_routed(tour.script, expect_failures=True)
        return tour

    def look(chip, *part):
        once((__file__, driver, profile), boot).look(
            part[0], chip, LINES[part], *part[1:])
    return look


@CHIPS
@pytest.mark.parametrize("bias", BIASES)
def test_a_bias_is_at_the_pad(look, chip, bias):
    look(chip, a_bias, bias)


@pytest.fixture
def got(once, vm, driver):
    """What each gpioget and the jig said, in one boot."""
    def boot():
        script = ""
        for (chip, bias), line in GPIOGETS.items():
            one = GPIOGET
            for name, value in (("CHIP", chip), ("BIAS", bias),
                                ("LINE", str(line)),
                                ("PAD", str(pad_of(chip, line)))):
                one = one.replace(name, value)
            script += one
        ran = vm("--driver", driver, "--debian", "gpiod",
                 command=["sh", "-c", script])
        assert ran.status == 0, ran.stderr
        parts = ran.text.split("---\n")[:-1]
        return {which: part.splitlines() for which, part
                in zip(GPIOGETS, parts, strict=True)}
    return once((GPIOGET, driver), boot)


@CHIPS
@pytest.mark.parametrize("bias", ["pull-up", "pull-down"])
def test_gpiogets_bias_is_at_the_pad(got, chip, bias):
    level = BIASES[bias][1]
    pad = pad_of(chip, GPIOGETS[chip, bias])
    value, *lines = got[chip, bias]
    assert value == level
    assert [line for line in lines if line.startswith(f"edge {pad} {level} ")]


@CHIPS
@pytest.mark.parametrize("drive, on, pull", OPEN)
def test_an_open_line_drives_to_one_side_only(look, chip, drive, on, pull):
    look(chip, open_line, drive, on, pull)


@CHIPS
def test_an_open_drain_line_is_pulled_up_by_its_own_pad(look, chip):
    look(chip, pulled_up_by_itself)
