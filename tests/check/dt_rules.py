# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules for device trees, by dt-schema. Debian 12's is older than the kernel's
bindings and can't read all of them: it is given those that concern us."""

import shutil
import tempfile
from pathlib import Path

import overlays
from host import devicetree
from host.kernel import Kernel
from tree_rules import TOP, run

BINDINGS = [
    "gpio/sifive,gpio.yaml", "gpio/snps,dw-apb-gpio.yaml",
    "pinctrl/canaan,k210-fpioa.yaml", "pinctrl/pinctrl.yaml",
    "pinctrl/pinmux-node.yaml", "pinctrl/pincfg-node.yaml",
    "serial/serial.yaml", "serial/sifive-serial.yaml",
]
BOARDS = ["sipeed_maix_bit", "sipeed_maix_dock", "sipeed_maix_go",
          "sipeed_maixduino", "canaan_kd233"]

# Those that ours are in place of.
REPLACED = ["gpio/sifive,gpio.yaml", "pinctrl/canaan,k210-fpioa.yaml"]
OURS = TOP / "dts" / "bindings"


def says(line):
    """A finding, and not the name of the schema that it is by."""
    return not line.startswith("\t")


class Schemas:
    """Bindings in a folder of their own, each in the place that it names."""

    def __init__(self, folder, files):
        """FILES: {place: path}."""
        self.folder = folder
        for place, path in files.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, folder / place)
        self.findings = run("dt-mk-schema", "-j", "-o", folder / "schema.json",
                            *(folder / place for place in files))

    def binding(self, place):
        """What is wrong with a binding, and with the examples in it."""
        binding = self.folder / place
        tree = binding.with_suffix(".dtb")
        found = run("dt-doc-validate", "-u", self.folder, binding, wanted=says)
        source = binding.with_suffix(".dts")
        source.write_text("\n".join(run("dt-extract-example", binding)))
        return found + run("dtc", "-q", "-o", tree, source) + self.tree(tree)

    def tree(self, path):
        return run("dt-validate", "-s", self.folder / "schema.json", path,
                   wanted=says)


def dt_schema(files):
    """Our bindings, and the boards' trees with what the VM adds to them: as
    they are by mainline's bindings, with the overlays for them by ours."""
    bench = {path.name: path for path in files
             if path.suffix == ".yaml" and OURS not in path.parents}
    ours = {path.relative_to(OURS).as_posix(): path for path in files
            if path.suffix == ".yaml" and OURS in path.parents}
    kernel = Kernel("k210")
    place = kernel.source / "Documentation/devicetree/bindings"
    mainline = {name: place / name for name in BINDINGS}
    kept = {name: path for name, path in mainline.items()
            if name not in REPLACED}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schemas = Schemas(folder / "mainline", mainline | bench)
        found = schemas.findings + _trees(schemas, folder, kernel, {})
        schemas = Schemas(folder / "ours", kept | ours | bench)
        found += schemas.findings
        for name in ours | bench:
            found += schemas.binding(name)
        found += _trees(schemas, folder, kernel,
                        overlays.build(folder / "dts"))
        return [line.replace(f"{folder}/", "") for line in found]


def _trees(schemas, folder, kernel, built):
    """What is wrong with the boards' trees, to which those of the overlays
    BUILT that are for them are applied."""
    found = []
    unused = set(built) - {overlays.SYMBOLS}
    for board in BOARDS:
        tree = kernel.board(board)
        names = overlays.for_tree(tree, built)
        unused -= set(names)
        path = folder / f"{board}.dtb"
        if built:
            tree = overlays.apply(tree, names, built, path)
        path.write_bytes(devicetree.merge(
            tree.read_bytes(), board, harts=2, memory=8 << 20, mmu=False,
            bootargs="", seed=bytes(32)))
        found += schemas.tree(path)
    return found + [f"{name}: an overlay for no board" for name in unused]
