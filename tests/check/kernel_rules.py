# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules for kernel code and QEMU's, by their own projects' tools."""

import subprocess
import tempfile
from pathlib import Path

from host import cache, emulator, graft, guest, kernel
from tree_rules import TOP, relative, run

HERE = Path(__file__).absolute().parent

# Kernel style holds for all C but the models, which follow QEMU's.
MODELS = "tests/qemu/model/"

# Programs are in kernel style, but have a C library instead of the kernel's own
# types, functions and attributes.
KERNEL_ONLY = ("PREFER_KERNEL_TYPES,STRCPY,STATIC_CONST_CHAR_ARRAY,"
               "PREFER_DEFINED_ATTRIBUTE_MACRO")

# The library, the tool and what tests them: C11 with signals and weak symbols,
# assertions of constants, tables made by macros, sentences with words that are
# functions' names, too; and clang-format breaks their lines.
LIBRARY = ("userspace/", "tests/userspace/")
LIBRARY_ONLY = ",".join((
    KERNEL_ONLY, "STRNCPY", "ARRAY_SIZE", "BIT_MACRO", "CAMELCASE",
    "COMPLEX_MACRO", "CONSTANT_COMPARISON", "EMBEDDED_FUNCTION_NAME",
    "ENOSYS", "LONG_LINE", "LONG_LINE_STRING", "MACRO_ARG_REUSE",
    "MULTIPLE_ASSIGNMENTS", "OPEN_ENDED_LINE", "PARENTHESIS_ALIGNMENT",
    "UNNECESSARY_PARENTHESES", "VOLATILE", "WEAK_DECLARATION"))

# What a file can't do without: the predicate that overlays are made of is
# the one place where the kernel's version is compared, what suites need is
# exported apart from the driver, a canary dies, and a shim is a kernel. C11's
# _Atomic, _Alignas and pointers to functions are read as something else.
EXCEPTIONS = {
    "driver/kunit.c": "EXPORT_SYMBOL",
    "tests/kunit/native/shim.h":
        f"{KERNEL_ONLY},COMPLEX_MACRO,FUNCTION_ARGUMENTS,MACRO_ARG_PRECEDENCE,"
        "MACRO_ARG_REUSE,MACRO_ARG_UNUSED,NEW_TYPEDEFS,SPACING,VOLATILE",
    "include/compat/linux/version.h": "LINUX_VERSION_CODE,CONSTANT_COMPARISON",
    "tests/canary/memory.c": "AVOID_BUG",
    **{name: f"{LIBRARY_ONLY},{more}" for name, more in {
        "tests/userspace/harness.c": "SPACING",
        "tests/userspace/irq_levels.c": "INDENTED_LABEL",
        "tests/userspace/native/board-file.c":
            "MISSING_SPACE,QUOTED_WHITESPACE_BEFORE_NEWLINE,SPLIT_STRING",
        "tests/userspace/native/pin-races.c": "AVOID_EXTERNS",
        "tests/userspace/stage.c": "AVOID_EXTERNS",
        "userspace/lib/chip-iter.c": "SPACING",
        "userspace/lib/lines-config.c": "SPACING",
        "userspace/lib/lines.h": "LINE_SPACING",
        "userspace/lib/loop.h": "LINE_SPACING",
        "userspace/tool/doctor-system.c": "REPEATED_WORD,SYMBOLIC_PERMS",
        "userspace/tool/main.c": "TRAILING_SEMICOLON"}.items()},
}

# Those for the guest, and what stands in for the kernel on the host.
PROGRAMS = (*LIBRARY, "tests/bench/program/", "tests/boot/", "tests/demo/",
            "tests/driver/hold", "tests/driver/program/", "tests/fuzz/",
            "tests/kunit/native/", "tests/suites/gpiosim/",
            "tests/suites/kernel/", "tests/vm/", "tests/qemu/guest/init/",
            "tests/canary/liar.c", "tests/canary/poke.c")

# Modules that tests build for themselves.
TEST_MODULES = ("tests/bench/module", "tests/canary", "tests/driver/consumer",
                "tests/kunit", "tests/suites/tree")

# sparse can't follow guard(); the lockdep kernel watches over locks instead.
SPARSE_FLAGS = "-D__CHECK_ENDIAN__ -Wno-context"


def _c(files):
    return [name for name in map(relative, files)
            if name.endswith((".c", ".h"))]


def checkpatch(files):
    tree, _ = kernel.source("6.12")
    groups = {}
    for name in _c(files):
        if not name.startswith(MODELS):
            ignored = EXCEPTIONS.get(
                name, LIBRARY_ONLY if name.startswith(LIBRARY) else
                KERNEL_ONLY if name.startswith(PROGRAMS) else "NONE")
            groups.setdefault(ignored, []).append(name)
    return [line for ignored, names in groups.items() for line in run(
        "perl", tree / "scripts/checkpatch.pl", "--no-tree", "--strict",
        "--quiet", "--no-summary", "--terse", "--show-types",
        f"--ignore={ignored}", "-f", *names)]


def checkpatch_models(files):
    tree, _ = emulator.source()
    names = [name for name in _c(files) if name.startswith(MODELS)]
    return run("perl", tree / "scripts/checkpatch.pl", "--no-tree", "--quiet",
               "--no-summary", "--terse", "-f", *names)


def clang_format(files):
    """Programs have one format; kernel code has a reader who knows better."""
    names = [name for name in _c(files) if name.startswith(PROGRAMS)]
    return run("clang-format", "--dry-run", "-Werror", *names,
               wanted=lambda line: "clang-format-violations" in line)


def sparse(_files):
    """On both profiles, in a copy, since a build leaves files behind."""
    found = []
    for profile in kernel.BASES:
        built = kernel.Kernel(profile)
        with tempfile.TemporaryDirectory(dir=cache.root()) as folder:
            guest.copy_sources([*graft.sources(),
                                *guest.bench_sources(),
                                *(path for place in TEST_MODULES
                                  for path in (TOP / place).iterdir()
                                  if path.is_file())], TOP, Path(folder))
            for place in (".", "tests/qemu/guest", *TEST_MODULES):
                found += _make(Path(folder, place), built, folder)
            found += _make(Path(folder), built, folder,
                           "CONFIG_K210_GPIO_KUNIT_TEST=m")
    return found


def _make(place, built, folder, *words):
    done = subprocess.run(
        [*kernel.MAKE, "-C", built.folder, f"M={place}", "W=1", "C=2", *words,
         f"CHECK={HERE}/sparse.sh", f"CF={SPARSE_FLAGS}"],
        capture_output=True, text=True, check=False)
    found = [line.replace(folder, "").lstrip("/")
             for line in done.stderr.splitlines()
             if not line.startswith("make")]
    if done.returncode:
        found.append(f"make ended with status {done.returncode}")
    return found


def kernel_doc(files):
    tree, _ = kernel.source("6.12")
    names = [name for name in _c(files)
             if name.startswith(("driver/", "include/"))]
    return run("perl", tree / "scripts/kernel-doc", "-none", "-Wall", *names)
