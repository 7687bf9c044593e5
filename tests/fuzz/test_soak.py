# SPDX-License-Identifier: GPL-2.0-or-later
"""`make soak`: SOAK_CALLS calls, from seeds that begin with SEED, which
tests/run makes up."""

import pytest

from fuzzing import MODES, from_environment

PART = 100000

SEED = from_environment("SEED", 1)
CALLS = from_environment("SOAK_CALLS", 10 ** 7)
PARTS = [(list(MODES)[n % len(MODES)], SEED + n,
          min(PART, CALLS - n * PART)) for n in range(-(-CALLS // PART))]


@pytest.mark.parametrize("mode, seed, calls", PARTS)
def test_long_runs_answer_as_short_ones_do(fuzz, profile, mode, seed, calls):
    fuzz(profile, mode, seed, calls)
