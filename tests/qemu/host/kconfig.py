# SPDX-License-Identifier: GPL-2.0-or-later
"""Configures Linux and U-Boot: a base of theirs, and fragments on it."""

from . import progress
from .problem import Problem


def _lines(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines()
                if line.startswith("CONFIG_"))


def configure(title, tree, folder, make, base, fragments, log, env):
    """Writes FOLDER/.config, in which every line that a fragment asks for
    must be. MAKE are the words of TREE's make command."""
    def run(*command):
        progress.run(f"configuring {title}", command, log, env=env)

    make = [*make, "-C", tree, f"O={folder}"]
    run(*make, base)
    run(tree / "scripts/kconfig/merge_config.sh", "-m", "-O", folder,
        folder / ".config", *fragments)
    run(*make, "olddefconfig")
    have = _lines(folder / ".config")
    wanted = {}
    for path in fragments:
        wanted.update(_lines(path))     # a later one has the last word
    for name, value in wanted.items():
        if have.get(name, "n") != value:
            raise Problem(f"{title}'s configuration has {name}="
                          f"{have.get(name, 'n')} where {value} was asked for")
