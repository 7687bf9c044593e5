# SPDX-License-Identifier: GPL-2.0-or-later
"""The jig's protocol: from the host, from the guest, from a script."""

import re
import subprocess

import pytest

from vm_run import VM
from jig import Jig


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine that stands there until the tests are through."""
    folder = tmp_path_factory.mktemp("machine")
    process = subprocess.Popen(
        [VM, "--driver", "none", "--log", folder, "--jig-socket",
         folder / "socket", "--", "cat"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    first = Jig(folder / "socket", lambda: process.poll() is None)
    first.close()
    yield folder / "socket"
    process.stdin.close()
    assert process.wait() == 0


@pytest.fixture
def jig(machine):
    client = Jig(machine)
    yield client
    client.close()


def test_outside_drives_a_pad_and_lets_go(jig):
    jig.do("drive 20 1")
    assert jig.ask("level 20") == "level 20 1"
    jig.do("drive 20 0")
    assert jig.ask("level 20") == "level 20 0"
    jig.do("drive 20 z")
    assert jig.ask("level 20") == "level 20 z"


def test_a_resistor_decides_where_nobody_drives(jig):
    jig.do("pull 20 up")
    assert jig.level(20) == "1"
    jig.do("drive 20 0")
    assert jig.level(20) == "0"
    jig.do("drive 20 z")
    jig.do("pull 20 down")
    assert jig.level(20) == "0"
    jig.do("pull 20 none")
    assert jig.level(20) == "z"


def test_wires_connect_pads_in_a_chain(jig):
    jig.do("wire 20 21")
    jig.do("wire 21 22")
    jig.do("drive 22 1")
    assert [jig.level(pad) for pad in (20, 21, 22)] == ["1", "1", "1"]
    jig.do("unwire 21 20")
    assert [jig.level(pad) for pad in (20, 21, 22)] == ["z", "1", "1"]
    jig.do("unwire 21 22")
    jig.do("drive 22 z")


def test_a_watch_reports_each_change_with_its_time(jig):
    jig.do("watch 20")
    jig.do("drive 20 1")
    jig.do("drive 20 1")
    jig.do("pull 20 up")
    jig.do("drive 20 z")
    jig.do("pull 20 none")
    jig.do("unwatch 20")
    jig.do("drive 20 0")
    jig.do("drive 20 z")
    edges = jig.edges(20)
    assert [level for level, _ in edges] == ["1", "z"]
    assert edges[0][1] < edges[1][1]


def test_a_watch_is_its_clients_alone(jig, machine):
    other = Jig(machine)
    other.do("watch 20")
    jig.do("drive 20 1")
    jig.do("drive 20 z")
    assert jig.ask("mark").startswith("mark ") and jig.events == []
    other.ask("mark")
    assert len(other.edges(20)) == 2
    other.close()


def test_what_happened_before_a_request_is_read_before_its_answer(jig):
    jig.do("watch 20")
    jig.do("drive 20 1")
    assert len(jig.events) == 1     # the answer has come, so the edge has too
    jig.do("drive 20 z")


def test_at_runs_later_and_in_order(jig):
    jig.do("watch 20")
    # Long enough for all to be asked before the first of them.
    jig.do("at 600000000 drive 20 z")
    jig.do("at 400000000 drive 20 1")
    jig.do("at 400000000 drive 20 0")
    jig.do("at 800000000 level 20")
    start = int(jig.ask("mark").split(" ns=")[1])
    while len(jig.events) < 7:
        jig.events.append(jig._line())
    times = [int(re.search(r"\d{6,}", line)[0]) for line in jig.events]
    assert times == sorted(times) and times[0] > start
    assert [re.sub(r" ?\d{6,}", "", line) for line in jig.events] == [
        "edge 20 1", "at ok", "edge 20 0", "at ok", "edge 20 z", "at ok",
        "at level 20 z"]


def test_at_may_put_off_at(jig):
    jig.do("at 1000 at 1000 level 20")
    while len(jig.events) < 2:
        jig.events.append(jig._line())
    assert re.fullmatch(r"at \d+ ok", jig.events[0])
    assert re.fullmatch(r"at \d+ level 20 z", jig.events[1])


def test_what_a_client_scheduled_happens_though_it_has_gone(jig, machine):
    other = Jig(machine)
    other.do("at 200000000 drive 20 1")
    other.close()
    jig.do("watch 20")
    while not jig.edges(20):
        jig.events.append(jig._line())
    jig.do("drive 20 z")


def test_four_thousand_requests_may_wait(jig):
    for n in range(4096):
        jig.do(f"at {10 ** 9 + n} level 20")


def test_pad_tells_what_the_chip_does(jig):
    assert jig.ask("pad 13") == (
        "pad 13 fn=GPIO5 oe=0 out=0 ie=1 pu=0 pd=0 ds=15 sl=0 st=1 inv=0 "
        "word=0x00901f3d")
    assert jig.ask("pad 16") == (
        "pad 16 fn=GPIOHS0 oe=0 out=0 ie=0 pu=0 pd=0 ds=15 sl=0 st=1 inv=0 "
        "word=0x00901f18")
    assert jig.ask("pad 5") == (
        "pad 5 fn=UARTHS_TX oe=1 out=1 ie=0 pu=0 pd=0 ds=15 sl=0 st=0 inv=0 "
        "word=0x00001f13")
    assert jig.ask("pad 6") == (
        "pad 6 fn=RESV0 oe=0 out=0 ie=0 pu=0 pd=0 ds=0 sl=0 st=0 inv=0 "
        "word=0x00000078")


@pytest.mark.parametrize("block", ["gpiohs", "gpio", "fpioa", "plic"])
def test_count_tells_a_blocks_accesses(jig, block):
    assert re.fullmatch(rf"count {block} reads=\d+ writes=\d+",
                        jig.ask(f"count {block}"))
    assert re.fullmatch(rf"count {block} reads=\d+ writes=\d+",
                        jig.ask(f"count {block} 0x4"))


def test_the_jigs_own_interrupts_are_not_counted(jig):
    """`cat` sleeps in read(); each line from here wakes nobody up, but the
    guest's jig is the same block, so ask twice with a pause of the guest."""
    before = jig.ask("count plic")
    jig.ask("mark")
    assert jig.ask("count plic") == before


