# SPDX-License-Identifier: GPL-2.0-or-later
"""C compilers for programs that run in the VM, always static.

With an MMU that is Debian's cross compiler and its glibc. Without one, Linux
loads only position-independent programs, and glibc needs what that loader
does not give (AT_RANDOM); there it is musl, built here from Debian's source.
"""

import os
import subprocess
from pathlib import Path

from . import cache, debian, progress

PACKAGES = ["gcc", "libc6-dev", "make", "gcc-riscv64-linux-gnu",
            "libc6-dev-riscv64-cross", "libjsmn-dev"]
CC = "riscv64-linux-gnu-gcc"
CROSS_INCLUDE = Path("/usr/riscv64-linux-gnu/include")
KERNEL_HEADERS = ("linux", "asm", "asm-generic")
# Libraries that are a header alone, for any machine.
HEADERS = [Path("/usr/include/jsmn.h")]

# Debian's gcc puts a PT_INTERP into a -static-pie of this architecture, so the
# pieces of one are named here. The kernel's loader relocates nothing itself:
# musl's rcrt1.o does, and that adds the load address (R_RISCV_RELATIVE) and
# passes over all else. So nothing may be left to look up: no symbol, of which
# ld takes some for exported unless LOCAL says that none is, and no place of a
# thread's variable, which gcc by itself leaves to the start of the program
# where another file defines the variable.
# "-z text" would refuse threads' variables: for each use ld leaves an empty
# relocation in the text. It would save nothing, as what the loader makes of a
# program like this is one writable copy, the text too.
SPECS = """\
%rename cpp_options old_cpp_options

*cpp_options:
-nostdinc -isystem {root}/include -isystem include%s %(old_cpp_options)

*cc1:
%(cc1_cpu) -nostdinc -isystem {root}/include -isystem include%s \
-ftls-model=local-exec

*link_libgcc:
-L{root}/lib -L .%s

*libgcc:
libgcc.a%s libgcc_eh.a%s

*lib:
--start-group -lc -latomic -lgcc -lgcc_eh --end-group

*startfile:
{root}/lib/rcrt1.o {root}/lib/crti.o crtbeginS.o%s

*endfile:
crtendS.o%s {root}/lib/crtn.o

*link:
-melf64lriscv %{{!r:-static -pie --no-dynamic-linker -z notext -z norelro \
--version-script={root}/local.map}} --build-id=none -X

"""
LOCAL = "{ local: *; };\n"

CONFIGURE = ["--target=riscv64-linux-musl", "--disable-shared"]
FLAGS = {"CC": CC, "CROSS_COMPILE": "riscv64-linux-gnu-",
         "CFLAGS": "-Os -ffunction-sections -fPIE"}


def _musl():
    debian.install(PACKAGES)
    source, version = debian.unpacked("musl", kind="source")
    key = cache.digest(version, SPECS, LOCAL, CONFIGURE, FLAGS,
                       cc_version())

    def build(folder):
        cache.need_space(1, "building musl")
        log = cache.root() / "log" / "musl.log"
        log.unlink(missing_ok=True)
        work = folder / "build"
        work.mkdir()
        progress.run("configuring musl",
                     [source / "configure", *CONFIGURE, f"--prefix={folder}"],
                     log, cwd=work, env=FLAGS)
        progress.run("building musl", ["make", f"-j{os.cpu_count()}",
                                       "install-libs", "install-headers"],
                     log, cwd=work)
        cache.discard(work)
        for name in KERNEL_HEADERS:
            (folder / "include" / name).symlink_to(CROSS_INCLUDE / name)
        (folder / "nommu.specs").write_text(SPECS.format(root=folder))
        (folder / "local.map").write_text(LOCAL)

    return cache.entry("musl", key, build, keep=2)


def headers():
    """A folder with HEADERS, and nothing else of this machine's."""
    debian.install(PACKAGES)

    def build(folder):
        for header in HEADERS:
            (folder / header.name).symlink_to(header)

    return cache.entry("headers", cache.digest(*map(str, HEADERS)), build,
                       keep=2)


def cc_version():
    done = subprocess.run([CC, "--version"], capture_output=True, text=True,
                          check=True)
    return done.stdout.splitlines()[0]


def command(profile):
    """The words with which a compiler command for PROFILE starts."""
    debian.install(PACKAGES)
    if profile == "k210":
        specs = _musl() / "nommu.specs"
        return [CC, f"-specs={specs}", "-fPIE", "-fno-stack-protector"]
    return [CC, "-static"]
