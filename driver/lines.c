// SPDX-License-Identifier: GPL-2.0-only
/* What gpiolib knows of the lines that pads carry. */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "chip.h"
#include "fpioa.h"
#include "lines.h"

static unsigned int place_of(u8 function)
{
	return function >= K210_FUNCTION_GPIO0;
}

static struct k210_lines *lines_of(const struct k210_chip *chip)
{
	return &container_of(chip->pads, struct k210_fpioa, pads)->lines;
}

static void remove_chip(void *data)
{
	struct k210_chip *chip = data;
	struct k210_lines *lines = lines_of(chip);

	guard(mutex)(&lines->lock);
	lines->chips[place_of(chip->lines.function)] = NULL;
}

/**
 * k210_lines_add() - a chip is there, until its device is unbound
 * @chip: registered with gpiolib, and with pads of an FPIOA's, if any
 * @dev: its device
 *
 * Return: 0 or -ENOMEM.
 */
int k210_lines_add(struct k210_chip *chip, struct device *dev)
{
	struct k210_lines *lines;

	if (!chip->pads)
		return 0;
	lines = lines_of(chip);
	scoped_guard(mutex, &lines->lock)
		lines->chips[place_of(chip->lines.function)] = chip;
	return devm_add_action_or_reset(dev, remove_chip, chip);
}

/**
 * k210_lines_chip_name() - where in /dev is a line?
 * @lines: the chips
 * @function: the line's
 * @name: filled with the name of its chip, if that is there
 * @size: of @name
 */
void k210_lines_chip_name(struct k210_lines *lines, u8 function, char *name,
			  size_t size)
{
	struct k210_chip *chip;

	guard(mutex)(&lines->lock);
	chip = lines->chips[place_of(function)];
	if (chip)
		strscpy_pad(name,
			    dev_name(gpio_device_to_device(chip->gpio.gpiodev)),
			    size);
}

/**
 * k210_lines_is_output() - does a line drive its pad?
 * @lines: the chips
 * @function: the line's
 *
 * gpiolib's own idea of that is as old as the last request.
 *
 * Return: whether it is an output; false without its chip.
 */
bool k210_lines_is_output(struct k210_lines *lines, u8 function)
{
	struct k210_chip *chip;

	guard(mutex)(&lines->lock);
	chip = lines->chips[place_of(function)];
	return chip && chip->gpio.get_direction(&chip->gpio,
						function - chip->lines.function) ==
		       GPIO_LINE_DIRECTION_OUT;
}

/**
 * k210_lines_user() - who uses a line?
 * @lines: the chips
 * @function: the line's
 * @name: filled with what gpiolib calls whoever requested it, or "interrupt"
 * @size: of @name
 */
void k210_lines_user(struct k210_lines *lines, u8 function, char *name,
		     size_t size)
{
	struct k210_chip *chip;
	unsigned int line;
	char *label;

	guard(mutex)(&lines->lock);
	chip = lines->chips[place_of(function)];
	if (!chip)
		return;
	line = function - chip->lines.function;
	label = gpiochip_dup_line_label(&chip->gpio, line);
	if (!IS_ERR_OR_NULL(label))
		strscpy_pad(name, label, size);
	else if (gpiochip_line_is_irq(&chip->gpio, line))
		strscpy_pad(name, "interrupt", size);
	if (!IS_ERR(label))
		kfree(label);
}
