# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole interface to programs under calls made up from a seed; SEED and
CALLS choose others."""

import pytest

from fuzzing import MODES, from_environment
from vm_run import OPTIONS

SEED = from_environment("SEED", 1)
# Where the kernel looks at locks, each boot takes long enough.
SHORT = 1000 if "lockdep" in OPTIONS else 2000

# Of each mode, where the kernel looks at each access: 100 000 in all.
LONG = {"alone": 50000, "persisting": 20000, "together": 20000,
        "unbound": 10000}


def number(mode):
    return from_environment("CALLS", LONG[mode] if "kasan" in OPTIONS
                            else SHORT)


@pytest.mark.parametrize("mode", MODES)
def test_what_is_answered_is_what_the_interface_says(fuzz, profile, mode):
    """And what fails changes nothing, and all is undone at the end."""
    if mode == "unbound" and "lockdep" in OPTIONS:
        pytest.skip("gpiolib loses the label of a line whose chip has left, "
                    "mainline's chips as well")
    fuzz(profile, mode, SEED, number(mode))


def test_one_seed_has_one_sum(fuzz, profile):
    """Else what it finds could not be found again; of a boot, since lines and
    pulls stay as they were left."""
    sums = [fuzz(profile, "alone", SEED + 1, SHORT) for _ in range(2)]
    assert sums[0] == sums[1]
