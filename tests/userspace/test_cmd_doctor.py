# SPDX-License-Identifier: GPL-2.0-or-later
"""k210gpio doctor: each finding, in a system that has it."""

import re

import pytest

from userspace import acts
from userspace.acts import Acts, tool
from sizes import BRIDGELESS, build
from userspace.stage import End
from vm_run import OPTIONS, kdir

pytest_generate_tests = acts.each_act
plays = acts.plays

ACTS = Acts()
FPIOA = "502b0000.pinmux"
GPIOHS = "38001000.gpio-controller"
DRIVERS = "/sys/bus/platform/drivers"


def findings(end):
    return [(found["severity"], found["what"], found["fix"])
            for found in end.document["findings"]]


def judge(end, *wanted):
    """WANTED are (severity, part of what, part of the fix), and all."""
    found = findings(end)
    assert [severity for severity, _, _ in found] == \
        [severity for severity, _, _ in wanted], found
    for (_, what, fix), (_, part, mending) in zip(found, wanted):
        assert re.search(part, what) and re.search(mending, fix or ""), found
    wrong = any(severity != "note" for severity, _, _ in wanted)
    assert (end.status, end.document["well"]) == (int(wrong), not wrong)


def doctor(stage):
    return tool(stage, "doctor", "--json")


def test_it_finds_what_is_wrong(plays, act):
    plays(act)


@ACTS
def nothing_is_wrong_at_first(stage):
    end, people = doctor(stage), tool(stage, "doctor")
    yield
    judge(end())
    assert (people().status, people().out) == (0, "nothing is wrong\n")


@ACTS
def pads_that_are_held_for_good(stage):
    tool(stage, "hold", "LED_R=1")
    end, people = doctor(stage), tool(stage, "doctor")
    tool(stage, "hold", "--release", "LED_R")
    again = doctor(stage)
    yield
    judge(end(), ("warning", r"LED_R \(IO13\) is held high",
                  "^k210gpio hold --release IO13$"))
    assert people().out.splitlines()[1].strip() == \
        "k210gpio hold --release IO13" and people().status == 1
    judge(again())


@ACTS
def a_line_whose_pad_is_held(stage):
    tool(stage, "hold", "IO8=1")
    stage.start("k210gpio", "set", "--banner", "gpio:0=0", until="...")
    end = doctor(stage)
    stage.signal(15)
    stage.end()
    tool(stage, "hold", "--release", "IO8")
    yield
    judge(end(), ("warning", "IO8 is held: what '.*' drives doesn't reach it",
                  "hold --release IO8"))


@ACTS
def a_pad_that_the_board_keeps(stage):
    stage.start("k210gpio", "wfi", "-f", "--banner", "SD_CS", "rising",
                until="begun")
    end = doctor(stage)
    stage.signal(15)
    stage.end()
    yield
    judge(end(), ("warning", r"IO29 is this board's SD_CS, and '.*' \(pid "
                  r"\d+\) has it", "end it"))


@ACTS
def a_board_that_is_unknown(stage):
    stage.environment("K210_BOARD", "nosuch")
    end = doctor(stage)
    stage.environment("K210_BOARD", "bit")
    yield
    judge(end(), ("warning", "the board is unknown: .*nosuch",
                  "K210_BOARD.* bit.* maixduino"))


@ACTS
def lines_that_share_an_interrupt(stage):
    stage.start("k210gpio", "mon", "--banner", "IO8-9", until="onitoring")
    end = doctor(stage)
    stage.signal(15)
    stage.end()
    yield
    judge(end(), ("note", "share one interrupt", "GPIOHS"))


@ACTS
def nodes_that_are_missing(stage):
    stage.run("sh", "-c", "mv /dev/k210-fpioa /dev/gpiochip0 /tmp")
    end = doctor(stage)
    stage.run("sh", "-c", "mv /tmp/k210-fpioa /tmp/gpiochip0 /dev")
    yield
    judge(end(), ("error", "there is no /dev/k210-fpioa", "devtmpfs"),
          ("error", "there is no /dev/gpiochip0", "devtmpfs"))


