// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIOHS: SiFive's GPIO with 32 lines. Registers from SiFive's GPIO RTL, which
 * the vendor SDK's gpiohs.h agrees with.
 *
 * The block has no set and clear registers, so every change of a line is a
 * read-modify-write; the shadows make that one write.
 */

#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/io.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "k210-gpio.h"

/* All 32 bits wide, a bit a line. */
#define GPIOHS_INPUT_VAL	0x00	/* what FPIOA shows the line */
#define GPIOHS_INPUT_EN		0x04	/* 1: INPUT_VAL follows it; else 0 */
#define GPIOHS_OUTPUT_EN	0x08	/* 1: the line drives the pad */
#define GPIOHS_OUTPUT_VAL	0x0c	/* what it drives */
#define GPIOHS_RISE_IE		0x18	/* 1: interrupts on these */
#define GPIOHS_FALL_IE		0x20
#define GPIOHS_HIGH_IE		0x28
#define GPIOHS_LOW_IE		0x30
#define GPIOHS_IOF_EN		0x38	/* 1: a hardware function has the line */
#define GPIOHS_OUTPUT_XOR	0x40	/* 1: drives the inverse of OUTPUT_VAL */

#define GPIOHS_LINES		32

/**
 * struct gpiohs - one GPIOHS block
 * @chip: its lines in gpiolib
 * @base: its registers
 * @lock: protects the shadows, and keeps the registers equal to them
 * @output_en: shadow of OUTPUT_EN
 * @output_val: shadow of OUTPUT_VAL
 */
struct gpiohs {
	struct gpio_chip chip;
	void __iomem *base;
	raw_spinlock_t lock;
	u32 output_en;
	u32 output_val;
};

/* Writes the register at @offset where @value is news to its @shadow. */
static void gpiohs_update(struct gpiohs *gpiohs, unsigned int offset,
			  u32 *shadow, u32 value)
{
	if (*shadow == value)
		return;
	WRITE_ONCE(*shadow, value);
	writel(value, gpiohs->base + offset);
}

static int gpiohs_get_direction(struct gpio_chip *chip, unsigned int line)
{
	struct gpiohs *gpiohs = gpiochip_get_data(chip);

	return READ_ONCE(gpiohs->output_en) & BIT(line) ?
	       GPIO_LINE_DIRECTION_OUT : GPIO_LINE_DIRECTION_IN;
}

static int gpiohs_direction_input(struct gpio_chip *chip, unsigned int line)
{
	struct gpiohs *gpiohs = gpiochip_get_data(chip);

	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	gpiohs_update(gpiohs, GPIOHS_OUTPUT_EN, &gpiohs->output_en,
		      gpiohs->output_en & ~BIT(line));
	return 0;
}

/* The value is there before it is driven. */
static int gpiohs_direction_output(struct gpio_chip *chip, unsigned int line,
				   int value)
{
	struct gpiohs *gpiohs = gpiochip_get_data(chip);
	u32 output_val;

	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	output_val = value ? gpiohs->output_val | BIT(line) :
			     gpiohs->output_val & ~BIT(line);
	gpiohs_update(gpiohs, GPIOHS_OUTPUT_VAL, &gpiohs->output_val,
		      output_val);
	gpiohs_update(gpiohs, GPIOHS_OUTPUT_EN, &gpiohs->output_en,
		      gpiohs->output_en | BIT(line));
	return 0;
}

static int gpiohs_get(struct gpio_chip *chip, unsigned int line)
{
	struct gpiohs *gpiohs = gpiochip_get_data(chip);

	return !!(readl(gpiohs->base + GPIOHS_INPUT_VAL) & BIT(line));
}

static int gpiohs_get_multiple(struct gpio_chip *chip, unsigned long *mask,
			       unsigned long *bits)
{
	struct gpiohs *gpiohs = gpiochip_get_data(chip);

	bitmap_write(bits, readl(gpiohs->base + GPIOHS_INPUT_VAL), 0,
		     GPIOHS_LINES);
	return 0;
}

