// SPDX-License-Identifier: GPL-2.0-only
/* The suites are one module, loaded after a k210-gpio.ko that has kunit.c. */

#include <linux/module.h>

MODULE_DESCRIPTION("KUnit suites of k210-gpio");
MODULE_LICENSE("GPL");
