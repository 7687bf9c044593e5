# SPDX-License-Identifier: GPL-2.0-or-later
"""Cases in C, as harness.h has them: their names and how they ended."""

import re

import ktap

# A case's sentence, which is on one line.
CASE = re.compile(r'\bCASE\(\s*"([^"]*)"')


def names(source):
    """The sentences of a source's cases."""
    found = CASE.findall(source.read_text())
    assert found, f"{source} has no cases"
    assert len(found) == len(set(found)), f"{source} has one twice"
    return found


def outcomes(document):
    """{sentence: (outcome, reason)} of what the program printed."""
    return {name: (outcome, reason)
            for name, outcome, reason in ktap.cases(document)}
