// SPDX-License-Identifier: GPL-2.0-only
/* What handlers do to the pad of their own line. */

#include <linux/delay.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/pinctrl/pinconf-generic.h>

#include "consumer.h"

int consumer_get_by(struct slot *slot, unsigned int line, bool level)
{
	struct gpio_desc *by;

	by = gpiochip_request_own_desc(gpio_device_get_chip(slot->gdev), line,
				       slot->name, GPIO_ACTIVE_HIGH,
				       level ? GPIOD_OUT_HIGH : GPIOD_OUT_LOW);
	if (IS_ERR(by))
		return PTR_ERR(by);
	slot->by = by;
	return gpiod_cansleep(by) ? -EOPNOTSUPP : 0;
}

int consumer_drive(struct slot *slot, bool level)
{
	enum pin_config_param pull = level ? PIN_CONFIG_BIAS_PULL_UP :
					     PIN_CONFIG_BIAS_PULL_DOWN;

	if (!slot->by)
		return gpiod_set_config(slot->desc,
					pinconf_to_config_packed(pull, 1));
	gpiod_set_raw_value(slot->by, level);
	return 0;
}

int consumer_set_act(struct act *act, const char *words)
{
	int level, then = 0, times = 0;

	if (sscanf(words, "%d %d %d", &level, &then, &times) < 1)
		return -EINVAL;
	act->level = level;
	act->then = then;
	atomic_set(&act->times, times);
	return 0;
}

void consumer_act(struct slot *slot, struct act *act)
{
	if (act->level >= 0 && consumer_drive(slot, act->level))
		atomic_inc(&slot->late);
	if (atomic_dec_if_positive(&act->times) < 0)
		return;
	udelay(1);	/* for a block that looks at its pads by a clock */
	if (consumer_drive(slot, act->then))
		atomic_inc(&slot->late);
}
