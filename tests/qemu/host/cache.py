# SPDX-License-Identifier: GPL-2.0-or-later
"""What we build is kept outside the tree, under a hash of all that went in.

An entry counts only once its `.ready` file is there, which is written last;
what a killed build left behind is thrown away by the next one.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from .problem import Problem


def root():
    path = os.environ.get("K210_CACHE") or "~/.cache/k210-gpio"
    return Path(path).expanduser().absolute()


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
def lock(name):
    """Holds a lock that other processes with this cache respect."""
    path = root() / "locks" / name.replace("/", "-")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


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
        root().mkdir(parents=True, exist_ok=True)
        trash = tempfile.mkdtemp(prefix=".trash-", dir=root())
        os.rename(path, Path(trash) / path.name)
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
                    _prune(kind, keep)
    with contextlib.suppress(OSError):
        os.utime(ready)
    return folder


def _prune(kind, keep):
    def last_use(folder):
        try:
            return (folder / ".ready").stat().st_mtime
        except FileNotFoundError:
            return float("inf")     # somebody is building it

    folders = sorted((root() / kind).iterdir(), key=last_use)
    for folder in folders[:-keep]:
        discard(folder)
