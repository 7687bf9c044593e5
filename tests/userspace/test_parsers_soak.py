# SPDX-License-Identifier: GPL-2.0-or-later
"""`make soak`: PARSER_RUNS inputs for each that parses, in parts from seeds
that begin with SEED, which tests/run makes up."""

import os

import pytest

from userspace.libfuzzer import PARSERS, SEED, build, runs

PART = 250000
RUNS = int(os.environ.get("PARSER_RUNS") or 4 * PART)
PARTS = [(SEED + n, min(PART, RUNS - n * PART))
         for n in range(-(-RUNS // PART))]


@pytest.mark.parametrize("seed, number", PARTS)
@pytest.mark.parametrize("name", PARSERS)
def test_many_are_read_or_told(name, tmp_path, seed, number):
    assert runs(build(name, tmp_path), tmp_path, seed, number) >= number
