// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pads: a shadow of their 48 words. Whatever changes a pad goes through
 * here. Nothing here sleeps.
 */

#include <linux/bitfield.h>
#include <linux/cleanup.h>
#include <linux/io.h>

#include "fpioa-regs.h"
#include "pads.h"

static u8 pad_function(const struct k210_pads *pads, unsigned int pad)
{
	return FIELD_GET(FPIOA_FUNCTION, pads->word[pad]);
}

static void write_word(struct k210_pads *pads, unsigned int pad, u32 word)
{
	pads->word[pad] = word;
	writel(word, pads->base + FPIOA_PAD(pad));
}

/* SPI masters wait for these inputs, which no board connects: tied high. */
static void tie_inputs(struct k210_pads *pads)
{
	u32 tied[FPIOA_TIE_WORDS] = { };

	for (unsigned int i = 0; i < K210_FUNCTIONS; i++)
		if (k210_functions[i].class == K210_CLASS_IN_TIED)
			tied[i / 32] |= BIT(i % 32);
	for (unsigned int i = 0; i < FPIOA_TIE_WORDS; i++)
		writel(tied[i], pads->base + FPIOA_TIE_VAL(i));
	for (unsigned int i = 0; i < FPIOA_TIE_WORDS; i++)
		writel(tied[i], pads->base + FPIOA_TIE_EN(i));
}

/**
 * k210_pads_init() - take over the pads as reset or a boot loader left them
 * @pads: to be filled
 * @base: the FPIOA's registers, with their clock on
 */
void k210_pads_init(struct k210_pads *pads, void __iomem *base)
{
	pads->base = base;
	raw_spin_lock_init(&pads->lock);
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		pads->word[pad] = readl(base + FPIOA_PAD(pad)) &
				  ~FPIOA_PAD_LEVEL;
	tie_inputs(pads);
}

/* Takes a function from all pads but one. */
static void evict(struct k210_pads *pads, u8 function, unsigned int but)
{
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		if (pad != but && pad_function(pads, pad) == function)
			write_word(pads, pad,
				   k210_function_word(K210_FUNCTION_RESV0));
}

/**
 * k210_pads_route() - route a function to a pad
 * @pads: the pads
 * @pad: 0 to 47
 * @function: number of the function
 *
 * A pad that carries the function already keeps its word, and with it all its
 * settings. A function is on one pad at a time: others that carry it go to
 * RESV0 first, as in the vendor SDK, so that no two pads feed its input.
 */
void k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function)
{
	guard(raw_spinlock_irqsave)(&pads->lock);

	if (!k210_function_is_shareable(function))
		evict(pads, function, pad);
	if (pad_function(pads, pad) != function)
		write_word(pads, pad, k210_function_word(function));
}
