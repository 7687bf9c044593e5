// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pads: a shadow of their 48 words, and who has them. Whatever changes a
 * pad goes through here. Nothing here sleeps.
 */

#include <linux/bitfield.h>
#include <linux/errno.h>

#include "claims.h"
#include "pads-locked.h"

/*
 * A line that has left a pad that was lent: what a program drove there is
 * nothing for the pad that has the line next.
 */
static void release_strayed(struct k210_pads *pads, u8 function)
{
	struct k210_pads_lines *lines;

	if (!k210_function_is_line(function) ||
	    !(pads->strayed & BIT_ULL(function)))
		return;
	pads->strayed &= ~BIT_ULL(function);
	list_for_each_entry(lines, &pads->lines, node) {
		unsigned int line = function - lines->function;

		if (line < lines->num)
			lines->release(lines, line);
	}
}

/**
 * k210_pad_write() - make a pad what it is to be
 * @pads: the pads, locked
 * @pad: 0 to 47
 * @word: its word; while the pad is held at a level it waits for the end of that
 */
void k210_pad_write(struct k210_pads *pads, unsigned int pad, u32 word)
{
	u32 changed = pads->word[pad] ^ word;
	u8 left;

	if (!changed)
		return;
	left = k210_pad_function(pads, pad);
	pads->word[pad] = word;
	if (!(pads->held & BIT_ULL(pad)))
		k210_pad_write_register(pads, pad, word);
	if (changed & FPIOA_FUNCTION) {
		release_strayed(pads, left);
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_FUNCTION);
	}
	if (changed & ~FPIOA_FUNCTION)
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_SETTINGS);
}

/**
 * k210_pads_find_locked() - where is a function?
 * @pads: the pads, locked
 * @function: the function
 *
 * Return: the first pad that carries it, or -ENXIO.
 */
int k210_pads_find_locked(const struct k210_pads *pads, u8 function)
{
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		if (k210_pad_function(pads, pad) == function)
			return pad;
	return -ENXIO;
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
	INIT_LIST_HEAD(&pads->lines);
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		pads->word[pad] = k210_readl(base + FPIOA_PAD(pad)) &
				  ~FPIOA_PAD_LEVEL;
	tie_inputs(pads);
}

/**
 * k210_pads_rivals() - which pads have a function that another is to have?
 * @pads: the pads, locked
 * @pad: 0 to 47; the one that is to have it
 * @function: the function
 *
 * Return: a bit for each other pad that carries it, if it is on one pad at a
 * time.
 */
u64 k210_pads_rivals(const struct k210_pads *pads, unsigned int pad,
		     u8 function)
{
	u64 rivals = 0;

	if (k210_function_is_shareable(function))
		return 0;
	for (unsigned int other = 0; other < K210_PADS; other++)
		if (other != pad && k210_pad_function(pads, other) == function)
			rivals |= BIT_ULL(other);
	return rivals;
}

/* The pad that keeps @pad from getting @function, or K210_PADS. */
static unsigned int find_blocker(const struct k210_pads *pads,
				 unsigned int pad, u8 function, bool holding)
{
	u64 taken = (pads->reserved | pads->claimed) & BIT_ULL(pad);
	unsigned int other;

	/* the core of 7.3 may reserve a pad for two who ask at the same time */
	if (holding && taken & ~pads->granted)
		return pad;
	if (k210_pad_function(pads, pad) != function &&
	    !k210_pad_is_free(pads, pad) &&
	    (!holding || k210_pad_in_use(pads, pad)))
		return pad;
	k210_for_each_pad(other, k210_pads_rivals(pads, pad, function))
		if (!k210_pad_is_free(pads, other))
			return other;
	return K210_PADS;
}

/**
 * k210_pads_route() - route a function to a pad
 * @pads: the pads
 * @pad: 0 to 47
 * @function: number of the function
 * @holding: its holder is asking, who can do that once for a hold; of a pad
 *	that nobody has it may be anybody
 * @blocker: the pad in the way, where there is one
 *
 * A pad that carries the function already keeps its word, and with it all its
 * settings. A function is on one pad at a time: others that carry it go to
 * RESV0 first, as in the vendor SDK, so that no two pads feed its input. On a
 * claimed pad that carries the function already, it stays when the claim ends.
 *
 * Return: 0, or -EBUSY while @pad, or another that carries the function, isn't
 * free; then nothing has changed.
 */
int k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function,
		    bool holding, unsigned int *blocker)
{
	unsigned int other;

	guard(k210_pads)(pads);

	*blocker = find_blocker(pads, pad, function, holding);
	if (*blocker < K210_PADS)
		return -EBUSY;
	k210_for_each_pad(other, k210_pads_rivals(pads, pad, function))
		k210_pad_write(pads, other,
			       k210_function_word(K210_FUNCTION_RESV0));
	if (k210_pad_function(pads, pad) != function)
		k210_pad_write(pads, pad, k210_function_word(function));
	if (holding)
		pads->granted &= ~BIT_ULL(pad);
	k210_claims_keep(pads, pad);
	k210_claims_settle(pads);
	return 0;
}

/**
 * k210_pads_reserve() - a pinctrl consumer gets a pad, or gives it back
 * @pads: the pads
 * @pad: 0 to 47
 * @reserved: whether it has it from now on
 */
