# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench's own tests measure with it, on the one kernel that it is for."""

import sys

import pytest

from vm_run import TESTS

sys.path.append(str(TESTS / "driver"))

from bench import kernel_parts, machine     # noqa: E402
from bench.machine import OURS              # noqa: E402
from bench.program_parts import built       # noqa: E402


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """The paths of programs of the bench."""
    folder = tmp_path_factory.mktemp("programs")
    return [built(folder, name) for name in ("raw", "ours", "calls", "wake")]


@pytest.fixture(scope="module")
def ask(programs, tmp_path_factory):
    """ask(LINE, ...) is what a script's lines print on our driver."""
    def ask(*lines):
        return kernel_parts.ask(OURS, lines, programs)

    with pytest.MonkeyPatch.context() as patch:
        # Logs of what is to fail are nobody's.
        patch.setattr(machine, "LOGS", tmp_path_factory.mktemp("log"))
        yield ask
