# SPDX-License-Identifier: GPL-2.0-or-later
"""The bridge's header: in every C that includes it, and laid out the same on
all machines, for good."""

import platform
import subprocess

import pytest

import uapi
from host import debian, toolchain

STRICT = ["-fsyntax-only", "-pedantic", "-Wall", "-Wextra", "-Werror",
          f"-I{uapi.INCLUDE}"]

# What programs of ABI 1 were built with.
ABI_1 = {
    "k210_fpioa_info": 88,
    "k210_fpioa_config": 20,
    "k210_fpioa_pad": 36,
    "k210_fpioa_function": 92,
    "k210_fpioa_owner": 80,
    "k210_fpioa_claim": 56,
    "k210_fpioa_configure": 24,
    "k210_fpioa_hold": 24,
    "k210_fpioa_release": 8,
    "k210_fpioa_watch": 16,
    "k210_fpioa_event": 24,
}
REQUESTS_1 = {
    "K210_FPIOA_GET_INFO": 0x8058fa00,
    "K210_FPIOA_GET_PAD": 0xc024fa01,
    "K210_FPIOA_GET_FUNCTION": 0xc05cfa02,
    "K210_FPIOA_GET_OWNER": 0xc050fa03,
    "K210_FPIOA_CLAIM": 0xc038fa04,
    "K210_FPIOA_WATCH": 0x4010fa05,
    "K210_FPIOA_CONFIGURE": 0x4018fa10,
    "K210_FPIOA_HOLD": 0x4018fa11,
    "K210_FPIOA_RELEASE": 0x4008fa12,
}

# i386 alone aligns 64 bits to 32; the header's own needs are anybody's.
RISCV = [f"-isystem{toolchain.CROSS_INCLUDE}", "-nostdinc"]
MACHINES = {
    "riscv64": [toolchain.CC],
    "riscv32": [toolchain.CC, "-march=rv32imac", "-mabi=ilp32", *RISCV],
    "x86_64": ["gcc", "-m64", *RISCV],
    "i386": ["gcc", "-m32", *RISCV],
}


@pytest.fixture(scope="module")
def header():
    return uapi.HEADER.read_text()


def compile_with(command, text, language="c"):
    """What the compiler says."""
    debian.install([*toolchain.PACKAGES, "g++"])
    return subprocess.run([*command, *STRICT, "-x", language, "-"],
                          input=text, capture_output=True, text=True,
                          check=False).stderr


@pytest.mark.parametrize("standard", ["c89", "c99", "c11", "gnu17"])
def test_it_needs_nothing_before_it_in_c(standard):
    assert compile_with(["gcc", f"-std={standard}"],
                        "#include <linux/k210-fpioa.h>\nint nothing;\n") == ""


@pytest.mark.parametrize("standard", ["c++98", "c++17"])
def test_it_needs_nothing_before_it_in_cplusplus(standard):
    """Whose `long long` of before 2011 is an extension; it is the kernel's
    __u64."""
    assert compile_with(["g++", f"-std={standard}", "-Wno-long-long"],
                        "#include <linux/k210-fpioa.h>\nint nothing;\n",
                        "c++") == ""


def test_it_can_be_included_twice():
    assert compile_with(["gcc"], 2 * "#include <linux/k210-fpioa.h>\n") == ""


def test_each_request_can_be_given_by_a_program(header):
    """All that the macros need is there."""
    text = "#include <linux/k210-fpioa.h>\nunsigned long requests[] = {\n" + \
        "".join(f"\t{name},\n" for name in uapi.requests(header)) + "};\n"
    assert compile_with(["gcc", "-std=c89"], text) == ""


def assertions(header):
    """C that compiles where the layout has no holes, and is as it was."""
    lines = ["#include <linux/k210-fpioa.h>"]

    def same(what, number):
        lines.append(f'_Static_assert({what} == {number:#x}, "{what}");')

    for name, (places, size) in uapi.layout(header).items():
        same(f"sizeof(struct {name})", size)
        for field, offset in places:
            same(f"__builtin_offsetof(struct {name}, {field})", offset)
    for name, number in REQUESTS_1.items():
        same(name, number)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("machine", MACHINES)
def test_the_layout_is_the_same_everywhere(header, machine):
    if machine in ("x86_64", "i386") and platform.machine() != "x86_64":
        pytest.skip("this machine's compiler is for another one")
    said = compile_with([*MACHINES[machine], "-std=c11"], assertions(header))
    assert said == ""


def test_another_size_would_be_seen(header):
    moved = header.replace("\t__u32 num_events;\n\t__u32 reserved;\n",
                           "\t__u32 num_events;\n")
    assert uapi.layout(moved)["k210_fpioa_watch"][1] == 12
    assert "k210_fpioa_watch" in compile_with([toolchain.CC],
                                              assertions(moved))


def test_what_programs_were_built_with_stays(header):
    assert {name: size for name, (_, size)
            in uapi.layout(header).items()} == ABI_1
    assert set(uapi.requests(header)) == set(REQUESTS_1)


def test_what_64_bits_need_is_a_multiple_of_them(header):
    """So that no machine adds anything at the end."""
    wide = {name for name, fields in uapi.structs(header).items()
            if "__u64" in [field.type for field in fields]}
    assert wide == {f"k210_fpioa_{name}" for name in (
        "claim", "configure", "hold", "release", "watch", "event")}
    assert [name for name in wide if ABI_1[name] % 8] == []
