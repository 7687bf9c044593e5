# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs scripts of a program that uses lines, with the jig beside it."""

import pytest

from bridge import in_turn
from irqs import build_consumer
from script import PROGRAM, Tour
from trees import routed_tree
from vm_run import OPTIONS


def pytest_configure(config):
    config.addinivalue_line("markers", "mmu: of what only that profile has")


def pytest_collection_modifyitems(config, items):
    """One profile is enough to compare with, and kernels as users have
    them."""
    def wanted(item):
        params = item.callspec.params if hasattr(item, "callspec") else {}
        if item.get_closest_marker("mmu") and params["profile"] == "k210":
            return False
        return not item.get_closest_marker("comparison") or \
            params.get("driver") != "mainline" or \
            params.get("profile") != "k210" and not OPTIONS

    config.hook.pytest_deselected(items=[item for item in items
                                         if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


@pytest.fixture
def room(profile):
    """For tests of many processes or devices: the newest kernel leaves 1 MiB
    of the 8, where 6.12 leaves half a MiB more."""
    if profile == "k210" and "--kernel" in OPTIONS:
        pytest.skip("it takes more memory than the newest kernel leaves")


@pytest.fixture
def program(profile, compiled):
    """The path of the program that scripts are for."""
    return compiled(profile, *PROGRAM)


@pytest.fixture
def run(vm, profile, program):
    """run(SCRIPT, OPTION, ...) runs a script in the guest; COMMAND has
    /in/lines read it."""
    def run(script, *options, command=("/in/lines",), expect_failures=False):
        ran = vm("--profile", profile, "--put", program, *options,
                 command=command, stdin=script.text.encode())
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


@pytest.fixture
def consumer(once, profile, tmp_path_factory):
    """A kernel module that uses interrupts, built once for each profile."""
    return once((build_consumer, profile), lambda: build_consumer(
        tmp_path_factory.mktemp("consumer"), profile))


@pytest.fixture
def run_routed(run, driver, profile, consumer, tmp_path):
    """As run(), with all 40 lines on pads and the consumer's module."""
    def run_routed(script, *options, expect_failures=False):
        tree = routed_tree(tmp_path, profile)
        return run(script, "--driver", driver, "--dtb", tree, "--put",
                   consumer, *options, expect_failures=expect_failures,
                   command=["sh", "-c",
                            "insmod k210-consumer.ko && exec /in/lines"])
    return run_routed


@pytest.fixture
def look_at(once, run, profile):
    """look_at(PARTS, PART): one of bridge.Parts, which share a boot."""
    def look_at(parts, part, *options, before=""):
        def boot():
            tour = Tour([(in_turn, part) for part in parts.of(profile)])
            run(tour.script, *options, expect_failures=True,
                command=["sh", "-c", f"{before}\nexec /in/lines"])
            return tour
        once((id(parts), profile), boot).look(in_turn, part)
    return look_at
