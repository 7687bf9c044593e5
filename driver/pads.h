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
 * @lock: protects @word and @carrier, and keeps the registers equal to @word
 * @word: what each pad's register holds
 * @carrier: the pad that carries each function, or K210_NO_PAD; of several,
 *	the one that got it last
 */
struct k210_pads {
	void __iomem *base;
	raw_spinlock_t lock;
	u32 word[K210_PADS];
	u8 carrier[K210_FUNCTIONS];
};

#define K210_NO_PAD		0xff

void k210_pads_init(struct k210_pads *pads, void __iomem *base);
void k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function);

#endif
