# SPDX-License-Identifier: GPL-2.0-or-later
"""Acts of one boot, on a stage: each says what happens, up to its `yield`, and
looks at what came of it behind that."""

import contextlib
from pathlib import Path

import pytest

from userspace.stage import Stage
from vm_run import OPTIONS

STAGE = Path(__file__).parent / "stage.c"
PADS = range(48)


class Play(Stage):
    """With the edges that the jig tells."""

    def __init__(self, profile):
        super().__init__()
        self.profile = profile      # for acts that differ by it
        self._told = 0

    def edges(self):
        """[(pad, level, ns)] of the pads that the jig watches, since this was
        asked last."""
        first, self._told = self._told, len(self._commands) + 1
        past = slice(first, self._told)
        self.jig("mark")

        def look():
            lines = [line.split() for command, answer
                     in zip(self._commands[past], self._answers[past])
                     if command.startswith("jig")
                     for line in answer.split(";")]
            return [(int(line[1]), line[2], int(line[3])) for line in lines
                    if line[:1] == ["edge"]]
        return look


class Acts:
    """A module's, in the order in which they happen."""

    def __init__(self, *options):
        self.options = options      # of the VM
        self.all = {}

    def __call__(self, act):
        self.all[act.__name__] = act
        return act


def each_act(metafunc):
    """`act` is each of the module's ACTS: its pytest_generate_tests."""
    if "act" in metafunc.fixturenames:
        metafunc.parametrize("act", metafunc.module.ACTS.all)


def tool(stage, *words):
    """Runs k210gpio."""
    return stage.run("k210gpio", *words)


def pads(stage):
    """What the chip does with all pads, for {pad: {"fn": ...}}; what it would
    drive is nothing where it doesn't."""
    looks = [stage.pad(pad) for pad in PADS]

    def pads_then():
        fields = {pad: look() for pad, look in zip(PADS, looks)}
        return {pad: {**each, "out": each["out"] if each["oe"] == "1" else "-"}
                for pad, each in fields.items()}
    return pads_then


@pytest.fixture
def plays(request, once, vm, profile, compiled):
    """plays(ACT): it happened, with all others, and was as it should be."""
    acts = request.module.ACTS

    def boot():
        stage = Play(profile)
        stage.environment("PATH", "/in:/usr/bin:/bin:/usr/sbin:/sbin")
        looks = {}
        for name, act in acts.all.items():
            looks[name] = act(stage)
            next(looks[name])
        stage.play(vm, compiled(profile, STAGE), "--profile", profile,
                   "--put", request.getfixturevalue("tool")(profile),
                   *acts.options)
        return looks

    def plays(act):
        look = once((id(acts), profile, tuple(OPTIONS)), boot).pop(act)
        with contextlib.suppress(StopIteration):
            next(look)
    return plays
