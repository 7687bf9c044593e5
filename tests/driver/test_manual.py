# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs in k210-fpioa(4) do what the page says, at the pads."""

import pytest

import manual

# `watch` waits for what `claim` does; both are there before the next is
# started, as a pipe and the jig tell. The last read() answers ENODEV.
SCRIPT = """
exec 3<>/dev/k210-jig
jig() { echo "$1" >&3; read -r answer <&3; }
pads() { for pad in 13 19; do jig "pad $pad"; echo "$answer"; done; echo --; }
until_pad() {
	n=0
	until jig "pad $1"; [ "${answer#* fn=$2 }" != "$answer" ]
	do
		n=$((n + 1))
		[ $n != 200 ] || exit 3
		sleep 0.05
	done
}
watched() {
	n=0
	until grep -q watched: /proc/$1/fdinfo/3 2>/dev/null
	do
		n=$((n + 1))
		[ $n != 200 ] || exit 4
		sleep 0.05
	done
}
until [ -e /dev/gpiochip1 ]; do :; done
mknod /tmp/stdin p
/in/watch 3>&- >/tmp/watched 2>&1 &
watching=$!
watched $watching
pads
exec 4<>/tmp/stdin
/in/claim </tmp/stdin 3>&- 4>&- >/tmp/claimed &
until_pad 13 GPIOHS3
pads
exec 4>&-
wait $!
pads
echo 502b0000.pinmux >/sys/bus/platform/drivers/k210-fpioa/unbind
wait $watching
echo $?
cat /tmp/watched
echo --
cat /tmp/claimed
echo --
"""


@pytest.fixture
def parts(once, vm, profile, compiled, tmp_path):
    """The pads before the claim, while it is there, and after it; what was
    watched, and what was claimed: in lines."""
    def boot():
        programs = [compiled(profile, manual.example(name, tmp_path))
                    for name in manual.EXAMPLES]
        ran = vm("--profile", profile,
                 *[word for path in programs for word in ("--put", path)],
                 command=["sh", "-c", SCRIPT])
        assert ran.status == 0, ran.stderr
        return [part.splitlines() for part in ran.text.split("--\n")[:-1]]
    return once((SCRIPT, profile), boot)


def words(lines):
    return [line.split(" word=")[1] for line in lines]


def test_the_claim_has_the_line_on_its_pad_until_it_ends(parts):
    before, during, after, _, said = parts
    assert " fn=GPIOHS3 " in during[0] and " pu=1 pd=0 " in during[0]
    assert " fn=RESV0 " in during[1]
    assert words(before) == words(after) != words(during)
    assert said in (["IO13 is line 3 of /dev/gpiochip0"],
                    ["IO13 is line 3 of /dev/gpiochip1"])


def test_the_watch_tells_of_it_until_the_fpioa_is_gone(parts):
    status, *lines, last = parts[3]
    assert (status, last) == ("1", "watch: read: No such device")
    assert lines
    states = {}
    for line in lines:
        pad, _, rest = line.partition(": function ")
        states.setdefault(pad, []).append(rest)
    assert set(states) == {"IO13", "IO19"}
    claimed = [state for state in states["IO13"]
               if int(state.split("state ")[1], 16) & 2]
    assert any(state.startswith("27, ") for state in claimed)
    assert states["IO13"][-1] == "61, state 0x0"
    assert states["IO19"][-1] == "27, state 0x0"
    assert any(state.startswith("120, ") for state in states["IO19"])
