// SPDX-License-Identifier: GPL-2.0-only
/* Levels that a pad is held at, through function CONSTANT. */

#include <linux/delay.h>

#include "pads-locked.h"

/* Longer than a pull takes to move a pad that drives nothing. */
#define PULL_US			10

/* The word that drives a pad to a level, CONSTANT being an output or not. */
static u32 level_word(u32 word, bool high, bool output)
{
	word &= ~(FPIOA_OUTPUT_SELECT | FPIOA_OUTPUT_INV |
		  FPIOA_OUTPUT_ENABLE_INV);
	word |= FPIOA_OUTPUT_ENABLE;
	if (!output)
		word |= FPIOA_OUTPUT_ENABLE_INV;
	if (output != high)
		word |= FPIOA_OUTPUT_INV;
	return word;
}

/* Does the pad get to the level, against the pull to the other one? */
static bool reaches_level(struct k210_pads *pads, unsigned int pad, u32 word,
			  bool high)
{
	word &= ~FPIOA_PULL;
	word |= FPIOA_INPUT_ENABLE |
		(high ? FPIOA_PULL_DOWN : FPIOA_PULL_UP);
	k210_pad_write_register(pads, pad, word);
	udelay(PULL_US);
	return !(k210_readl(pads->base + FPIOA_PAD(pad)) & FPIOA_PAD_LEVEL) ==
	       !high;
}

/*
 * Whether CONSTANT is an output: a pad that is to be held at a level tells, the
 * first time, since nobody has asked for another to be driven. The wrong word of
 * both drives nothing. Where the outside moves the pad nothing can be told, and
 * it is taken to be what Linux has taken it to be.
 */
static bool constant_is_output(struct k210_pads *pads, unsigned int pad,
			       u32 word, bool high)
{
	if (pads->constant == K210_CONSTANT_UNKNOWN &&
	    !reaches_level(pads, pad, word & ~FPIOA_OUTPUT_ENABLE, high)) {
		if (reaches_level(pads, pad, level_word(word, high, true),
				  high))
			pads->constant = K210_CONSTANT_OUTPUT;
		else if (reaches_level(pads, pad, level_word(word, high, false),
				       high))
			pads->constant = K210_CONSTANT_INPUT;
	}
	return pads->constant != K210_CONSTANT_INPUT;
}

/**
 * k210_pad_level_word() - what a pad is to be, to be held at a level
 * @pads: the pads, locked
 * @pad: 0 to 47
 * @word: CONSTANT, and the settings that it is to have
 * @now: what its register says; one that has a level goes on as it is
 * @high: the level
 *
 * The first time of all, the register is not as before until the caller writes
 * what this returns.
 *
 * Return: the word.
 */
u32 k210_pad_level_word(struct k210_pads *pads, unsigned int pad, u32 word,
			u32 now, bool high)
{
	bool output;

	if (k210_word_has_level(now))
		output = !(now & FPIOA_OUTPUT_ENABLE_INV);
	else
		output = constant_is_output(pads, pad, word, high);
	return level_word(word, high, output);
}
