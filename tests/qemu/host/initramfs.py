# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes initramfs archives: the kernel's newc cpio, everything owned by root.

Equal contents give equal archives, byte for byte: --icount counts how the
kernel unpacks them.
"""

import os
import stat
from pathlib import Path

MTIME = 1767225600      # 2026-01-01, for every file


def normal(path):
    """PATH in the guest, absolute or not, without a leading slash; /bin, /lib
    and /sbin are links into /usr."""
    parts = [part for part in str(path).split("/") if part not in ("", ".")]
    if len(parts) > 1 and parts[0] in ("bin", "sbin", "lib"):
        parts.insert(0, "usr")
    return "/".join(parts)


class Initramfs:
    """Files by their path in the guest. A later one replaces an earlier."""

    def __init__(self):
        self._entries = {}      # path: mode, data or Path, hard link, device

    def _add(self, path, mode, data=b"", link=None, device=(0, 0)):
        path = normal(path)
        parent = os.path.dirname(path)
        if parent and parent not in self._entries:
            self.directory(parent)
        self._entries[path] = (mode, data, link, device)

    def directory(self, path, mode=0o755):
        path = normal(path)
        if path not in ("bin", "sbin", "lib"):
            self._add(path, stat.S_IFDIR | mode)

    def file(self, path, data, mode=0o644):
        """DATA is bytes, or the Path of a file on the host."""
        self._add(path, stat.S_IFREG | mode, data)

    def symlink(self, path, target):
        self._add(path, stat.S_IFLNK | 0o777, os.fsencode(target))

    def node(self, path, mode, device=(0, 0)):
        """A device, by its major and minor number, or a pipe."""
        self._add(path, mode, b"", None, device)

    def copy(self, source, path):
        """A file or folder of the host, with its modes and links."""
        info = source.lstat()
        mode = info.st_mode
        if stat.S_ISLNK(mode):
            self.symlink(path, os.readlink(source))
        elif stat.S_ISDIR(mode):
            self.directory(path, stat.S_IMODE(mode))
            for child in sorted(source.iterdir()):
                self.copy(child, f"{path}/{child.name}")
        elif stat.S_ISREG(mode):
            link = (info.st_dev, info.st_ino) if info.st_nlink > 1 else None
            self._add(path, mode, source, link)
        else:
            self.node(path, mode, (os.major(info.st_rdev),
                                   os.minor(info.st_rdev)))

    def _in_order(self):
        """Large files first: without an MMU the kernel wants room in one piece
        for each of them."""
        def rank(item):
            mode, data, _, _ = item[1]
            if not stat.S_ISREG(mode):
                return 0
            return 1 / (2 + (data.stat().st_size if isinstance(data, Path)
                             else len(data)))
        return sorted(self._entries.items(), key=rank)

    def write(self, out):
        """Writes the archive to a binary file."""
        links = {}
        for _, _, link, _ in self._entries.values():
            if link:
                links[link] = links.get(link, 0) + 1
        numbers = {}
        for number, (path, entry) in enumerate(self._in_order(), 1):
            mode, data, link, device = entry
            count = 1
            if link and links[link] > 1:
                first = link not in numbers
                number = numbers.setdefault(link, number)
                count = links[link]
                data = data if first else b""
            if isinstance(data, Path):
                data = data.read_bytes()
            _write_member(out, path, number, mode, count, device, data)
        _write_member(out, "TRAILER!!!", 0, 0, 1, (0, 0), b"")
        out.write(b"\0" * (-out.tell() % 512))


def _write_member(out, path, number, mode, links, device, data):
    name = os.fsencode(path) + b"\0"
    fields = (number, mode, 0, 0, links, MTIME if mode else 0, len(data),
              0, 0, *device, len(name), 0)
    header = b"070701" + b"".join(b"%08X" % field for field in fields)
    out.write(header + name + b"\0" * (-(len(header) + len(name)) % 4))
    out.write(data + b"\0" * (-len(data) % 4))
