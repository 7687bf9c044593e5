/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_CHIP_H
#define K210_CHIP_H

#include <linux/container_of.h>
#include <linux/gpio/driver.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "outputs.h"
#include "pads.h"

struct irq_data;
struct seq_file;

/**
 * struct k210_chip - what both GPIO blocks have
 * @gpio: their lines in gpiolib
 * @pads: where they are, or NULL on a tree without an FPIOA
 * @lines: which functions they are
 * @lock: protects @outputs and the block's shadows of interrupt registers, and
 *	keeps the registers equal to them; the pads' lock is taken before it
 * @outputs: what the lines drive
 * @irq_has_cause: whether the line has been as its interrupt's type says since
 *	that was last acknowledged, or, of a level of GPIO's, is so; called with
 *	the descriptor's lock held
 *
 * Its owner fills @gpio's get, get_multiple and irq, and @irq_has_cause.
 */
struct k210_chip {
	struct gpio_chip gpio;
	struct k210_pads *pads;
	struct k210_pads_lines lines;
	raw_spinlock_t lock;
	struct k210_outputs outputs;
	bool (*irq_has_cause)(struct irq_data *d);
};

static inline struct k210_chip *k210_chip_of(struct gpio_chip *gpio)
{
	return container_of(gpio, struct k210_chip, gpio);
}

int k210_chip_attach(struct k210_chip *chip, struct device *dev, u8 function,
		     unsigned int lines);
int k210_chip_add(struct k210_chip *chip, struct device *dev);

int k210_chip_irq_request_resources(struct irq_data *d);
void k210_chip_irq_release_resources(struct irq_data *d);
void k210_chip_irq_set_flow(struct irq_data *d, unsigned int type);
void k210_chip_irq_expect_first(struct irq_data *d);
int k210_chip_irq_retrigger(struct irq_data *d);
void k210_chip_irq_print_chip(struct irq_data *d, struct seq_file *p);

#endif
