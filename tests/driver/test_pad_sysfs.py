# SPDX-License-Identifier: GPL-2.0-or-later
"""The files for each pad below /sys/class/misc/k210-fpioa, beside the jig."""

import re
from pathlib import Path

import pytest

import manual
from host import guest, kernel
from script import GPIO, GPIOHS
from test_life import FPIOA, SHELL
from trees import Changed, mux
from vm_run import OPTIONS

FILES = ["drive_ua", "function", "level", "owner", "pull"]
DRIVE_UA = [11200, 16800, 22300, 27800, 33300, 38700, 44100, 49500]
UART2_TX = 67

# What the tree gives away: JTAG's pads, and the console's once it is there.
TAKEN = {**{pad: "502b0000.pinmux" for pad in range(4)},
         4: "38000000.serial", 5: "38000000.serial"}

# By default there are files with an MMU, and none without.
PARAMETERS = {"on": {"k210-mmu": "", "k210": "pad_sysfs=1"},
              "off": {"k210-mmu": "pad_sysfs=0", "k210": ""}}

LOAD = """
insmod k210-gpio.ko PARAMETER || exit 3
until [ -e /dev/gpiochip1 ]; do :; done
dir=/sys/class/misc/k210-fpioa
stat -c '%a %u %g %t:%T' /dev/k210-fpioa
read -r dev <$dir/dev; echo $dev
echo --
set -- $dir/IO*; [ -e "$1" ] || set --
echo $#
echo --
"""

# A program's stdin is a pipe that ends when we want it to: its own end of it
# is opened while ours is there already, so that nobody waits for anybody.
SHOW = """
[ -e $dir/IO47 ] || exit 4
stat -c '%a %F %n' $dir/IO*/*
echo --
exec 3<>/dev/k210-jig
jig() { echo "$1" >&3; read -r answer <&3; echo "$answer"; }
show() {
	for pad
	do
		jig "pad $pad"
		for name in FILES
		do
			value='<no line>'
			read -r value <$dir/IO$pad/$name || value='<no line>'
			echo "$name=$value"
		done
	done
	echo --
}
start() {
	exec 4<>/tmp/stdin
	"$@" </tmp/stdin 3>&- 4>&- &
}
finish() { exec 4>&-; wait; }
owned() {
	n=0
	until read -r owner <$dir/IO$1/owner && [ "$owner" = "$2" ]
	do
		n=$((n + 1))
		[ $n != 200 ] || exit 5
		sleep 0.05
	done
}
held() {
	n=0
	until answer=$(jig "pad $1"); [ "${answer#* fn=CONSTANT }" != "$answer" ]
	do
		n=$((n + 1))
		[ $n != 200 ] || exit 6
		sleep 0.05
	done
}
mknod /tmp/stdin p
for chip in /sys/class/gpio/gpiochip*
do
	read -r label <$chip/label
	[ $label != 38001000.gpio-controller ] || read -r base <$chip/base
done
line() { echo $((base + $2)) >/sys/class/gpio/$1; }

owned 5 38000000.serial
jig "drive 14 1"
show PADS
jig "drive 14 0"
show 14
jig "drive 14 z"

start /in/claim >/dev/null
owned 13 example
show 13 19
line export 3
show 13
line unexport 3
finish
show 13 19

start /in/hold 22 1
held 22
jig "level 22"
show 22
finish
show 22
start /in/hold 22 0
held 22
jig "level 22"
show 22
finish

line export 6
show 22
line unexport 6
show 22

modprobe leds-gpio
owned 24 test-leds
show 24 17
echo test-leds >/sys/bus/platform/drivers/leds-gpio/unbind
show 24 17
""".replace("FILES", " ".join(FILES)).replace("PADS", " ".join(
    map(str, range(48))))


# Loads it in turn without files and with them.
MEMORY = SHELL + f"""
load() {{
	insmod k210-gpio.ko pad_sysfs=$1 || exit 3
	until_chips 2
	grep Slab: /proc/meminfo
	unbind k210-gpiohs {GPIOHS} && unbind k210-gpio {GPIO} &&
		unbind k210-fpioa {FPIOA} || exit 4
	rmmod k210_gpio || exit 5
}}
for files in 0 0 1 0 1 0 1 0 1 0 1; do load $files; done
"""


def own_module(profile):
    """The one that the VM would load, without asking for a parameter."""
    options = dict(zip(OPTIONS[::2], OPTIONS[1::2]))
    [path] = guest.driver_modules(
        kernel.Kernel(profile, options.get("--kernel", "6.12"),
                      options.get("--debug")), "k210-gpio")
    return path


@pytest.fixture
def boots(once, vm, profile, compiled, tmp_path):
    """boots(WHICH): the lines of each part of what a boot with or without
    files printed."""
    def boots(which):
        def boot():
            tree = Changed(profile)
            tree.add_led(tree.add_state("test-state", {
                "pinmux": (mux(24, UART2_TX),)}))
            programs = [
                compiled(profile, manual.example("claim", tmp_path)),
                compiled(profile, Path(__file__).parent / "hold.c")]
            script = LOAD.replace("PARAMETER", PARAMETERS[which][profile])
            ran = vm("--profile", profile, "--driver", "none", "--put",
                     own_module(profile), "--dtb", tree.write(tmp_path),
                     *[word for program in programs
                       for word in ("--put", program)],
                     command=["sh", "-c",
                              script + (SHOW if which == "on" else "")])
            assert ran.status == 0, ran.stderr
            return [part.splitlines()
                    for part in ran.text.split("--\n")[:-1]]
        # The fixture `room` is for all of a test; without files this fits.
        if which == "on" and profile == "k210" and "--kernel" in OPTIONS:
            pytest.skip("it takes more memory than the newest kernel leaves")
        return once((LOAD, profile, which), boot)
    return boots


