# SPDX-License-Identifier: GPL-2.0-or-later
"""Loading, unloading and binding, in all orders and with users around."""

import errno
import functools
import itertools

import pytest

from script import GPIO, GPIOHS, Script, Tour, pad_of
from trees import Changed
from vm_run import OPTIONS

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


# What is done by a shell, one after the other, each with both chips there.
STAYS = "rmmod k210_gpio; echo $?; chips"
USERS_FIRST = f"""
unbind k210-fpioa {FPIOA}
chips
bind k210-fpioa {FPIOA}
until_chips 2
chips"""
EVERY_ORDER = "".join(
    f"unbind k210-fpioa {FPIOA}; [ $(chips) = 0 ] || exit 3\n" +
    "".join(f"bind {DRIVERS[device]} {device} 2>/dev/null\n"
            for device in order) + "until_chips 2; echo there\n"
    for order in itertools.permutations(DRIVERS))
SAME_TIME = 10 * (
    f"unbind k210-fpioa {FPIOA}; [ $(chips) = 0 ] || exit 3\n" +
    "".join(f"bind {DRIVERS[device]} {device} 2>/dev/null &\n"
            for device in DRIVERS) + "wait; until_chips 2; echo there\n")
AGAIN = f"""
unbind k210-gpiohs {GPIOHS} && unbind k210-gpio {GPIO} || exit 3
unbind k210-fpioa {FPIOA} || exit 3
rmmod k210_gpio || exit 4
insmod /vm/k210-gpio.ko || exit 5
chips"""
SHELLS = [STAYS, USERS_FIRST, EVERY_ORDER, SAME_TIME, AGAIN]


@pytest.fixture
def printed(room, once, vm, profile):
    """What each of them printed, in one boot."""
    def boot():
        ran = vm("--profile", profile, command=["sh", "-c", SHELL + "".join(
            f"{shell}\necho ---\n" for shell in SHELLS)])
        assert ran.status == 0, ran.stderr
        parts = ran.text.split("---\n")[:-1]
        return dict(zip(SHELLS, map(str.splitlines, parts), strict=True))
    return once((SHELL, profile), boot)


def test_the_module_stays_while_pads_are_muxed(printed):
    assert printed[STAYS] == ["1", "2"]


def test_unbound_and_removed_it_can_be_loaded_again(printed):
    """Unloading is unbinding, then rmmod."""
    assert printed[AGAIN] == ["2"]


def test_unbinding_the_fpioa_unbinds_its_users_first(printed):
    """They come back when it does."""
    assert printed[USERS_FIRST] == ["0", "2"]


def test_they_can_be_bound_in_every_order(printed):
    """A GPIO block that is bound before the FPIOA waits for it."""
    assert printed[EVERY_ORDER] == 6 * ["there"]


def test_they_can_be_bound_at_the_same_time(printed):
    """On two harts, where one of both is in its probe when the other asks."""
    assert printed[SAME_TIME] == 10 * ["there"]


def unbound_chip(script, chip):
    line, other = 5, 6
    pad = pad_of(chip, line)
    gone = f"error {errno.ENODEV}"
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
    for command in ("get", "set 0", "turn in", "lines", f"in {line}"):
        script(command, gone)
    script(f"jig level {pad}", f"level {pad} 1")
    script(f"write {path(chip, 'bind')} {chip}")
    script(f"jig drive {pad_of(chip, other)} 0")
    script("release")
    script("swap")
    script("release")
    script(f"chip {chip}")
    script(f"out {line}=0")
    script(f"jig level {pad}", f"level {pad} 0")
    script("release")
    script("with rising falling")
    script(f"in {other}")
    script(f"jig drive {pad_of(chip, other)} 1")
    script("events 1", f"rising:{other}:1:1 ")
    script("release")
    script("with")
    yield


