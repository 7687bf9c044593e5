# SPDX-License-Identifier: GPL-2.0-or-later
"""What is around the chip, saved and loaded: the jig's clients and scripts,
the guest's channels and the consoles. What can't be saved is refused."""

import fcntl
import os
import socket
import time

import pytest

from emulated import until

from .monitor import Refused
from .state import SETTINGS, Guest

FIRST, SECOND = 16, 17          # channels of the guest's clients of the jig
STDIN, STDOUT = 0, 1
READY_PENDING = 1 << 26


# ---- scripts ----------------------------------------------------------------

@pytest.fixture
def script(start, tmp_path):
    """script(TEXT): a machine that runs it, from 100 ns on; the settings."""
    def run(text):
        (tmp_path / "script").write_text(text)
        settings = (f"k210-jig.script={tmp_path / 'script'}",
                    f"k210-jig.script-log={tmp_path / 'log'}")
        machine = start(*settings)
        machine.step(100)
        Guest(machine).command(Guest.GO)
        return machine, settings
    return run


def test_a_script_goes_on(script, reload, tmp_path):
    """What it put off comes at its time and in its order, what it watches is
    seen, and its log goes on. It is not taken again."""
    k210, settings = script("watch 20\nat 300 drive 20 1\nat 300 level 20\n"
                            "at 200 drive 20 0\nat 350 at 50 pad 6\n"
                            "at 500 drive 20 z\n")
    k210.step(200)
    again = reload(k210, *settings)
    Guest(again).command(Guest.GO)
    again.step(99)
    assert again.jig.level(20) == "0"
    again.step(1)
    assert again.jig.level(20) == "1"
    again.step(200)
    assert again.jig.level(20) == "z"
    assert (tmp_path / "log").read_text().splitlines() == [
        *["ok"] * 6, "edge 20 0 300", "at 300 ok", "edge 20 1 400",
        "at 400 ok", "at 400 level 20 1", "at 450 ok",
        "at 500 pad 6 fn=RESV0 oe=0 out=0 ie=0 pu=0 pd=0 ds=0 sl=0 st=0 "
        "inv=0 word=0x00000078", "edge 20 z 600", "at 600 ok"]


def test_what_is_put_off_later_comes_later(script, reload, tmp_path):
    """Requests of one time keep the order in which they were made."""
    k210, settings = script("at 300 drive 20 1\nat 300 drive 20 0\n")
    again = reload(k210, *settings)
    again.jig.do("at 300 drive 20 z")
    again.step(300)
    assert again.jig.level(20) == "z"
    assert (tmp_path / "log").read_text().splitlines() == [
        "ok", "ok", "at 400 ok", "at 400 ok"]


def test_a_script_that_has_not_started_starts_later(start, reload, tmp_path):
    (tmp_path / "script").write_text("drive 20 1\n")
    settings = [f"k210-jig.script={tmp_path / 'script'}"]
    again = reload(start(*settings), *settings)
    assert again.jig.level(20) == "z"
    Guest(again).command(Guest.GO)
    assert again.jig.level(20) == "1"


@pytest.mark.parametrize("given", [0, 1])
def test_a_script_needs_its_log(script, start, given):
    k210, settings = script("at 300 drive 20 1\n")
    with pytest.raises(Refused):
        start(*settings[:given], saved=k210.save())


# ---- clients on the socket --------------------------------------------------

def test_a_client_on_the_socket_may_come_and_go(k210, reload):
    k210.jig.do("watch 20")
    k210.jig.do("unwatch 20")
    k210.jig.do("drive 20 1")
    again = reload(k210)
    assert again.jig.level(20) == "1"


@pytest.mark.parametrize("request_", ["watch 20", "at 1000 drive 20 1"])
def test_one_that_waits_can_not_be_saved(k210, request_):
    """Its connection ends with this QEMU; what it asked for would be lost."""
    k210.jig.do(request_)
    with pytest.raises(Refused, match="k210-jig"):
        k210.save()
    k210.jig.do("drive 20 1")           # the machine goes on
    k210.step(1000)
    assert k210.jig.level(20) == "1"
    k210.jig.do("unwatch 20")
    k210.save()


def test_what_a_client_put_off_that_has_gone_still_happens(k210, reload):
    k210.jig.do("at 1000 drive 20 1")
    k210.jig.close()
    k210.jig = type(k210.jig)(k210.folder / "jig", wait=0)
    again = reload(k210)
    again.step(999)
    assert again.jig.level(20) == "z"
    again.step(1)
    assert again.jig.level(20) == "1" and again.jig.events == []


# ---- the guest's clients ----------------------------------------------------

