# SPDX-License-Identifier: GPL-2.0-or-later
"""What the operating system complains of, in one line."""

import errno

import pytest

from host.problem import DiskFull, Problem, Usage, from_os_error


@pytest.mark.parametrize("error, text", [
    (OSError(errno.ENOSPC, "No space left on device", "/a/b"),
     "the disk is full: /a/b"),
    (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
])
def test_a_full_disk_is_recognised_by_its_number(error, text):
    problem = from_os_error(error)
    assert isinstance(problem, DiskFull) and str(problem) == text


@pytest.mark.parametrize("error, text", [
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "/a"),
     "No such file or directory: /a"),
    (PermissionError(errno.EACCES, "Permission denied", "/a"),
     "Permission denied: /a"),
    (OSError("just a text"), "just a text"),
    (OSError(errno.EIO, "Input/output error"), "Input/output error"),
])
def test_other_errors_say_what_and_where(error, text):
    problem = from_os_error(error)
    assert type(problem) is Problem and str(problem) == text


def test_a_full_disk_and_wrong_usage_are_problems():
    assert issubclass(DiskFull, Problem) and issubclass(Usage, Problem)
    assert not issubclass(DiskFull, Usage)
