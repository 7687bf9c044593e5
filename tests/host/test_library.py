# SPDX-License-Identifier: GPL-2.0-or-later
"""The library as packagers build and install it, for the host."""

import re
import subprocess

import pytest

from host import debian
from host.guest import TOP

USERSPACE = TOP / "userspace"
HEADERS = sorted((USERSPACE / "include" / "k210gpio").glob("*.h"))
PROGRAM = """
#include <k210gpio.h>
#include <stdio.h>

int main(void)
{
	struct k210_pin *pin;

	printf("%u %d %s\\n", k210_version() >> 16,
	       k210_pin_open_simple(&pin, "nothing", K210_IN, 0, -1),
	       k210_errmsg());
	return 0;
}
"""
FOLDERS = {"PREFIX": "/usr", "LIBDIR": "/usr/lib/somewhere"}


def make(build, *words):
    subprocess.run(["make", "-s", "-C", USERSPACE, f"BUILD={build}",
                    "CFLAGS=-O2 -Werror", *words], check=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Where all of it is below."""
    debian.install(["libjsmn-dev", "pkgconf", "mandoc", "groff-base"])
    folder = tmp_path_factory.mktemp("library")
    make(folder / "build")      # as for other folders than those below
    make(folder / "build", "install", f"DESTDIR={folder / 'root'}",
         *(f"{name}={path}" for name, path in FOLDERS.items()))
    return folder / "root"


@pytest.fixture(scope="module")
def place(installed):
    return installed / "usr" / "lib" / "somewhere"


def declared():
    """The functions that the headers give to others."""
    return {name for path in HEADERS for name in re.findall(
        r"^K210_API\b[^;]*?\b(k210_\w+)\(", path.read_text(), re.M)}


def symbols(path, *options):
    done = subprocess.run(["nm", *options, path], check=True,
                          capture_output=True, text=True)
    return {line.split()[-1] for line in done.stdout.splitlines()
            if re.match(r"[0-9a-f]+ [TDBRV] ", line)}


def test_the_shared_library_has_what_the_headers_declare(place):
    found = symbols(place / "libk210gpio.so", "-D", "--defined-only")
    assert {name.split("@")[0] for name in found} == declared()
    assert {name.split("@@")[1] for name in found} == {"K210GPIO_1.0"}


def test_the_list_of_symbols_is_what_the_headers_declare():
    listed = re.findall(r"^\t\t(k210_\w+);$",
                        (USERSPACE / "lib" / "k210gpio.map").read_text(),
                        re.M)
    assert set(listed) == declared()
    assert listed == sorted(listed)


def test_nothing_of_the_static_library_may_clash_with_a_programs_names(place):
    found = symbols(place / "libk210gpio.a", "--defined-only", "-g")
    assert found and not [name for name in found
                          if not name.startswith("k210_")]


def test_all_is_installed_and_nothing_else(installed):
    found = {str(path.relative_to(installed))
             for path in installed.rglob("*") if not path.is_dir()}
    pages = {f"usr/share/man/man3/k210_{path.stem}.3" for path in HEADERS
             if path.stem != "types"} | {
        f"usr/share/man/man{path.suffix[1:]}/{path.name}"
        for path in (USERSPACE / "man").glob("*.[1-8]")}
    assert found == pages | {
        f"usr/include/k210gpio/{path.name}" for path in HEADERS} | {
        "usr/bin/k210gpio",
        "usr/include/k210gpio.h",
        "usr/include/linux/k210-fpioa.h",
        "usr/lib/somewhere/libk210gpio.a",
        "usr/lib/somewhere/libk210gpio.so",
        "usr/lib/somewhere/libk210gpio.so.1",
        "usr/lib/somewhere/libk210gpio.so.1.0.0",
        "usr/lib/somewhere/pkgconfig/k210gpio.pc",
        "usr/lib/udev/rules.d/60-k210-gpio.rules",
        "usr/share/bash-completion/completions/k210gpio",
        "usr/share/man/man3/k210gpio.3"}


@pytest.mark.parametrize("words", [[], ["--static"]])
def test_a_program_is_linked_by_what_pkg_config_says(installed, place,
                                                     tmp_path, words):
    (tmp_path / "program.c").write_text(PROGRAM)
    flags = subprocess.run(
        ["pkg-config", *words, "--cflags", "--libs", "k210gpio"], check=True,
        capture_output=True, text=True,
        env={"PKG_CONFIG_LIBDIR": str(place / "pkgconfig"),
             "PKG_CONFIG_SYSROOT_DIR": str(installed)}).stdout.split()
    subprocess.run(["gcc", "-Wall", "-Werror",
                    *(["-static"] if words else []), "-o",
                    tmp_path / "program", tmp_path / "program.c", *flags],
                   check=True)
    done = subprocess.run([tmp_path / "program"], check=True,
                          capture_output=True, text=True,
                          env={"LD_LIBRARY_PATH": str(place)})
    assert re.fullmatch(r"1 -\d+ .*k210-fpioa isn't there.*\n", done.stdout)


def pages(installed):
    return sorted((installed / "usr/share/man/man3").glob("*.3"))


def test_the_pages_made_from_the_headers_are_well_formed(installed):
    for path in pages(installed):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", path],
                              check=False, capture_output=True, text=True)
        assert (done.stdout, done.returncode) == ("", 0)
        done = subprocess.run(["groff", "-mdoc", "-Tascii", "-ww", path],
                              check=True, capture_output=True, text=True)
        assert done.stderr == ""


def test_each_function_has_its_place_in_a_page(installed):
    text = "".join(path.read_text() for path in pages(installed))
    assert {name for name in declared() if f"{name}(" not in text} == set()


@pytest.mark.parametrize("words", [["THREADS=no"], ["SHARED=no"]])
def test_it_can_do_without(tmp_path, words):
    make(tmp_path, *words)
    assert (tmp_path / "libk210gpio.a").exists()
    assert (tmp_path / "libk210gpio.so.1").exists() == \
        ("SHARED=no" not in words)


def headers_only(tmp_path, compiler, language, standard):
    source = tmp_path / "empty"
    source.write_text("#include <k210gpio.h>\n")
    subprocess.run([compiler, "-x", language, f"-std={standard}", "-pedantic",
                    "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I",
                    USERSPACE / "include", source], check=True)


@pytest.mark.parametrize("standard", ["c99", "c11", "gnu17"])
def test_the_headers_are_good_c(tmp_path, standard):
    headers_only(tmp_path, "gcc", "c", standard)


@pytest.mark.parametrize("standard", ["c++11", "c++20"])
def test_the_headers_are_good_cpp(tmp_path, standard):
    debian.install(["g++"])
    headers_only(tmp_path, "g++", "c++", standard)
