# SPDX-License-Identifier: GPL-2.0-or-later
"""Settings of pads by device tree, in the forms that canaan,k210-fpioa.yaml
documents, as the jig finds them in the pads' words."""

import pytest

from script import Script
from trees import Changed

pytestmark = pytest.mark.comparison

# Each on a pad of its own, from a GPIOHS line's default word (k210.md 4.7):
# drive level 7, Schmitt trigger, no pull. Of the drive levels that one is
# taken whose current is the highest that fits (4.4).
SETTINGS = {
    "drive-strength": (23, "ds=2"),
    "drive-strength-microamp": (38700, "ds=5"),
    "slew-rate": (1, "sl=1"),
    "input-schmitt-disable": (None, "st=0"),
    "bias-pull-up": (None, "pu=1 pd=0"),
    "bias-pull-down": (None, "pu=0 pd=1"),
    "input-polarity-invert": (None, "inv=2"),
    "output-polarity-invert": (None, "inv=1"),
}
FIRST = 32      # their pads, which GPIOHS16 and so on are on
POWER_SEL = "0x6c"


def pad_of(setting):
    return FIRST + list(SETTINGS).index(setting)


class Form:
    """One form that settings come in, for all of them at once."""

    def __init__(self, form):
        self.form = form
        self.script = Script()
        self.pads = {setting: self.script(f"jig pad {pad_of(setting)}")
                     for setting in SETTINGS}
        self.together = [self.script(f"jig pad {pad}") for pad in (21, 22)]
        self.voltage = self.script(f"jig count sysctl {POWER_SEL}")

    def change(self, tree):
        """Nodes for it all, in the state of GPIOHS."""
        self._tree = tree
        muxed = [FIRST + n << 16 | 24 + 16 + n for n in range(len(SETTINGS))]
        tree.state.set("pinmux", 21 << 16 | 29, 22 << 16 | 30,
                       *(muxed if self.form != "pinmux" else []))
        handles = [tree.tree.phandle(tree.state)]
        if self.form != "groups":
            handles += [self._node(setting, [pad_of(setting)],
                                   {setting: value})
                        for setting, (value, _) in SETTINGS.items()]
        if self.form == "pins":
            handles.append(self._node("together", [21, 22], {
                "bias-pull-up": None, "slew-rate": 1, "drive-strength": 12}))
        if self.form != "pinmux":
            handles.append(self._node("voltage", ["A0"],
                                      {"power-source": 1}))
        tree.gpiohs.set("pinctrl-0", *handles)

    def _node(self, name, pads, settings):
        kind = "pinmux" if self.form == "pinmux" else "pins"
        node = self._tree.fpioa.child(f"{name}-{kind}")
        if self.form == "pinmux":
            node.set("pinmux", *(pad << 16 | 24 + pad - 16 for pad in pads))
        else:
            node.set(self.form, *(pad if isinstance(pad, str) else
                                  f"IO_{pad}" for pad in pads))
        for setting, value in settings.items():
            node.set(setting, *([] if value is None else [value]))
        return self._tree.tree.phandle(node)


@pytest.fixture
def found(once, driver, run, profile, form, tmp_path):
    """What a form has done to the pads."""
    def boot():
        found = Form(form)
        tree = Changed(profile)
        found.change(tree)
        run(found.script, "--driver", driver, "--dtb", tree.write(tmp_path))
        return found
    return once((Form, driver, profile, form), boot)


@pytest.mark.parametrize("form", ["pinmux", "pins"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_in_the_tree_is_in_the_pads_word(found, setting):
    word = found.script[found.pads[setting]]
    assert f"pad {pad_of(setting)} fn=GPIOHS" in word
    assert SETTINGS[setting][1] in word


@pytest.mark.parametrize("form", ["pins"])
def test_several_pads_get_several_settings_at_once(found):
    for number in found.together:
        assert "pu=1 pd=0 ds=0 sl=1 st=1" in found.script[number]


@pytest.mark.parametrize("form", ["pins", "groups"])
def test_a_bank_gets_its_voltage_from_the_tree(found):
    """As far as can be seen: its register is written."""
    assert not found.script[found.voltage].endswith("writes=0")