def unbound_fpioa(script):
    script(f"chip {GPIOHS}")
    script("with rising")
    script("in 5")
    script(f"write {path(FPIOA, 'unbind')} {FPIOA}")
    script("get", f"error {errno.ENODEV}")
    script(f"write {path(FPIOA, 'bind')} {FPIOA}")
    script("release")
    yield


@pytest.fixture
def look(once, run, profile):
    """look(PARTS, FUNCTION, ARGUMENT, ...) at one of PARTS, which share a boot
    with COMMAND and OPTIONS(), the VM's."""
    def look(parts, *part, command="exec /in/lines", options=tuple):
        def boot():
            tour = Tour(parts)
            run(tour.script, *options(), expect_failures=True,
                command=["sh", "-c", command])
            return tour
        once((__file__, profile, *parts), boot).look(*part)
    return look


UNBOUND = [(unbound_chip, GPIOHS), (unbound_chip, GPIO), (unbound_fpioa,)]


@pytest.fixture
def look_at_unbound(look):
    if "lockdep" in OPTIONS:
        pytest.skip("gpiolib loses the label of a line whose chip has left, "
                    "mainline's chips as well")
    return functools.partial(look, UNBOUND)


@CHIPS
def test_users_of_a_chip_that_is_unbound_get_enodev(look_at_unbound, chip):
    """What its lines drove stays; bound again it is there for new users."""
    look_at_unbound(unbound_chip, chip)


def test_unbinding_the_fpioa_takes_lines_from_their_users(look_at_unbound):
    look_at_unbound(unbound_fpioa)


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


def hog(script, chip):
    pad = pad_of(chip, HOGGED)
    script(f"chip {chip}")
    script(f"jig level {pad}", f"level {pad} 1")
    script(f"in {HOGGED}", f"error {errno.EBUSY}")
    yield


def reserved_lines(script, chip):
    script(f"chip {chip}")
    for command in ("in 4", "out 5=1"):
        script(command, f"error {errno.EINVAL}")
    script("in 3 6")
    script("release")
    yield


HOGGED = 7
TAKEN = [(function, chip) for function in (hog, reserved_lines)
         for chip in (GPIOHS, GPIO)]


@pytest.fixture
def look_at_taken(look, profile, tmp_path):
    """At a part of TAKEN, on a tree with hogs and reserved lines."""
    def options():
        tree = Changed(profile)
        for node in (tree.gpiohs, tree.port):
            node.set("gpio-reserved-ranges", 4, 2)
            child = node.child("test-hog")
            child.set("gpio-hog")
            child.set("gpios", HOGGED, 0)
            child.set("output-high")
        return "--dtb", tree.write(tmp_path)
    return functools.partial(look, TAKEN, options=options)


@CHIPS
def test_reserved_lines_are_refused(look_at_taken, chip):
    look_at_taken(reserved_lines, chip)


SUSPEND = """
echo devices >/sys/power/pm_test
echo 1 >/sys/module/suspend/parameters/pm_test_delay
exec /in/lines"""


def suspend(script, chip):
    """As far as the devices; an edge meanwhile is delivered after it, once."""
    line, other = 5, 6
    pads = [pad_of(chip, line), pad_of(chip, other)]
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
    script(f"jig level {pads[0]}", f"level {pads[0]} 0")
    script("release")
    script("swap")
    script("events 1", f"rising:{other}:1:1 ")
    script("release")
    yield
    assert [script[n].split(" word=")[0] for n in before] == \
        [script[n].split(" word=")[0] for n in after]


@CHIPS
def test_what_was_set_outlives_a_suspend(look, profile, chip):
    if profile == "k210":
        pytest.skip("mainline's kernel for 8 MiB has no suspend")
    look([(suspend, GPIOHS), (suspend, GPIO)], suspend, chip, command=SUSPEND)


@CHIPS
def test_a_hog_of_the_tree_has_its_line_from_the_start(look_at_taken, chip):
    look_at_taken(hog, chip)
