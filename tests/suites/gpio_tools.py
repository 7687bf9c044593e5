# SPDX-License-Identifier: GPL-2.0-or-later
"""gpio-tools-test.bash, libgpiod's own tests of its tools, as it is in the
source package: only its simulator is another, gpiosim.bash."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from host import debian
from irqs import pad_of
from script import GPIO, GPIOHS
from suites import NOT_RUN
from trees import routed

HERE = Path(__file__).parent
PACKAGES = "gpiod,bash,shunit2,coreutils,grep,sed,gawk"
SIM_PACKAGES = "util-linux,debianutils"
# Where the tree has the blocks, and the pads of their lines after reset.
LABELS = {"gpiohs": GPIOHS, "gpio": GPIO}
FIRST_PADS = {block: pad_of(label, 0) for block, label in LABELS.items()}

CASE = re.compile(r"^(test_\w+)\(\) \{\n(.*?)^\}", re.M | re.S)
CHIP = re.compile(r"gpiosim_chip sim\d num_lines=(\d+)"
                  r"((?:\s+line_name=\S+)*)")
NAME = re.compile(r"line_name=(\d+):(\S+)")


@dataclass(frozen=True)
class Chip:
    """One that a case wants."""
    lines: int
    names: tuple = ()       # ((offset, name), ...)


@functools.lru_cache
def source():
    folder, _ = debian.unpacked(
        "libgpiod", lambda version: version.startswith("2."), "original")
    return folder


def script():
    return source() / "tools" / "gpio-tools-test.bash"


def cases():
    """{case: the chips that it wants}"""
    text = script().read_text().replace("\\\n", " ")
    return {name: tuple(
        Chip(int(lines), tuple((int(offset), name)
                               for offset, name in NAME.findall(names)))
        for lines, names in CHIP.findall(body))
            for name, body in CASE.findall(text)}


def cases_of(*chips):
    """Those that want just these."""
    return [case for case, wanted in cases().items() if wanted == chips]


def tree(folder, chips):
    """A tree with {block: Chip}; all lines are on pads."""
    changed = routed("k210-mmu")
    nodes = {"gpiohs": changed.gpiohs, "gpio": changed.port}
    for block, chip in chips.items():
        names = dict(chip.names)
        nodes[block].set("ngpios", chip.lines)
        nodes[block].set("gpio-line-names", *(names.get(line, "")
                                              for line in range(chip.lines)))
    return changed.write(folder)


TOOLS = [
    "cd /in",
    "for tool in detect info get set mon notify; do",
    "\tln -s /usr/bin/gpio$tool /in/",
    "done",
    "export SHUNIT_COLOR=none PATH=/in:$PATH",
]


def start(folder, wanted, *before):
    """What the guest does."""
    path = folder / "start.sh"
    path.write_text("\n".join([*TOOLS, *before,
                               "exec bash gpio-tools-test.bash -- " +
                               " ".join(wanted), ""]))
    return path


def chips_there(chips):
    """What gpiosim.bash is to know of {block: Chip}, in their order."""
    return [*(f"{block}=$(gpiodetect | sed -n 's/ .{label}. .*//p')"
              for block, label in LABELS.items()),
            "export CHIPS=\"" + " ".join(
                f"{chip.lines}:${block}:{FIRST_PADS[block]}"
                for block, chip in chips.items()) + '"']


def outcomes(text, wanted):
    """{case: (outcome, reason)}, from what shunit2 prints."""
    wrong = {name: [] for name in wanted}
    seen, now = set(), None
    for line in text.splitlines():
        if line in wrong:
            now = line
            seen.add(now)
        elif found := re.match(r"shunit2:ERROR (\w+)\(\) (.*)", line):
            wrong[found[1]].append(found[2])
        elif line.startswith("ASSERT:"):
            wrong[now].append(line.removeprefix("ASSERT:").strip())
    return {name: ("failed", NOT_RUN) if name not in seen else
            ("failed", "; ".join(wrong[name])) if wrong[name] else
            ("passed", "") for name in wanted}


def theirs():
    return source() / "tests" / "scripts" / "gpiod-bash-test-helper.inc"


def run(vm, wanted, parts, packages, *options):
    """How the cases WANTED went."""
    ran = vm("--debian", packages, "--icount", "--timeout", "600", *options,
             *[word for part in [script(), *parts]
               for word in ("--put", part)],
             command=["sh", "-c", "sh /in/start.sh 2>&1"])
    assert ran.status in (0, 1), ran.stderr
    return outcomes(ran.text, wanted)


def run_on_chips(vm, driver, folder, chips, wanted):
    """With {block: Chip}, by ours or mainline's driver."""
    helper = folder / "their-helper.inc"
    helper.write_bytes(theirs().read_bytes())
    return run(vm, wanted, [
        helper, HERE / "gpiod-bash-test-helper.inc", HERE / "gpiosim.bash",
        start(folder, wanted, *chips_there(chips))], PACKAGES,
        "--driver", driver, "--dtb", tree(folder, chips))


def run_on_gpio_sim(vm, folder, wanted):
    return run(vm, wanted, [theirs(), start(folder, wanted)],
               f"{PACKAGES},{SIM_PACKAGES}", "--driver", "none")
