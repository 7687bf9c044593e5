# SPDX-License-Identifier: GPL-2.0-or-later
"""U-Boot for the Maix Bit on the machine: a third opinion on the models."""
