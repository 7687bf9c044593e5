# SPDX-License-Identifier: GPL-2.0-or-later
"""What a boot ROM loads: U-Boot and mainline's own image, on the models."""
