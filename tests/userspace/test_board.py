# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio/board.h, on mainline's trees."""

import sys

import pytest

from userspace.places import HERE
from host.fdt import Tree
from vm_run import TESTS, kdir

sys.path.append(str(TESTS / "driver"))

from boards import BOARDS                               # noqa: E402

SOURCE = HERE / "board.c"
NAMES = {"sipeed_maix_bit": "bit", "sipeed_maix_dock": "dock",
         "sipeed_maix_go": "go", "sipeed_maixduino": "maixduino",
         "canaan_kd233": "kd233"}


def tree(name, profile):
    return kdir("--profile", profile) / \
        "arch/riscv/boot/dts/canaan" / f"{name}.dtb"


def vm_options(profile, folder):
    """A Maix Bit whose lines have names: one that a pad has too, and one that
    both chips have."""
    bit = Tree(tree("sipeed_maix_bit", profile).read_bytes())
    soc = bit.root.child("soc")
    gpio, = (node.child("gpio@50200000").child("gpio-port@0")
             for node in soc.children.values()
             if "gpio@50200000" in node.children)
    soc.child("gpio-controller@38001000").set(
        "gpio-line-names", *[""] * 5, "reset", "IO13", "twice")
    gpio.set("gpio-line-names", *[""] * 3, "twice")
    path = folder / "named.dtb"
    path.write_bytes(bit.blob())
    return ["--dtb", path]


def test_board(holds, case):
    holds(case)


@pytest.mark.parametrize("name", NAMES)
def test_mainlines_trees_name_their_boards(name, profile, vm, linked):
    """LEDs and keys are where the tree has them; of Go's LEDs, mainline's
    colours are others than MaixPy's."""
    program = linked(profile, SOURCE, HERE / "harness.c", HERE / "jig.c")
    ran = vm("--profile", profile, "--dtb", tree(name, profile),
             "--put", program, command=[f"/in/{program.name}", "list"])
    board, *lines = ran.text.splitlines()
    pins = [line.split() for line in lines]
    assert (ran.status, board) == (0, NAMES[name])
    parts = {*BOARDS[name].leds.values(), *BOARDS[name].keys}
    low = {int(pad) for _, pad, active_low, _ in pins if active_low == "1"}
    reserved = {int(pad) for *_, pad, _, kept in pins if kept == "1"}
    assert parts <= low
    assert not reserved & (parts | {BOARDS[name].header[1]})
    assert {int(pad) for _, pad, *_ in pins} <= set(range(48))
