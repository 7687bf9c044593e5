/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_GPIOHS_H
#define K210_GPIOHS_H

#include <linux/container_of.h>
#include <linux/types.h>

#include "chip.h"

struct irq_domain;

/* All 32 bits wide, a bit a line. */
#define GPIOHS_INPUT_VAL	0x00	/* what FPIOA shows the line */
#define GPIOHS_INPUT_EN		0x04	/* 1: INPUT_VAL follows it; else 0 */
#define GPIOHS_OUTPUT_EN	0x08	/* 1: the line drives the pad */
#define GPIOHS_OUTPUT_VAL	0x0c	/* what it drives */
#define GPIOHS_IOF_EN		0x38	/* 1: a hardware function has the line */
#define GPIOHS_OUTPUT_XOR	0x40	/* 1: drives the inverse of OUTPUT_VAL */

/*
 * Interrupts: rising, falling, high and low, in the order of IRQ_TYPE_*'s bits.
 * IP: 1 since the line has been so, whatever IE says, until 1 is written; it
 * comes back at once while a line is high or low. IE: 1 lets it through.
 */
#define GPIOHS_CAUSES		4
#define GPIOHS_IE(cause)	(0x18 + 8 * (cause))
#define GPIOHS_IP(cause)	(0x1c + 8 * (cause))
#define GPIOHS_RISE_IP		GPIOHS_IP(0)
#define GPIOHS_FALL_IP		GPIOHS_IP(1)

#define GPIOHS_LINES		32

/**
 * struct k210_gpiohs - one GPIOHS block
 * @chip: its lines
 * @base: its registers
 * @ie: shadows of the IE registers
 * @parent: the domain that has the lines' own interrupts
 * @parent_hwirq: each line's there
 */
struct k210_gpiohs {
	struct k210_chip chip;
	void __iomem *base;
	u32 ie[GPIOHS_CAUSES];
	struct irq_domain *parent;
	u32 parent_hwirq[GPIOHS_LINES];
};

static inline struct k210_gpiohs *k210_gpiohs_of(struct gpio_chip *gpio)
{
	return container_of(gpio, struct k210_gpiohs, chip.gpio);
}

int k210_gpiohs_add(struct k210_gpiohs *gpiohs, struct device *dev,
		    unsigned int lines);
void k210_gpiohs_init_irq(struct k210_gpiohs *gpiohs, struct device *dev);

#endif
