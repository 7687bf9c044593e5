# SPDX-License-Identifier: GPL-2.0-or-later
"""Loading, unloading and binding, in all orders and with users around."""

import errno
import itertools

import pytest

from script import GPIO, GPIOHS, Script, pad_of
from trees import Changed

FPIOA = "502b0000.pinmux"
DRIVERS = {FPIOA: "k210-fpioa", GPIOHS: "k210-gpiohs", GPIO: "k210-gpio"}
CHIPS = pytest.mark.parametrize("chip", [GPIOHS, GPIO], ids=["gpiohs", "gpio"])

# Waits until $1 chips are there: what was deferred is probed in a work queue's
# own time.
SHELL = """
chips() {
	set -- /sys/bus/gpio/devices/gpiochip*
	[ -e "$1" ] || set --
	echo $#
}
bind() { echo $2 >/sys/bus/platform/drivers/$1/bind; }
unbind() { echo $2 >/sys/bus/platform/drivers/$1/unbind; }
until_chips() { until [ $(chips) = $1 ]; do sleep 0.1; done; }
"""


def path(device, action):
    return f"/sys/bus/platform/drivers/{DRIVERS[device]}/{action}"


def test_the_module_stays_while_pads_are_muxed(vm, profile):
    ran = vm("--profile", profile, command=[
        "sh", "-c", SHELL + "rmmod k210_gpio; echo $?; chips"])
    assert ran.lines == ["1", "2"]


def test_unbound_and_removed_it_can_be_loaded_again(vm, profile):
    """Unloading is unbinding, then rmmod."""
    ran = vm("--profile", profile, command=["sh", "-c", SHELL + f"""
unbind k210-gpiohs {GPIOHS} && unbind k210-gpio {GPIO} || exit 3
unbind k210-fpioa {FPIOA} || exit 3
rmmod k210_gpio || exit 4
insmod /vm/k210-gpio.ko || exit 5
chips"""])
    assert ran.lines == ["2"]


def test_unbinding_the_fpioa_unbinds_its_users_first(vm, profile):
    """They come back when it does."""
    ran = vm("--profile", profile, command=["sh", "-c", SHELL + f"""
unbind k210-fpioa {FPIOA}
chips
bind k210-fpioa {FPIOA}
until_chips 2
chips"""])
    assert ran.lines == ["0", "2"]


def test_they_can_be_bound_in_every_order(vm, profile):
    """A GPIO block that is bound before the FPIOA waits for it."""
    script = SHELL
    for order in itertools.permutations(DRIVERS):
        script += f"unbind k210-fpioa {FPIOA}; [ $(chips) = 0 ] || exit 3\n"
        script += "".join(f"bind {DRIVERS[device]} {device} 2>/dev/null\n"
                          for device in order)
        script += "until_chips 2; echo there\n"
    ran = vm("--profile", profile, command=["sh", "-c", script])
    assert ran.lines == 6 * ["there"]


def test_they_can_be_bound_at_the_same_time(vm, profile):
    """On two harts, where one of both is in its probe when the other asks."""
    script = SHELL
    for _ in range(10):
        script += f"unbind k210-fpioa {FPIOA}; [ $(chips) = 0 ] || exit 3\n"
        script += "".join(f"bind {DRIVERS[device]} {device} 2>/dev/null &\n"
                          for device in DRIVERS)
        script += "wait; until_chips 2; echo there\n"
    ran = vm("--profile", profile, command=["sh", "-c", script])
    assert ran.lines == 10 * ["there"]


@CHIPS
def test_users_of_a_chip_that_is_unbound_get_enodev(run, chip):
    """What its lines drove stays; bound again it is there for new users."""
    line, other = 5, 6
    pad = pad_of(chip, line)
    script = Script()
    script(f"chip {chip}")
    script("with rising falling")
    script(f"in {other}")
    script(f"jig drive {pad_of(chip, other)} 1")
    script("events 1")
    script("with")
    script("swap")
    script(f"out {line}=1")
    script(f"watch {line}")
    script(f"write {path(chip, 'unbind')} {chip}")
    gone = [script("get"), script("set 0"), script("turn in"), script("lines"),
            script(f"in {line}")]
    stays = script(f"jig level {pad}")
    script(f"write {path(chip, 'bind')} {chip}")
    script(f"jig drive {pad_of(chip, other)} 0")
    script("release")
    script("swap")
    script("release")
    script(f"chip {chip}")
    script(f"out {line}=0")
    low = script(f"jig level {pad}")
    script("release")
    script("with rising falling")
    script(f"in {other}")
    script(f"jig drive {pad_of(chip, other)} 1")
    event = script("events 1")
    run(script, expect_failures=True)
    assert [script[n] for n in gone] == 5 * [f"error {errno.ENODEV}"]
    assert script[stays] == f"level {pad} 1"
    assert script[low] == f"level {pad} 0"
    assert script[event].split() == [f"rising:{other}:1:1"]
    assert len(script.failures()) == 5