@pytest.fixture
def shown(boots):
    """What has been shown: {pad: (what the jig says of it, {file: line})}."""
    def read(lines):
        found = {}
        while lines:
            head, *values = lines[:1 + len(FILES)]
            jig = dict(word.split("=") for word in head.split()[2:])
            found[int(head.split()[1])] = jig, dict(
                value.split("=", 1) for value in values)
            lines = lines[1 + len(FILES):]
        return found

    return [read([line for line in part
                  if re.match(r"pad |\w+=", line)])
            for part in boots("on")[3:]]


def settings(jig):
    """What the chip's own word means for the files that have settings."""
    return {"pull": {"00": "none", "10": "up", "01": "down"}[jig["pu"] +
                                                             jig["pd"]],
            "drive_ua": str(DRIVE_UA[min(int(jig["ds"]), 7)]),
            "level": str(int(jig["word"], 16) >> 31)}


@pytest.mark.parametrize("which", PARAMETERS)
def test_the_device_is_roots_and_in_its_class(boots, which):
    node, dev = boots(which)[0]
    major, minor = map(int, dev.split(":"))
    assert node == f"660 0 0 {major:x}:{minor:x}"


def test_there_are_no_files_where_nobody_wants_them(boots):
    assert boots("off")[1] == ["0"]


def test_each_pad_has_its_files_to_be_read(boots):
    assert boots("on")[1] == ["48"]
    place = "444 regular file /sys/class/misc/k210-fpioa"
    assert sorted(boots("on")[2]) == sorted(
        f"{place}/IO{pad}/{name}" for pad in range(48) for name in FILES)


def test_the_files_memory_is_known(room, vm, profile, record_property):
    """Without a tight limit: an allocator keeps what was freed, so that some
    loads take nothing. The first one makes more than later ones do."""
    ran = vm("--profile", profile, "--driver", "none", "--put",
             own_module(profile), command=["sh", "-c", MEMORY])
    _, *slabs = (int(line.split()[1]) for line in ran.lines)
    taken = sorted(files - without for without, files
                   in zip(slabs[::2], slabs[1::2], strict=True))
    record_property("measured", f"{taken[-1]} KiB")
    assert 8 < taken[-1] < 1024


def test_all_pads_files_say_what_the_jig_says(shown):
    assert sorted(shown[0]) == list(range(48))
    assert {pad: files for pad, (_, files) in shown[0].items()} == {
        pad: {"function": jig["fn"], "owner": TAKEN.get(pad, ""),
              **settings(jig)}
        for pad, (jig, _) in shown[0].items()}


def test_a_level_is_the_pads(shown):
    assert [shown[n][14][1]["level"] for n in (0, 1)] == ["1", "0"]


def test_a_claimed_pads_files_say_who_has_it(shown):
    """The function came from IO19, which nobody has claimed."""
    (jig, files), (_, lost) = shown[2][13], shown[2][19]
    assert jig["fn"] == "GPIOHS3"
    assert files == {"function": "GPIOHS3", "owner": "example",
                     **settings(jig), "pull": "up"}
    assert (lost["function"], lost["owner"]) == ("RESV0", "")


def test_a_claim_is_the_owner_of_a_pad_whose_line_is_in_use(shown):
    assert shown[3][13][1]["owner"] == "example"


def test_a_pad_that_is_given_back_is_what_it_was(shown):
    before, after = shown[0], shown[4]
    for pad in (13, 19):
        assert after[pad][0]["word"] == before[pad][0]["word"]
        assert after[pad][1] == before[pad][1]


@pytest.mark.parametrize("level, number", [(1, 5), (0, 7)])
def test_a_held_pad_keeps_the_function_that_it_carries(boots, shown, level,
                                                       number):
    jig, files = shown[number][22]
    assert f"level 22 {level}" in boots("on")[3 + number]
    assert jig["fn"] == "CONSTANT"
    assert (files["function"], files["owner"]) == ("GPIOHS6", "holder")
    assert files["level"] == settings(jig)["level"]


def test_a_pad_that_is_no_longer_held_is_what_it_was(shown):
    assert shown[6][22][1] == shown[0][22][1]


def test_who_uses_a_line_has_a_pad_that_nobody_else_has(shown):
    assert [shown[n][22][1]["owner"] for n in (8, 9)] == ["sysfs", ""]


def test_a_device_has_the_pads_that_the_tree_gave_it(shown):
    """And its line; both for as long as it is bound."""
    assert shown[10][24][1]["function"] == "UART2_TX"
    assert [shown[n][24][1]["owner"] for n in (10, 11)] == ["test-leds", ""]
    assert [shown[n][17][1]["owner"] for n in (10, 11)] == ["test-led", ""]