void k210_pads_reserve(struct k210_pads *pads, unsigned int pad, bool reserved)
{
	guard(k210_pads)(pads);
	if (reserved) {
		pads->regained |= pads->reserved & BIT_ULL(pad);
		pads->reserved |= BIT_ULL(pad);
		pads->granted |= BIT_ULL(pad);
	} else if (pads->regained & BIT_ULL(pad)) {
		pads->regained &= ~BIT_ULL(pad);
	} else {
		pads->reserved &= ~BIT_ULL(pad);
		pads->granted &= ~BIT_ULL(pad);
	}
	/* a claim that comes or goes tells of that itself */
	if (!((pads->claiming | pads->claimed) & BIT_ULL(pad)))
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_OWNER);
}

/* Is it nothing for now, since its function is with a claim? */
static bool waits(const struct k210_pads *pads, unsigned int pad)
{
	return pads->lent & ~pads->claimed & BIT_ULL(pad) &&
	       !k210_pad_in_use(pads, pad);
}

/**
 * k210_pads_set() - change settings of a pad for a pinctrl consumer
 * @pads: the pads
 * @pad: 0 to 47
 * @settings: what changes; all of it in one write, but for the first level of
 *	all
 *
 * A level takes the pad from its function; one that is CONSTANT already, by
 * whatever way, may change its level. A pad whose function is with a claim gets
 * other settings once it has the function back.
 *
 * Return: 0; -EBUSY while the pad is claimed, and for a level while it isn't
 * free; then nothing has changed.
 */
int k210_pads_set(struct k210_pads *pads, unsigned int pad,
		  const struct k210_settings *settings)
{
	bool high = settings->level == K210_LEVEL_HIGH;
	u32 now, word;

	guard(k210_pads)(pads);

	if (pads->claimed & BIT_ULL(pad))
		return -EBUSY;
	now = pads->word[pad];
	word = now;
	if (settings->level != K210_LEVEL_FUNCTION) {
		if (k210_word_function(now) != K210_FUNCTION_CONSTANT &&
		    !k210_pad_is_free(pads, pad))
			return -EBUSY;
		if (!k210_word_has_level(now))
			word = k210_function_word(K210_FUNCTION_CONSTANT) |
			       FPIOA_DRIVE_FULL;
		pads->lent &= ~BIT_ULL(pad);
	}
	word = (word & ~settings->mask) | settings->value;
	if (settings->level != K210_LEVEL_FUNCTION)
		word = k210_pad_level_word(pads, pad, word, now, high);
	if (!waits(pads, pad))
		k210_pad_write(pads, pad, word);
	pads->own[pad] = (pads->own[pad] & ~settings->mask) | settings->value;
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
	guard(k210_pads)(pads);
	return k210_pad_in_use(pads, pad);
}

static void line_changed(struct k210_pads *pads, u8 function)
{
	int pad = k210_pads_find_locked(pads, function);

	if (pad >= 0)
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_LINE);
}

/**
 * k210_pads_attach() - a chip has these lines
 * @pads: the pads
 * @lines: the lines
 *
 * Return: 0, or -EBUSY if another chip has some of them.
 */
int k210_pads_attach(struct k210_pads *pads, struct k210_pads_lines *lines)
{
	const struct k210_pads_lines *other;

	guard(k210_pads)(pads);
	list_for_each_entry(other, &pads->lines, node)
		if (lines->function < other->function + other->num &&
		    other->function < lines->function + lines->num)
			return -EBUSY;
	list_add_tail(&lines->node, &pads->lines);
	return 0;
}

/**
 * k210_pads_detach() - the chip is gone
 * @pads: the pads
 * @lines: its lines, which are attached
 *
 * Lines that were in use no longer are: gpiolib frees none of a chip that
 * leaves.
 */
void k210_pads_detach(struct k210_pads *pads, struct k210_pads_lines *lines)
{
	guard(k210_pads)(pads);
	for (unsigned int i = 0; i < lines->num; i++) {
		u8 function = lines->function + i;

		if (pads->users[function])
			line_changed(pads, function);
		pads->users[function] = 0;
		release_strayed(pads, function);
	}
	k210_claims_settle(pads);
	list_del(&lines->node);
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
	guard(k210_pads)(pads);
	return k210_pads_find_locked(pads, function);
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
	int pad;

	guard(k210_pads)(pads);
	pad = k210_pads_find_locked(pads, function);
	if (pad < 0)
		return pad;
	if (pads->lent & BIT_ULL(pad) &&
	    k210_word_function(pads->own[pad]) != function)
		pads->strayed |= BIT_ULL(function);
	if (!pads->users[function]++)
		line_changed(pads, function);
	return 0;
}

/**
 * k210_pads_unuse() - a line is no longer what k210_pads_use() was told
 * @pads: the pads
 * @function: the line's
 */
void k210_pads_unuse(struct k210_pads *pads, u8 function)
{
	guard(k210_pads)(pads);
	if (!pads->users[function] || --pads->users[function])
		return;
	line_changed(pads, function);
	k210_claims_settle(pads);
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

	guard(k210_pads)(pads);
	pad = k210_pads_find_locked(pads, function);
	if (pad < 0)
		return pad;
	k210_pad_write(pads, pad,
		       (pads->word[pad] & ~settings->mask) | settings->value);
	return 0;
}
