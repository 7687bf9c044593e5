/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_COMPAT_PINCTRL_H
#define K210_COMPAT_PINCTRL_H

#include <linux/version.h>

#include_next <linux/pinctrl/pinctrl.h>

#if LINUX_VERSION_IS_LESS(6, 17, 0)
/* "pinctrl: Constify pointers to 'pinctrl_desc'" (v6.17) */
#define devm_pinctrl_register_and_init(dev, desc, data, pctldev)	\
	devm_pinctrl_register_and_init(dev, (struct pinctrl_desc *)(desc), \
				       data, pctldev)
#endif /* LINUX_VERSION_IS_LESS(6, 17, 0) */

#endif
