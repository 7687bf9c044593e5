# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that nobody thought of, made up from seeds, in the VM."""

import re
import subprocess
from pathlib import Path

import pytest

from fuzzing import BOOT_S, CALLS_A_S, MODES
from vm_run import CC, OPTIONS

HERE = Path(__file__).parent

# Without an MMU, programs have a stack of 4 KiB unless they ask for more.
FLAGS = ["-pthread", "-Wl,-z,stack-size=65536"]


@pytest.fixture(scope="session")
def fuzz_program(tmp_path_factory):
    """fuzz_program(PROFILE) is the path of the program, built once."""
    programs = {}

    def build(profile):
        if profile not in programs:
            path = tmp_path_factory.mktemp("fuzz") / "fuzz"
            subprocess.run([CC, "--profile", profile, "-O2", "-Wall",
                            "-Wextra", "-Werror", *FLAGS, "-o", path,
                            *sorted(HERE.glob("*.c"))], check=True)
            programs[profile] = path
        return programs[profile]
    return build


@pytest.fixture
def fuzz(vm, fuzz_program, record_property):
    """fuzz(PROFILE, MODE, SEED, CALLS) is the sum of all calls."""
    def run(profile, mode, seed, calls):
        words = [f"seed={seed}", f"calls={calls}", *MODES[mode]]
        if profile == "k210":
            words.append("pointers=0")
        ran = vm("--profile", profile, "--timeout",
                 BOOT_S + calls // CALLS_A_S,
                 "--put", fuzz_program(profile), command=["./fuzz", *words])
        if ran.status:
            group = "test-debug" if OPTIONS else "test"
            what = ran.text.splitlines()[-1:] + [ran.why]
            pytest.fail(f"{mode}: {'; '.join(what)}: SEED={seed} "
                        f"CALLS={calls} tests/run {group} "
                        f"fuzz/test_fuzz.py -k {mode}\n"
                        f"{ran.text}\n{ran.stderr}", pytrace=False)
        record_property("measured", f"{calls} calls, seed {seed}")
        return re.search(r"sum (\w+)$", ran.text, re.M)[1]
    return run
