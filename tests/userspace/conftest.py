# SPDX-License-Identifier: GPL-2.0-or-later
"""The library, the tool and programs that use them, built for the guest."""

import functools
import subprocess
from pathlib import Path

import pytest

from userspace import building, cases
from userspace.places import HERE, USERSPACE
from vm_run import CC, SMALL


@pytest.fixture
def vm(vm):
    """vm(OPTION, ...) has no modules but the driver's: they take room that
    programs need in 8 MiB."""
    return functools.partial(vm, "--no-modules")


@pytest.fixture(scope="session")
def library():
    """library(PROFILE) is the path of libk210gpio.a."""
    return building.library


@pytest.fixture(scope="session")
def tool():
    """tool(PROFILE) is the path of k210gpio."""
    return building.tool


@pytest.fixture(scope="session")
def linked(library, tmp_path_factory):
    """linked(PROFILE, SOURCE, ...) is the path of a program that uses the
    library, called as its first source."""
    @functools.lru_cache
    def build(profile, *sources):
        program = tmp_path_factory.mktemp("linked") / Path(sources[0]).stem
        subprocess.run(
            [CC, "--profile", profile, "-Os", *SMALL, "-Wall", "-Wextra",
             "-Werror", "-I", USERSPACE / "include", "-Wl,--gc-sections",
             "-o", program, *sources, library(profile), "-pthread"],
            check=True)
        return program
    return build


def pytest_generate_tests(metafunc):
    """`case` is each of the module's SOURCE, a program of harness.h."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", cases.names(metafunc.module.SOURCE))


@pytest.fixture
def holds(request, once, vm, profile, linked, tmp_path):
    """holds(CASE) wants that case of the module's SOURCE to hold. All of them
    share one boot, with the options that the module's vm_options(PROFILE,
    FOLDER) gives, if it has that."""
    module = request.module

    def boot():
        program = linked(profile, module.SOURCE, HERE / "harness.c",
                         *(HERE / f"{part}.c"
                           for part in ("jig", "chips", "pads")))
        options = getattr(module, "vm_options", lambda *_: [])
        ran = vm("--profile", profile, "--put", program,
                 *options(profile, tmp_path), command=[f"/in/{program.name}"])
        found = cases.outcomes(ran.text)
        assert ran.status in (0, 1) and found, ran.stderr
        return found

    def holds(case):
        outcome, reason = once((module.SOURCE, profile), boot)[case]
        if outcome == "skipped":
            pytest.skip(reason)
        assert outcome == "passed", reason
    return holds
