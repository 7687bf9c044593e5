# SPDX-License-Identifier: GPL-2.0-or-later
"""What stops us, said in one line."""

import errno


class Problem(Exception):
    """Something outside is wrong: the message is one line for the user."""


class Usage(Problem):
    """The command line is wrong."""


class DiskFull(Problem):
    """Nothing more can be written, and trying another way is no use."""


def from_os_error(error):
    """The Problem that an OSError amounts to."""
    where = f": {error.filename}" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return DiskFull(f"the disk is full{where}")
    return Problem(f"{error.strerror or error}{where}")


def as_problem(error):
    """A Problem, or the one that an OSError amounts to."""
    return from_os_error(error) if isinstance(error, OSError) else error
