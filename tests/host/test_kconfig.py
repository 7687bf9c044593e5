# SPDX-License-Identifier: GPL-2.0-or-later
"""What a fragment asks for must be in the configuration that comes of it."""

from pathlib import Path

import pytest

from host import kconfig
from host.problem import Problem


@pytest.fixture
def configure(monkeypatch, tmp_path):
    """configure(RESULT, FRAGMENT, ...), with a make that answers RESULT."""
    commands = []

    def run(result, *fragments):
        def make(_title, command, _log, env):
            commands.append([*command, env])
            (tmp_path / ".config").write_text(result)
        monkeypatch.setattr(kconfig.progress, "run", make)
        paths = [tmp_path / f"{n}.config" for n in range(len(fragments))]
        for path, text in zip(paths, fragments):
            path.write_text(text)
        kconfig.configure("Foo", Path("tree"), tmp_path, ["make", "X=1"],
                          "base", paths, tmp_path / "log", {"Y": "2"})
        return commands
    return run


def test_what_is_there_as_asked_is_well(configure):
    configure("CONFIG_A=y\n# CONFIG_B is not set\n", "# A comment\nCONFIG_A=y\n"
              "CONFIG_B=n\nCONFIG_C=n\n")


@pytest.mark.parametrize("result", ["", "CONFIG_A=m\n", "CONFIG_AA=y\n",
                                    "# CONFIG_A is not set\n"])
def test_what_is_not_is_a_problem_that_names_it(configure, result):
    with pytest.raises(Problem) as caught:
        configure(result, "CONFIG_A=y\n")
    assert "Foo's configuration has CONFIG_A=" in str(caught.value)
    assert str(caught.value).endswith("where y was asked for")


def test_a_later_fragment_has_the_last_word(configure):
    configure("CONFIG_A=m\n", "CONFIG_A=y\n", "CONFIG_A=m\n")
    with pytest.raises(Problem):
        configure("CONFIG_A=y\n", "CONFIG_A=y\n", "CONFIG_A=m\n")


def test_the_base_comes_first_and_the_rest_is_left_to_its_defaults(
        configure, tmp_path):
    commands = configure("CONFIG_A=y\n", "CONFIG_A=y\n")
    make = ["make", "X=1", "-C", Path("tree"), f"O={tmp_path}"]
    assert commands == [
        [*make, "base", {"Y": "2"}],
        [Path("tree/scripts/kconfig/merge_config.sh"), "-m", "-O", tmp_path,
         tmp_path / ".config", tmp_path / "0.config", {"Y": "2"}],
        [*make, "olddefconfig", {"Y": "2"}]]
