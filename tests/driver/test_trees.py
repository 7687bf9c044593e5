# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong device trees: one clear line each, an error from probe, and nothing
changed at the pads."""

import re

import pytest

from script import GPIO, GPIOHS, Script, pads
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
        commands.write_text(script.text)
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


class Block:
    """One more of a chip's blocks, like the one that is right; the latter has
    the state of its pads for itself, and its registers."""

    def __init__(self, tree, compared, number):
        parent, right = (tree.soc, tree.gpiohs) if compared == GPIOHS else \
            (tree.apb0, tree.gpio)
        address, _, name = compared.partition(".")
        address = int(address, 16) + 0x80 * number
        self.name = f"{address:x}.{name}"
        self.driver = "k210-gpiohs" if compared == GPIOHS else "k210-gpio"
        self.node = parent.child(f"{name}@{address:x}")
        self._copy(self.node, right)
        self.node.set("reg", address, 0x80)
        if compared == GPIO:
            self.port = self.node.child("gpio-port@0")
            self._copy(self.port, tree.port)

    @staticmethod
    def _copy(node, right):
        node.props.update(right.props)
        for name in ("phandle", "pinctrl-names", "pinctrl-0"):
            node.props.pop(name, None)

    def told(self, log):
        """The one line, but what the core says of any device."""
        [said] = [line for line in log if f" {self.driver} {self.name}: " in
                  line and "error -" in line and "probe with" not in line]
        return said


WRONG_BLOCKS = {
    "33 lines": (GPIOHS, lambda block: block.node.set("ngpios", 33),
                 "ngpios is 33: the block has 1 to 32 lines"),
    "no lines": (GPIO, lambda block: block.port.set("ngpios", 0),
                 "ngpios is 0: the block has 1 to 8 lines"),
    "31 interrupts": (GPIOHS, lambda block: block.node.set(
        "interrupts", *range(34, 65)), "31 interrupts for 32 lines"),
    "no interrupts": (GPIOHS, lambda block: block.node.props.pop(
        "interrupts"), "no interrupts"),
    "a port without its interrupt": (
        GPIO, lambda block: block.port.props.pop("interrupts"),
        "the port's interrupt"),
    "two ports": (GPIO, lambda block: block.node.child("gpio-port@1").set(
        "reg", 1), "is not the block's one port, port 0"),
    # its registers are the first one's: a tree can say that
    "another's lines": (GPIO, lambda block: None,
                        "another block has GPIO0"),
}
LOOK = ["sh", "-c",
        "ls -d /sys/bus/gpio/devices/gpiochip* | wc -l; dmesg"]


class WrongBlocks:
    """All of them in one tree, with another FPIOA."""

    def __init__(self, vm, profile, tmp_path):
        tree = Changed(profile)
        tree.apb0.child("pinmux@502f0000").set("compatible",
                                               "canaan,k210-fpioa")
        self.blocks = {}
        for number, (name, wrong) in enumerate(WRONG_BLOCKS.items(), start=1):
            compared, change, _ = wrong
            self.blocks[name] = Block(tree, compared, number)
            change(self.blocks[name])
        ran = vm("--profile", profile, "--dtb", tree.write(tmp_path),
                 command=LOOK)
        self.chips, *self.log = ran.lines


@pytest.fixture
def wrong_blocks(once, vm, profile, tmp_path):
    return once((WrongBlocks, profile),
                lambda: WrongBlocks(vm, profile, tmp_path))


@pytest.mark.parametrize("name", WRONG_BLOCKS)
def test_a_wrong_block_is_told_in_one_line(wrong_blocks, name):
    """The right ones are there, and no other."""
    assert WRONG_BLOCKS[name][2] in \
        wrong_blocks.blocks[name].told(wrong_blocks.log)
    assert wrong_blocks.chips == "2"


def test_a_second_fpioa_is_refused_in_one_line(wrong_blocks):
    """It has no registers of its own; the first one works all the same."""
    [said] = [line for line in wrong_blocks.log
              if "the tree has another FPIOA, and the chip has one" in line]
    assert "pinmux@502f0000" in said
    assert wrong_blocks.chips == "2"


@pytest.mark.parametrize("prop, why", [
    ("canaan,k210-sysctl-power", "canaan,k210-sysctl-power"),
    ("clocks", 'clock "pclk"')], ids=["no voltages", "no clocks"])
def test_a_wrong_fpioa_is_told_in_one_line(vm, profile, tmp_path, prop, why):
    """Both chips wait for it."""
    tree = Changed(profile)
    tree.fpioa.props.pop(prop)
    chips, *log = vm("--profile", profile, "--dtb", tree.write(tmp_path),
                     command=LOOK).lines
    [said] = [line for line in log if " k210-fpioa" in line and
              "error -" in line and "probe with driver" not in line]
    assert why in said
    assert chips == "0"
