# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench's own tests measure with it, on the one kernel that it is for."""

import pytest

from bench import kernel_parts
from bench.machine import OURS, measure


@pytest.fixture(scope="session")
def costs(tmp_path_factory):
    return kernel_parts.module(tmp_path_factory.mktemp("costs"))


@pytest.fixture
def ask(tmp_path, costs):
    """ask(LINE, ...) is what a script's lines print on our driver."""
    def ask(*lines):
        return measure(OURS, tmp_path, "\n".join([kernel_parts.ASK, *lines]),
                       [costs])
    return ask
