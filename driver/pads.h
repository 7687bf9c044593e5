/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_PADS_H
#define K210_PADS_H

#include <linux/spinlock.h>
#include <linux/types.h>

#include "functions.h"

#define K210_PADS		48

/**
 * struct k210_pads - the pads of the chip and what is routed to them
 * @base: the FPIOA's registers
 * @lock: protects @word, and keeps the registers equal to it
 * @word: what each pad's register holds
 */
struct k210_pads {
	void __iomem *base;
	raw_spinlock_t lock;
	u32 word[K210_PADS];
};

void k210_pads_init(struct k210_pads *pads, void __iomem *base);
void k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function);

#endif
