// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pads: a shadow of their 48 words, and who has them. Whatever changes a
 * pad goes through here. Nothing here sleeps.
 */

#include <linux/bitfield.h>
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/errno.h>

#include "fpioa-regs.h"
#include "pads.h"
#include "regs.h"

/* Longer than a pull takes to move a pad that drives nothing. */
#define PULL_US			10

static u8 pad_function(const struct k210_pads *pads, unsigned int pad)
{
	return k210_word_function(pads->word[pad]);
}

static bool pad_in_use(const struct k210_pads *pads, unsigned int pad)
{
	u8 function = pad_function(pads, pad);

	return k210_function_is_line(function) && pads->users[function];
}

static bool pad_is_held(const struct k210_pads *pads, unsigned int pad)
{
	return pads->held & BIT_ULL(pad);
}

static void write_word(struct k210_pads *pads, unsigned int pad, u32 word)
{
	if (pads->word[pad] == word)
		return;
	pads->word[pad] = word;
	k210_writel(word, pads->base + FPIOA_PAD(pad));
}

/* SPI masters wait for these inputs, which no board connects: tied high. */
static void tie_inputs(struct k210_pads *pads)
{
	u32 tied[FPIOA_TIE_WORDS] = { };

	for (unsigned int i = 0; i < K210_FUNCTIONS; i++)
		if (k210_functions[i].class == K210_CLASS_IN_TIED)
			tied[i / 32] |= BIT(i % 32);
	for (unsigned int i = 0; i < FPIOA_TIE_WORDS; i++)
		k210_writel(tied[i], pads->base + FPIOA_TIE_VAL(i));
	for (unsigned int i = 0; i < FPIOA_TIE_WORDS; i++)
		k210_writel(tied[i], pads->base + FPIOA_TIE_EN(i));
}

/**
 * k210_pads_init() - take over the pads as reset or a boot loader left them
 * @pads: to be filled; all else of it is zero
 * @base: the FPIOA's registers, with their clock on
 */
void k210_pads_init(struct k210_pads *pads, void __iomem *base)
{
	pads->base = base;
	raw_spin_lock_init(&pads->lock);
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		pads->word[pad] = k210_readl(base + FPIOA_PAD(pad)) &
				  ~FPIOA_PAD_LEVEL;
	tie_inputs(pads);
}

/* The pad that keeps @pad from getting @function, or K210_PADS. */
static unsigned int find_blocker(const struct k210_pads *pads,
				 unsigned int pad, u8 function, bool holding)
{
	if (pad_function(pads, pad) != function &&
	    (pad_in_use(pads, pad) || (pad_is_held(pads, pad) && !holding)))
		return pad;
	if (k210_function_is_shareable(function))
		return K210_PADS;
	for (unsigned int other = 0; other < K210_PADS; other++)
		if (other != pad && pad_function(pads, other) == function &&
		    (pad_in_use(pads, other) || pad_is_held(pads, other)))
			return other;
	return K210_PADS;
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
 * @holding: its holder may be asking, who can do that once for a hold
 * @blocker: the pad in the way, where there is one
 *
 * A pad that carries the function already keeps its word, and with it all its
 * settings. A function is on one pad at a time: others that carry it go to
 * RESV0 first, as in the vendor SDK, so that no two pads feed its input.
 *
 * Return: 0, or -EBUSY while @pad, or another that carries the function, isn't
 * free; then nothing has changed.
 */
int k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function,
		    bool holding, unsigned int *blocker)
{
	guard(raw_spinlock_irqsave)(&pads->lock);

	holding = holding && pads->granted & BIT_ULL(pad);
	*blocker = find_blocker(pads, pad, function, holding);
	if (*blocker < K210_PADS)
		return -EBUSY;
	if (!k210_function_is_shareable(function))
		evict(pads, function, pad);
	if (pad_function(pads, pad) != function)
		write_word(pads, pad, k210_function_word(function));
	if (holding)
		pads->granted &= ~BIT_ULL(pad);
	return 0;
}

/**
 * k210_pads_hold() - a pinctrl consumer gets a pad, or gives it back
 * @pads: the pads
 * @pad: 0 to 47
 * @held: whether it is held from now on
 */
void k210_pads_hold(struct k210_pads *pads, unsigned int pad, bool held)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	if (held) {
		pads->held |= BIT_ULL(pad);
		pads->granted |= BIT_ULL(pad);
	} else {
		pads->held &= ~BIT_ULL(pad);
		pads->granted &= ~BIT_ULL(pad);
	}
}

static bool pad_has_level(const struct k210_pads *pads, unsigned int pad)
{
	return pad_function(pads, pad) == K210_FUNCTION_CONSTANT &&
	       pads->word[pad] & FPIOA_OUTPUT_ENABLE;
}

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
	write_word(pads, pad, word);
	udelay(PULL_US);
	return !(k210_readl(pads->base + FPIOA_PAD(pad)) & FPIOA_PAD_LEVEL) ==
	       !high;
}

