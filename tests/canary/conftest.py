# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs faults in the VM, and tells what it says of them."""

import re
from pathlib import Path

import pytest

from vm_run import OPTIONS, build_modules, kdir

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def module(tmp_path_factory):
    """module(OPTION, ...) is the path of canary.ko, built once for the kernel
    that these options and OPTIONS choose."""
    modules = {}

    def build(*options):
        if options not in modules:
            folder = tmp_path_factory.mktemp("module")
            build_modules(HERE, folder, kdir(*options, *OPTIONS))
            modules[options] = folder / "canary.ko"
        return modules[options]
    return build


@pytest.fixture
def run(vm, module):
    """run(KERNEL, SCRIPT) runs a shell's script beside canary.ko."""
    def run(kernel, script, *options, timeout=120):
        return vm(*kernel, "--timeout", timeout, "--put", module(*kernel),
                  *options, command=["sh", "-c", script])
    return run


@pytest.fixture
def reason(run):
    """reason(KERNEL, FAULT, ...) is what the VM says about a fault."""
    def reason(kernel, fault, *options, before="", after="", timeout=120):
        script = f"{before}\ninsmod canary.ko fault={fault}\n{after}\ntrue\n"
        ran = run(kernel, script, *options, timeout=timeout)
        assert ran.status == 125, ran.stderr
        # what comes before is no answer to the fault
        assert re.search(rf"canary: {fault}$", ran.log("console.log"), re.M)
        return re.sub("^vm: ", "", ran.why)
    return reason


@pytest.fixture
def harmless(run):
    """harmless(KERNEL, FAULTS) has a run with the siblings of all of them."""
    def harmless(kernel, faults):
        ran = run(kernel, "set -e\n" + "".join(
            f"insmod canary.ko fault={fault} harmless=1\nrmmod canary\n"
            for fault in faults))
        assert (ran.status, ran.stderr) == (0, "")
        for fault in faults:
            assert f"canary: {fault}, harmless" in ran.log("console.log")
    return harmless
