// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIO: Synopsys' DW_apb_gpio with one port of 8 lines. Registers from the
 * vendor SDK's gpio.h and the descriptions that the IP's integrators publish.
 */

#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/mod_devicetable.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/reset.h>
#include <linux/slab.h>

#include "fpioa.h"
#include "gpio.h"
#include "k210-gpio.h"
#include "lines.h"
#include "regs.h"

/*
 * What inputs read at their pads, and outputs drive. The block may show outputs
 * too, but on some descriptions it can't see the pad of what it drives.
 */
static u32 gpio_read(struct k210_gpio *gpio)
{
	u32 pads = k210_readl(gpio->base + GPIO_PADS);
	u32 driven = READ_ONCE(gpio->chip.outputs.enable);

	return (pads & ~driven) | (READ_ONCE(gpio->chip.outputs.value) &
				   driven);
}

static int gpio_get(struct gpio_chip *chip, unsigned int line)
{
	return !!(gpio_read(k210_gpio_of(chip)) & BIT(line));
}

static int gpio_get_multiple(struct gpio_chip *chip, unsigned long *mask,
			     unsigned long *bits)
{
	bitmap_write(bits, gpio_read(k210_gpio_of(chip)), 0, GPIO_LINES);
	return 0;
}

/*
 * A boot loader may own lines: what they do stays; its interrupts go, and its
 * debouncing, which filters nothing that a key does.
 */
static void gpio_take_over(struct k210_gpio *gpio)
{
	u32 all = GENMASK(GPIO_LINES - 1, 0);

	k210_writel(0, gpio->base + GPIO_INTEN);
	k210_writel(all, gpio->base + GPIO_INTMASK);
	gpio->intmask = all;
	k210_writel(0, gpio->base + GPIO_DEBOUNCE);
	gpio->edge = k210_readl(gpio->base + GPIO_INT_EDGE);
	gpio->high = k210_readl(gpio->base + GPIO_INT_HIGH);
	k210_writel(all, gpio->base + GPIO_INT_BOTH);
	gpio->has_both = k210_readl(gpio->base + GPIO_INT_BOTH) == all;
	k210_writel(0, gpio->base + GPIO_INT_BOTH);
	k210_outputs_init(&gpio->chip.outputs, gpio->base + GPIO_DIRECTION,
			  gpio->base + GPIO_DATA);
}

/**
 * k210_gpio_add() - register the lines until the device is unbound
 * @gpio: with registers, pads, interrupt and @chip.gpio.fwnode
 * @dev: the block
 * @lines: how many it has, 1 to 8
 *
 * Return: 0 or an error that has been told.
 */
int k210_gpio_add(struct k210_gpio *gpio, struct device *dev,
		  unsigned int lines)
{
	struct k210_chip *chip = &gpio->chip;
	int ret;

	ret = k210_chip_attach(chip, dev, K210_FUNCTION_GPIO0, lines);
	if (ret)
		return ret;
	chip->gpio.get = gpio_get;
	chip->gpio.get_multiple = gpio_get_multiple;
	gpio_take_over(gpio);
	if (gpio->irq)
		k210_gpio_init_irq(gpio);
	return k210_chip_add(chip, dev);
}

/*
 * The bus clock reaches the registers; "db" also clocks the debouncers. Reset
 * is left and never entered again: it would drop what a boot loader or an
 * earlier driver drives.
 */
static int gpio_power_up(struct device *dev)
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

/* The tree has room for four ports; this chip's block has port 0 alone. */
static struct fwnode_handle *gpio_find_port(struct device *dev)
{
	struct fwnode_handle *found = NULL;

	device_for_each_child_node_scoped(dev, child) {
		u32 port;

		if (!fwnode_property_read_u32(child, "reg", &port) && !port &&
		    !found) {
			found = fwnode_handle_get(child);
			continue;
		}
		fwnode_handle_put(found);
		return ERR_PTR(dev_err_probe(dev, -EINVAL,
					     "%pfw is not the block's one port, port 0\n",
					     child));
	}
	return found ?: ERR_PTR(dev_err_probe(dev, -EINVAL,
					      "no port node with reg 0\n"));
}

static void gpio_put_port(void *port)
{
	fwnode_handle_put(port);
}

/* Without interrupts the lines are lines all the same. */
static int gpio_find_irq(struct k210_gpio *gpio, struct device *dev,
			 struct fwnode_handle *port)
{
	int irq;

	if (!fwnode_property_present(port, "interrupt-controller"))
		return 0;
	irq = fwnode_irq_get(port, 0);
	if (irq < 0)
		return dev_err_probe(dev, irq, "the port's interrupt\n");
	gpio->irq = irq;
	return 0;
}

static int gpio_count_lines(struct device *dev, struct fwnode_handle *port)
{
	u32 lines = GPIO_LINES;

	fwnode_property_read_u32(port, "ngpios", &lines);
	if (!lines || lines > GPIO_LINES)
		return dev_err_probe(dev, -EINVAL,
				     "ngpios is %u: the block has 1 to %d lines\n",
				     lines, GPIO_LINES);
	return lines;
}

static int gpio_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct fwnode_handle *port;
	struct k210_gpio *gpio;
	int lines, ret;

	/* Other chips have this block too, with other drivers for it. */
	if (!of_machine_is_compatible("canaan,kendryte-k210"))
		return -ENODEV;

	port = gpio_find_port(dev);
	if (IS_ERR(port))
		return PTR_ERR(port);
	ret = devm_add_action_or_reset(dev, gpio_put_port, port);
	if (ret)
		return ret;
	lines = gpio_count_lines(dev, port);
	if (lines < 0)
		return lines;

	gpio = devm_kzalloc(dev, sizeof(*gpio), GFP_KERNEL);
	if (!gpio)
		return -ENOMEM;
	gpio->chip.gpio.fwnode = port;
	ret = gpio_find_irq(gpio, dev, port);
	if (ret)
		return ret;
	gpio->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(gpio->base))
		return PTR_ERR(gpio->base);
	gpio->chip.pads = k210_fpioa_find_pads(dev);
	if (IS_ERR(gpio->chip.pads))
		return PTR_ERR(gpio->chip.pads);
	ret = gpio_power_up(dev);
	if (ret)
		return ret;
	ret = k210_gpio_add(gpio, dev, lines);
	return ret ?: k210_lines_add(&gpio->chip, dev);
}

static const struct of_device_id gpio_of_match[] = {
	{ .compatible = "snps,dw-apb-gpio" },
	{ }
};

struct platform_driver k210_gpio_driver = {
	.probe = gpio_probe,
	.driver = {
		.name = "k210-gpio",
		.of_match_table = gpio_of_match,
	},
};
