# SPDX-License-Identifier: GPL-2.0-or-later
"""The time in CI after which no work is started any more."""

import os
import time

LATE = "not started: the time for starting work is over"


def set_to(seconds):
    """From now on, for us and all that we start."""
    os.environ["DEADLINE"] = str(time.time() + seconds)


def is_over():
    return time.time() > float(os.environ.get("DEADLINE", "inf"))
