// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pads: a shadow of their 48 words and the map from functions to pads.
 * Whatever changes a pad goes through here. Nothing here sleeps.
 */

#include <linux/bitfield.h>
#include <linux/cleanup.h>
#include <linux/io.h>
#include <linux/string.h>

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
	memset(pads->carrier, K210_NO_PAD, sizeof(pads->carrier));
	for (unsigned int pad = 0; pad < K210_PADS; pad++) {
		pads->word[pad] = readl(base + FPIOA_PAD(pad)) &
				  ~FPIOA_PAD_LEVEL;
		pads->carrier[pad_function(pads, pad)] = pad;
	}
	tie_inputs(pads);
}

/**
 * k210_pads_route() - route a function to a pad
 * @pads: the pads
 * @pad: 0 to 47
 * @function: number of the function
 *
 * A pad that carries the function already keeps its word, and with it all its
 * settings. A function is on one pad at a time: another that carries it goes
 * to RESV0 first, as in the vendor SDK, so that no two pads feed its input.
 */
void k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function)
{
	unsigned int other;
	u8 old;

	guard(raw_spinlock_irqsave)(&pads->lock);

	old = pad_function(pads, pad);
	if (old == function)
		return;

	other = pads->carrier[function];
	if (other != K210_NO_PAD && !k210_function_is_shareable(function))
		write_word(pads, other,
			   k210_function_word(K210_FUNCTION_RESV0));
	if (pads->carrier[old] == pad)
		pads->carrier[old] = K210_NO_PAD;
	write_word(pads, pad, k210_function_word(function));
	pads->carrier[function] = pad;
}
