/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_COMPAT_VERSION_H
#define K210_COMPAT_VERSION_H

#include_next <linux/version.h>

#define LINUX_VERSION_IS_LESS(a, b, c) \
	(LINUX_VERSION_CODE < KERNEL_VERSION(a, b, c))

#endif
