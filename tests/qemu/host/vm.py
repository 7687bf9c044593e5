# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/qemu/vm: boots the emulated K210 and runs a command in it."""

import argparse
import contextlib
import fcntl
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import devicetree, guest, kernel, machine
from .initramfs import normal
from .kernel import BASES, Kernel
from .problem import Problem, Usage, from_os_error
from .progress import say
from .verdict import judge

FAILED = 125
WRONG_USAGE = 2
TIMEOUT = 300
LOGS = ("console.log", "qemu.log", "jig.log")
SOCKET_PATH = 103       # bytes; QEMU's address has room for 107, with .new

KERNELS_OWN = ("dev", "proc", "sys")

DESCRIPTION = """\
Boots a Kendryte K210 in QEMU with a driver loaded, runs COMMAND in it and
exits with its status: 128+N for a signal, 126 and 127 when it can't be
executed or found, 125 when the machine failed (the last line on stderr says
why), 2 for wrong usage. Without COMMAND: a shell, on the console where stdin is
a terminal."""


def _parser():
    parser = argparse.ArgumentParser(
        prog="vm", description=DESCRIPTION, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="vm [options] [-- COMMAND [ARG ...]]")
    add = parser.add_argument
    add("--profile", choices=BASES, default="k210-mmu",
        help="the SoC's devices with an MMU and 1 GiB, or the real thing: "
             "8 MiB, no MMU (default: k210-mmu)")
    add("--kernel", default="6.12", metavar="VERSION",
        help="a version, or `new` (default: 6.12)")
    add("--driver", choices=("k210-gpio", "mainline", "none"),
        default="k210-gpio", help="what is loaded (default: k210-gpio)")
    add("--no-modules", action="store_true",
        help="leave the kernel's modules out of the guest, for 250 KB more of "
             "8 MiB")
    add("--debug", choices=("kasan", "lockdep"),
        help="an instrumented kernel")
    add("--dtb", type=Path, metavar="FILE",
        help="another device tree than mainline's Maix Bit")
    add("--put", action="append", default=[], metavar="HOST[:GUEST]",
        help="copy in before (default: to /in)")
    add("--get", action="append", default=[], metavar="GUEST:HOST",
        help="copy out after")
    add("--debian", action="append", default=[], metavar="PKG[,PKG]",
        help="Debian packages for the guest, with what they depend on")
    add("--jig", type=Path, metavar="FILE",
        help="a jig script, run from the moment COMMAND starts")
    add("--jig-socket", type=Path, metavar="PATH",
        help="open the jig to programs on the host")
    add("--icount", action="store_true",
        help="deterministic: one hart, one instruction is 1 ns")
    add("--set", action="append", default=[], metavar="PROPERTY=VALUE",
        help="a property of the models, as k210-gpio.bothedge=off")
    add("--log", type=Path, metavar="DIR", default=guest.TOP / "build" / "vm",
        help="for console.log, qemu.log and jig.log (default: build/vm)")
    add("--timeout", type=float, metavar="S",
        help="hard stop (default: 300; none for a shell on a terminal)")
    add("--kdir", action="store_true",
        help="print the kernel's build folder, for make KDIR=; boot nothing")
    return parser


def _split(argv):
    """Our options, and the command or None."""
    if "--" not in argv:
        return argv, None
    at = argv.index("--")
    if at + 1 == len(argv):
        raise Usage("there is no COMMAND behind --")
    return argv[:at], argv[at + 1:]


def _parse_put(text):
    source, colon, target = text.partition(":")
    if not source:
        raise Usage(f"--put {text}: not of the form HOST[:GUEST]")
    source = Path(source)
    if not source.exists() and not source.is_symlink():
        raise Usage(f"--put {text}: there is no {source}")
    name = source.name or source.resolve().name
    if not colon:
        return source, f"/in/{name}"
    if not target:
        raise Usage(f"--put {text}: no name in the guest behind the colon")
    if normal(os.path.join("/in", target)).split("/")[0] in KERNELS_OWN:
        raise Usage(f"--put {text}: nothing can be put there")
    if target.endswith("/") and not source.is_dir():
        target += name
    return source, os.path.join("/in", target)


def _parse_get(text):
    path, colon, target = text.partition(":")
    target = Path(target)
    if not colon or not path or not target.name:
        raise Usage(f"--get {text}: not of the form GUEST:HOST")
    if not target.absolute().parent.is_dir():
        raise Usage(f"--get {text}: there is no folder {target.parent}")
    return os.path.normpath(os.path.join("/in", path)), target


def _check_setting(text):
    if not re.fullmatch(r"k210-(gpio|fpioa|sysctl)\.[a-z-]+=\w+", text):
        raise Usage(f"--set {text}: not of the form k210-BLOCK.NAME=VALUE, as "
                    "tests/qemu/README.md has them")


def _check_file(option, path):
    if path and (not path.exists() or path.is_dir()):
        raise Usage(f"{option} {path}: there is no such file")
    if path and not os.access(path, os.R_OK):
        raise Usage(f"{option} {path}: it can't be read")


