# SPDX-License-Identifier: GPL-2.0-or-later
"""Puts one machine together, runs it and collects what it leaves behind."""

import contextlib
import os
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import debian, devicetree, emulator, guest, progress
from .initramfs import Initramfs
from .problem import DiskFull, Problem
from .verdict import Evidence

BOARD = "sipeed_maix_bit"
FIXED_TIME = 1767225600     # 2026-01-01, where nothing may differ

MEMORY = {"k210": 8 << 20, "k210-mmu": 1 << 30}
HARTS = 2
END_S = 2                   # how long QEMU may take to end

# An archive beyond this leaves the guest too little of its 8 MiB.
NOMMU_ARCHIVE = 3 << 20


@dataclass
class Plan:
    """What to run; see tests/qemu/vm --help."""
    kernel: object
    driver: str = "k210-gpio"
    modules: bool = True                            # in /lib/modules
    dtb: Path = None
    puts: list = field(default_factory=list)        # (Path, guest path)
    gets: list = field(default_factory=list)        # (guest path, Path)
    packages: list = field(default_factory=list)
    script: Path = None
    socket: Path = None
    icount: bool = False
    settings: list = field(default_factory=list)    # PROPERTY=VALUE
    timeout: float = None                           # None: never
    command: list = None                            # None: a shell

    @property
    def mmu(self):
        return self.kernel.profile == "k210-mmu"

    @property
    def harts(self):
        return 1 if self.icount else HARTS


def _opensbi():
    folder, _ = debian.unpacked("opensbi")
    return folder / ("usr/lib/riscv64-linux-gnu/opensbi/generic/"
                     "fw_dynamic.bin")


def _archive(plan):
    archive = Initramfs()
    kernel = plan.kernel
    guest.add_userland(archive, kernel.profile)
    if plan.modules:
        guest.add_kernel_modules(archive, kernel)
    archive.file("init", guest.init(kernel.profile), 0o755)

    names = []
    for path in [guest.bench_module(kernel),
                 *guest.driver_modules(kernel, plan.driver)]:
        archive.file(f"vm/{path.name}", path)
        names.append(f"/vm/{path.name}\n")
    archive.file("vm/modules", "".join(names).encode())
    if plan.command is not None:
        archive.file("vm/argv", b"".join(os.fsencode(word) + b"\0"
                                         for word in plan.command))
    if plan.gets:
        archive.file("vm/get", b"".join(
            os.fsencode(path.lstrip("/") or ".") + b"\0"
            for path, _ in plan.gets))
    for source, path in plan.puts:
        archive.copy(source, path)
    return archive


def _write_initrd(plan, path):
    """Debian's files first: an archive further on replaces what they bring."""
    with open(path, "wb") as out:
        if plan.packages:
            root = guest.debian_root(plan.packages)
            out.write((root / "root.cpio").read_bytes())
        _archive(plan).write(out)
    size = path.stat().st_size
    if not plan.mmu and size > NOMMU_ARCHIVE:
        raise Problem(f"{size >> 10} KiB of files are too many for a machine "
                      f"of 8 MiB; {NOMMU_ARCHIVE >> 10} KiB fit")


def _write_tree(plan, path, nonce):
    dtb = plan.dtb or plan.kernel.board(BOARD)
    now = FIXED_TIME if plan.icount else int(time.time())
    seed = bytes(range(32)) if plan.icount else secrets.token_bytes(32)
    # pinctrl's debugging says more than fits into the default
    log = "log_buf_len=4M " if plan.mmu else ""
    path.write_bytes(devicetree.merge(
        dtb.read_bytes(), str(plan.dtb or BOARD), harts=plan.harts,
        memory=MEMORY[plan.kernel.profile], mmu=plan.mmu, seed=seed,
        bootargs=f"earlycon=sifive,0x{devicetree.CONSOLE_BASE:x} "
                 f"console={devicetree.CONSOLE_TTY} rdinit=/init {log}"
                 f"oops=panic panic=-1 vm.nonce={nonce} vm.time={now}"))


