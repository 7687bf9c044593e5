# SPDX-License-Identifier: GPL-2.0-or-later
"""A board of its own for each test, which must account for each guest error:
what a test has not asked for by the end fails it."""

import pytest

import emulated
from host import uboot
from host.fdt import Tree

from .board import Board


@pytest.fixture(scope="session")
def firmware():
    return uboot.uboot()


@pytest.fixture
def start(qemu, firmware, tmp_path):
    """start("DEVICE.PROPERTY=VALUE", ..., change=None) is a board. CHANGE gets
    the pads' states in U-Boot's device tree, as nodes by name."""
    with emulated.accounted() as boards:
        def run(*settings, change=None):
            tree = Tree((firmware / "u-boot.dtb").read_bytes())
            if change:
                soc = tree.root.children["soc"]
                apb0 = soc.children["bus@50200000"]
                change(apb0.children["pinmux@502B0000"].children)
            image = tmp_path / "u-boot.bin"
            image.write_bytes((firmware / "u-boot-nodtb.bin").read_bytes()
                              + tree.blob())
            boards.append(Board(qemu, image, tmp_path, *settings))
            return boards[-1]
        yield run


@pytest.fixture
def board(start):
    return start()


@pytest.fixture
def jig(board):
    return board.jig
