# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs scripts of a program that uses lines, with the jig beside it."""

from pathlib import Path

import pytest


@pytest.fixture
def program(profile, compiled):
    """The path of the program that scripts are for."""
    return compiled(profile, Path(__file__).parent / "lines.c")


@pytest.fixture
def run(vm, profile, program):
    """run(SCRIPT, OPTION, ...) runs a script in the guest; COMMAND has
    /in/lines read it."""
    def run(script, *options, command=("/in/lines",), expect_failures=False):
        ran = vm("--profile", profile, "--put", program, *options,
                 command=command,
                 stdin="".join(f"{line}\n" for line
                               in script.commands).encode())
        assert ran.status == 0, ran.stderr
        script.answered(ran.text)
        if not expect_failures:
            assert script.failures() == []
        return ran
    return run


@pytest.fixture(params=["k210-gpio", "mainline"])
def driver(request):
    """Ours, and the drivers that it is compared with."""
    return request.param
