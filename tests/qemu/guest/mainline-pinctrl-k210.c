// SPDX-License-Identifier: GPL-2.0-only
/* mainline's driver, unchanged, as the module that it can't be by itself */
#include <drivers/pinctrl/pinctrl-k210.c>
#include <linux/module.h>

MODULE_DESCRIPTION("mainline's pinctrl-k210");
MODULE_LICENSE("GPL");
