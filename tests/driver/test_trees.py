# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong device trees: one clear line each, an error from probe, and nothing
changed at the pads."""

import re

import pytest

from script import Script, pads
from trees import Changed, mux

# Pin states, and what the line says of them. IO33 to IO35 have GPIOHS17 to 19.
WRONG_STATES = {
    "no such pad": ([{"pinmux": (mux(48, 24),)}],
                    "pinmux cell 0x00300018 names no pad and function"),
    "no such function": ([{"pinmux": (0x118,)}],
                         "pinmux cell 0x00000118 names no pad and function"),
    "one right cell": ([{"pinmux": (mux(33, 24), mux(48, 24))}],
                       "pinmux cell 0x00300018 names no pad and function"),
    "half a cell": ([{"pinmux": (mux(33, 24), b"\0\0")}],
                    "pinmux is not a list of cells"),
    "empty": ([{"pinmux": ()}], "pinmux is not a list of cells"),
    "a pad twice": ([{"pinmux": (mux(33, 65),)}, {"pinmux": (mux(33, 67),)}],
                    "muxed twice: IO33"),
    "a function twice": ([{"pinmux": (mux(33, 65), mux(34, 65))}],
                         "on two pads: UART1_TX"),
    "nothing": ([{}], "no pinmux, pins or groups"),
    "no state at all": ([], "no pinmux, pins or groups"),
    "settings of nothing": ([{"bias-disable": ()}],
                            "no pinmux, pins or groups"),
    "no settings": ([{"pins": ("IO_33",)}],
                    "pins or groups without a setting"),
    "cells and names": ([{"pinmux": (mux(33, 65),), "pins": ("IO_33",),
                          "bias-disable": ()}],
                        "pinmux, and pins or groups as well"),
    "a pad's name": ([{"pins": ("IO_33", "IO_48"), "bias-pull-up": ()}],
                     "no pad and no bank: IO_48"),
    "a misspelt setting": ([{"pins": ("IO_33",), "bias-pull-up": (),
                             "slew_rate": (1,)}],
                           "there is no setting slew_rate"),
    "a setting of other chips'": ([{"pins": ("IO_33",), "bias-bus-hold": ()}],
                                  "there is no setting bias-bus-hold"),
    "both pulls": ([{"pins": ("IO_33",), "bias-pull-up": (),
                     "bias-pull-down": ()}],
                   "out of range, or in contradiction to others: "
                   "bias-pull-up"),
    "high and low": ([{"pins": ("IO_33",), "output-high": (),
                       "output-low": ()}],
                     "out of range, or in contradiction to others: "
                     "output-high"),
    "a level of a line": ([{"pinmux": (mux(33, 41),), "output-high": ()}],
                          "a level is not to be had with GPIOHS17"),
    "a level and a function": ([{"pinmux": (mux(33, 65),)},
                                {"pins": ("IO_33",), "output-low": ()}],
                               "muxed twice: IO33"),
    "a bank's level": ([{"groups": ("B5",), "output-high": ()}],
                       "a bank can't have output-high"),
    "too weak a drive": ([{"pins": ("IO_33",), "drive-strength": (11,)}],
                         "out of range, or in contradiction to others: "
                         "drive-strength"),
    "slower than slow": ([{"pins": ("IO_33",), "slew-rate": (2,)}],
                         "out of range, or in contradiction to others: "
                         "slew-rate"),
    "a large number": ([{"pins": ("IO_33",), "slew-rate": (1 << 24,)}],
                       "out of range: slew-rate"),
    "a missing value": ([{"pins": ("IO_33",), "drive-strength": ()}],
                        "needs a value: drive-strength"),
    "a value too many": ([{"pins": ("IO_33",), "bias-disable": (1,)}],
                         "takes no value: bias-disable"),
    "two values": ([{"pins": ("IO_33",), "slew-rate": (1, 1)}],
                   "not one number: slew-rate"),
    "a pull without resistance": ([{"pins": ("IO_33",),
                                    "bias-pull-up": (0,)}],
                                  "a pad can't have bias-pull-up"),
    "a pad's voltage": ([{"pins": ("IO_33",), "power-source": (0,)}],
                        "a pad can't have power-source"),
    "a third voltage": ([{"groups": ("B5",), "power-source": (2,)}],
                        "out of range, or in contradiction to others: "
                        "power-source"),
    "a bank's pull": ([{"groups": ("B5",), "bias-pull-up": ()}],
                      "a bank can't have bias-pull-up"),
}
LOAD = """
/in/lines </tmp/script; modprobe leds-gpio; echo --- >/dev/kmsg
/in/lines </tmp/script; ls /sys/class/leds; dmesg"""


class Boot:
    """All wrong states at once: each of a device of its own, whose driver is
    loaded when the pads have been looked at."""

    def __init__(self, vm, profile, program, tmp_path):
        tree = Changed(profile)
        for number, (parts, _) in enumerate(WRONG_STATES.values()):
            tree.add_led(tree.add_state(f"state{number}-end", *parts),
                         f"wrong{number}", number % 31)
        tree.add_led(tree.add_state("right", {"pins": ("IO35",),
                                              "bias-pull-up": ()}), "right",
                     31)
        script = Script()
        self.words = pads(script)
        commands = tmp_path / "script"
        commands.write_text("".join(f"{line}\n" for line in script.commands))
        ran = vm("--profile", profile, "--put", program, "--put",
                 f"{commands}:/tmp/script", "--dtb", tree.write(tmp_path),
                 command=["sh", "-c", LOAD])
        lines = ran.lines
        words = []
        for start in (0, 48):
            script.answered("\n".join(lines[start:start + 48]))
            words.append(self.words())
        self.before, self.after = words
        self.log = [line for line in lines[96:] if "k210-fpioa" in line]
        self.leds = [line for line in lines[96:] if line.endswith("-led")]


@pytest.fixture
def boot(room, once, vm, profile, program, tmp_path):
    return once((Boot, profile),
                lambda: Boot(vm, profile, program, tmp_path))


@pytest.mark.parametrize("name", WRONG_STATES)
def test_a_wrong_state_is_told_in_one_line(boot, name):
    number = list(WRONG_STATES).index(name)
    said = [re.sub(r"part\d+: ", ": ", line).split(": ", 3)[-1]
            for line in boot.log if f"/state{number}-end" in line]
    assert len(said) == 1
    assert said[0].endswith(WRONG_STATES[name][1])


def test_no_device_with_a_wrong_state_is_there(boot):
    assert boot.leds == ["right-led"]


def test_wrong_states_change_no_pad(boot):
    """The right one, IO35's pull-up, is all that happened."""
    assert {pad: (was, boot.after[pad]) for pad, was in boot.before.items()
            if boot.after[pad] != was} == {
        35: (("GPIOHS19", 0x00901f2b), ("GPIOHS19", 0x00911f2b))}


