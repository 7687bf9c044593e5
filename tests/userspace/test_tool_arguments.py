# SPDX-License-Identifier: GPL-2.0-or-later
"""Arguments that k210gpio refuses before it asks any driver, and its help."""

from json import loads

import pytest

from native_tool import run


def refused(status, *words):
    """Its sentence: one, which JSON has too."""
    plain, json = run(*words), run("--json", *words)
    assert (plain.returncode, plain.stdout) == (status, ""), plain
    sentence, = plain.stderr.splitlines()
    assert json.returncode == status and json.stderr == plain.stderr
    called, told = sentence.split(": ", 1)
    assert called == f"k210gpio {words[0]}"
    assert json_error(json.stdout) == told
    return told


def json_error(text):
    """What an "error" alone is."""
    document = loads(text)
    assert list(document) == ["error"]
    return document["error"]


@pytest.mark.parametrize("words", [
    ["readall", ""], ["func", ""], ["func", "IO7=UART1_TX", ""],
    ["who", ""], ["watch", " "], ["hold", ""], ["hold", "--release", ""],
    ["pad", "", "pull=up"], ["toggle", "IO7", ""], ["capture", "IO7", ""],
    ["wfi", "", "IO7", "rising"], ["blink", ""], ["pulse", "", "1ms"]])
def test_an_argument_without_a_name_is_refused(words):
    assert "a name is missing" in refused(2, *words)
