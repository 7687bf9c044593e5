/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_GPIO_BLOCK_H
#define K210_GPIO_BLOCK_H

#include <linux/container_of.h>
#include <linux/types.h>

#include "chip.h"

/* Bits 7:0, a bit a line. */
#define GPIO_DATA		0x00	/* what outputs drive */
#define GPIO_DIRECTION		0x04	/* 1: output */
#define GPIO_INTEN		0x30	/* 1: an interrupt; 0 forgets edges */
#define GPIO_INTMASK		0x34	/* 1: edges wait */
#define GPIO_INT_EDGE		0x38	/* 1: interrupt on edges, 0: on a level */
#define GPIO_INT_HIGH		0x3c	/* 1: rising or high, 0: falling or low */
#define GPIO_INTSTATUS		0x40	/* 1: pending and not masked */
#define GPIO_INTRAW		0x44	/* 1: pending, masked or not */
#define GPIO_DEBOUNCE		0x48	/* 1: filters for two clocks of the bus */
#define GPIO_EOI		0x4c	/* write 1: the edge is dealt with */
/*
 * The pads. Of outputs some descriptions have their pad here, some GPIO_DATA;
 * nobody has said which the K210's are.
 */
#define GPIO_PADS		0x50
/*
 * 1: interrupt on both edges. In the vendor SDK's header, but an option of the
 * IP that none of the SDK's code uses: where it is absent, it reads 0.
 */
#define GPIO_INT_BOTH		0x68

#define GPIO_LINES		8

/**
 * struct k210_gpio - one GPIO block
 * @chip: its lines
 * @base: its registers
 * @irq: the one interrupt of all its lines, or 0 if the tree has none
 * @inten: shadow of GPIO_INTEN
 * @intmask: shadow of GPIO_INTMASK
 * @edge: shadow of GPIO_INT_EDGE
 * @high: shadow of GPIO_INT_HIGH
 * @both: shadow of GPIO_INT_BOTH, or which lines do so by software
 * @has_both: the block has GPIO_INT_BOTH
 */
struct k210_gpio {
	struct k210_chip chip;
	void __iomem *base;
	unsigned int irq;
	u32 inten;
	u32 intmask;
	u32 edge;
	u32 high;
	u32 both;
	bool has_both;
};

static inline struct k210_gpio *k210_gpio_of(struct gpio_chip *chip)
{
	return container_of(chip, struct k210_gpio, chip.gpio);
}

int k210_gpio_add(struct k210_gpio *gpio, struct device *dev,
		  unsigned int lines);
void k210_gpio_init_irq(struct k210_gpio *gpio);

#endif
