# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/qemu/cc: which arguments are its own, and what it makes."""

import os
import re
import subprocess

import pytest

from vm_run import CC, TESTS
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


# nothing relocates but the program itself, and that looks up no symbol
@pytest.mark.parametrize("flag", ["-fPIE", "-fPIC"])
def test_a_program_without_an_mmu_has_nothing_to_look_up(flag, tmp_path):
    subprocess.run([CC, "--profile", "k210", flag, "-o", tmp_path / "program",
                    *sorted((TESTS / "vm").glob("threads*.c"))], check=True)
    ran = subprocess.run(["readelf", "-rW", tmp_path / "program"], text=True,
                         capture_output=True, check=True)
    kinds = set(re.findall(r"R_RISCV_\w+", ran.stdout))
    assert kinds == {"R_RISCV_RELATIVE", "R_RISCV_NONE"}
