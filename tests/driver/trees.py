# SPDX-License-Identifier: GPL-2.0-or-later
"""Mainline's Maix Bit tree with something else in it."""

from host.fdt import Tree
from script import board_tree


def mux(pad, function):
    """A `pinmux` cell."""
    return pad << 16 | function


class Changed:
    """The tree, and its nodes by what they are to us."""

    def __init__(self, profile):
        self.tree = Tree(board_tree("sipeed_maix_bit", profile).read_bytes())
        self.root = self.tree.root
        self.soc = self.root.child("soc")
        self.gpiohs = self.soc.child("gpio-controller@38001000")
        self.apb0 = next(node for node in self.soc.children.values()
                         if "pinmux@502b0000" in node.children)
        self.fpioa = self.apb0.child("pinmux@502b0000")
        self.gpio = self.apb0.child("gpio@50200000")
        self.port = self.gpio.child("gpio-port@0")
        self.state = self.fpioa.child("gpiohs-pinmux")
        self.gpio_state = self.fpioa.child("gpio-pinmux")

    def add_state(self, name, *parts):
        """A pin state of nodes with these properties, {name: values} each."""
        node = self.fpioa.child(name)
        for number, props in enumerate(parts):
            part = node.child(f"part{number}")
            for prop, values in props.items():
                part.set(prop, *values)
        return node

    def use_state(self, node, *states):
        """Makes NODE have these pin states, all of them its default one."""
        node.set("pinctrl-names", "default")
        node.set("pinctrl-0", *(self.tree.phandle(state) for state in states))

    def add_led(self, state, name="test", line=1):
        """A gpio-leds device with a pin state, for which the driver is loaded
        when a test likes; its LED hangs on a line of GPIOHS."""
        node = self.root.child(f"{name}-leds")
        node.set("compatible", "gpio-leds")
        self.use_state(node, state)
        node.child(f"{name}-led").set(
            "gpios", self.tree.phandle(self.gpiohs), line, 0)

    def write(self, folder):
        path = folder / "changed.dtb"
        path.write_bytes(self.tree.blob())
        return path


def routed(profile):
    """One that has all 40 lines on pads, each on the one that carries it after
    reset."""
    tree = Changed(profile)
    tree.state.set("pinmux", *(mux(16 + line, 24 + line)
                               for line in range(32)))
    tree.gpio_state.set("pinmux", *(mux(8 + line, 56 + line)
                                    for line in range(8)))
    return tree


def routed_tree(folder, profile):
    """The same, written."""
    return routed(profile).write(folder)