def _qemu_command(plan, logs, fds):
    """QEMU's command line, in the folder LOGS for everything it writes."""
    command = [
        str(emulator.qemu()), "-M", "k210", "-nodefaults", "-display", "none",
        "-no-reboot", "-smp", str(plan.harts),
        "-m", f"{MEMORY[plan.kernel.profile] >> 20}M",
        "-kernel", str(plan.kernel.image), "-initrd", str(logs / "initrd"),
        "-dtb", str(logs / "dtb"),
        "-d", "guest_errors,invalid_mem", "-D", "qemu.log",
        "-serial", "chardev:console", "-serial", "null",
    ]
    if plan.mmu:
        command += ["-cpu", "rv64,mmu=on", "-bios", str(_opensbi())]
    command += ["-chardev", "file,id=console,path=console.log"]
    if plan.command is None:
        command += ["-chardev", "stdio,id=terminal,signal=off,mux=on"]
    if plan.icount:
        command += ["-icount", "shift=0,sleep=off", "-seed", "1", "-rtc",
                    "base=2026-01-01T00:00:00,clock=vm"]
    settings = {f"k210-bench.{name}-fd": fd for name, fd in fds.items()}
    if plan.icount and not plan.socket:
        settings["k210-bench.freeze"] = "on"
    if plan.script:
        settings["k210-jig.script"] = "jig"
        settings["k210-jig.script-log"] = "jig.log"
    if plan.socket:
        settings["k210-jig.socket"] = plan.socket
    for setting in [*plan.settings, *(f"{name}={value}" for name, value
                                      in settings.items())]:
        command += ["-global", setting]
    return command


@contextlib.contextmanager
def _descriptors(plan, folder):
    """The guest's streams by name."""
    fds, opened = {}, []
    for name in ("verdict", "archive"):
        fds[name] = os.open(folder / name,
                            os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        opened.append(fds[name])
    if plan.command is not None:
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            fds[name] = os.dup(number)
            opened.append(fds[name])
    try:
        yield fds
    finally:
        for fd in opened:
            with contextlib.suppress(OSError):
                os.close(fd)


def _wait(process, timeout):
    """Seconds that were too many, or 0."""
    try:
        process.wait(timeout)
        return 0
    except subprocess.TimeoutExpired:
        return timeout
    finally:
        if process.poll() is None:
            process.terminate()     # so that it restores the terminal
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _text(path):
    try:
        return path.read_text(errors="replace")
    except FileNotFoundError:
        return ""


def run(plan, logs):
    """Runs the plan; returns the Evidence. Everything is written in LOGS."""
    nonce = "icount" if plan.icount else secrets.token_hex(8)
    _write_initrd(plan, logs / "initrd")
    _write_tree(plan, logs / "dtb", nonce)
    (logs / "jig.log").touch()
    if plan.script:
        shutil.copyfile(plan.script, logs / "jig")
    shell = plan.command is None
    with _descriptors(plan, logs) as fds, \
            open(logs / "qemu.stderr", "wb") as stderr:
        command = _qemu_command(plan, logs, fds)
        process = subprocess.Popen(
            progress.end_with_parent(command), cwd=logs,
            pass_fds=fds.values(),
            stdin=None if shell else subprocess.DEVNULL,
            stdout=None if shell else stderr, stderr=stderr)
        timed_out = _wait(process, plan.timeout)
    if shutil.disk_usage(logs).free < progress.FULL:
        raise DiskFull("the disk is full, and the run's logs may lack lines")
    return Evidence(
        nonce=nonce, debug=plan.kernel.debug, shell=shell,
        result=_text(logs / "verdict"),
        qemu_status=0 if timed_out else process.returncode,
        console=_text(logs / "console.log"), jig_log=_text(logs / "jig.log"),
        qemu_log=_text(logs / "qemu.log"), timed_out=timed_out,
        qemu_stderr=_text(logs / "qemu.stderr"))
