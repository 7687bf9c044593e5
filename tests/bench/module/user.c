// SPDX-License-Identifier: GPL-2.0-only
/* One who uses a line's interrupt and knows when it came. */

#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/sort.h>

#include "costs.h"

void costs_spin(u64 until)
{
	while (costs_stamp() < until)
		;
}

irqreturn_t costs_handle(int irq, void *data)
{
	struct costs_user *user = data;

	user->last = costs_stamp();
	user->runs++;
	if (user->busy)
		costs_spin(user->last + user->busy);
	return IRQ_HANDLED;
}

/* The chip of that label, with a reference to its device. */
struct gpio_chip *costs_find(const char *label, struct gpio_device **gdev)
{
	*gdev = gpio_device_find_by_label(label);
	return *gdev ? gpio_device_get_chip(*gdev) : ERR_PTR(-ENODEV);
}

/*
 * @handler: gets @user, and is or calls costs_handle()
 * @type: for rising edges or for both
 */
int costs_use(struct costs_user *user, irq_handler_t handler,
	      const char *label, unsigned int line, unsigned long type)
{
	struct gpio_chip *chip;
	int ret;

	if (type != IRQ_TYPE_EDGE_RISING && type != IRQ_TYPE_EDGE_BOTH)
		return -EINVAL;
	*user = (struct costs_user) { };
	chip = costs_find(label, &user->gdev);
	if (IS_ERR(chip))
		return PTR_ERR(chip);
	user->desc = gpiochip_request_own_desc(chip, line, "costs",
					       GPIO_ACTIVE_HIGH, GPIOD_IN);
	if (IS_ERR(user->desc)) {
		ret = PTR_ERR(user->desc);
		goto put;
	}
	user->irq = gpiod_to_irq(user->desc);
	ret = user->irq < 0 ? user->irq :
	      request_irq(user->irq, handler, type, "costs", user);
	if (!ret)
		return 0;
	gpiochip_free_own_desc(user->desc);
put:
	gpio_device_put(user->gdev);
	return ret;
}

void costs_leave(struct costs_user *user)
{
	free_irq(user->irq, user);
	gpiochip_free_own_desc(user->desc);
	gpio_device_put(user->gdev);
}

static int compare(const void *a, const void *b)
{
	return *(const u32 *)a < *(const u32 *)b ? -1 :
	       *(const u32 *)a > *(const u32 *)b;
}

u32 costs_median(u32 *samples, unsigned int number)
{
	sort(samples, number, sizeof(*samples), compare, NULL);
	return samples[number / 2];
}
