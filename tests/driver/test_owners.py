# SPDX-License-Identifier: GPL-2.0-or-later
"""Who has a pad: lines in use, and device-tree states that come and go. Each
state is one of a device whose driver is bound when the script says so. All of
it takes one boot: each part finds its pads as they are after reset, and puts
them back."""

import contextlib
import errno

import pytest

from script import GPIOHS, Tour
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


SELECT = PINMUX.replace("pinmux-pins", "pinmux-select")
# What the parts may move.
RESET = {24: "GPIOHS8", 25: "GPIOHS9", 33: "GPIOHS17", 34: "GPIOHS18",
         35: "GPIOHS19"}


def bind(script, name):
    script(f"write /sys/bus/platform/drivers/leds-gpio/bind {name}-leds")


def refuse(script, name):
    """A device whose state can't be had is not there."""
    script("write /sys/bus/platform/drivers/leds-gpio/bind "
           f"{name}-leds", f"error {errno.EINVAL}")


def unbind(script, name):
    script(f"write /sys/bus/platform/drivers/leds-gpio/unbind {name}-leds")


def ask(script, *pads):
    """Asks for pads; after the run, call it for their functions."""
    numbers = [script(f"jig pad {pad}") for pad in pads]
    return lambda: [script[n].split("fn=")[1].split()[0] for n in numbers]


def pad_in_use(script):
    script("in 17")
    refuse(script, "pad")
    while_used = ask(script, 33)
    script("release")
    bind(script, "pad")
    then = ask(script, 33)
    unbind(script, "pad")
    said = yield
    assert while_used() + then() == ["GPIOHS17", "UART1_TX"]
    assert said == [
        "IO33 can't become UART1_TX: IO33 is GPIOHS17, a line in use"]


def function_in_use(script):
    script("in 18")
    refuse(script, "line")
    while_used = ask(script, 34, 35)
    script("release")
    bind(script, "line")
    then = ask(script, 34, 35)
    unbind(script, "line")
    said = yield
    assert while_used() == ["GPIOHS18", "GPIOHS19"]
    assert then() == ["RESV0", "GPIOHS18"]
    assert said == [
        "IO35 can't become GPIOHS18: IO34 is GPIOHS18, a line in use"]


def routed_line(script):
    bind(script, "line")
    owner = script(f"grep {PINMUX} (IO35)")
    script(f"write {SELECT} IO35 UART1_TX")
    then = ask(script, 35)
    unbind(script, "line")
    said = yield
    assert said == []
    assert "(MUX UNCLAIMED)" in script[owner]
    assert then() == ["UART1_TX"]


def held_pad(script):
    bind(script, "holder")
    owner = script(f"grep {PINMUX} (IO24)")
    refuse(script, "guest")
    script(f"write {SELECT} IO24 UART1_TX", f"error {errno.EINVAL}")
    while_held = ask(script, 24, 25)
    unbind(script, "holder")
    bind(script, "guest")
    then = ask(script, 24, 25)
    unbind(script, "guest")
    said = yield
    assert "holder-leds" in script[owner]
    assert while_held() == ["UART2_TX", "GPIOHS9"]
    assert then() == ["GPIOHS9", "RESV0"]
    assert said == [f"IO24 can't become {name}: IO24 is UART2_TX, and reserved"
                    for name in ("GPIOHS9", "UART1_TX")]


def held_function(script):
    bind(script, "holder")
    refuse(script, "rival")
    pads = ask(script, 24, 25)
    unbind(script, "holder")
    said = yield
    assert pads() == ["UART2_TX", "GPIOHS9"]
    assert said == ["IO25 can't become UART2_TX: "
                    "IO24 is UART2_TX, and reserved"]


def line_without_a_pad(script):
    script(f"write {SELECT} IO33 UART1_TX")
    script("in 17", f"error {errno.ENXIO}")
    script("out 17=0", f"error {errno.ENXIO}")
    script("in 16 18")
    script("release")
    yield


def routed_line_of_another(script):
    bind(script, "line")
    script("out 18=1")
    script("jig level 35", "level 35 1")
    script("release")
    unbind(script, "line")
    said = yield
    assert said == []


def many_pads(script):
    bind(script, "nothing")
    pads = ask(script, 28, 29, 30, 32)
    unbind(script, "nothing")
    said = yield
    assert said == []
    assert pads() == ["RESV0", "RESV0", "CONSTANT", "CONSTANT"]


# The last one's pads stay as they are.
PARTS = [pad_in_use, function_in_use, routed_line, held_pad, held_function,
         line_without_a_pad, routed_line_of_another, many_pads]


def in_turn(script, part):
    """The part on its own pads, and what the kernel said of them meanwhile."""
    script(f"write /dev/kmsg <3>part {part.__name__}")
    script(f"chip {GPIOHS}")
    before = ask(script, *RESET)
    looks = part(script)
    next(looks)
    for pad, function in RESET.items():
        script(f"write {SELECT} IO{pad} {function}")
    log = yield
    assert before() == list(RESET.values())
    [said] = [text for text in log.split("part ")
              if text.startswith(f"{part.__name__}\n")]
    with contextlib.suppress(StopIteration):
        looks.send([line.split("502b0000.pinmux: ")[1]
                    for line in said.splitlines()
                    if "502b0000.pinmux: IO" in line])


@pytest.fixture
def tour(once, run, profile, tmp_path):
    def boot():
        tree = Changed(profile)
        for line, (name, cells) in enumerate(STATES.items(), start=1):
            tree.add_led(tree.add_state(f"{name}-state",
                                        {"pinmux": tuple(cells)}), name, line)
        tour = Tour([(in_turn, part) for part in PARTS])
        # A message is there when its line has ended, or with the next one.
        log = tmp_path / "log.txt"
        run(tour.script, "--dtb", tree.write(tmp_path), "--get",
            f"/tmp/log:{log}", expect_failures=True, command=[
                "sh", "-c", "echo 0 >/sys/bus/platform/drivers_autoprobe; "
                "modprobe leds-gpio; "
                "/in/lines && echo >/dev/kmsg && dmesg >/tmp/log"])
        tour.said = log.read_text()
        return tour
    return once((__file__, profile), boot)


def test_a_pad_in_use_is_not_remuxed(tour):
    tour.look(in_turn, pad_in_use)


def test_a_function_does_not_move_from_a_pad_in_use(tour):
    """Free, the other pad goes to RESV0."""
    tour.look(in_turn, function_in_use)


def test_a_state_routes_a_line_and_does_not_hold_its_pad(tour):
    """Not to pinctrl either. Who has the line moves it with no ado."""
    tour.look(in_turn, routed_line)


def test_a_held_pad_is_not_taken_for_a_line(tour):
    tour.look(in_turn, held_pad)


def test_a_function_does_not_move_from_a_held_pad(tour):
    tour.look(in_turn, held_function)


def test_nothing_and_a_constant_may_be_on_many_pads(tour):
    tour.look(in_turn, many_pads)


def test_a_line_without_a_pad_is_refused_and_told(tour):
    """The line names it and who wanted it."""
    tour.look(in_turn, line_without_a_pad)
    assert ("line 17, asked for by task lines, is refused: no pad carries "
            "GPIOHS17") in tour.said


def test_a_line_that_a_state_of_another_device_routes_may_be_requested(tour):
    """As SPI's chip selects are."""
    tour.look(in_turn, routed_line_of_another)