def test_the_guests_clients_go_on(k210, reload):
    """With half a request, lines that wait to be read, a watch, and a request
    for later; a channel that was closed is free."""
    guest = Guest(k210)
    assert [guest.command(Guest.OPEN) for _ in range(3)] == [
        FIRST, SECOND, SECOND + 1]
    assert guest.command(Guest.CLOSE, FIRST) == 0
    guest.write(SECOND, "watch 20\nat 500 level 20\nlevel ")
    guest.write(SECOND + 1, "drive 20 1\n" + "x" * 300)
    assert guest.read(SECOND, 5) == "ok\n"      # as much as fits
    assert guest.read(SECOND, 2) == "ok"        # or the start of a line
    k210.step(100)
    k210.jig.do("drive 20 0")
    again = reload(k210)
    guest = Guest(again)
    assert guest.command(Guest.POLL, FIRST) == -9
    guest.write(SECOND, "20\n")
    guest.write(SECOND + 1, "\nlevel 20\n")
    again.step(400)
    assert guest.read(SECOND) == ("\nedge 20 1 0\nedge 20 0 100\nlevel 20 0\n"
                                  "at 500 level 20 0\n")
    assert guest.read(SECOND + 1) == (
        "ok\nerror the request is longer than 256 bytes\nlevel 20 0\n")
    assert guest.command(Guest.OPEN) == FIRST


def test_the_guest_hears_of_new_lines(k210, reload, plic):
    """Of those that waited it has been told; the interrupt is up."""
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    guest.write(FIRST, "watch 20\n")
    assert (guest.ready, plic[0x1000]) == (1, READY_PENDING)
    again = reload(k210)
    guest, plic = Guest(again), again.block(0x0c000000)
    plic[0x2000], plic[4 * 26] = READY_PENDING, 1
    assert plic[0x200004] == 26
    assert guest.read(FIRST) == "ok\n"
    guest.acknowledge()
    plic[0x200004] = 26
    assert (guest.ready, plic[0x1000]) == (0, 0)
    again.jig.do("drive 20 1")
    assert (guest.ready, plic[0x1000]) == (1, READY_PENDING)


def test_lines_that_got_lost_stay_counted(k210, reload):
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    guest.write(FIRST, "watch 20\n")
    for _ in range(130):
        k210.jig._socket.sendall(b"drive 20 1\ndrive 20 0\n" * 256)
        for _ in range(512):
            k210.jig._lines.readline()
    guest = Guest(reload(k210))
    text = ""
    while part := guest.read(FIRST):
        text += part
    lines = text.splitlines()
    assert len(lines) == 65537
    assert lines[-1] == f"lost {130 * 512 + 1 - 65536}"


def test_the_schedule_may_be_long(k210, reload):
    guest = Guest(k210)
    guest.command(Guest.OPEN)
    for n in range(4096):
        guest.write(FIRST, f"at {100 + n} drive 20 {n % 2}\n")
        guest.read(FIRST)
    k210.step(100 + 1000)
    again = reload(k210)
    guest = Guest(again)
    while guest.read(FIRST):
        pass
    again.step(4000)
    lines = []
    while text := guest.read(FIRST):
        lines += text.splitlines()
    assert lines == [f"at {100 + n} ok" for n in range(1001, 4096)]
    assert again.jig.level(20) == "1"


# ---- the guest's streams ----------------------------------------------------

@pytest.fixture
def pipe():
    """pipe() is a pipe's two ends; both are closed at the end."""
    ends = []

    def run():
        ends.extend(os.pipe())
        return ends[-2:]
    yield run
    for end in ends:
        os.close(end)


def becomes_ready(guest):
    for _ in range(1000):
        if guest.ready:
            return True
        time.sleep(0.005)
    return False


def test_input_that_was_read_ahead_is_read_on(start, reload, pipe):
    """And then what the new process is given."""
    first, feed = pipe()
    os.write(feed, b"one two")
    k210 = start(f"k210-bench.stdin-fd={first}", fds=[first])
    guest = Guest(k210)
    assert guest.read(STDIN) is None and becomes_ready(guest)
    assert guest.read(STDIN, 4) == "one "
    second, feed_second = pipe()
    again = reload(k210, f"k210-bench.stdin-fd={second}", fds=[second])
    guest = Guest(again)
    assert guest.read(STDIN, 2) == "tw" and guest.read(STDIN) == "o"
    guest.acknowledge()
    assert guest.read(STDIN) is None
    os.write(feed_second, b" three")
    assert becomes_ready(guest) and guest.read(STDIN) == " three"


