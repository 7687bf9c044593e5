// SPDX-License-Identifier: GPL-2.0-only
/* One module for FPIOA, GPIOHS and GPIO, so that users load one file. */

#include <linux/init.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#include "k210-gpio.h"

/* The FPIOA first: the GPIO blocks' pins wait for it. */
static struct platform_driver *const k210_drivers[] = {
	&k210_fpioa_driver,
	&k210_gpiohs_driver,
	&k210_gpio_driver,
};

static int __init k210_gpio_init(void)
{
	return platform_register_drivers(k210_drivers,
					 ARRAY_SIZE(k210_drivers));
}
module_init(k210_gpio_init);

static void __exit k210_gpio_exit(void)
{
	platform_unregister_drivers(k210_drivers, ARRAY_SIZE(k210_drivers));
}
module_exit(k210_gpio_exit);

/*
 * Only what no other chip has: the drivers also match sifive,gpio0 and
 * snps,dw-apb-gpio.
 */
static const struct of_device_id k210_gpio_of_match[] __maybe_unused = {
	{ .compatible = "canaan,k210-fpioa" },
	{ .compatible = "canaan,k210-gpiohs" },
	{ }
};
MODULE_DEVICE_TABLE(of, k210_gpio_of_match);

MODULE_DESCRIPTION("Kendryte K210 GPIO and pin multiplexer");
MODULE_LICENSE("GPL");
