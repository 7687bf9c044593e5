# SPDX-License-Identifier: GPL-2.0-or-later
"""libgpiod's own tests of its library, as they are in the source package: only
libgpiosim, their library of simulated chips, is another: gpiosim/."""

import re
import subprocess
from pathlib import Path

from host import cache, debian, progress, toolchain
from suites import NOT_RUN
from suites.gpio_tools import source
from trees import routed
from vm_run import OPTIONS, build_modules, kdir

HERE = Path(__file__).parent
# What the program is linked with, and what it needs in the guest. The packages
# alone: what the libraries need themselves is in the guest.
SYSROOT = ("libgpiod-dev", "libgpiod3", "libgio-2.0-dev", "libglib2.0-0t64",
           "libkmod-dev", "libkmod2", "libmount-dev", "libmount1")
PACKAGES = "libgpiod3,libglib2.0-0t64,libkmod2,libmount1"
LIBRARIES = ("gpiod", "gio-2.0", "gobject-2.0", "glib-2.0", "kmod", "mount")
MULTIARCH = "usr/lib/riscv64-linux-gnu"

CASE = re.compile(r"^#define GPIOD_TEST_GROUP \"(.*)\"|"
                  r"^GPIOD_TEST_CASE\((\w+)\)", re.M)
ENDED = re.compile(r"(ok|not ok) \d+ /gpiod/(\S+)(?: # SKIP (.*))?")
REFUSED = re.compile(r"# no such chip: (.*)")
WRONG = re.compile(r"# gpiod-test:ERROR:.*/(tests-\S+:\d+):\w+: (.*)")
# What mainline's gpio-sifive can't be asked: it is never bound anew.
OF_LINES = re.compile(r"num_lines$|offset_out_of_(range|bounds)$")
LINES_FIXED = "gpio-sifive can't be unbound and has always 32 lines"

SIM_SCRIPT = """
modprobe gpio-sim || exit
./gpiosim-selftest || exit
./gpiod-test --tap
true"""
# The same on chips, and a look at the pads behind it.
SCRIPT = """
insmod k210-tree.ko || exit
{selftest} || exit
GPIOSIM_BLOCK={block} ./gpiod-test --tap
exec 3<>/dev/k210-jig
for pad in $(seq 8 47)
do
	echo level $pad >&3 && read -r level <&3 || exit
	echo pad $pad >&3 && read -r chip <&3 || exit
	echo "$level: $chip"
done"""
PAD = re.compile(r"^level (\d+) (.): pad .* oe=(.) .* pu=(.) pd=(.) ", re.M)
AS_NEW = ["z", "0", "0", "0"]


def sysroot():
    """A folder with SYSROOT unpacked."""
    def build(folder):
        apt = debian.guest_apt()
        archives = folder / "archives"
        archives.mkdir()
        progress.run("downloading what libgpiod's tests are built with",
                     ["apt-get", *apt.options(), "download", *SYSROOT],
                     apt.log, cwd=archives)
        for path in archives.glob("*.deb"):
            progress.run(f"unpacking {path.name}",
                         ["dpkg-deb", "-x", path, folder], apt.log)
        cache.discard(archives)

    return cache.entry("sysroot", cache.digest(*SYSROOT), build, keep=2)


def cases():
    """All there are: "GROUP/NAME" """
    found = []
    for path in sorted((source() / "tests").glob("tests-*.c")):
        group = None
        for named, case in CASE.findall(path.read_text()):
            group = named or group
            if case:
                found.append(f"{group}/{case}")
    return found


def _link(path, *words):
    """Makes a program for the guest."""
    root = sysroot()
    places = ["usr/include", "usr/include/glib-2.0", "usr/include/libmount",
              f"{MULTIARCH}/glib-2.0/include"]
    toolchain.command("k210-mmu")       # so that there is a compiler
    subprocess.run([
        toolchain.CC, "-O1", "-std=gnu11", "-D_GNU_SOURCE", "-pthread",
        *(word for place in places for word in ("-isystem", root / place)),
        "-o", path, *words, "-L", root / MULTIARCH,
        "-Wl,--allow-shlib-undefined,--as-needed",
        *(f"-l{name}" for name in LIBRARIES)], check=True)
    return path


