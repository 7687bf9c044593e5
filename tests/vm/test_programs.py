# SPDX-License-Identifier: GPL-2.0-or-later
"""What programs of tests/qemu/cc can have in the VM."""

from vm_run import TESTS

SOURCES = [TESTS / "vm" / "threads.c", TESTS / "vm" / "threads_data.c"]


def test_threads_have_variables_of_their_own_and_tables_addresses(
        vm, profile, compiled):
    # twice: the second finds nothing of what was made of the first
    ran = vm("--profile", profile, "--put", compiled(profile, *SOURCES),
             command=["sh", "-c", "./threads && ./threads"])
    assert ran.lines == ["141 142 40 105"] * 2
