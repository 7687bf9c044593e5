# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs in k210-fpioa(4), as files."""

import re

import uapi

# In the order in which the page has them.
EXAMPLES = ("claim", "watch")


def _programs(page):
    return [block.replace("\\e", "\\").replace("\\-", "-")
            for block in re.findall(r"^\.Bd -literal\n(.*?)^\.Ed", page,
                                    re.M | re.S) if "int main(" in block]


def example(name, folder):
    """The path of the program NAME in FOLDER."""
    programs = dict(zip(EXAMPLES, _programs(uapi.PAGE.read_text()),
                        strict=True))
    path = folder / f"{name}.c"
    path.write_text(programs[name])
    return path
