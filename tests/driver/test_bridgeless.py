# SPDX-License-Identifier: GPL-2.0-or-later
"""The module without /dev/k210-fpioa, for who needs the drivers alone: as
`make modules CONFIG_K210_FPIOA_BRIDGE=n` builds it."""

import pytest

from script import GPIO, GPIOHS, Script, accesses, pad_of
from sizes import BRIDGELESS, build, sizes
from vm_run import OPTIONS, kdir

# Bytes by which two builds of one module may differ: paths are in it.
NOISE = 512

WITH, WITHOUT = "with", "without"

# Loads the module that was put beside it, or takes that which is there, and
# waits for both chips.
COMMAND = """
[ ! -e k210-gpio.ko ] || insmod k210-gpio.ko || exit 3
until [ -e /dev/gpiochip1 ]; do :; done
for path in /dev /sys/class/misc
do [ -e $path/k210-fpioa ] && echo $path || echo no $path
done >/tmp/bridge
cat /sys/kernel/debug/pinctrl/*fpioa*/pins \
	/sys/kernel/debug/pinctrl/*fpioa*/pinmux-pins >/tmp/pins
exec /in/lines
"""


@pytest.fixture
def built(once, profile, tmp_path_factory):
    """(the module without a bridge, what the compiler said)"""
    def do():
        return build(tmp_path_factory.mktemp("bridgeless"),
                     kdir("--profile", profile, *OPTIONS), BRIDGELESS)
    return once((BRIDGELESS, profile), do)


def use_lines(script):
    """Something of all that chips do; the same whether there is a bridge."""
    for chip, block in ((GPIOHS, "gpiohs"), (GPIO, "gpio")):
        pad, other = pad_of(chip, 5), pad_of(chip, 6)
        script(f"chip {chip}")
        script("lines")
        script("with open-drain pull-up")
        script("out 5=1")
        script(f"jig pad {pad}")
        script(f"jig level {pad}")
        script("set 0")
        script(f"jig level {pad}")
        script("release")
        script("with rising falling")
        script("in 6")
        for value in (1, 0):
            script(f"jig drive {other} {value}")
            script("events 1")
        script("release")
        script("with")
        script(f"jig drive {other} z")
        before = script(f"jig count {block}")
        script("in 5 6")
        script("get")
        script("release")
        yield before, script(f"jig count {block}")


@pytest.fixture
def boots(once, run, profile, built, tmp_path_factory):
    """What was found with a bridge, and without one: the answers of a script,
    the accesses that it took, whether there is a bridge, the pins; and the
    module that the VM loads by itself."""
    def boot():
        folder = tmp_path_factory.mktemp("boots")
        found = {"module": folder / "k210-gpio.ko"}
        for name, options in (
                (WITH, ["--get", f"/vm/k210-gpio.ko:{found['module']}"]),
                (WITHOUT, ["--driver", "none", "--put", built[0]])):
            script = Script()
            counts = list(use_lines(script))
            counted = {number for pair in counts for number in pair}
            run(script, *options, command=["sh", "-c", COMMAND],
                *[word for get in ("bridge", "pins")
                  for word in ("--get", f"/tmp/{get}:{folder / get}")])
            found[name] = {
                "answers": [script[n] for n in range(len(script.commands))
                            if n not in counted],
                "accesses": [accesses(script[a], script[b])
                             for a, b in counts],
                "bridge": (folder / "bridge").read_text().splitlines(),
                "pins": (folder / "pins").read_text().splitlines(),
            }
        return found
    return once((COMMAND, profile), boot)


def test_it_is_built_without_a_word(built):
    assert built[1] == ""


def test_it_is_smaller(built, boots, record_property):
    large, small = sizes(boots["module"]), sizes(built[0])
    record_property("measured", f"{sum(small)} of {sum(large)} bytes")
    assert sum(small) + NOISE < sum(large)


def test_it_is_there_for_nobody_to_open(boots):
    assert boots[WITH]["bridge"] == ["/dev", "/sys/class/misc"]
    assert boots[WITHOUT]["bridge"] == ["no /dev", "no /sys/class/misc"]


def test_lines_are_what_they_are_with_it(boots):
    answers = boots[WITHOUT]["answers"]
    assert len(answers) > 30 and answers == boots[WITH]["answers"]


def test_it_costs_a_lines_user_no_access(boots):
    assert boots[WITHOUT]["accesses"] == boots[WITH]["accesses"]


def test_pinctrl_is_what_it_is_with_it(boots):
    pins = boots[WITHOUT]["pins"]
    assert len(pins) > 96 and pins == boots[WITH]["pins"]