def test_the_end_of_the_input_stays_its_end(k210, reload, pipe):
    """Whatever the new process is given."""
    assert Guest(k210).read(STDIN) == ""
    second, feed = pipe()
    os.write(feed, b"more")
    again = reload(k210, f"k210-bench.stdin-fd={second}", fds=[second])
    assert Guest(again).read(STDIN) == ""


def test_a_guest_that_waits_for_input_hears_of_it(start, reload, pipe):
    first, _ = pipe()
    second, feed = pipe()
    k210 = start(f"k210-bench.stdin-fd={first}", fds=[first])
    assert Guest(k210).read(STDIN) is None
    again = reload(k210, f"k210-bench.stdin-fd={second}", fds=[second])
    guest = Guest(again)
    assert not guest.ready
    os.write(feed, b"at last")
    assert becomes_ready(guest) and guest.read(STDIN) == "at last"


def test_a_guest_that_waits_to_write_hears_when_it_may(start, reload, pipe):
    outs, size = [], 0
    for _ in range(2):
        out, into = pipe()
        size = fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 4096)
        os.write(into, bytes(size))
        outs.append((out, into))
    into = outs[0][1]
    k210 = start(f"k210-bench.stdout-fd={into}", fds=[into])
    assert Guest(k210).write(STDOUT, "full") == -11
    into = outs[1][1]
    again = reload(k210, f"k210-bench.stdout-fd={into}", fds=[into])
    guest = Guest(again)
    assert not guest.ready
    os.read(outs[1][0], size)
    assert becomes_ready(guest) and guest.write(STDOUT, "more") == 4
    assert os.read(outs[1][0], 10) == b"more"


# ---- consoles ---------------------------------------------------------------

RXDATA, TXCTRL, RXCTRL, IE, IP, DIV = range(0x04, 0x1c, 4)


class Terminal:
    """`-chardev id=terminal`, and what a person would do at it."""

    def __init__(self, path):
        self._path = str(path)
        self.words = ["-chardev", "socket,id=terminal,server=on,wait=off,"
                      f"path={self._path}"]

    def connect(self):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(self._path)

    def type(self, text):
        self._socket.sendall(text)

    def close(self):
        self._socket.close()


def received(console, count):
    """COUNT bytes, once they are there."""
    text = b""
    for _ in range(2000):
        byte = console[RXDATA]
        if byte >> 31:
            time.sleep(0.002)
        else:
            text += bytes([byte])
        if len(text) == count:
            break
    return text


def test_a_console_keeps_what_was_typed(start, reload, tmp_path):
    """And goes on listening to its new terminal, which GO had started."""
    first, second = Terminal(tmp_path / "a"), Terminal(tmp_path / "b")
    k210 = start(words=first.words)
    console = k210.block(0x70000000)
    console[RXCTRL], console[IE], console[DIV] = 2 << 16 | 1, 2, 0x1234
    first.connect()
    Guest(k210).command(Guest.GO)
    first.type(b"abcd")
    until(lambda: console[IP])
    assert received(console, 1) == b"a" and console[IP] == 2
    plic = k210.block(0x0c000000)
    assert plic[0x1000] == 1 << 25
    again = reload(k210, words=second.words)
    console = again.block(0x70000000)
    assert received(console, 3) == b"bcd" and console[IP] == 0
    second.connect()
    second.type(b"efg")
    assert received(console, 3) == b"efg"
    first.close()
    second.close()


def test_uarths(k210, reload):
    uarths = k210.block(0x38000000)
    for offset, value in ((TXCTRL, 0x00050001), (RXCTRL, 0x00030001), (IE, 1),
                          (DIV, 0x55)):
        uarths[offset] = value
    again = reload(k210)
    plic = again.block(0x0c000000)
    plic[0x2004], plic[4 * 33] = 1 << 1, 1
    assert plic[0x200004] == 33
    plic[0x200004] = 33
    assert plic[0x200004] == 33             # its wire is still up
    again.block(0x38000000)[IE] = 0
    plic[0x200004] = 33
    assert plic[0x200004] == 0


# ---- what does not fit together ---------------------------------------------

@pytest.mark.parametrize("setting", SETTINGS)
def test_a_machine_of_other_settings_is_another_one(k210, start, setting):
    with pytest.raises(Refused):
        start(setting, saved=k210.save())


def test_blocks_without_a_model_stay_tired_of_telling(k210, reload):
    for _ in range(99):
        k210.read(0x50000000)
    assert len(k210.notes()) == 99
    again = reload(k210)
    for _ in range(9):
        again.read(0x50000000)
    assert again.notes() == ["no model: dmac: read at 0x0",
                             "no model: dmac: and so on"]
