# SPDX-License-Identifier: GPL-2.0-or-later
"""Flattened device trees as Python objects, after the Devicetree Specification
chapter 5. (Debian's own binding to libfdt drops references to None until
Python dies of it.)"""

import struct

MAGIC = 0xd00dfeed
VERSION, COMPATIBLE_VERSION = 17, 16
MAX_DEPTH = 64      # Linux's too
BEGIN_NODE, END_NODE, PROP, NOP, END = 1, 2, 3, 4, 9
HEADER = struct.Struct(">10I")


class Node:
    """Properties as bytes by name, and child nodes by name."""

    def __init__(self):
        self.props = {}
        self.children = {}

    def walk(self, path=""):
        """(path, node) of this node and of all below it."""
        yield path or "/", self
        for name, child in self.children.items():
            yield from child.walk(f"{path}/{name}")

    def child(self, name):
        """The child NAME, made where there is none."""
        return self.children.setdefault(name, Node())

    def strings(self, prop):
        return self.props.get(prop, b"").decode(errors="replace").split("\0")

    def number(self, prop, default=None):
        value = self.props.get(prop)
        return int.from_bytes(value, "big") if value else default

    def set(self, prop, *values):
        """Strings, 32-bit numbers and bytes, one after the other."""
        self.props[prop] = b"".join(
            value.encode() + b"\0" if isinstance(value, str) else
            struct.pack(">I", value) if isinstance(value, int) else value
            for value in values)


class Tree:
    def __init__(self, blob):
        """Raises ValueError for what is no tree."""
        try:
            (magic, size, structs, strings, reserved, _, compatible, self.cpu,
             _, _) = HEADER.unpack_from(blob)
            if magic != MAGIC or size > len(blob) or \
                    compatible > COMPATIBLE_VERSION:
                raise ValueError("no device tree")
            self.reserved = []
            while (entry := struct.unpack_from(">QQ", blob, reserved))[1]:
                self.reserved.append(entry)
                reserved += 16
            self.root = _parse(blob, structs, strings)
        except (struct.error, IndexError) as error:
            raise ValueError("broken device tree") from error

    def phandle(self, node):
        """NODE's phandle, given to it where it has none."""
        if "phandle" not in node.props:
            node.set("phandle", 1 + max(other.number("phandle", 0)
                                        for _, other in self.root.walk()))
        return node.number("phandle")

    def blob(self):
        names = {}      # property name: its offset among the strings
        structs = _emit("", self.root, names) + struct.pack(">I", END)
        strings = b"".join(name.encode() + b"\0" for name in names)
        reserved = b"".join(struct.pack(">QQ", *entry)
                            for entry in [*self.reserved, (0, 0)])
        at = HEADER.size + len(reserved)
        return HEADER.pack(MAGIC, at + len(structs) + len(strings), at,
                           at + len(structs), HEADER.size, VERSION,
                           COMPATIBLE_VERSION, self.cpu, len(strings),
                           len(structs)) + reserved + structs + strings


def _text(blob, at):
    return blob[at:blob.index(b"\0", at)].decode()


def _aligned(data):
    return data + b"\0" * (-len(data) % 4)


def _parse(blob, at, strings):
    """The root node of the structs that begin at AT."""
    root = None
    stack = []
    while True:
        token, = struct.unpack_from(">I", blob, at)
        at += 4
        if token == BEGIN_NODE:
            if len(stack) >= MAX_DEPTH:
                raise ValueError("device tree too deep")
            name = _text(blob, at)
            at += len(_aligned(name.encode() + b"\0"))
            node = Node()
            if stack:
                stack[-1].children[name] = node
            else:
                root = node
            stack.append(node)
        elif token == PROP:
            size, name = struct.unpack_from(">II", blob, at)
            at += 8
            stack[-1].props[_text(blob, strings + name)] = blob[at:at + size]
            at += size + -size % 4
        elif token == END_NODE:
            stack.pop()
        elif token == END and root and not stack:
            return root
        elif token != NOP:
            raise ValueError("broken device tree")


def _emit(name, node, names):
    parts = [struct.pack(">I", BEGIN_NODE), _aligned(name.encode() + b"\0")]
    for prop, value in node.props.items():
        if prop not in names:
            names[prop] = sum(len(other.encode()) + 1 for other in names)
        parts += [struct.pack(">III", PROP, len(value), names[prop]),
                  _aligned(value)]
    for child, below in node.children.items():
        parts.append(_emit(child, below, names))
    parts.append(struct.pack(">I", END_NODE))
    return b"".join(parts)
