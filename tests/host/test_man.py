# SPDX-License-Identifier: GPL-2.0-or-later
"""k210-fpioa(4) has all that the header has, and nothing else."""

import re
import subprocess

import pytest

import manual
import uapi
from host import debian

# Whose value is of use to the other macros alone.
UNSAID = {"K210_FPIOA_IOC"}


@pytest.fixture(scope="module")
def header():
    return uapi.HEADER.read_text()


@pytest.fixture(scope="module")
def page():
    return uapi.PAGE.read_text()


def names(page):
    """The header's names in the page, but for `K210_FPIOA_STATE_*`."""
    return set(re.findall(r"\bK210_FPIOA_\w*[^\W_]\b", page))


def section(page, title):
    """Of it, up to the next of its kind."""
    return re.search(rf"^\.S[hs] {re.escape(title)}\n(.*?)(?=^\.S[hs] |\Z)",
                     page, re.M | re.S)[1]


def listed_errors(text):
    found = re.findall(r"^\.It Bq Er (.*)$", text, re.M)
    return {name for line in found for name in line.split(" , ")}


def test_all_that_the_header_defines_is_in_the_page(header, page):
    assert set(uapi.defines(header)) - UNSAID - names(page) == set()


def test_the_page_names_nothing_that_the_header_lacks(header, page):
    assert names(page) - set(uapi.defines(header)) == set()


def test_the_structures_are_the_headers(header, page):
    assert uapi.structs(page) == uapi.structs(header)


def test_each_field_has_a_word_that_is_said_of_it(header, page):
    """In a comment beside it, or in the text."""
    silent = []
    for name, fields in uapi.structs(header).items():
        body = re.search(rf"^struct {name} \{{\n(.*?)^\}};", page,
                         re.M | re.S)[1]
        silent += [f"{name}.{field.name}" for field in fields
                   if field.name != "reserved"
                   and not re.search(rf"\b{field.name}(\[\w+\])?;\s*/\*", body)
                   and not re.search(rf"^\.Fa {field.name}\b", page, re.M)]
    assert silent == []


def test_each_request_has_a_section_with_the_headers_errors(header, page):
    requests = uapi.requests(header)
    said = uapi.errors(header)
    assert set(said) == set(requests)
    assert {name: listed_errors(section(page, name)) for name in requests} == \
        said


def test_the_errors_of_all_requests_and_of_read_are_the_headers(header, page):
    assert listed_errors(section(page, "ERRORS")) == uapi.common_errors(header)
    assert listed_errors(section(page, "CHANGES")) == uapi.read_errors(header)


def test_each_request_shows_the_structure_that_it_takes(header, page):
    assert {name: struct for name, (_, _, struct)
            in uapi.requests(header).items()
            if struct not in uapi.structs(section(page, name))} == {}


@pytest.mark.parametrize("change, test", [
    ((".It Dv K210_FPIOA_SCHMITT", ".It Dv K210_FPIOA_SMITH"),
     test_all_that_the_header_defines_is_in_the_page),
    ((".It Dv K210_FPIOA_SCHMITT", ".It Dv K210_FPIOA_SMITH"),
     test_the_page_names_nothing_that_the_header_lacks),
    (("\t__u8 schmitt;\n", ""), test_the_structures_are_the_headers),
    ((".It Bq Er ENOENT", ".It Bq Er ENODEV"),
     test_each_request_has_a_section_with_the_headers_errors),
    ((".It Bq Er E2BIG", ".It Bq Er EPERM"),
     test_the_errors_of_all_requests_and_of_read_are_the_headers),
    (("shareable;\t/* 1: on any number of pads at once */", "shareable;"),
     test_each_field_has_a_word_that_is_said_of_it),
    (("struct k210_fpioa_hold {", "struct k210_fpioa_held {"),
     test_each_request_shows_the_structure_that_it_takes),
])
def test_what_the_page_has_wrong_is_found(header, page, change, test):
    assert change[0] in page
    with pytest.raises(AssertionError):
        test(header, page.replace(*change))


@pytest.mark.parametrize("name", manual.EXAMPLES)
def test_an_example_compiles_as_it_stands(tmp_path, name):
    source = manual.example(name, tmp_path)
    done = subprocess.run(
        ["gcc", "-std=gnu11", "-Wall", "-Wextra", "-Wshadow", "-Werror",
         f"-I{uapi.INCLUDE}", "-o", tmp_path / name, source],
        capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("name", manual.EXAMPLES)
def test_an_example_has_the_format_of_programs(tmp_path, name):
    debian.install(["clang-format"])
    source = manual.example(name, tmp_path)
    style = uapi.PAGE.parents[2] / ".clang-format"
    done = subprocess.run(
        ["clang-format", f"--style=file:{style}", source],
        capture_output=True, text=True, check=True)
    assert done.stdout == source.read_text()