@ACTS
def a_kernel_without_character_devices(stage):
    """A folder stands for such a kernel's: it has chips, but no numbers."""
    stage.run("sh", "-c", "mv /dev/gpiochip1 /tmp && mkdir -p "
              "/tmp/bus/gpiochip1 && "
              "mount -o bind /tmp/bus /sys/bus/gpio/devices")
    end = doctor(stage)
    stage.run("sh", "-c", "umount /sys/bus/gpio/devices && "
              "mv /tmp/gpiochip1 /dev")
    yield
    judge(end(), ("error", "no /dev/gpiochip1", "CONFIG_GPIO_CDEV=y"))


@ACTS
def drivers_that_are_not_bound(stage):
    stage.run("sh", "-c", f"echo {GPIOHS} >{DRIVERS}/k210-gpiohs/unbind")
    end = doctor(stage)
    stage.run("sh", "-c", f"echo {FPIOA} >{DRIVERS}/k210-fpioa/unbind")
    none = doctor(stage)
    removed = stage.run("sh", "-c", "rmmod k210_gpio")
    unloaded = doctor(stage)
    yield
    missing = ("error", f"{GPIOHS} has no driver", f"{GPIOHS} >.*/bind")
    judge(end(), missing)
    judge(none(), ("error", f"{FPIOA} has no driver", "k210-fpioa/bind"),
          missing, ("error", "50200000.gpio has no driver", "k210-gpio/bind"))
    assert removed().status == 0, removed().err
    judge(unloaded(), ("error", "k210-gpio isn't loaded",
                       "modprobe k210-gpio"))


@pytest.fixture
def look(vm, profile, request):
    """look(OPTION, ..., before=COMMANDS): the doctor's in such a VM."""
    def look(*options, before=":", user=""):
        ran = vm("--profile", profile, "--put",
                 request.getfixturevalue("tool")(profile), *options,
                 command=["sh", "-c", f"{before}; "
                          f"exec {user} /in/k210gpio doctor --json"])
        assert ran.status in (0, 1), ran.stderr
        return End(ran.status, ran.text, ran.stderr)
    return look


def test_mainlines_drivers_are_found(look):
    end = look("--driver", "mainline")
    found = findings(end)
    assert found[0][1] == "the module k210-gpio isn't loaded"
    assert f"{GPIOHS} is driven by" in found[1][1]
    assert "50200000.gpio is driven by" in found[2][1]
    assert "/unbind; modprobe k210-gpio" in found[1][2] and end.status == 1


def test_a_module_without_a_bridge_is_found(look, profile, tmp_path):
    module, _ = build(tmp_path, kdir("--profile", profile, *OPTIONS),
                      BRIDGELESS)
    judge(look("--driver", "none", "--put", module,
               before=f"insmod {module.name}; "
               "until [ -e /dev/gpiochip1 ]; do :; done"),
          ("error", "built without /dev/k210-fpioa",
           "CONFIG_K210_FPIOA_BRIDGE=y"))


@pytest.mark.parametrize("group, fix", [
    (997, "usermod -aG gpio USER"), (998, "usermod -aG 998 USER"),
    (0, "60-k210-gpio.rules")])
def test_who_may_not_is_told_of_the_group(look, profile, group, fix):
    if profile == "k210":
        pytest.skip("its kernel has users, but no program to become one")
    end = look("--debian", "util-linux", before="grep -q gpio: /etc/group || "
               "echo gpio:x:997: >>/etc/group; "
               f"chown 0:{group} /dev/k210-fpioa /dev/gpiochip*; "
               "chmod 660 /dev/k210-fpioa /dev/gpiochip*",
               user="/usr/bin/setpriv --reuid 1000 --regid 1001 "
               "--clear-groups")
    judge(end, *3 * [("error", "/dev/", re.escape(fix))])
