# SPDX-License-Identifier: GPL-2.0-or-later
"""Who has a pad: lines in use, and device-tree states that come and go. Each
state is one of a device whose driver is bound when the script says so."""

import errno

import pytest

from script import GPIOHS, Script
from trees import Changed, mux

UART1_TX, UART2_TX, RESV0, CONSTANT = 65, 67, 120, 222


def gpiohs(line):
    return 24 + line


# After reset IO17 to IO47 carry GPIOHS1 to 31; the devices' LEDs are on
# GPIOHS1 and following.
STATES = {
    "pad": [mux(33, UART1_TX)],                 # GPIOHS17 is there
    "line": [mux(35, gpiohs(18))],              # it is on IO34
    "holder": [mux(24, UART2_TX)],              # GPIOHS8 is there
    "guest": [mux(24, gpiohs(9))],              # it is on IO25
    "rival": [mux(25, UART2_TX)],
    "nothing": [mux(28, RESV0), mux(29, RESV0), mux(30, CONSTANT),
                mux(32, CONSTANT)],
}
PINMUX = "/sys/kernel/debug/pinctrl/502b0000.pinmux-k210-fpioa/pinmux-pins"


class Owners(Script):
    def __init__(self):
        super().__init__()
        self("chip " + GPIOHS)

    def bind(self, name):
        return self("write /sys/bus/platform/drivers/leds-gpio/bind "
                    f"{name}-leds")

    def refused(self, name):
        """A device whose state can't be had is not there."""
        self.bind(name)
        self(f"read /sys/bus/platform/drivers/leds-gpio/{name}-leds/modalias")

    def unbind(self, name):
        self("write /sys/bus/platform/drivers/leds-gpio/unbind "
             f"{name}-leds")

    def owner(self, pad):
        return self(f"grep {PINMUX} (IO{pad})")

    def pad(self, pad):
        return self(f"jig pad {pad}")

    def function(self, number):
        return self[number].split("fn=")[1].split()[0]


@pytest.fixture
def obey(run, profile, tmp_path):
    """Runs the script; what the kernel said of it."""
    def obey(script, failures=0):
        tree = Changed(profile)
        for line, (name, cells) in enumerate(STATES.items(), start=1):
            tree.add_led(tree.add_state(f"{name}-state",
                                        {"pinmux": tuple(cells)}), name, line)
        ran = run(script, "--dtb", tree.write(tmp_path), command=[
            "sh", "-c", "echo 0 >/sys/bus/platform/drivers_autoprobe; "
            "modprobe leds-gpio; exec /in/lines"], expect_failures=True)
        assert len(script.failures()) == failures
        return [line.split("502b0000.pinmux: ")[1]
                for line in ran.log("console.log").splitlines()
                if "502b0000.pinmux: IO" in line]
    return obey


def test_a_pad_in_use_is_not_remuxed(obey):
    script = Owners()
    script("in 17")
    script.refused("pad")
    while_used = script.pad(33)
    script("release")
    script.bind("pad")
    then = script.pad(33)
    said = obey(script, failures=2)
    assert [script.function(n) for n in (while_used, then)] == \
        ["GPIOHS17", "UART1_TX"]
    assert said == [
        "IO33 can't become UART1_TX: IO33 is GPIOHS17, a line in use"]


def test_a_function_does_not_move_from_a_pad_in_use(obey):
    """Free, the other pad goes to RESV0."""
    script = Owners()
    script("in 18")
    script.refused("line")
    while_used = [script.pad(34), script.pad(35)]
    script("release")
    script.bind("line")
    then = [script.pad(34), script.pad(35)]
    said = obey(script, failures=2)
    assert [script.function(n) for n in while_used] == ["GPIOHS18", "GPIOHS19"]
    assert [script.function(n) for n in then] == ["RESV0", "GPIOHS18"]
    assert said == [
        "IO35 can't become GPIOHS18: IO34 is GPIOHS18, a line in use"]


def test_a_state_routes_a_line_and_does_not_hold_its_pad(obey):
    """Not to pinctrl either. Who has the line moves it with no ado."""
    script = Owners()
    script.bind("line")
    owner = script.owner(35)
    script(f"write {PINMUX[:-4]}select IO35 UART1_TX")
    then = script.pad(35)
    assert obey(script) == []
    assert "(MUX UNCLAIMED)" in script[owner]
    assert script.function(then) == "UART1_TX"


def test_a_held_pad_is_not_taken_for_a_line(obey):
    script = Owners()
    script.bind("holder")
    owner = script.owner(24)
    script.refused("guest")
    selected = script(f"write {PINMUX[:-4]}select IO24 UART1_TX")
    while_held = [script.pad(24), script.pad(25)]
    script.unbind("holder")
    script.bind("guest")
    then = [script.pad(24), script.pad(25)]
    said = obey(script, failures=3)
    assert "holder-leds" in script[owner]
    assert [script.function(n) for n in while_held] == ["UART2_TX", "GPIOHS9"]
    assert [script.function(n) for n in then] == ["GPIOHS9", "RESV0"]
    assert script[selected] == f"error {errno.EINVAL}"
    assert said == ["IO24 can't become GPIOHS9: IO24 is UART2_TX, and held",
                    "IO24 can't become UART1_TX: IO24 is UART2_TX, and held"]


def test_a_function_does_not_move_from_a_held_pad(obey):
    script = Owners()
    script.bind("holder")
    script.refused("rival")
    pads = [script.pad(24), script.pad(25)]
    said = obey(script, failures=2)
    assert [script.function(n) for n in pads] == ["UART2_TX", "GPIOHS9"]
    assert said == ["IO25 can't become UART2_TX: IO24 is UART2_TX, and held"]


def test_nothing_and_a_constant_may_be_on_many_pads(obey):
    script = Owners()
    script.bind("nothing")
    pads = [script.pad(pad) for pad in (28, 29, 30, 32)]
    assert obey(script) == []
    assert [script.function(n) for n in pads] == \
        ["RESV0", "RESV0", "CONSTANT", "CONSTANT"]


def test_a_line_without_a_pad_is_refused_and_told(run):
    """The line names it and who wanted it."""
    script = Script()
    script(f"chip {GPIOHS}")
    script(f"write {PINMUX[:-4]}select IO33 UART1_TX")
    refused = [script("in 17"), script("out 17=0")]
    script("in 16 18")
    ran = run(script, expect_failures=True)
    assert [script[n] for n in refused] == 2 * [f"error {errno.ENXIO}"]
    assert len(script.failures()) == 2
    assert ("line 17, asked for by task lines, is refused: no pad carries "
            "GPIOHS17") in ran.log("console.log")


def test_a_line_that_a_state_of_another_device_routes_may_be_requested(obey):
    """As SPI's chip selects are."""
    script = Owners()
    script.bind("line")
    script("out 18=1")
    level = script("jig level 35")
    assert obey(script) == []
    assert script[level] == "level 35 1"
