# SPDX-License-Identifier: GPL-2.0-or-later
"""Which kernel source --kernel asks for."""

import pytest

from host import kernel
from host.problem import Problem, Usage


class Mirror:
    """Stands in for apt, with the packages that it has."""

    def __init__(self, *series):
        self.series = series

    def names(self, _pattern):
        return [f"linux-source-{series}" for series in self.series]

    def versions(self, _package, _source=False):
        return []


@pytest.fixture(autouse=True)
def mirror(monkeypatch, tmp_path):
    def have(*series):
        monkeypatch.setattr(kernel.debian, "source_apt",
                            lambda: Mirror(*series))
    monkeypatch.setenv("K210_CACHE", str(tmp_path))
    have("6.12")
    return have


def test_a_version_is_its_own_series():
    assert kernel._series("6.12") == "6.12"


def test_new_is_the_newest_by_number(mirror):
    mirror("6.9", "6.12", "6.1", "5.19")
    assert kernel._series("new") == "6.12"
    mirror("6.12", "7.3", "6.99")
    assert kernel._series("new") == "7.3"


def test_without_kernels_on_the_mirror_new_is_a_problem(mirror):
    mirror()
    with pytest.raises(Problem):
        kernel._series("new")


@pytest.mark.parametrize("name", ["", "six", "6", "6.12.3", "6.12\n", "-1.2"])
def test_what_is_no_version_is_wrong_usage(name):
    with pytest.raises(Usage):
        kernel._series(name)


def test_a_version_that_the_mirror_has_not_is_wrong_usage():
    """As a package that it has not is, with --debian."""
    with pytest.raises(Usage) as caught:
        kernel.source("5.99")
    assert "5.99" in str(caught.value)
