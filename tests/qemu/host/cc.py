# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/qemu/cc: a C compiler whose programs run in the VM."""

import os
import sys

from . import toolchain
from .guest import TOP
from .kernel import BASES
from .problem import Problem, Usage, from_os_error
from .progress import say

USAGE = "usage: cc [--profile k210-mmu|k210] ARG ..., with gcc's arguments"


def _profile(argv):
    """The profile, and what is gcc's."""
    if argv[:1] == ["--profile"]:
        profile, rest = (argv[1:2] or [""])[0], argv[2:]
    elif argv and argv[0].startswith("--profile="):
        profile, rest = argv[0].partition("=")[2], argv[1:]
    else:
        return "k210-mmu", argv
    if profile not in BASES:
        raise Usage(f"there is no profile {profile!r}; {USAGE}")
    return profile, rest


def main(argv):
    try:
        profile, arguments = _profile(argv)
        command = [*toolchain.command(profile),
                   "-isystem", str(toolchain.headers())]
    except Usage as problem:
        say(f"cc: {problem}")
        return 2
    except Problem as problem:
        say(f"cc: {problem}")
        return 1
    except OSError as error:
        say(f"cc: {from_os_error(error)}")
        return 1
    uapi = TOP / "include" / "uapi"
    if uapi.is_dir():
        command += ["-isystem", str(uapi)]
    os.execvp(command[0], [*command, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
