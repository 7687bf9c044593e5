# SPDX-License-Identifier: GPL-2.0-or-later
"""What other languages call, in the guest, and from Python here."""

import ctypes
import errno

import pytest

from userspace.building import built
from userspace.places import HERE
from host import debian

SOURCE = HERE / "flat.c"


def vm_options(*_):
    """One hart, so that edges are told in their order."""
    return ["--icount"]


def test_flat(holds, case):
    holds(case)


@pytest.fixture(scope="module")
def shared():
    """The shared library of this machine, loaded."""
    debian.install(["libjsmn-dev"])
    library = ctypes.CDLL(str(built("shared", "libk210gpio.so.1",
                                    "CFLAGS=-O1 -Werror", shared="yes")))
    library.k210_errmsg.restype = ctypes.c_char_p
    library.k210_pin_debounce.restype = ctypes.c_int64
    return library


@pytest.mark.parametrize("call, words", [
    (lambda lib: lib.k210_pin_open_flags(
        ctypes.byref(ctypes.c_void_p()), b"IO21", 9, 0, -1, 0, None),
     "there is no mode 9"),
    (lambda lib: lib.k210_pin_open_flags(
        None, b"IO21", 1, 0, -1, 0, b"python"), "a pin needs a name"),
    *((lambda lib, name=name: getattr(lib, f"k210_pin_{name}")(None, 1),
       "a pin is needed, not NULL")
      for name in ("active_low", "debounce", "slew", "schmitt",
                   "input_invert", "output_invert", "drive_ua")),
    (lambda lib: lib.k210_pin_read_event(None, None, None),
     "a pin is needed, not NULL"),
    (lambda lib: lib.k210_pad_configure(21, 3, 1), "isn't one setting"),
    (lambda lib: lib.k210_pad_configure(48, 2, 1), "there is no pad 48"),
    (lambda lib: lib.k210_lines_request_simple(
        None, None, None, 0, 1, 0, 0, None), "lines are needed, not NULL"),
    (lambda lib: lib.k210_lines_request_simple(
        None, None, None, 0, 256, 0, 0, None), "mode 256"),
    (lambda lib: lib.k210_lines_read_event(None, None, None, None),
     "lines are needed, not NULL")])
def test_python_is_told_what_is_wrong(shared, call, words):
    assert call(shared) == -errno.EINVAL
    assert words in shared.k210_errmsg().decode()
