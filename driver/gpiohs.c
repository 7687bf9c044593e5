// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIOHS: SiFive's GPIO with 32 lines. Registers from SiFive's GPIO RTL, which
 * the vendor SDK's gpiohs.h agrees with.
 */

#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/irqdomain.h>
#include <linux/mod_devicetable.h>
#include <linux/of_irq.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/slab.h>

#include "fpioa.h"
#include "gpiohs.h"
#include "k210-gpio.h"
#include "lines.h"
#include "regs.h"

static int gpiohs_get(struct gpio_chip *gpio, unsigned int line)
{
	struct k210_gpiohs *gpiohs = k210_gpiohs_of(gpio);

	return !!(k210_readl(gpiohs->base + GPIOHS_INPUT_VAL) & BIT(line));
}

static int gpiohs_get_multiple(struct gpio_chip *gpio, unsigned long *mask,
			       unsigned long *bits)
{
	struct k210_gpiohs *gpiohs = k210_gpiohs_of(gpio);

	bitmap_write(bits, k210_readl(gpiohs->base + GPIOHS_INPUT_VAL), 0,
		     GPIOHS_LINES);
	return 0;
}

/*
 * A boot loader may own lines: what they drive stays. What it left of
 * interrupts goes, and an inversion, since set() and get() would disagree on
 * it; what that inverted is the other way round between two writes.
 * All inputs are on, and stay so: outputs are read back at the pad, and an
 * unused input costs nothing, since FPIOA decides which pad it sees.
 */
static void gpiohs_take_over(struct k210_gpiohs *gpiohs)
{
	struct k210_outputs *outputs = &gpiohs->chip.outputs;
	u32 inverted = k210_readl(gpiohs->base + GPIOHS_OUTPUT_XOR);

	for (int cause = 0; cause < GPIOHS_CAUSES; cause++)
		k210_writel(0, gpiohs->base + GPIOHS_IE(cause));
	k210_outputs_init(outputs, gpiohs->base + GPIOHS_OUTPUT_EN,
			  gpiohs->base + GPIOHS_OUTPUT_VAL);
	if (inverted) {
		k210_outputs_set(outputs, inverted, ~outputs->value);
		k210_writel(0, gpiohs->base + GPIOHS_OUTPUT_XOR);
	}
	k210_writel(~0, gpiohs->base + GPIOHS_INPUT_EN);
	/* with pads it is a K210, where lines have no other function */
	if (gpiohs->chip.pads)
		k210_writel(0, gpiohs->base + GPIOHS_IOF_EN);
}

/**
 * k210_gpiohs_add() - register the lines until the device is unbound
 * @gpiohs: with registers, pads and the parents of interrupts
 * @dev: the block
 * @lines: how many it has, 1 to 32
 *
 * Return: 0 or an error that has been told.
 */
int k210_gpiohs_add(struct k210_gpiohs *gpiohs, struct device *dev,
		    unsigned int lines)
{
	struct k210_chip *chip = &gpiohs->chip;
	int ret;

	ret = k210_chip_attach(chip, dev, K210_FUNCTION_GPIOHS0, lines);
	if (ret)
		return ret;
	chip->gpio.get = gpiohs_get;
	chip->gpio.get_multiple = gpiohs_get_multiple;
	gpiohs_take_over(gpiohs);
	k210_gpiohs_init_irq(gpiohs, dev);
	return k210_chip_add(chip, dev);
}

/*
 * The lines' own interrupts; how many. They are not mapped here, as
 * platform_get_irq() would: gpiolib maps each once somebody uses it.
 */
static int gpiohs_find_parents(struct k210_gpiohs *gpiohs, struct device *dev)
{
	struct of_phandle_args args;
	unsigned int lines;

	for (lines = 0; lines < GPIOHS_LINES; lines++) {
		struct irq_domain *domain;

		if (of_irq_parse_one(dev_of_node(dev), lines, &args))
			break;
		domain = irq_find_host(args.np);
		of_node_put(args.np);
		if (!domain)
			return dev_err_probe(dev, -EPROBE_DEFER,
					     "no controller of interrupts\n");
		if (gpiohs->parent && gpiohs->parent != domain)
			return dev_err_probe(dev, -EINVAL,
					     "interrupts at two controllers\n");
		gpiohs->parent = domain;
		gpiohs->parent_hwirq[lines] = args.args[0];
	}
	if (!lines)
		return dev_err_probe(dev, -EINVAL, "no interrupts\n");
	return lines;
}

/* SiFive's own chips have fewer lines, and say so by their interrupts only. */
static int gpiohs_count_lines(struct device *dev, unsigned int interrupts)
{
	u32 lines = interrupts;

	device_property_read_u32(dev, "ngpios", &lines);
	if (!lines || lines > GPIOHS_LINES)
		return dev_err_probe(dev, -EINVAL,
				     "ngpios is %u: the block has 1 to %d lines\n",
				     lines, GPIOHS_LINES);
	if (interrupts < lines)
		return dev_err_probe(dev, -EINVAL,
				     "%u interrupts for %u lines\n",
				     interrupts, lines);
	return lines;
}

static int gpiohs_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct k210_gpiohs *gpiohs;
	int lines, ret;

	gpiohs = devm_kzalloc(dev, sizeof(*gpiohs), GFP_KERNEL);
	if (!gpiohs)
		return -ENOMEM;

	lines = gpiohs_find_parents(gpiohs, dev);
	if (lines < 0)
		return lines;
	lines = gpiohs_count_lines(dev, lines);
	if (lines < 0)
		return lines;

	gpiohs->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(gpiohs->base))
		return PTR_ERR(gpiohs->base);

	if (device_is_compatible(dev, "canaan,k210-gpiohs")) {
		gpiohs->chip.pads = k210_fpioa_find_pads(dev);
		if (IS_ERR(gpiohs->chip.pads))
			return PTR_ERR(gpiohs->chip.pads);
	}
	ret = k210_gpiohs_add(gpiohs, dev, lines);
	return ret ?: k210_lines_add(&gpiohs->chip, dev);
}

static const struct of_device_id gpiohs_of_match[] = {
	{ .compatible = "canaan,k210-gpiohs" },
	{ .compatible = "sifive,gpio0" },
	{ }
};

struct platform_driver k210_gpiohs_driver = {
	.probe = gpiohs_probe,
	.driver = {
		.name = "k210-gpiohs",
		.of_match_table = gpiohs_of_match,
	},
};
