# SPDX-License-Identifier: GPL-2.0-or-later
"""The tool's own formatted text, beside libc's."""

import subprocess

from userspace.places import HERE, USERSPACE

TOOL = USERSPACE / "tool"


def test_it_is_what_libcs_is(tmp_path):
    program = tmp_path / "print"
    subprocess.run(
        ["cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror",
         "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
         "-Wno-format-truncation", "-I", TOOL, "-o", program,
         HERE / "native" / "print.c", TOOL / "print.c"], check=True)
    ran = subprocess.run([program], capture_output=True, text=True,
                         check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        0, "stdout is 1\n", "stderr is 2\n")


def test_nothing_of_the_tool_has_libcs():
    """Which would be 20 KiB more on the small machine."""
    wanted = subprocess.run(
        ["grep", "-nE", r"\b(printf|[fs]n?printf|vsnprintf|strftime|scanf|"
         r"perror|strtod|dprintf)\(", *TOOL.glob("*.c")],
        capture_output=True, text=True, check=False).stdout.splitlines()
    assert [line for line in wanted if "/*" not in line] == []
