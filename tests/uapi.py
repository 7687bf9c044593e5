# SPDX-License-Identifier: GPL-2.0-or-later
"""The bridge's header, read: what it defines, and how it is laid out."""

import re
from collections import namedtuple

from vm_run import TESTS

INCLUDE = TESTS.parent / "include" / "uapi"
HEADER = INCLUDE / "linux" / "k210-fpioa.h"
PAGE = TESTS.parent / "userspace" / "man" / "k210-fpioa.4"

SIZES = {"char": 1, "__u8": 1, "__u32": 4, "__s32": 4, "__u64": 8}

Field = namedtuple("Field", "type name number")

_DEFINE = re.compile(r"^#define (K210_FPIOA_\w+)[ \t\\\n]+(\S[^\n]*)", re.M)
_STRUCT = re.compile(r"^struct (k210_fpioa_\w+) \{\n(.*?)^\};", re.M | re.S)
_FIELD = re.compile(r"^\t(?P<type>[\w ]+?) (?P<name>\w+)"
                    r"(?:\[(?P<number>\w+)\])?;", re.M)
_REQUEST = re.compile(r"_IO(\w+)\(K210_FPIOA_IOC, (\d+),\s*struct (\w+)\)")
_ERROR = re.compile(r"\bE[A-Z0-9]{3,}\b")


def defines(text):
    """{name: what it stands for}"""
    return dict(_DEFINE.findall(text))


def structs(text):
    """{name: its Fields}, in C or in a page that shows it."""
    return {name: [Field(match["type"], match["name"], match["number"])
                   for match in _FIELD.finditer(body)]
            for name, body in _STRUCT.findall(text)}


def requests(text):
    """{name: (R, W or WR; its number; the structure)}"""
    found = {}
    for name, value in defines(text).items():
        match = _REQUEST.match(value)
        if match:
            found[name] = match[1], int(match[2]), match[3]
    return found


def errors(text):
    """{request: errors of its own}, by what comments say of each."""
    found = {}
    for comment in re.findall(r"/\*\n(.*?)\*/", text, re.S):
        for name, said in re.findall(
                r"^ \* (K210_FPIOA_\w+):(.*?)^(?= \*?$|\Z)", comment,
                re.M | re.S):
            found.setdefault(name, set()).update(_ERROR.findall(said))
    return found


def common_errors(text):
    """Those of any request, by the comment on top."""
    top = text[text.index("How this grows"):text.index("#ifndef")]
    return set(_ERROR.findall(top))


def read_errors(text):
    """Those of read()."""
    comment = text[text.index(" * read() of"):]
    return set(_ERROR.findall(comment))


def layout(text):
    """{structure: ([(field, offset)], size)} by nothing but the fields' own
    sizes: where a compiler does otherwise, there is a hole."""
    number = {"K210_FPIOA_NAME_SIZE":
              int(defines(text)["K210_FPIOA_NAME_SIZE"])}
    found, sizes = {}, dict(SIZES)
    for name, fields in structs(text).items():
        offset, places = 0, []
        for field in fields:
            places.append((field.name, offset))
            count = number.get(field.number) or int(field.number or 1)
            offset += sizes[field.type] * count
        found[name] = places, offset
        sizes[f"struct {name}"] = offset
    return found
