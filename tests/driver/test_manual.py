# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs in k210-fpioa(4) do what the page says, at the pads."""

import pytest

import manual

# `watch` is told of what `claim` does from the first event on that it has
# told; a pipe ends `claim`, and the last read() answers ENODEV.
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
until [ -e /dev/gpiochip1 ]; do :; done
mknod /tmp/stdin p
/in/watch 3>&- >/tmp/watched 2>&1 &
watching=$!
tries=0
until [ -s /tmp/watched ]
do
	tries=$((tries + 1))
	[ $tries != 200 ] || exit 4
	/in/claim </dev/null >/dev/null
done
pads
exec 4<>/tmp/stdin
/in/claim </tmp/stdin 3>&- 4>&- >/tmp/claimed &
until_pad 13 GPIOHS3
pads
cat /proc/$watching/fdinfo/3 /proc/$!/fdinfo/4
echo --
exec 4>&-
wait $!
pads
echo 502b0000.pinmux >/sys/bus/platform/drivers/k210-fpioa/unbind
tries=0
until grep -q '^watch: ' /tmp/watched
do
	tries=$((tries + 1))
	[ $tries != 200 ] || exit 5
	sleep 0.05
done
cat /tmp/watched
echo --
cat /tmp/claimed
echo --
"""


@pytest.fixture
def parts(once, vm, profile, compiled, tmp_path):
    """The pads before the claim and while it is there, what the kernel shows
    of both descriptors then, the pads after it; what was watched, and what was
    claimed: in lines."""
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
    before, during, _, after, _, said = parts
    assert " fn=GPIOHS3 " in during[0] and " pu=1 pd=0 " in during[0]
    assert " fn=RESV0 " in during[1]
    assert words(before) == words(after) != words(during)
    assert said in (["IO13 is line 3 of /dev/gpiochip0"],
                    ["IO13 is line 3 of /dev/gpiochip1"])


def test_their_descriptors_say_what_they_are_for(parts):
    shown = {line.split()[0]: line.split()[1:] for line in parts[2]}
    assert shown["watched:"] == list(map(str, range(48)))
    assert (shown["claim:"], shown["pads:"]) == (["example"], ["13"])


def test_the_watch_tells_of_it_until_the_fpioa_is_gone(parts):
    """The console's pads may be told of as well: its driver is just being
    bound."""
    *lines, last = parts[4]
    assert last == "watch: read: No such device"
    states = {}
    for line in lines:
        pad, _, rest = line.partition(": function ")
        states.setdefault(pad, []).append(rest)
    assert set(states) - {"IO4", "IO5"} == {"IO13", "IO19"}
    claimed = [state for state in states["IO13"]
               if int(state.split("state ")[1], 16) & 2]
    assert any(state.startswith("27, ") for state in claimed)
    assert states["IO13"][-1] == "61, state 0x0"
    assert states["IO19"][-1] == "27, state 0x0"
    assert any(state.startswith("120, ") for state in states["IO19"])
