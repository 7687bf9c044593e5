# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of tests/qemu/cc's arguments are its own."""

import os
import subprocess

import pytest

from vm_run import CC
from host import cc


@pytest.mark.parametrize("argv, name, rest", [
    ([], "k210-mmu", []),
    (["-O2", "a.c"], "k210-mmu", ["-O2", "a.c"]),
    (["--profile", "k210", "a.c"], "k210", ["a.c"]),
    (["--profile=k210", "-c", "a.c"], "k210", ["-c", "a.c"]),
    (["--profile", "k210-mmu"], "k210-mmu", []),
    # behind gcc's arguments all are gcc's
    (["a.c", "--profile", "k210"], "k210-mmu", ["a.c", "--profile", "k210"]),
])
def test_a_profile_is_taken_at_the_front_alone(argv, name, rest):
    assert cc._profile(argv) == (name, rest)


@pytest.mark.parametrize("argv", [
    ["--profile"], ["--profile", "k211", "a.c"], ["--profile=", "a.c"],
    ["--profile", ""]])
def test_a_wrong_profile_is_wrong_usage_before_anything_is_built(
        argv, tmp_path):
    (tmp_path / "file").touch()
    ran = subprocess.run([CC, *argv], capture_output=True, check=False,
                         text=True, env={**os.environ, "K210_CACHE":
                                         str(tmp_path / "file" / "cache")})
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("cc: there is no profile ")
    assert ran.stderr.count("\n") == 1
