# SPDX-License-Identifier: GPL-2.0-or-later
# What of QEMU's own the machine is built from.
CONFIG_DEVICE_TREE=y
CONFIG_RISCV_ACLINT=y
