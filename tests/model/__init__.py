# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of the device models alone: no guest, nothing that runs."""
