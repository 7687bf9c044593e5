# SPDX-License-Identifier: GPL-2.0-or-later
"""Settings of pads from the device tree, in every form that the binding has:
each changes the word of its pad. Bits by their numbers, from k210.md 4.2."""

import pytest

from script import Script, pads
from trees import Changed, mux

# GPIOHS's default word, but for the function: drive level 7, both enables,
# Schmitt trigger.
GPIOHS = 0x00901700
# What IO40 to IO47 have after reset: drive level 15.
RESET = 0x00901f00

DRIVE, UP, DOWN = 0xf00, 1 << 16, 1 << 17

# The properties of a node, the bits that they clear and those that they set.
FORMS = {
    "bias-disable": ({"bias-disable": ()}, UP | DOWN, 0),
    "bias-pull-up": ({"bias-pull-up": ()}, UP | DOWN, UP),
    "bias-pull-up with a resistance": (
        {"bias-pull-up": (50000,)}, UP | DOWN, UP),
    "bias-pull-down": ({"bias-pull-down": ()}, UP | DOWN, DOWN),
    "input-disable": ({"input-disable": ()}, 1 << 20, 0),
    "input-enable": ({"input-enable": ()}, 0, 1 << 20),
    "input-schmitt-disable": ({"input-schmitt-disable": ()}, 1 << 23, 0),
    "input-schmitt-enable": ({"input-schmitt-enable": ()}, 0, 1 << 23),
    "input-polarity-invert": ({"input-polarity-invert": ()}, 0, 1 << 22),
    "output-disable": ({"output-disable": ()}, 1 << 12, 0),
    "output-enable": ({"output-enable": ()}, 0, 1 << 12),
    "output-polarity-invert": ({"output-polarity-invert": ()}, 0, 1 << 15),
    "slew-rate slow": ({"slew-rate": (1,)}, 0, 1 << 19),
    "slew-rate fast": ({"slew-rate": (0,)}, 1 << 19, 0),
    "all at once": ({"bias-pull-up": (), "drive-strength": (20,),
                     "slew-rate": (1,), "input-schmitt-disable": (),
                     "output-polarity-invert": ()},
                    UP | DOWN | DRIVE | 1 << 23,
                    UP | 1 << 8 | 1 << 19 | 1 << 15),
    **{f"drive-strength {ma} mA": ({"drive-strength": (ma,)}, DRIVE,
                                   level << 8)
       for ma, level in [(12, 0), (16, 0), (17, 1), (23, 2), (28, 3), (34, 4),
                         (38, 4), (39, 5), (45, 6), (50, 7), (500, 7)]},
    **{f"drive-strength-microamp {ua}": (
        {"drive-strength-microamp": (ua,)}, DRIVE, level << 8)
       for ua, level in [(11200, 0), (16799, 0), (16800, 1), (49500, 7)]},
}

# Each on a pad of its own. IO4 and IO5 are the console's, and two behind them
# are held at levels.
ON_PADS = dict(zip([*range(8, 16), *range(17, 48)], FORMS))
assert set(ON_PADS.values()) == set(FORMS)
HIGH, LOW = 40, 41


SHOW = """
cd /sys/kernel/debug/pinctrl/502b0000.pinmux-k210-fpioa
cat pinconf-pins pinconf-groups >/tmp/shown
exec /in/lines"""


class Boot:
    """All forms in one tree: of pads by their names, and along with cells.
    And two levels, which the outside then pulls at."""

    def __init__(self, run, profile, tmp_path, polarity):
        tree = Changed(profile)
        parts = []
        for pad, name in ON_PADS.items():
            props = FORMS[name][0]
            if pad % 3 == 0:
                parts.append({"pinmux": (mux(pad, 24 + pad - 16),), **props}
                             if pad >= 16 else {"pins": (f"IO{pad}",), **props})
            else:
                parts.append({"pins": (f"IO_{pad}",), **props})
        parts += [{"groups": ("A1", "C7"), "power-source": (1,)},
                  {"pins": ("B4",), "power-source": (1,)},
                  {"groups": ("C7",), "power-source": (0,)},
                  {"pins": (f"IO{HIGH}",), "output-high": (),
                   "bias-pull-up": (), "drive-strength": (12,)},
                  {"pins": (f"IO{LOW}",), "output-low": ()}]
        tree.use_state(tree.gpiohs, tree.add_state("test-state", *parts))
        script = Script()
        self.words = pads(script)
        levels = [script(f"jig level {pad}") for pad in (HIGH, LOW)]
        script(f"jig pull {HIGH} down")
        script(f"jig pull {LOW} up")
        levels += [script(f"jig level {pad}") for pad in (HIGH, LOW)]
        shown = tmp_path / "shown"
        run(script, "--dtb", tree.write(tmp_path), "--get",
            f"/tmp/shown:{shown}", "--set",
            f"k210-fpioa.constant-high={polarity}",
            command=["sh", "-c", SHOW])
        self.shown = shown.read_text()
        self.levels = [script[n] for n in levels]


@pytest.fixture
def boot_with(once, run, profile, tmp_path):
    """Boots with each polarity that CONSTANT may have."""
    return lambda polarity: once((Boot, profile, polarity), lambda: Boot(
        run, profile, tmp_path, polarity))


@pytest.fixture
def boot(boot_with):
    return boot_with("on")


@pytest.mark.parametrize("pad", ON_PADS, ids=lambda pad: ON_PADS[pad])
def test_a_setting_of_the_tree_is_in_the_pads_word(boot, pad):
    _, clear, value = FORMS[ON_PADS[pad]]
    name, word = boot.words()[pad]
    assert name.startswith("GPIO")
    assert word & ~0xff == (RESET & ~clear | value) & ~0xff


def test_the_kernel_reads_back_what_was_set(boot):
    """By pinctrl's own names; what is off is not there."""
    pad = next(pad for pad, name in ON_PADS.items() if name == "all at once")
    [line] = [line for line in boot.shown.splitlines()
              if line.startswith(f"pin {pad} ")]
    assert line.partition(": ")[2] == (
        "input bias pull up (1 ohms), output drive strength (17 mA), "
        "output drive strength (16800 uA), input enabled, output enabled, "
        "slew rate (0x1), output inverted (0x1)")


@pytest.mark.parametrize("bank, source", [
    ("A0", 0), ("A1", 1), ("A2", 0), ("B3", 0), ("B4", 1), ("B5", 0),
    ("C6", 0), ("C7", 0)])
def test_a_bank_has_the_voltage_that_the_tree_says(boot, bank, source):
    [line] = [line for line in boot.shown.splitlines() if f"({bank})" in line]
    assert f"pin power source ({source} selector)" in line


@pytest.mark.parametrize("polarity", ["on", "off"])
def test_a_pad_is_held_at_a_level_whichever_polarity_constant_has(
        boot_with, polarity):
    """k210.md 4.8. Its other settings are the node's; a pull that the outside
    has is no hindrance."""
    boot = boot_with(polarity)
    assert boot.levels == 2 * [f"level {HIGH} 1", f"level {LOW} 0"]
    found = boot.words()
    assert found[HIGH][0] == found[LOW][0] == "CONSTANT"
    assert found[HIGH][1] & 0x30f00 == UP
    assert found[LOW][1] & 0x30f00 == 7 << 8