def _check_socket(path):
    if len(os.fsencode(path.absolute())) > SOCKET_PATH:
        raise Usage(f"--jig-socket {path}: longer than {SOCKET_PATH} bytes")
    if not path.absolute().parent.is_dir():
        raise Usage(f"--jig-socket {path}: there is no folder {path.parent}")
    try:
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise Usage(f"--jig-socket {path}: it exists and is no socket")
    except FileNotFoundError:
        pass


def _check(options, command):
    """Combinations that can't be."""
    if options.profile == "k210":
        if options.debian:
            raise Usage("--debian needs an MMU: --profile k210-mmu")
        if options.debug:
            raise Usage("--debug needs more than 8 MiB: --profile k210-mmu")
    if options.timeout is not None and not options.timeout > 0:
        raise Usage("--timeout takes seconds, more than 0")
    if options.kdir:
        for name in ("dtb", "put", "get", "debian", "jig", "jig_socket",
                     "icount", "set", "timeout", "no_modules"):
            if getattr(options, name):
                raise Usage("--kdir boots nothing: it goes with --profile, "
                            "--kernel and --debug alone")
        if command is not None:
            raise Usage("--kdir boots nothing: there is no place for COMMAND")
    kernel.check(options.kernel)
    for text in options.set:
        _check_setting(text)
    _check_file("--dtb", options.dtb)
    if options.dtb:
        devicetree.parse(options.dtb.read_bytes(), f"--dtb {options.dtb}")
    _check_file("--jig", options.jig)
    if options.jig_socket:
        _check_socket(options.jig_socket)


def _plan(options, command):
    if command is None and not os.isatty(0):
        command = ["sh"]        # what is piped in is for it, not for a tty
    timeout = options.timeout or (TIMEOUT if command else None)
    plan = machine.Plan(
        kernel=None, driver=options.driver, dtb=options.dtb,
        puts=[_parse_put(text) for text in options.put],
        gets=[_parse_get(text) for text in options.get],
        packages=[name for text in options.debian
                  for name in text.split(",") if name],
        script=options.jig and options.jig.absolute(),
        socket=options.jig_socket and options.jig_socket.absolute(),
        icount=options.icount, settings=options.set, timeout=timeout,
        modules=not options.no_modules, command=command)
    plan.kernel = Kernel(options.profile, options.kernel, options.debug)
    return plan


@contextlib.contextmanager
def _claimed(folder):
    """While the folder is ours, as those of other runs are theirs."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(fd)


@contextlib.contextmanager
def _log_folder(folder):
    """A folder of this run's own; its logs end up in FOLDER, so that runs in
    parallel do not write into each other's."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as private, \
            _claimed(private):
        for other in folder.glob("run-*"):
            with contextlib.suppress(OSError), _claimed(other):
                if time.time() - other.stat().st_mtime > 60:
                    shutil.rmtree(other)    # of a run that was killed
        try:
            yield Path(private)
        finally:
            for name in LOGS:
                with contextlib.suppress(FileNotFoundError):
                    (Path(private) / name).replace(folder / name)


def _fetch_files(plan, archive, private, packing):
    """Unpacks what the guest sent, whose PACKING ended so; says what is
    missing, or None."""
    unpacked = private / "files"
    unpacked.mkdir()
    done = subprocess.run(["tar", "xf", archive, "-C", unpacked,
                           "--no-same-owner"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        return "--get: " + (done.stderr.splitlines() or ["tar failed"])[0]
    for path, target in plan.gets:
        source = unpacked / path.lstrip("/")
        if not source.exists() and not source.is_symlink():
            return f"--get {path}: the guest has no such file"
        if target.is_dir():
            target /= source.name or "root"
        if target.is_symlink():
            target.unlink()
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target, follow_symlinks=False)
    return "--get: the guest could not pack all of it" if packing else None


def _run(options, command):
    plan = _plan(options, command)
    if plan.command is None:
        say("vm: a shell in the K210; `exit` leaves it, Ctrl-A x switches the "
            "machine off")
    with _log_folder(options.log.absolute()) as private:
        try:
            evidence = machine.run(plan, private)
        finally:
            if plan.socket:
                plan.socket.unlink(missing_ok=True)
        verdict = judge(evidence)
        missing = _fetch_files(plan, private / "archive", private,
                               verdict.files) \
            if plan.gets and evidence.result else None
    if verdict.why:
        say(f"vm: {verdict.why[0]}")
        return FAILED
    if missing:
        say(f"vm: {missing}")
        return verdict.status or FAILED
    return verdict.status


def _end(number, _frame):
    raise SystemExit(128 + number)


def main(argv):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:      # nohup
            signal.signal(number, _end)
    try:
        ours, command = _split(argv)
        options = _parser().parse_args(ours)
        _check(options, command)
        if options.kdir:
            print(Kernel(options.profile, options.kernel,
                         options.debug).folder)
            return 0
        return _run(options, command)
    except Usage as problem:
        say(f"vm: {problem}")
        return WRONG_USAGE
    except Problem as problem:
        say(f"vm: {problem}")
        return FAILED
    except OSError as error:
        say(f"vm: {from_os_error(error)}")
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