def test_unbinding_the_fpioa_takes_lines_from_their_users(run):
    script = Script()
    script(f"chip {GPIOHS}")
    script("with rising")
    script("in 5")
    script(f"write {path(FPIOA, 'unbind')} {FPIOA}")
    gone = script("get")
    script(f"write {path(FPIOA, 'bind')} {FPIOA}")
    script("release")
    run(script, expect_failures=True)
    assert script[gone] == f"error {errno.ENODEV}"


def test_chips_without_an_fpioa_have_lines_and_no_pads(run, profile, tmp_path):
    """As on a tree that leaves it to the boot loader: pulls are ignored, as
    gpiolib does where a chip has none."""
    tree = Changed(profile)
    tree.fpioa.set("status", "disabled")
    for node in (tree.gpiohs, tree.gpio):
        node.props.pop("pinctrl-0")
    script = Script()
    script(f"chip {GPIOHS}")
    script("with pull-up")
    script("in 5")
    word = script("jig pad 21")
    script("release")
    script("with")
    script("out 5=1")
    level = script("jig level 21")
    run(script, "--dtb", tree.write(tmp_path))
    assert " pu=0 pd=0 " in script[word]
    assert script[level] == "level 21 1"


@CHIPS
def test_reserved_lines_are_refused(run, profile, tmp_path, chip):
    tree = Changed(profile)
    node = tree.gpiohs if chip == GPIOHS else tree.port
    node.set("gpio-reserved-ranges", 4, 2)
    script = Script()
    script(f"chip {chip}")
    refused = [script("in 4"), script("out 5=1")]
    script("in 3 6")
    run(script, "--dtb", tree.write(tmp_path), expect_failures=True)
    assert [script[n] for n in refused] == 2 * [f"error {errno.EINVAL}"]
    assert len(script.failures()) == 2


SUSPEND = """
echo devices >/sys/power/pm_test
echo 1 >/sys/module/suspend/parameters/pm_test_delay
exec /in/lines"""


@CHIPS
def test_what_was_set_outlives_a_suspend(run, profile, chip):
    """As far as the devices; an edge meanwhile is delivered after it, once."""
    if profile == "k210":
        pytest.skip("mainline's kernel for 8 MiB has no suspend")
    line, other = 5, 6
    pads = [pad_of(chip, line), pad_of(chip, other)]
    script = Script()
    script(f"chip {chip}")
    script("with rising pull-down")
    script(f"in {other}")
    script("swap")
    script("with open-drain")
    script(f"out {line}=0")
    before = [script(f"jig pad {pad}") for pad in pads]
    script(f"jig at 300000000 drive {pads[1]} 1")
    script("write /sys/power/state freeze")
    after = [script(f"jig pad {pad}") for pad in pads]
    level = script(f"jig level {pads[0]}")
    script("swap")
    event = script("events 1")
    run(script, command=["sh", "-c", SUSPEND])
    assert [script[n].split(" word=")[0] for n in before] == \
        [script[n].split(" word=")[0] for n in after]
    assert script[level] == f"level {pads[0]} 0"
    assert script[event].split() == [f"rising:{other}:1:1"]


@CHIPS
def test_a_hog_of_the_tree_has_its_line_from_the_start(run, profile, tmp_path,
                                                       chip):
    tree = Changed(profile)
    hog = (tree.gpiohs if chip == GPIOHS else tree.port).child("test-hog")
    hog.set("gpio-hog")
    hog.set("gpios", 5, 0)
    hog.set("output-high")
    pad = pad_of(chip, 5)
    script = Script()
    script(f"chip {chip}")
    level = script(f"jig level {pad}")
    refused = script("in 5")
    run(script, "--dtb", tree.write(tmp_path), expect_failures=True)
    assert script[level] == f"level {pad} 1"
    assert script[refused] == f"error {errno.EBUSY}"
