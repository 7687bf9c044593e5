# SPDX-License-Identifier: GPL-2.0-or-later
"""Bias and drive that programs ask for, as the jig finds them at the pads."""

import pytest

from irqs import CHIPS, pad_of
from script import Script

pytestmark = pytest.mark.comparison

LINE = 5
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
"""


@CHIPS
@pytest.mark.parametrize("bias", BIASES)
def test_a_bias_is_at_the_pad(run_routed, chip, bias):
    """After another one, so that none is there by chance."""
    pad = pad_of(chip, LINE)
    other = "pull-down" if bias == "pull-up" else "pull-up"
    script = Script()
    script(f"chip {chip}")
    script(f"with {other}")
    script(f"in {LINE}")
    script(f"with {bias}")
    script("turn in")
    word = script(f"jig pad {pad}")
    level = script(f"jig level {pad}")
    value = script("get")
    flags = script(f"flags {LINE}")
    run_routed(script)
    settings, floating = BIASES[bias]
    assert settings in script[word]
    assert script[level] == f"level {pad} {floating}"
    assert script[value] == ("1" if floating == "1" else "0")
    assert bias in script[flags]


@CHIPS
@pytest.mark.parametrize("bias", ["pull-up", "pull-down"])
def test_gpiogets_bias_is_at_the_pad(vm, driver, chip, bias):
    script = GPIOGET
    for name, value in (("CHIP", chip), ("BIAS", bias), ("LINE", str(LINE)),
                        ("PAD", str(pad_of(chip, LINE)))):
        script = script.replace(name, value)
    ran = vm("--driver", driver, "--debian", "gpiod", command=["sh", "-c",
                                                               script])
    level = BIASES[bias][1]
    assert ran.lines[0] == level
    assert [line for line in ran.lines
            if line.startswith(f"edge {pad_of(chip, LINE)} {level} ")]


@CHIPS
@pytest.mark.parametrize("drive, on, pull", [("open-drain", 0, "up"),
                                             ("open-source", 1, "down")])
def test_an_open_line_drives_to_one_side_only(run_routed, chip, drive, on,
                                              pull):
    """And reads its pad, also while it leaves it alone."""
    pad = pad_of(chip, LINE)
    script = Script()
    script(f"chip {chip}")
    script(f"jig pull {pad} {pull}")
    script(f"with {drive}")
    script(f"out {LINE}={on}")
    found = []
    off = 1 - on
    for command, level in ((f"set {off}", off), (f"set {on}", on),
                           (f"set {off}", off), (f"jig drive {pad} {on}", on),
                           (f"jig drive {pad} z", off)):
        script(command)
        found += [(script(f"jig level {pad}"), f"level {pad} {level}"),
                  (script("get"), f"{level}")]
    run_routed(script)
    assert [script[n] for n, _ in found] == [want for _, want in found]


@CHIPS
def test_an_open_drain_line_is_pulled_up_by_its_own_pad(run_routed, chip):
    pad = pad_of(chip, LINE)
    script = Script()
    script(f"chip {chip}")
    script("with open-drain pull-up")
    script(f"out {LINE}=1")
    high = [script("get"), script(f"jig level {pad}")]
    script("set 0")
    low = [script("get"), script(f"jig level {pad}")]
    run_routed(script)
    assert [script[n] for n in high] == ["1", f"level {pad} 1"]
    assert [script[n] for n in low] == ["0", f"level {pad} 0"]