@pytest.mark.parametrize("request_, answer", [
    ("", "error empty request"),
    ("   ", "error empty request"),
    ("hold 3", "error unknown request 'hold'"),
    ("DRIVE 3 1", "error unknown request 'DRIVE'"),
    ("drive", "error usage: drive PAD 0|1|z (pads are 0 to 47)"),
    ("drive 48 1", "error usage: drive PAD 0|1|z (pads are 0 to 47)"),
    ("drive -1 1", "error usage: drive PAD 0|1|z (pads are 0 to 47)"),
    ("drive 3 2", "error usage: drive PAD 0|1|z (pads are 0 to 47)"),
    ("drive 3 1 1", "error usage: drive PAD 0|1|z (pads are 0 to 47)"),
    ("pull 3 left", "error usage: pull PAD up|down|none (pads are 0 to 47)"),
    ("wire 3", "error usage: wire PAD PAD (pads are 0 to 47)"),
    ("level x", "error usage: level PAD (pads are 0 to 47)"),
    ("at soon level 3", "error usage: at NS REQUEST (pads are 0 to 47)"),
    ("at 5", "error empty request"),
    ("at 5 level 48", "error usage: level PAD (pads are 0 to 47)"),
    ("count uart", "error no block 'uart' is counted"),
    ("count gpio 0x0c", "error gpio has no register at 0xc"),
    ("count gpio 2", "error gpio has no register at 0x2"),
    ("level 3\0", "error the request has a NUL byte"),
    ("x" * 256, "error the request is longer than 256 bytes"),
])
def test_a_wrong_request_gets_one_error_and_does_nothing(jig, request_,
                                                         answer):
    assert jig.ask(request_) == answer
    assert jig.ask("level 3").startswith("level 3 ")


def test_a_request_of_256_bytes_is_served(jig):
    assert jig.ask("level 20".ljust(255)) == "level 20 z"


def test_a_client_that_has_said_all_still_gets_its_answers(machine):
    client = Jig(machine)
    client._socket.sendall(b"level 20\nlevel 21\n")
    client._socket.shutdown(1)
    assert client._lines.read(22) == "level 20 z\nlevel 21 z\n"
    client.close()


def test_a_queue_that_overflows_says_how_much_is_lost(machine):
    """What waits in the socket's own buffers comes on top of 65536 lines."""
    slow, quick = Jig(machine), Jig(machine)
    slow.do("watch 20")
    for _ in range(60000):
        quick._socket.sendall(b"drive 20 1\ndrive 20 0\n")
        quick._lines.readline()
        quick._lines.readline()
    slow._socket.sendall(b"mark\n")
    edges = lost = 0
    while not (line := slow._line()).startswith("mark"):
        if line.startswith("lost "):
            lost += int(line.split()[1])
        else:
            edges += 1
    assert edges >= 65536 and lost > 0 and edges + lost == 120000
    quick.do("drive 20 z")
    slow.close()
    quick.close()


GUEST = ["sh", "-c", """\
exec 3<>/dev/k210-jig 4<>/dev/k210-jig
echo "watch 20" >&3; read -r line <&3; echo "$line"
echo "drive 20 1" >&4; read -r line <&4; echo "$line"
printf 'drive 20 0\\nlevel 20\\n' >&4; read -r line <&4; echo "$line"
read -r line <&4; echo "$line"
read -r edge pad level ns <&3; echo "$edge $pad $level"
read -r edge pad level ns <&3; echo "$edge $pad $level"
echo "drive 77 1" >&3; read -r line <&3; echo "$line"
stat -c %a /dev/k210-jig
"""]


def test_each_open_in_the_guest_is_a_client(vm, profile):
    ran = vm("--profile", profile, command=GUEST)
    assert ran.lines == [
        "ok", "ok", "ok", "level 20 0", "edge 20 1", "edge 20 0",
        "error usage: drive PAD 0|1|z (pads are 0 to 47)", "666"]


def test_guest_programs_poll_read_and_write_the_jig(vm, profile, compiled):
    program = compiled(profile, "vm/jig.c")
    ran = vm("--profile", profile, "--put", program, command=["/in/jig"])
    assert ran.lines == ["ok"] * 7


def test_a_script_starts_with_the_command_and_is_logged(vm, profile, tmp_path):
    script = tmp_path / "script.jig"
    script.write_text("# comment\n\nwatch 20 # the pad\nat 1000 drive 20 1\n"
                      "at 50000000 drive 20 z\n  level 20\nmark\n")
    ran = vm("--profile", profile, "--icount", "--jig", script,
             command=["sleep", "0.2"])
    assert ran.status == 0, ran.stderr
    lines = ran.log("jig.log").splitlines()
    start = int(re.fullmatch(r"mark instructions=(\d+) ns=\1", lines[4])[1])
    assert lines[:4] == ["ok", "ok", "ok", "level 20 z"]
    assert lines[5:] == [
        f"edge 20 1 {start + 1000}", f"at {start + 1000} ok",
        f"edge 20 z {start + 50000000}", f"at {start + 50000000} ok"]
