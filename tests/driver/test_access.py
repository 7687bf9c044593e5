# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may open /dev/k210-fpioa and our chips: by udev with our rules, by
BusyBox's mdev with our lines, and with neither."""

import pytest

import manual
from test_life import FPIOA, SHELL
from vm_run import TESTS

UDEV = TESTS.parent / "userspace" / "udev"
RULES = UDEV / "60-k210-gpio.rules"
RULES_D = "/usr/lib/udev/rules.d"

# 997 is group gpio's number in the guest; 1000 and 1001 have no names.
COMMON = SHELL + """
modes() { stat -c '%n %U:%G %a' /dev/k210-fpioa /dev/gpiochip*; echo --; }
as() { /usr/bin/setpriv --reuid 1000 --regid 1001 "$@" 2>&1; }
member() { as --groups 997 "$@"; }
stranger() { as --clear-groups "$@"; }
try() {
	for who in member stranger; do
		$who /in/claim </dev/null
		echo $who $?
		for chip in /dev/gpiochip*; do
			$who sh -c ": <>$chip"; echo $who $chip $?
		done
	done
	echo --
}
"""

# A chip that isn't the SoC's, as an expander's isn't.
OTHER = """
modprobe gpio-sim
other=/sys/kernel/config/gpio-sim/other
mkdir $other $other/bank0 && echo 1 >$other/live
"""

BY_UDEV = COMMON + f"""
modes
/usr/lib/systemd/systemd-udevd --daemon 2>/dev/null || exit 3
udevadm verify --no-summary {RULES_D}/{RULES.name} >&2; echo $?; echo --
udevadm trigger --action=add --settle || exit 4
modes
try
unbind k210-fpioa {FPIOA}
[ ! -e /dev/k210-fpioa ] || exit 5
bind k210-fpioa {FPIOA}
until_chips 2
udevadm settle || exit 6
modes
{OTHER}
udevadm settle || exit 7
modes
echo 0 >$other/live
udevadm control --exit
"""

BY_MDEV = COMMON + """
busybox mdev -s
modes
try
"""

OURS = ["/dev/k210-fpioa root:gpio 660", "/dev/gpiochip0 root:gpio 660",
        "/dev/gpiochip1 root:gpio 660"]
NOBODYS = ["/dev/k210-fpioa root:root 660", "/dev/gpiochip0 root:root 600",
           "/dev/gpiochip1 root:root 600"]
DENIED = "Permission denied"

pytestmark = pytest.mark.mmu


@pytest.fixture
def parts(once, vm, profile, compiled, tmp_path):
    """parts(SCRIPT, OPTION, ...): what each part of it printed, in lines."""
    def parts(script, *options):
        def boot():
            claim = compiled(profile, manual.example("claim", tmp_path))
            ran = vm("--profile", profile, "--put", claim, *options,
                     command=["sh", "-c", script])
            assert ran.status == 0, ran.stderr
            return [part.splitlines()
                    for part in ran.text.split("--\n")[:-1]]
        return once((script, profile), boot)
    return parts


@pytest.fixture
def by_udev(parts):
    """The modes before, verify's status, the modes then, what users could do,
    and the modes of what came back and of another chip."""
    return parts(BY_UDEV, "--debian", "udev,util-linux", "--put",
                 f"{RULES}:{RULES_D}/{RULES.name}")


@pytest.fixture
def by_mdev(parts):
    """The modes, and what users could do."""
    return parts(BY_MDEV, "--debian", "util-linux", "--put",
                 f"{UDEV / 'mdev.conf'}:/etc/mdev.conf")


def judge(tried):
    """A member of the group has all, and anybody else nothing."""
    assert [line for line in tried if "member" in line] == [
        "member 0", "member /dev/gpiochip0 0", "member /dev/gpiochip1 0"]
    assert [line for line in tried if line in (
        f"IO13 is line 3 of /dev/gpiochip{n}" for n in range(2))]
    denied = [line for line in tried if "stranger" in line]
    assert len(denied) == 3 and "stranger 1" in denied
    assert [line for line in denied if line.endswith(" 0")] == []
    assert len([line for line in tried if DENIED in line]) == 3


def test_without_rules_all_is_roots(by_udev):
    """devtmpfs makes the device so that a group can be given later."""
    assert sorted(by_udev[0]) == sorted(NOBODYS)


def test_udev_takes_the_rules_as_they_are(by_udev):
    assert by_udev[1] == ["0"]


def test_udev_gives_the_group_the_device_and_our_chips(by_udev):
    assert sorted(by_udev[2]) == sorted(OURS)


def test_who_is_in_the_group_can_claim_and_nobody_else(by_udev):
    judge(by_udev[3])


def test_a_device_that_comes_back_is_the_groups_again(by_udev):
    assert sorted(by_udev[4]) == sorted(OURS)


def test_a_chip_of_somebody_else_stays_whose_it_was(by_udev):
    assert sorted(by_udev[5]) == sorted([*OURS,
                                         "/dev/gpiochip2 root:root 600"])


def test_busyboxs_mdev_gives_the_group_all_chips(by_mdev):
    assert sorted(by_mdev[0]) == sorted(OURS)
    judge(by_mdev[1])
