# SPDX-License-Identifier: GPL-2.0-or-later
"""Users of lines that Linux has: gpiolib's sysfs class, gpio-virtuser in its
atomic way, gpio-keys and gpio-leds on both chips."""

import pytest

from irqs import CHIPS, pad_of
from script import Script, changed_tree

pytestmark = pytest.mark.comparison

LINE = 5
KEY = 0x100
MS = 1000000

VIRTUSER = """
modprobe gpio-virtuser
cd /sys/kernel/config/gpio-virtuser
mkdir user user/foo user/foo/0
echo CHIP >user/foo/0/key
echo LINE >user/foo/0/offset
echo 1 >user/live
ln -s /sys/kernel/debug/gpio-virtuser/gpio-virtuser.0/gpiod:foo:0 /tmp/user
ln -s /sys/kernel/debug/gpio-virtuser/gpio-virtuser.0/gpiod:foo /tmp/users
exec /in/lines"""

EXPORT = """
for chip in /sys/class/gpio/gpiochip*
do [ "$(cat $chip/label)" != CHIP ] || base=$(cat $chip/base)
done
echo $((base + LINE)) >/sys/class/gpio/export
ln -s /sys/class/gpio/gpio$((base + LINE)) /tmp/line
exec /in/lines"""


class Steps:
    """Commands, and what each should answer."""

    def __init__(self):
        self.script = Script()
        self._wanted = []

    def __call__(self, command, answer=None):
        number = self.script(command)
        if answer is not None:
            self._wanted.append((command, number, answer))

    def surprises(self):
        return [(command, self.script[number], answer)
                for command, number, answer in self._wanted
                if self.script[number] != answer]


@pytest.fixture
def steps(run, driver):
    """Steps, and a way to run them."""
    steps = Steps()

    def finish(chip, command, *options):
        for name, value in (("CHIP", chip), ("LINE", str(LINE))):
            command = command.replace(name, value)
        run(steps.script, "--driver", driver, *options, expect_failures=True,
            command=["sh", "-c", command])
        assert steps.surprises() == []
    steps.finish = finish
    return steps


@pytest.mark.mmu
@CHIPS
@pytest.mark.parametrize("file", ["", "_atomic"], ids=["normal", "atomic"])
def test_virtusers_attributes_work(steps, chip, file):
    """GPIO_VIRTUSER is for kernels with an MMU, where configfs is."""
    pad = pad_of(chip, LINE)
    direction, value = f"/tmp/user/direction{file}", f"/tmp/user/value{file}"
    for level, name in ((1, "high"), (0, "low")):
        steps(f"write {direction} output-{name}", "ok")
        steps(f"jig level {pad}", f"level {pad} {level}")
        steps(f"read {direction}", "output")
    for level in (1, 0):
        steps(f"write {value} {level}", "ok")
        steps(f"jig level {pad}", f"level {pad} {level}")
    # which leaves out the last character, whatever it is
    steps(f"write /tmp/users/values{file} 1.", "ok")
    steps(f"jig level {pad}", f"level {pad} 1")
    steps(f"write {direction} input", "ok")
    steps(f"read {direction}", "input")
    for level in (1, 0):
        steps(f"jig drive {pad} {level}", "ok")
        steps(f"read {value}", str(level))
        steps(f"read /tmp/users/values{file}", str(level))
    steps.finish(chip, VIRTUSER)


@CHIPS
@pytest.mark.parametrize("edge, level", [("rising", 1), ("falling", 0),
                                         ("both", 1), ("both", 0)])
def test_sysfs_tells_of_edges(steps, profile, chip, edge, level):
    pad = pad_of(chip, LINE)
    steps(f"jig drive {pad} {1 - level}")
    steps("write /tmp/line/direction in", "ok")
    steps(f"write /tmp/line/edge {edge}", "ok")
    steps("read /tmp/line/edge", edge)
    steps("read /tmp/line/value", str(1 - level))
    steps(f"jig at {MS} drive {pad} {level}")
    steps("poll /tmp/line/value", str(level))
    steps.finish(chip, EXPORT, "--icount", "--profile", profile)


@CHIPS
def test_sysfs_sets_and_gets_lines(steps, profile, chip):
    pad = pad_of(chip, LINE)
    for direction, level in (("high", 1), ("low", 0), ("out", 0)):
        steps(f"write /tmp/line/direction {direction}", "ok")
        steps("read /tmp/line/direction", "out")
        steps(f"jig level {pad}", f"level {pad} {level}")
    for level in (1, 0):
        steps(f"write /tmp/line/value {level}", "ok")
        steps(f"jig level {pad}", f"level {pad} {level}")
        steps("read /tmp/line/value", str(level))
    steps("write /tmp/line/active_low 1", "ok")
    steps(f"jig level {pad}", f"level {pad} 0")
    steps("read /tmp/line/value", "1")
    steps("write /tmp/line/direction in", "ok")
    steps(f"jig drive {pad} 1", "ok")
    steps("read /tmp/line/value", "0")
    steps.finish(chip, EXPORT, "--profile", profile)


@CHIPS
def test_leds_and_keys_share_a_chip(steps, profile, tmp_path, chip):
    """A key on one line, a light on the next, both active low."""
    pad = pad_of(chip, LINE)

    def change(tree, nodes):
        node = nodes["gpio@50200000"].children["gpio-port@0"] \
            if chip.startswith("502") else nodes["gpio-controller@38001000"]
        handle = tree.phandle(node)
        for name in ("gpio-leds", "gpio-keys"):
            tree.root.children.pop(name, None)
        leds, keys = tree.root.child("gpio-leds"), tree.root.child("gpio-keys")
        leds.set("compatible", "gpio-leds")
        leds.child("light").set("gpios", handle, LINE + 1, 1)
        keys.set("compatible", "gpio-keys")
        keys.child("key").set("gpios", handle, LINE, 1)
        keys.child("key").set("linux,code", KEY)
        keys.child("key").set("debounce-interval", 5)

    for level, light in ((0, 1), (1, 0)):
        steps(f"jig drive {pad} {level}", "ok")
        steps("key", f"{KEY} {1 - level}")
        steps(f"write /sys/class/leds/light/brightness {light}", "ok")
        steps(f"jig level {pad + 1}", f"level {pad + 1} {1 - light}")
    jig = tmp_path / "idle.jig"
    jig.write_text(f"drive {pad} 1\n")
    steps.finish(chip, """
for module in leds-gpio gpio_keys evdev; do modprobe $module; done
exec /in/lines""", "--profile", profile, "--jig", jig, "--dtb",
                 changed_tree(tmp_path / "users.dtb", profile, change))
