# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules for device trees, by dt-schema. Debian 12's is older than the kernel's
bindings and can't read all of them: it is given those that concern us."""

import tempfile
from pathlib import Path

from host import devicetree
from host.kernel import Kernel
from tree_rules import run

BINDINGS = [
    "gpio/gpio.yaml", "gpio/sifive,gpio.yaml", "gpio/snps,dw-apb-gpio.yaml",
    "pinctrl/canaan,k210-fpioa.yaml", "pinctrl/pinctrl.yaml",
    "pinctrl/pinmux-node.yaml", "pinctrl/pincfg-node.yaml",
    "serial/serial.yaml", "serial/sifive-serial.yaml",
]
BOARDS = ["sipeed_maix_bit", "sipeed_maix_dock", "sipeed_maix_go",
          "sipeed_maixduino", "canaan_kd233"]


def says(line):
    """A finding, and not the name of the schema that it is by."""
    return not line.startswith("\t")


def dt_schema(files):
    """Our bindings, and the boards' trees with what the VM adds to them."""
    ours = [path for path in files if path.suffix == ".yaml"]
    found = [line for path in ours for line in
             run("dt-doc-validate", "-u", path.parent, path, wanted=says)]
    kernel = Kernel("k210")
    bindings = kernel.source / "Documentation/devicetree/bindings"
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "schema.json")
        found += run("dt-mk-schema", "-j", "-o", schema, *ours,
                     *(bindings / name for name in BINDINGS))
        for board in BOARDS:
            tree = Path(folder, f"{board}.dtb")
            tree.write_bytes(devicetree.merge(
                kernel.board(board).read_bytes(), board, harts=2,
                memory=8 << 20, mmu=False, bootargs="", seed=bytes(32)))
            found += run("dt-validate", "-s", schema, tree, wanted=says)
        return [line.replace(f"{folder}/", "") for line in found]