def _second_port(tree):
    tree.gpio.child("gpio-port@1").set("reg", 1)


WRONG_DEVICES = {
    "33 lines": (lambda tree: tree.gpiohs.set("ngpios", 33), "k210-gpiohs",
                 "ngpios is 33: the block has 1 to 32 lines", 1),
    "no lines": (lambda tree: tree.port.set("ngpios", 0), "k210-gpio ",
                 "ngpios is 0: the block has 1 to 8 lines", 1),
    "31 interrupts": (lambda tree: tree.gpiohs.set(
        "interrupts", *range(34, 65)), "k210-gpiohs",
        "31 interrupts for 32 lines", 1),
    "no interrupts": (lambda tree: tree.gpiohs.props.pop("interrupts"),
                      "k210-gpiohs", "no interrupts", 1),
    "a port without its interrupt": (
        lambda tree: tree.port.props.pop("interrupts"), "k210-gpio ",
        "the port's interrupt", 1),
    "two ports": (_second_port, "k210-gpio ",
                  "is not the block's one port, port 0", 1),
    "no voltages": (lambda tree: tree.fpioa.props.pop(
        "canaan,k210-sysctl-power"), "k210-fpioa",
        "canaan,k210-sysctl-power", 0),
    "no clocks": (lambda tree: tree.fpioa.props.pop("clocks"), "k210-fpioa",
                  'clock "pclk"', 0),
}


@pytest.mark.parametrize("name", WRONG_DEVICES)
def test_a_wrong_device_is_told_in_one_line(vm, profile, tmp_path, name):
    """The other chip is there, unless it waits for the FPIOA."""
    change, driver, why, chips = WRONG_DEVICES[name]
    tree = Changed(profile)
    change(tree)
    ran = vm("--profile", profile, "--dtb", tree.write(tmp_path), command=[
        "sh", "-c", "ls -d /sys/bus/gpio/devices/gpiochip* | wc -l; dmesg"])
    assert ran.lines[0] == str(chips)
    [said] = [line for line in ran.lines if f" {driver}" in line and
              "error -" in line and "probe with driver" not in line]
    assert why in said


def test_a_second_fpioa_is_refused_in_one_line(vm, profile, tmp_path):
    """It has no registers of its own; the first one works all the same."""
    tree = Changed(profile)
    tree.apb0.child("pinmux@502f0000").set("compatible", "canaan,k210-fpioa")
    ran = vm("--profile", profile, "--dtb", tree.write(tmp_path), command=[
        "sh", "-c", "ls -d /sys/bus/gpio/devices/gpiochip* | wc -l; dmesg"])
    assert ran.lines[0] == "2"
    [said] = [line for line in ran.lines
              if "the tree has another FPIOA, and the chip has one" in line]
    assert "pinmux@502f0000" in said


def test_a_second_block_with_the_same_lines_is_refused_in_one_line(
        vm, profile, tmp_path):
    """Its registers are the first one's: a tree can say that."""
    tree = Changed(profile)
    node = tree.apb0.child("gpio@50200080")
    node.props.update(tree.gpio.props)
    node.props.pop("phandle", None)
    port = node.child("gpio-port@0")
    port.props.update(tree.port.props)
    port.props.pop("phandle", None)
    node.set("reg", 0x50200080, 0x80)
    ran = vm("--profile", profile, "--dtb", tree.write(tmp_path), command=[
        "sh", "-c", "ls -d /sys/bus/gpio/devices/gpiochip* | wc -l; dmesg"])
    assert ran.lines[0] == "2"
    [said] = [line for line in ran.lines if "another block has GPIO0" in line]
    assert " k210-gpio " in said
