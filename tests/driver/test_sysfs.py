# SPDX-License-Identifier: GPL-2.0-or-later
"""gpiolib's sysfs class: it gets and sets a line by itself, where the char
device goes through the calls for many lines."""

import pytest

from script import GPIO, GPIOHS, accesses, pad_of

SCRIPT = """
exec 3<>/dev/k210-jig
jig() { echo "$1" >&3; read -r answer <&3; echo "$answer"; }
cd /sys/class/gpio
for chip in gpiochip*
do [ "$(cat $chip/label)" != LABEL ] || base=$(cat $chip/base)
done
line=$((base + LINE))
echo $line >export
cd gpio$line
echo high >direction
jig "level PAD"
jig "count BLOCK"
dd if=value bs=8 count=1 2>/dev/null
echo 0 >value
jig "count BLOCK"
jig "level PAD"
read -r value <value; echo $value
echo in >direction
jig "drive PAD 1"
read -r value <value; echo $value
cd /; exec 3>&-
"""


BLOCKS = {GPIOHS: "gpiohs", GPIO: "gpio"}


@pytest.fixture
def lines(once, vm, profile, chip):
    """What the script said of a chip, in a boot for both."""
    def boot():
        script = ""
        for label, block in BLOCKS.items():
            one = SCRIPT
            for name, value in (("LABEL", label), ("LINE", "5"),
                                ("PAD", str(pad_of(label, 5))),
                                ("BLOCK", block)):
                one = one.replace(name, value)
            script += one
        lines = vm("--profile", profile, command=["sh", "-c", script]).lines
        assert len(lines) == 16
        return {GPIOHS: lines[:8], GPIO: lines[8:]}
    return once((SCRIPT, profile), boot)[chip]


@pytest.mark.parametrize("chip", BLOCKS, ids=BLOCKS.values())
def test_one_line_is_set_and_read_with_one_access_each(lines, chip):
    pad = pad_of(chip, 5)
    high, before, one, after, low, zero, _, driven = lines
    assert (high, low) == (f"level {pad} 1", f"level {pad} 0")
    assert (one, zero, driven) == ("1", "0", "1")
    assert accesses(before, after) == (1, 1)
