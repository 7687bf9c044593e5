# SPDX-License-Identifier: GPL-2.0-or-later
"""What we build is kept outside the tree, under a hash of all that went in.

An entry counts only once its `.ready` file is there, which is written last;
what a killed build left behind is thrown away by the next one.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import time
from pathlib import Path

from .problem import Problem
from .progress import QUIET_S, say


def root():
    path = Path(os.environ.get("K210_CACHE") or "~/.cache/k210-gpio")
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise Problem("there is no home for the cache: set K210_CACHE") \
            from None


def digest(*parts):
    """A key from strings, bytes and files (by name and contents)."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            data = part.name.encode() + b"\0" + part.read_bytes()
        else:
            data = part if isinstance(part, bytes) else str(part).encode()
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()[:16]


@contextlib.contextmanager
def lock(name, wait=True):
    """Holds a lock that other processes with this cache respect.

    Without WAIT it raises BlockingIOError where another one holds it.
    """
    path = root() / "locks" / name.replace("/", "-")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as file:
        _take(file, name, wait)
        yield


def _take(file, name, wait):
    end = time.monotonic() + QUIET_S
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise
        if time.monotonic() > end:
            say(f"waiting for another run, which is at {name}")
            return fcntl.flock(file, fcntl.LOCK_EX)
        time.sleep(0.1)


def need_space(gigabytes, what):
    """Fails early and clearly instead of late and anyhow."""
    root().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(root()).free / 1e9
    if free < gigabytes:
        raise Problem(f"{what} needs {gigabytes} GB of disk in {root()}, "
                      f"where {free:.1f} GB are free")


def discard(path):
    """Removes a folder in one instant, and its contents after that."""
    if path.exists():
        with contextlib.suppress(FileNotFoundError):    # another was first
            os.rename(path, root() / f".trash-{secrets.token_hex(8)}")
        for trash in root().glob(".trash-*"):
            shutil.rmtree(trash, ignore_errors=True)


def entry(kind, key, build, keep=None):
    """The folder KIND/KEY; BUILD(folder) fills it where it is not ready.

    KEEP is how many entries of this kind stay when a new one comes.
    """
    folder = root() / kind / key
    ready = folder / ".ready"
    if not ready.exists():
        with lock(f"{kind}-{key}"):
            if not ready.exists():
                discard(folder)
                folder.mkdir(parents=True)
                build(folder)
                ready.touch()
                if keep:
                    _prune(kind, keep, key)
    with contextlib.suppress(OSError):
        os.utime(ready)
    return folder


def _prune(kind, keep, new):
    """Drops what was not used for longest, and what a killed build left."""
    ready = []
    for folder in (root() / kind).iterdir():
        try:
            used = (folder / ".ready").stat().st_mtime
            ready.append((folder.name == new, used, folder))
        except FileNotFoundError:
            with contextlib.suppress(BlockingIOError), \
                    lock(f"{kind}-{folder.name}", wait=False):
                if not (folder / ".ready").exists():
                    discard(folder)
    for *_, folder in sorted(ready)[:-keep]:
        discard(folder)
