/* SPDX-License-Identifier: GPL-2.0-only */
/* The drivers in the module, for its init and exit. */
#ifndef K210_GPIO_H
#define K210_GPIO_H

struct platform_driver;

extern struct platform_driver k210_fpioa_driver;
extern struct platform_driver k210_gpiohs_driver;
extern struct platform_driver k210_gpio_driver;

#endif
