# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads VCD files as IEEE 1364 has them, of one-bit wires, and nothing that
isn't allowed there."""

import re
from dataclasses import dataclass, field

DECLARATION = re.compile(
    r"\$(version|comment|timescale|scope|var|upscope|enddefinitions)"
    r"(?: ([^$]*?))? \$end")
COMMENT = re.compile(r"\$comment ([^$]*) \$end")


@dataclass
class Vcd:
    names: list = field(default_factory=list)
    initial: dict = field(default_factory=dict)     # name: level
    changes: list = field(default_factory=list)     # (ns, name, level)
    comments: list = field(default_factory=list)    # (ns, text)
    start_ns: int = 0       # of CLOCK_MONOTONIC: what its 0 is
    end_ns: int = 0


def read(text):
    head, body = text.split("$enddefinitions $end\n")
    vcd, codes = Vcd(), {}
    for line in head.splitlines():
        kind, words = DECLARATION.fullmatch(line).groups()
        if kind == "var":
            wire, width, code, name = words.split()
            assert (wire, width, len(code)) == ("wire", "1", 1)
            assert "!" <= code <= "~" and code not in codes
            codes[code] = name
            vcd.names.append(name)
        elif kind == "timescale":
            assert words == "1 ns"
        elif kind == "comment":
            vcd.start_ns = int(re.fullmatch(
                r"#0 is (\d+) ns of CLOCK_MONOTONIC", words)[1])
    lines = body.splitlines()
    assert lines[:2] == ["#0", "$dumpvars"]
    end = lines.index("$end")
    vcd.initial = {codes[line[1]]: line[0] for line in lines[2:end]}
    assert list(vcd.initial) == vcd.names
    assert set(vcd.initial.values()) <= set("01")
    for line in lines[end + 1:]:
        if line.startswith("#"):
            assert int(line[1:]) > vcd.end_ns
            vcd.end_ns = int(line[1:])
        elif line.startswith("$"):
            vcd.comments.append((vcd.end_ns, COMMENT.fullmatch(line)[1]))
        else:
            level, code = line
            assert level in "01"
            vcd.changes.append((vcd.end_ns, codes[code], level))
    return vcd