/*
 * Whether CONSTANT is an output: a pad that is to be held at a level tells, the
 * first time. The wrong word of both drives nothing. Where the outside moves the
 * pad nothing can be told, and it is taken to be what Linux has taken it to be.
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

/* One that is held at a level already, by whomever, goes on as it is. */
static bool level_is_output(struct k210_pads *pads, unsigned int pad, u32 word,
			    bool high)
{
	if (pad_has_level(pads, pad))
		return !(pads->word[pad] & FPIOA_OUTPUT_ENABLE_INV);
	return constant_is_output(pads, pad, word, high);
}

/**
 * k210_pads_set() - change settings of a pad
 * @pads: the pads
 * @pad: 0 to 47
 * @settings: what changes; all of it in one write, but for the first level of
 *	all
 *
 * A level takes the pad from its function; one that is CONSTANT already, by
 * whatever way, may change its level.
 *
 * Return: 0; for a level -EBUSY while the pad isn't free, and nothing has
 * changed.
 */
int k210_pads_set(struct k210_pads *pads, unsigned int pad,
		  const struct k210_settings *settings)
{
	bool high = settings->level == K210_LEVEL_HIGH;
	u32 word;

	guard(raw_spinlock_irqsave)(&pads->lock);

	word = pads->word[pad];
	if (settings->level != K210_LEVEL_FUNCTION) {
		if (pad_function(pads, pad) != K210_FUNCTION_CONSTANT &&
		    (pad_in_use(pads, pad) || pad_is_held(pads, pad)))
			return -EBUSY;
		if (!pad_has_level(pads, pad))
			word = k210_function_word(K210_FUNCTION_CONSTANT) |
			       FPIOA_DRIVE_FULL;
	}
	word = (word & ~settings->mask) | settings->value;
	if (settings->level != K210_LEVEL_FUNCTION)
		word = level_word(word, high,
				  level_is_output(pads, pad, word, high));
	write_word(pads, pad, word);
	return 0;
}

/**
 * k210_pads_word() - a pad's word
 * @pads: the pads
 * @pad: 0 to 47
 *
 * Return: its register, without the pad's level.
 */
u32 k210_pads_word(struct k210_pads *pads, unsigned int pad)
{
	return READ_ONCE(pads->word[pad]);
}

/**
 * k210_pads_in_use() - does a pad carry a line that is in use?
 * @pads: the pads
 * @pad: 0 to 47
 *
 * Return: as it was a moment ago.
 */
bool k210_pads_in_use(struct k210_pads *pads, unsigned int pad)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	return pad_in_use(pads, pad);
}

/**
 * k210_pads_attach() - a chip has these lines
 * @pads: the pads
 * @function: of its line 0
 * @num: how many lines
 *
 * Return: 0, or -EBUSY if another chip has them.
 */
int k210_pads_attach(struct k210_pads *pads, u8 function, unsigned int num)
{
	u64 lines = GENMASK_ULL(function + num - 1, function);

	guard(raw_spinlock_irqsave)(&pads->lock);
	if (pads->attached & lines)
		return -EBUSY;
	pads->attached |= lines;
	return 0;
}

/**
 * k210_pads_detach() - the chip is gone
 * @pads: the pads
 * @function: of its line 0
 * @num: how many lines
 *
 * Lines that were in use no longer are: gpiolib frees none of a chip that
 * leaves.
 */
void k210_pads_detach(struct k210_pads *pads, u8 function, unsigned int num)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	pads->attached &= ~GENMASK_ULL(function + num - 1, function);
	memset(&pads->users[function], 0, num);
}

static int find_pad(const struct k210_pads *pads, u8 function)
{
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		if (pad_function(pads, pad) == function)
			return pad;
	return -ENXIO;
}

/**
 * k210_pads_find() - where is a line?
 * @pads: the pads
 * @function: the line's
 *
 * Return: its pad, or -ENXIO while no pad carries it.
 */
int k210_pads_find(struct k210_pads *pads, u8 function)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	return find_pad(pads, function);
}

/**
 * k210_pads_use() - a line is requested, or becomes an interrupt in use
 * @pads: the pads
 * @function: the line's
 *
 * Until k210_pads_unuse() its pad keeps the function.
 *
 * Return: 0, or -ENXIO while no pad carries it.
 */
int k210_pads_use(struct k210_pads *pads, u8 function)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	if (find_pad(pads, function) < 0)
		return -ENXIO;
	pads->users[function]++;
	return 0;
}

/**
 * k210_pads_unuse() - a line is no longer what k210_pads_use() was told
 * @pads: the pads
 * @function: the line's
 */
void k210_pads_unuse(struct k210_pads *pads, u8 function)
{
	guard(raw_spinlock_irqsave)(&pads->lock);
	if (pads->users[function])
		pads->users[function]--;
}

/**
 * k210_pads_set_line() - change settings of the pad that carries a line
 * @pads: the pads
 * @function: the line's
 * @settings: what changes, without a level; all of it in one write
 *
 * Return: 0, or -ENXIO while no pad carries it.
 */
int k210_pads_set_line(struct k210_pads *pads, u8 function,
		       const struct k210_settings *settings)
{
	int pad;

	guard(raw_spinlock_irqsave)(&pads->lock);
	pad = find_pad(pads, function);
	if (pad < 0)
		return pad;
	write_word(pads, pad,
		   (pads->word[pad] & ~settings->mask) | settings->value);
	return 0;
}
