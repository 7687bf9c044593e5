# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a board's file, a list or a name is: it is read, or told to be
wrong, and what was read is read the same again. SEED says from where the
inputs are made up."""

import functools

import pytest

from userspace import hosted
from userspace.libfuzzer import PARSERS, SEED, build, corpus, runs

RUNS = {"board": 20000, "names": 5000}


@pytest.fixture(scope="session")
def parser(tmp_path_factory):
    """parser(NAME) is libFuzzer's program of it."""
    return functools.lru_cache(
        lambda name: build(name, tmp_path_factory.mktemp("parsers")))


@pytest.mark.parametrize("name", PARSERS)
def test_what_the_corpus_has_is_read_or_told(name, parser, tmp_path):
    files = corpus(name)
    done = hosted.ran(parser(name), tmp_path, *files)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr.count("Executed ") == len(files)


@pytest.mark.parametrize("name", PARSERS)
def test_what_is_made_up_is_read_or_told(name, parser, tmp_path):
    print(f"SEED={SEED}")
    assert runs(parser(name), tmp_path, SEED, RUNS[name]) >= RUNS[name]
