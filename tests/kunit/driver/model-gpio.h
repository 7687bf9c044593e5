/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GPIO_MODEL_H
#define GPIO_MODEL_H

#include <linux/spinlock.h>
#include <linux/types.h>

#include "model-fpioa.h"

/* Where the block's registers are among the model's. */
#define GPIO_MODEL	0x100

/**
 * struct gpio_model - GPIO behind FPIOA
 * @fpioa: all registers
 * @lock: handlers' threads write registers too
 * @inputs: the lines' levels
 * @active: lines that are as their interrupts want them, when last looked at
 * @before: their levels then
 * @edges: edges that wait
 * @has_both: whether the IP was built with interrupts on both edges
 * @quiet: a change of polarity is no edge, which nobody has measured
 * @on_poll: called once PADS has been read, or NULL
 * @data: for @on_poll
 */
struct gpio_model {
	struct fpioa_model fpioa;
	raw_spinlock_t lock;
	u32 inputs;
	u32 active;
	u32 before;
	u32 edges;
	bool has_both;
	bool quiet;
	void (*on_poll)(void *data);
	void *data;
};

void gpio_model_init(struct kunit *test, struct gpio_model *gpio);
void gpio_model_input(struct gpio_model *gpio, unsigned int line, bool high);
bool gpio_model_asserts(struct gpio_model *gpio);

#endif
