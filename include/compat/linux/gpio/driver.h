/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_COMPAT_GPIO_DRIVER_H
#define K210_COMPAT_GPIO_DRIVER_H

#include <linux/version.h>

#include_next <linux/gpio/driver.h>

#if LINUX_VERSION_IS_LESS(6, 17, 0)
/*
 * d9d87d90cc0b ("treewide: rename GPIO set callbacks back to their original
 * names") (v6.17): before it, those that return int have names of their own,
 * from v6.15 on and in stable kernels that took them; still older ones have
 * none that return int.
 */
#ifndef K210_COMPAT_SET_RV
#error "k210-gpio needs a kernel whose gpio_chip has set_rv(), or Linux 6.17"
#endif
#define set set_rv
#define set_multiple set_multiple_rv
#endif /* LINUX_VERSION_IS_LESS(6, 17, 0) */

#endif