def programs(folder, chips):
    """Their tests, and their test of libgpiosim, with CHIPS: theirs ("sim") or
    ours ("jig")."""
    tests = source() / "tests"
    # of theirs the header alone, not its neighbours
    header = folder / "include"
    header.mkdir()
    (header / "gpiosim.h").symlink_to(tests / "gpiosim" / "gpiosim.h")
    library = [tests / "gpiosim" / "gpiosim.c"] if chips == "sim" else \
        sorted((HERE / "gpiosim").glob("*.c"))
    return [
        _link(folder / "gpiod-test",
              "-DG_LOG_DOMAIN=\"gpiod-test\"",
              *(f"-I{place}" for place in
                (tests / "harness", tests / "gpiosim-glib", header)),
              *sorted(tests.glob("tests-*.c")),
              tests / "harness" / "gpiod-test.c",
              tests / "gpiosim-glib" / "gpiosim-glib.c", *library),
        _link(folder / "gpiosim-selftest", f"-I{header}",
              tests / "gpiosim" / "gpiosim-selftest.c", *library)]


def module(folder):
    """What lets the program change the tree."""
    build_modules(HERE / "tree", folder, kdir(*OPTIONS))
    return folder / "k210-tree.ko"


def tree(folder):
    """All lines are on pads; how many there are the program says."""
    changed = routed("k210-mmu")
    for node in changed.gpiohs, changed.port:
        del node.props["ngpios"]
    return changed.write(folder)


def outcomes(text):
    """{case: (outcome, reason)}, from what GLib prints."""
    known, ended, wrong, refused = cases(), {}, [], None
    assert f"1..{len(known)}" in text.splitlines()
    for line in text.splitlines():
        if found := ENDED.fullmatch(line):
            ok, case, skipped = found.groups()
            skipped = skipped or refused
            ended[case] = ("skipped", skipped) if skipped else \
                ("passed", "") if ok == "ok" else \
                ("failed", "; ".join(wrong) or line)
            wrong, refused = [], None
        elif found := REFUSED.fullmatch(line):
            refused = found[1]
        elif found := WRONG.match(line):
            wrong.append(": ".join(found.groups()))
    return {case: ended.get(case, ("failed", NOT_RUN))
            for case in known}


def without_fixed_lines(ended):
    """The same, but for failures of what gpio-sifive wasn't asked."""
    return {case: ("skipped", LINES_FIXED)
            if outcome == "failed" and OF_LINES.search(case) else
            (outcome, why) for case, (outcome, why) in ended.items()}


def run(vm, parts, script, *options):
    """What the guest prints. One hart, so that an event has the level that was
    there when it came."""
    ran = vm("--icount", "--timeout", "120", "--debian", PACKAGES, *options,
             *(word for part in parts for word in ("--put", part)),
             command=["sh", "-c", f"cd /in\n{script}"])
    assert ran.status == 0, ran.stderr
    return ran.text


def run_on_gpio_sim(vm, parts):
    return outcomes(run(vm, parts, SIM_SCRIPT))


def run_on_chips(vm, driver, folder, block, parts):
    """(outcomes, what is wrong with pads then)"""
    # which names lines, as gpio-sifive can't
    selftest = "true" if driver == "mainline" else "./gpiosim-selftest"
    text = run(vm, parts, SCRIPT.format(block=block, selftest=selftest),
               "--driver", driver, "--dtb", tree(folder))
    pads = PAD.findall(text)
    assert len(pads) == 40
    ended = outcomes(text)
    if (driver, block) == ("mainline", "gpiohs"):
        ended = without_fixed_lines(ended)
    return ended, [pad for pad, *state in pads if state != AS_NEW]
