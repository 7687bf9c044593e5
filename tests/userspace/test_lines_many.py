# SPDX-License-Identifier: GPL-2.0-or-later
"""More lines than the kernel has in a request, on the host: no machine here has
a chip with so many. The sanitizers of addresses and of undefined behaviour
watch."""

import functools
import subprocess

import pytest

from userspace import cases
from userspace.places import HERE, USERSPACE
from vm_run import TESTS

NATIVE = HERE / "native"
SOURCE = NATIVE / "lines-many.c"
PARTS = [path for part in ("chip", "error", "flags", "handle", "line", "lock",
                           "request", "sized")
         for path in sorted((USERSPACE / "lib").glob(f"{part}*.c"))]


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory):
    """outcomes() is {case: (outcome, reason)}."""
    @functools.lru_cache
    def run():
        program = tmp_path_factory.mktemp("many") / "lines-many"
        subprocess.run(
            ["gcc", "-std=gnu11", "-g", "-Og", "-Wall", "-Wextra", "-Werror",
             "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
             "-D_GNU_SOURCE=", "-include", NATIVE / "fake-gpio.h",
             "-I", USERSPACE / "include", "-I", TESTS.parent / "include/uapi",
             "-I", HERE, "-I", NATIVE, "-o", program, SOURCE,
             NATIVE / "fake-gpio.c", HERE / "harness.c", *PARTS], check=True)
        done = subprocess.run([program], check=False, capture_output=True,
                              text=True)
        assert (done.returncode, done.stderr) == (0, "")
        return cases.outcomes(done.stdout)
    return run


def test_lines_many(outcomes, case):
    outcome, reason = outcomes()[case]
    assert outcome == "passed", reason
