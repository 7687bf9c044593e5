# SPDX-License-Identifier: GPL-2.0-or-later
"""A kernel's source tree with our driver in it, and folders of what was built
there before: a driver that has changed is soon built again."""

import contextlib

from . import cache, guest, progress
from .problem import DiskFull, Problem

GRAFT = guest.TOP / "driver" / "graft"
SUITES = guest.TOP / "tests" / "kunit" / "driver"


def sources():
    """All that is put into the tree, and what does it."""
    suites = [path for path in SUITES.iterdir()
              if path.suffix in (".c", ".h") and
              not path.name.endswith(".mod.c") or
              path.name in ("Kbuild", ".kunitconfig")]
    return [GRAFT, *guest.driver_sources(), *sorted(suites)]


def key():
    """Of all of it, in the places where it is."""
    return cache.digest(*(part for path in sources() for part in
                          (str(path.relative_to(guest.TOP)), path)))


def _clone(source, tree):
    """Hard links, which the graft replaces and never writes to."""
    partial = tree.with_name("tree.partial")
    cache.discard(partial)
    partial.parent.mkdir(parents=True, exist_ok=True)
    progress.run("linking a kernel's source", ["cp", "-al", source, partial],
                 cache.root() / "log" / "graft.log")
    partial.rename(tree)


@contextlib.contextmanager
def work(source, name):
    """(tree, build folder NAME), to ourselves: SOURCE with the driver in it,
    and what was built of it there, but for what was left in the middle."""
    place = cache.root() / "graft-work" / source.name
    tree, build = place / "tree", place / name
    running = place / f".running-{name}"
    with cache.lock("graft-work"):
        if not tree.exists():
            cache.need_space(2, "building the driver into a kernel")
            cache.discard(place.parent)     # what older kernels left
            _clone(source, tree)
        progress.run("grafting the driver", [GRAFT, tree],
                     cache.root() / "log" / "graft.log")
        if running.exists():
            cache.discard(build)
        build.mkdir(exist_ok=True)
        running.touch()
        try:
            yield tree, build
        except DiskFull:
            raise               # half-written files may lie about
        except Problem:
            running.unlink()    # an error in the driver: what is built is good
            raise
        running.unlink()
