/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_COMPAT_PINCONF_GENERIC_H
#define K210_COMPAT_PINCONF_GENERIC_H

#include <linux/version.h>

#include_next <linux/pinctrl/pinconf-generic.h>

#if LINUX_VERSION_IS_LESS(6, 18, 0)
/* "pinctrl: pinconf-generic: rename PIN_CONFIG_OUTPUT to LEVEL" (v6.18) */
#define PIN_CONFIG_LEVEL PIN_CONFIG_OUTPUT
#endif /* LINUX_VERSION_IS_LESS(6, 18, 0) */

#endif
