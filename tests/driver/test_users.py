# SPDX-License-Identifier: GPL-2.0-or-later
"""Users of lines that Linux has: gpiolib's sysfs class, gpio-virtuser in its
atomic way, gpio-keys and gpio-leds on both chips. What one user needs is one
boot, with a line for each part."""

import pytest

from irqs import CHIPS, pad_of
from script import GPIO, GPIOHS, Tour
from trees import Changed

pytestmark = pytest.mark.comparison

KEYS = {GPIOHS: 0x100, GPIO: 0x101}
MS = 1000000


def virtuser(script, chip, line, file):
    """Its attributes, by the names that its lookup got."""
    pad, user = pad_of(chip, line), f"/tmp/{chip}-{line}"
    direction, value = f"{user}/direction{file}", f"{user}/value{file}"
    for level, name in ((1, "high"), (0, "low")):
        script(f"write {direction} output-{name}", "ok")
        script(f"jig level {pad}", f"level {pad} {level}")
        script(f"read {direction}", "output")
    for level in (1, 0):
        script(f"write {value} {level}", "ok")
        script(f"jig level {pad}", f"level {pad} {level}")
    # which leaves out the last character, whatever it is
    script(f"write {user}s/values{file} 1.", "ok")
    script(f"jig level {pad}", f"level {pad} 1")
    script(f"write {direction} input", "ok")
    script(f"read {direction}", "input")
    for level in (1, 0):
        script(f"jig drive {pad} {level}", "ok")
        script(f"read {value}", str(level))
        script(f"read {user}s/values{file}", str(level))
    yield


def edge_of_sysfs(script, chip, line, edge, level):
    pad, file = pad_of(chip, line), f"/tmp/{chip}-{line}"
    script(f"jig drive {pad} {1 - level}")
    script(f"write {file}/direction in", "ok")
    script(f"write {file}/edge {edge}", "ok")
    script(f"read {file}/edge", edge)
    script(f"read {file}/value", str(1 - level))
    script(f"jig at {500 * MS} drive {pad} {level}")
    script(f"poll {file}/value", str(level))
    yield


def values_of_sysfs(script, chip, line):
    pad, file = pad_of(chip, line), f"/tmp/{chip}-{line}"
    for direction, level in (("high", 1), ("low", 0), ("out", 0)):
        script(f"write {file}/direction {direction}", "ok")
        script(f"read {file}/direction", "out")
        script(f"jig level {pad}", f"level {pad} {level}")
    for level in (1, 0):
        script(f"write {file}/value {level}", "ok")
        script(f"jig level {pad}", f"level {pad} {level}")
        script(f"read {file}/value", str(level))
    script(f"write {file}/active_low 1", "ok")
    script(f"jig level {pad}", f"level {pad} 0")
    script(f"read {file}/value", "1")
    script(f"write {file}/direction in", "ok")
    script(f"jig drive {pad} 1", "ok")
    script(f"read {file}/value", "0")
    yield


def key_and_light(script, chip, line):
    """A key on one line, a light on the next, both active low."""
    pad = pad_of(chip, line)
    for level, light in ((0, 1), (1, 0)):
        script(f"jig drive {pad} {level}", "ok")
        script("key", f"{KEYS[chip]} {1 - level}")
        script(f"write /sys/class/leds/{chip}/brightness {light}", "ok")
        script(f"jig level {pad + 1}", f"level {pad + 1} {1 - light}")
    yield


# A part's line is the same on both chips.
EDGES = {("rising", 1): 5, ("falling", 0): 6, ("both", 1): 7, ("both", 0): 0}
VIRTUSER = {(virtuser, ""): 5, (virtuser, "_atomic"): 6}
SYSFS = {**{(edge_of_sysfs, *edge): line for edge, line in EDGES.items()},
         (values_of_sysfs,): 1}
LIGHTS = {(key_and_light,): 5}


def each_line(lines, commands):
    """A shell's, with the names of chip and line in them."""
    return "".join(commands.replace("CHIP", chip).replace("LINE", str(line))
                   .replace("NUMBER", str(number)) for number, (chip, line)
                   in enumerate((chip, line) for chip in KEYS
                                for line in lines.values()))


