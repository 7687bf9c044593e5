# SPDX-License-Identifier: GPL-2.0-or-later
"""The overlays of dts/, built and applied as a user would: by `make dtbs` and
Debian's fdtoverlay."""

import subprocess
from pathlib import Path

from host.fdt import Tree

TOP = Path(__file__).absolute().parent.parent

SYMBOLS = "symbols"     # what gives mainline's trees the others' labels


def build(folder):
    """{name: path} of the overlays, below FOLDER."""
    subprocess.run(["make", "-s", "-C", TOP, "dtbs", f"O={folder}"],
                   check=True)
    return {path.stem: path for path in sorted(Path(folder).glob("*.dtbo"))}


def compatible(path):
    """What a tree or overlay says that it is, or is for."""
    root = Tree(path.read_bytes()).root
    return set(root.strings("compatible")) - {""}


def for_tree(tree, overlays):
    """The names of those that are for the tree at a path, but SYMBOLS."""
    return [name for name, path in overlays.items()
            if name != SYMBOLS and compatible(path) & compatible(tree)]


def apply(board, names, overlays, target):
    """Writes to TARGET the tree at the path BOARD, with overlays on it."""
    subprocess.run(["fdtoverlay", "-i", board, "-o", target,
                    *(overlays[name] for name in [SYMBOLS, *names])],
                   check=True)
    return target
