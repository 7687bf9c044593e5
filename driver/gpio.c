// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIO: Synopsys' DW_apb_gpio with one port of 8 lines. Registers from the
 * vendor SDK's gpio.h and the descriptions that the IP's integrators publish.
 */

#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/io.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/reset.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "k210-gpio.h"

/* Bits 7:0, a bit a line. */
#define GPIO_DATA		0x00	/* what outputs drive */
#define GPIO_DIRECTION		0x04	/* 1: output */
#define GPIO_INTEN		0x30	/* 1: the line is an interrupt */
/*
 * The pads. Of outputs some descriptions have their pad here, some GPIO_DATA;
 * nobody has said which the K210's are.
 */
#define GPIO_PADS		0x50

#define GPIO_LINES		8

/**
 * struct k210_gpio - one GPIO block
 * @chip: its lines in gpiolib
 * @base: its registers
 * @lock: protects the shadows, and keeps the registers equal to them
 * @data: shadow of GPIO_DATA
 * @direction: shadow of GPIO_DIRECTION
 */
struct k210_gpio {
	struct gpio_chip chip;
	void __iomem *base;
	raw_spinlock_t lock;
	u32 data;
	u32 direction;
};

static int k210_gpio_get_direction(struct gpio_chip *chip, unsigned int line)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	return READ_ONCE(gpio->direction) & BIT(line) ?
	       GPIO_LINE_DIRECTION_OUT : GPIO_LINE_DIRECTION_IN;
}

static void k210_gpio_write_direction(struct k210_gpio *gpio, u32 direction)
{
	if (gpio->direction == direction)
		return;
	WRITE_ONCE(gpio->direction, direction);
	writel(direction, gpio->base + GPIO_DIRECTION);
}

static void k210_gpio_write_data(struct k210_gpio *gpio, u32 mask, u32 bits)
{
	gpio->data = (gpio->data & ~mask) | (bits & mask);
	writel(gpio->data, gpio->base + GPIO_DATA);
}

static int k210_gpio_direction_input(struct gpio_chip *chip, unsigned int line)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	guard(raw_spinlock_irqsave)(&gpio->lock);
	k210_gpio_write_direction(gpio, gpio->direction & ~BIT(line));
	return 0;
}

/* The value is there before it is driven. */
static int k210_gpio_direction_output(struct gpio_chip *chip,
				      unsigned int line, int value)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	guard(raw_spinlock_irqsave)(&gpio->lock);
	k210_gpio_write_data(gpio, BIT(line), value ? BIT(line) : 0);
	k210_gpio_write_direction(gpio, gpio->direction | BIT(line));
	return 0;
}

static int k210_gpio_get(struct gpio_chip *chip, unsigned int line)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	return !!(readl(gpio->base + GPIO_PADS) & BIT(line));
}

static int k210_gpio_get_multiple(struct gpio_chip *chip, unsigned long *mask,
				  unsigned long *bits)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	bitmap_write(bits, readl(gpio->base + GPIO_PADS), 0, GPIO_LINES);
	return 0;
}

static int k210_gpio_set_multiple(struct gpio_chip *chip, unsigned long *mask,
				  unsigned long *bits)
{
	struct k210_gpio *gpio = gpiochip_get_data(chip);

	guard(raw_spinlock_irqsave)(&gpio->lock);
	k210_gpio_write_data(gpio, *mask, *bits);
	return 0;
}

static int k210_gpio_set(struct gpio_chip *chip, unsigned int line, int value)
{
	unsigned long mask = BIT(line), bits = value ? BIT(line) : 0;

	return k210_gpio_set_multiple(chip, &mask, &bits);
}

/*
 * The bus clock reaches the registers; "db" also clocks the debouncers. Reset
 * is left and never entered again: it would drop what a boot loader or an
 * earlier driver drives.
 */
static int k210_gpio_power_up(struct device *dev)
{
	static const char *const clocks[] = { "bus", "db" };
	struct reset_control *reset;
	int ret;

	for (int i = 0; i < ARRAY_SIZE(clocks); i++) {
		struct clk *clk = devm_clk_get_optional_enabled(dev, clocks[i]);

		if (IS_ERR(clk))
			return dev_err_probe(dev, PTR_ERR(clk),
					     "clock \"%s\"\n", clocks[i]);
	}

	reset = devm_reset_control_get_optional_shared(dev, NULL);
	if (IS_ERR(reset))
		return dev_err_probe(dev, PTR_ERR(reset), "reset\n");
	ret = reset_control_deassert(reset);
	return ret ? dev_err_probe(dev, ret, "leaving reset\n") : 0;
}

/* A boot loader may own lines: what they do stays; its interrupts go. */
static void k210_gpio_take_over(struct k210_gpio *gpio)
{
	writel(0, gpio->base + GPIO_INTEN);
	gpio->data = readl(gpio->base + GPIO_DATA);
	gpio->direction = readl(gpio->base + GPIO_DIRECTION);
}

/* The tree has room for four ports; this chip's block has port 0 alone. */
static struct fwnode_handle *k210_gpio_find_port(struct device *dev)
{
	device_for_each_child_node_scoped(dev, child) {
		u32 port;

		if (!fwnode_property_read_u32(child, "reg", &port) && !port)
			return fwnode_handle_get(child);
	}
	return NULL;
}

static void k210_gpio_put_port(void *port)
{
	fwnode_handle_put(port);
}

static int k210_gpio_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct fwnode_handle *port;
	struct k210_gpio *gpio;
	struct gpio_chip *chip;
	u32 lines = GPIO_LINES;
	int ret;

	/* Other chips have this block too, with other drivers for it. */
	if (!of_machine_is_compatible("canaan,kendryte-k210"))
		return -ENODEV;

	port = k210_gpio_find_port(dev);
	if (!port)
		return dev_err_probe(dev, -EINVAL, "no port node with reg 0\n");
	ret = devm_add_action_or_reset(dev, k210_gpio_put_port, port);
	if (ret)
		return ret;
	fwnode_property_read_u32(port, "ngpios", &lines);
	if (!lines || lines > GPIO_LINES)
		return dev_err_probe(dev, -EINVAL,
				     "ngpios is %u: the block has 1 to %d lines\n",
				     lines, GPIO_LINES);

	gpio = devm_kzalloc(dev, sizeof(*gpio), GFP_KERNEL);
	if (!gpio)
		return -ENOMEM;
	raw_spin_lock_init(&gpio->lock);

	gpio->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(gpio->base))
		return PTR_ERR(gpio->base);
	ret = k210_gpio_power_up(dev);
	if (ret)
		return ret;
	k210_gpio_take_over(gpio);

	chip = &gpio->chip;
	chip->label = dev_name(dev);
	chip->parent = dev;
	chip->fwnode = port;
	chip->owner = THIS_MODULE;
	chip->base = -1;
	chip->ngpio = lines;
	chip->get_direction = k210_gpio_get_direction;
	chip->direction_input = k210_gpio_direction_input;
	chip->direction_output = k210_gpio_direction_output;
	chip->get = k210_gpio_get;
	chip->get_multiple = k210_gpio_get_multiple;
	chip->set = k210_gpio_set;
	chip->set_multiple = k210_gpio_set_multiple;
	return devm_gpiochip_add_data(dev, chip, gpio);
}

static const struct of_device_id k210_gpio_of_match[] = {
	{ .compatible = "snps,dw-apb-gpio" },
	{ }
};

struct platform_driver k210_gpio_driver = {
	.probe = k210_gpio_probe,
	.driver = {
		.name = "k210-gpio",
		.of_match_table = k210_gpio_of_match,
	},
};