SETUP_VIRTUSER = "modprobe gpio-virtuser\n" + each_line(VIRTUSER, """
cd /sys/kernel/config/gpio-virtuser
mkdir userNUMBER userNUMBER/foo userNUMBER/foo/0
echo CHIP >userNUMBER/foo/0/key
echo LINE >userNUMBER/foo/0/offset
echo 1 >userNUMBER/live
user=/sys/kernel/debug/gpio-virtuser/$(cat userNUMBER/dev_name)
ln -s $user/gpiod:foo:0 /tmp/CHIP-LINE
ln -s $user/gpiod:foo /tmp/CHIP-LINEs
""")

SETUP_SYSFS = each_line(SYSFS, """
for chip in /sys/class/gpio/gpiochip*
do [ "$(cat $chip/label)" != CHIP ] || base=$(cat $chip/base)
done
echo $((base + LINE)) >/sys/class/gpio/export
ln -s /sys/class/gpio/gpio$((base + LINE)) /tmp/CHIP-LINE
""")

SETUP_LIGHTS = """
for module in leds-gpio gpio_keys evdev; do modprobe $module; done
"""


def add_keys_and_lights(tree):
    for name in ("gpio-leds", "gpio-keys"):
        tree.root.children.pop(name, None)
    leds, keys = tree.root.child("gpio-leds"), tree.root.child("gpio-keys")
    leds.set("compatible", "gpio-leds")
    keys.set("compatible", "gpio-keys")
    for chip, node in ((GPIO, tree.port), (GPIOHS, tree.gpiohs)):
        handle, line = tree.tree.phandle(node), LIGHTS[key_and_light,]
        leds.child(chip).set("gpios", handle, line + 1, 1)
        key = keys.child(chip)
        key.set("gpios", handle, line, 1)
        key.set("linux,code", KEYS[chip])
        key.set("debounce-interval", 5)


USERS = {virtuser: (VIRTUSER, SETUP_VIRTUSER),
         edge_of_sysfs: (SYSFS, SETUP_SYSFS),
         values_of_sysfs: (SYSFS, SETUP_SYSFS),
         key_and_light: (LIGHTS, SETUP_LIGHTS)}


@pytest.fixture
def options(profile, tmp_path):
    """options(LINES): the VM's for those."""
    def options(lines):
        if lines is SYSFS:
            return ["--icount"]
        if lines is not LIGHTS:
            return []
        jig = tmp_path / "idle.jig"
        jig.write_text("".join(f"drive {pad_of(chip, line)} 1\n"
                               for chip in KEYS for line in lines.values()))
        tree = Changed(profile)
        add_keys_and_lights(tree)
        return ["--jig", jig, "--dtb", tree.write(tmp_path)]
    return options


@pytest.fixture
def look(once, run, driver, profile, options):
    """look(CHIP, FUNCTION, ARGUMENT, ...) at a part."""
    def look(chip, *part):
        lines, setup = USERS[part[0]]

        def boot():
            tour = Tour([(function, chip, line, *more) for chip in KEYS
                         for (function, *more), line in lines.items()])
            run(tour.script, "--driver", driver, *options(lines),
                expect_failures=True,
                command=["sh", "-c", f"{setup}\nexec /in/lines"])
            return tour
        once((setup, driver, profile), boot).look(
            part[0], chip, lines[part], *part[1:])
    return look


@pytest.mark.mmu
@CHIPS
@pytest.mark.parametrize("file", ["", "_atomic"], ids=["normal", "atomic"])
def test_virtusers_attributes_work(look, chip, file):
    """GPIO_VIRTUSER is for kernels with an MMU, where configfs is."""
    look(chip, virtuser, file)


@CHIPS
@pytest.mark.parametrize("edge, level", EDGES)
def test_sysfs_tells_of_edges(room, look, chip, edge, level):
    look(chip, edge_of_sysfs, edge, level)


@CHIPS
def test_sysfs_sets_and_gets_lines(room, look, chip):
    look(chip, values_of_sysfs)


@CHIPS
def test_leds_and_keys_share_a_chip(look, chip):
    look(chip, key_and_light)
