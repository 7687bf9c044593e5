# SPDX-License-Identifier: GPL-2.0-or-later
"""The driver's suites by the kernel's own tool, as somebody runs them who has
grafted the driver into a kernel."""

import re
import subprocess

import ktap
from host import graft, kunit


def test_the_kernels_own_tool_finds_every_suite_passed(tmp_path, judge):
    tree, folder = kunit.built()
    place = tmp_path / kunit.IMAGE
    place.parent.mkdir(parents=True)
    place.symlink_to(folder / kunit.IMAGE)      # it writes beside it
    done = subprocess.run(
        ["/usr/bin/python3", "-B", kunit.tool(tree), "exec", kunit.ARCH,
         f"--build_dir={tmp_path}"], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False)
    log = (tmp_path / "test.log").read_text(errors="replace")
    found = judge(ktap.suites(log), "kunit.py")
    assert done.returncode == 0, done.stdout + done.stderr
    names = {name for path in graft.SUITES.glob("*.c") for name in
             re.findall(r'struct kunit_suite .*\n\t\.name = "(.*)"',
                        path.read_text())}
    assert set(found) == names