static void gpiohs_set_lines(struct gpiohs *gpiohs, u32 mask, u32 bits)
{
	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	gpiohs->output_val = (gpiohs->output_val & ~mask) | (bits & mask);
	writel(gpiohs->output_val, gpiohs->base + GPIOHS_OUTPUT_VAL);
}

static int gpiohs_set(struct gpio_chip *chip, unsigned int line, int value)
{
	gpiohs_set_lines(gpiochip_get_data(chip), BIT(line),
			 value ? BIT(line) : 0);
	return 0;
}

static int gpiohs_set_multiple(struct gpio_chip *chip, unsigned long *mask,
			       unsigned long *bits)
{
	gpiohs_set_lines(gpiochip_get_data(chip), *mask, *bits);
	return 0;
}

/*
 * A boot loader may own lines: what they drive stays. What it left of
 * interrupts goes, as of an inversion that set() and get() would disagree on.
 * All inputs are on, and stay so: outputs are read back at the pad, and an
 * unused input costs nothing, since FPIOA decides which pad it sees.
 */
static void gpiohs_take_over(struct gpiohs *gpiohs)
{
	static const u8 cleared[] = {
		GPIOHS_RISE_IE, GPIOHS_FALL_IE, GPIOHS_HIGH_IE, GPIOHS_LOW_IE,
	};
	u32 inverted = readl(gpiohs->base + GPIOHS_OUTPUT_XOR);

	for (int i = 0; i < ARRAY_SIZE(cleared); i++)
		writel(0, gpiohs->base + cleared[i]);
	gpiohs->output_en = readl(gpiohs->base + GPIOHS_OUTPUT_EN);
	gpiohs->output_val = readl(gpiohs->base + GPIOHS_OUTPUT_VAL);
	if (inverted) {
		gpiohs->output_val ^= inverted;
		writel(gpiohs->output_val, gpiohs->base + GPIOHS_OUTPUT_VAL);
		writel(0, gpiohs->base + GPIOHS_OUTPUT_XOR);
	}
	writel(~0, gpiohs->base + GPIOHS_INPUT_EN);
}

/* SiFive's own chips have fewer lines, and say so by their interrupts only. */
static int gpiohs_count_lines(struct platform_device *pdev)
{
	u32 lines;
	int ret;

	ret = device_property_read_u32(&pdev->dev, "ngpios", &lines);
	if (ret) {
		ret = platform_irq_count(pdev);
		if (ret < 0)
			return ret;
		lines = ret;
	}
	if (!lines || lines > GPIOHS_LINES)
		return dev_err_probe(&pdev->dev, -EINVAL,
				     "ngpios is %u: the block has 1 to %d lines\n",
				     lines, GPIOHS_LINES);
	return lines;
}

static int gpiohs_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct gpiohs *gpiohs;
	struct gpio_chip *chip;
	int lines;

	lines = gpiohs_count_lines(pdev);
	if (lines < 0)
		return lines;

	gpiohs = devm_kzalloc(dev, sizeof(*gpiohs), GFP_KERNEL);
	if (!gpiohs)
		return -ENOMEM;
	raw_spin_lock_init(&gpiohs->lock);

	gpiohs->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(gpiohs->base))
		return PTR_ERR(gpiohs->base);
	/* The K210 has no hardware function for a line; other chips may. */
	if (device_is_compatible(dev, "canaan,k210-gpiohs"))
		writel(0, gpiohs->base + GPIOHS_IOF_EN);
	gpiohs_take_over(gpiohs);

	chip = &gpiohs->chip;
	chip->label = dev_name(dev);
	chip->parent = dev;
	chip->owner = THIS_MODULE;
	chip->base = -1;
	chip->ngpio = lines;
	chip->get_direction = gpiohs_get_direction;
	chip->direction_input = gpiohs_direction_input;
	chip->direction_output = gpiohs_direction_output;
	chip->get = gpiohs_get;
	chip->get_multiple = gpiohs_get_multiple;
	chip->set = gpiohs_set;
	chip->set_multiple = gpiohs_set_multiple;
	return devm_gpiochip_add_data(dev, chip, gpiohs);
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
