# SPDX-License-Identifier: GPL-2.0-or-later
"""libFuzzer on what parses: board files, lists, names."""

import os
import re

from userspace import hosted
from userspace.places import HERE

PARSERS = ["board", "names"]
SEED = int(os.environ.get("SEED") or 1)


def build(name, folder):
    return hosted.compiled(folder / name, f"{hosted.WATCHED},fuzzer",
                           HERE / "parsers" / f"{name}.c")


def corpus(name):
    files = sorted((HERE / "corpus" / name).iterdir())
    assert files
    return files


def runs(program, folder, seed, number):
    """So many inputs from SEED, the corpus first; how many were run."""
    found = folder / "found"
    found.mkdir()
    done = hosted.ran(program, folder, f"-seed={seed}", f"-runs={number}",
                      "-print_final_stats=1", "-timeout=20", found,
                      HERE / "corpus" / program.name)
    assert done.returncode == 0, \
        f"SEED={seed}: {done.stderr[-3000:]}"
    return int(re.search(r"number_of_executed_units: (\d+)", done.stderr)[1])
