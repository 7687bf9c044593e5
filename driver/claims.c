// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claims: pads that are lent to programs, and what becomes of them afterwards.
 * A pad that is lent remembers what it was on its own, and goes back to that
 * once it is neither claimed nor in use, and the function is to be had; in
 * which order claims end makes no difference.
 */

#include <linux/bits.h>
#include <linux/errno.h>

#include "claims.h"
#include "pads-locked.h"

/**
 * k210_pad_state() - who has a pad, and how
 * @pads: the pads, locked
 * @pad: 0 to 47
 *
 * Return: K210_FPIOA_STATE_*.
 */
u32 k210_pad_state(const struct k210_pads *pads, unsigned int pad)
{
	u64 bit = BIT_ULL(pad);
	u32 state = 0;

	if (pads->claimed & bit)
		state |= K210_FPIOA_STATE_CLAIMED;
	else if (pads->reserved & ~pads->claiming & bit)
		state |= K210_FPIOA_STATE_DEVICE;
	if (k210_pad_in_use(pads, pad))
		state |= K210_FPIOA_STATE_LINE;
	if (pads->held & bit)
		state |= K210_FPIOA_STATE_HELD;
	if (pads->held_high & bit)
		state |= K210_FPIOA_STATE_HELD_HIGH;
	if (pads->lent & bit && pads->word[pad] != pads->own[pad])
		state |= K210_FPIOA_STATE_CHANGED;
	return state;
}

static const struct k210_change *
find_change(const struct k210_changes *changes, unsigned int pad)
{
	for (unsigned int i = 0; i < changes->num; i++)
		if (changes->change[i].pad == pad)
			return &changes->change[i];
	return NULL;
}

static bool reroutes(const struct k210_pads *pads,
		     const struct k210_change *change)
{
	return change->routes &&
	       k210_pad_function(pads, change->pad) != change->function;
}

/* May @function, which one of @changes wants, be taken from this pad? */
static bool gives_up(const struct k210_pads *pads,
		     const struct k210_changes *changes, unsigned int pad,
		     u8 function)
{
	const struct k210_change *change = find_change(changes, pad);

	if (change)
		return change->routes && change->function != function;
	return changes->force && k210_pad_is_free(pads, pad);
}

static bool may_move(const struct k210_pads *pads,
		     const struct k210_changes *changes, unsigned int pad,
		     u8 function)
{
	unsigned int other;

	k210_for_each_pad(other, k210_pads_rivals(pads, pad, function))
		if (!gives_up(pads, changes, other, function))
			return false;
	return true;
}

/* @own: the pads that are the claimant's already */
static int check(const struct k210_pads *pads,
		 const struct k210_changes *changes, u64 own)
{
	for (unsigned int i = 0; i < changes->num; i++) {
		const struct k210_change *change = &changes->change[i];
		unsigned int pad = change->pad;

		if (own & BIT_ULL(pad)) {
			if (reroutes(pads, change) &&
			    k210_pad_in_use(pads, pad))
				return -EBUSY;
		} else if (!k210_pad_is_free(pads, pad)) {
			return -EBUSY;
		}
		if (change->routes &&
		    !may_move(pads, changes, pad, change->function))
			return -EBUSY;
	}
	return 0;
}

static void lend(struct k210_pads *pads, unsigned int pad)
{
	if (pads->lent & BIT_ULL(pad))
		return;
	pads->lent |= BIT_ULL(pad);
	pads->own[pad] = pads->word[pad];
}

/* Routes the function to nothing wherever it is, but on one pad. */
static void take_function(struct k210_pads *pads, u8 function,
			  unsigned int but)
{
	unsigned int pad;

	k210_for_each_pad(pad, k210_pads_rivals(pads, but, function)) {
		lend(pads, pad);
		k210_pad_write(pads, pad,
			       k210_function_word(K210_FUNCTION_RESV0));
	}
}

static void apply(struct k210_pads *pads, const struct k210_changes *changes)
{
	const struct k210_change *change;
	unsigned int i;

	/* what pads have in common moves before any of them gets its new one */
	for (i = 0; i < changes->num; i++)
		lend(pads, changes->change[i].pad);
	for (i = 0; i < changes->num; i++) {
		change = &changes->change[i];
		if (change->routes)
			take_function(pads, change->function, change->pad);
	}
	for (i = 0; i < changes->num; i++) {
		u32 word;

		change = &changes->change[i];
		word = reroutes(pads, change) ?
		       k210_function_word(change->function) :
		       pads->word[change->pad];
		k210_pad_write(pads, change->pad,
			       (word & ~change->settings.mask) |
			       change->settings.value);
	}
}

/**
 * k210_claims_prepare() - can these pads be claimed?
 * @pads: the pads
 * @changes: what is wanted of them
 *
 * Return: 0, and pinctrl core may be asked to reserve the pads; then
 * k210_claims_take() or k210_claims_cancel() must follow. Else -EBUSY.
 */
int k210_claims_prepare(struct k210_pads *pads,
			const struct k210_changes *changes)
{
	int ret;

	guard(k210_pads)(pads);
	ret = check(pads, changes, 0);
	if (!ret)
		pads->claiming |= changes->pads;
	return ret;
}

/**
 * k210_claims_use_grant() - pinctrl core has reserved a pad for a claim
 * @pads: the pads
 * @pad: 0 to 47
 *
 * The core of 7.3 may reserve a pad for two consumers that ask at the same
 * time. The first that routes something to it has it.
 *
 * Return: whether that is the claim.
 */
bool k210_claims_use_grant(struct k210_pads *pads, unsigned int pad)
{
	u64 granted;

	guard(k210_pads)(pads);
	granted = pads->claiming & pads->granted & BIT_ULL(pad);
	pads->granted &= ~granted;
	return granted;
}

/**
 * k210_claims_cancel() - pinctrl core no longer reserves pads for a claim
 * @pads: the pads
 * @mask: a bit for each pad that isn't claimed after all, or no longer
 */
void k210_claims_cancel(struct k210_pads *pads, u64 mask)
{
	unsigned int pad;

	guard(k210_pads)(pads);
	pads->claiming &= ~mask;
	/* by a device, which got it meanwhile */
	k210_for_each_pad(pad, mask & pads->reserved)
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_OWNER);
}

/**
 * k210_claims_take() - claim pads that are reserved for it
 * @pads: the pads
 * @changes: what is wanted of them
 *
 * Return: 0, and all changes are made; or -EBUSY, and none.
 */
int k210_claims_take(struct k210_pads *pads,
		     const struct k210_changes *changes)
{
	unsigned int pad;
	int ret;

	guard(k210_pads)(pads);
	/* whoever holds a reservation for a claim is nobody else */
	pads->reserved &= ~changes->pads;
	ret = check(pads, changes, 0);
	pads->reserved |= changes->pads;
	if (ret)
		return ret;
	pads->granted &= ~changes->pads;
	pads->claiming &= ~changes->pads;
	pads->claimed |= changes->pads;
	k210_for_each_pad(pad, changes->pads)
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_OWNER);
	apply(pads, changes);
	return 0;
}

/**
 * k210_claims_configure() - change pads of a claim
 * @pads: the pads
 * @changes: what is wanted of them; all of them are one claim's
 *
 * Return: 0, and all changes are made; or -EBUSY, and none.
 */
int k210_claims_configure(struct k210_pads *pads,
			  const struct k210_changes *changes)
{
	int ret;

	guard(k210_pads)(pads);
	ret = check(pads, changes, changes->pads);
	if (ret)
		return ret;
	apply(pads, changes);
	k210_claims_settle(pads);
	return 0;
}

static u32 read_register(struct k210_pads *pads, unsigned int pad)
{
	return k210_readl(pads->base + FPIOA_PAD(pad));
}

static void hold(struct k210_pads *pads, unsigned int pad, bool high)
{
	u32 word = pads->word[pad];
	u32 now = 0;	/* a CONSTANT that a program set up may drive nothing */

	/* changes since the first hold wait, also for another level */
	if (pads->held & BIT_ULL(pad)) {
		now = read_register(pads, pad) & ~FPIOA_PAD_LEVEL;
		word = now;
	}
	word = (word & ~FPIOA_FUNCTION) | K210_FUNCTION_CONSTANT;
	word = k210_pad_level_word(pads, pad, word, now, high);
	pads->held |= BIT_ULL(pad);
	pads->held_high &= ~BIT_ULL(pad);
	if (high)
		pads->held_high |= BIT_ULL(pad);
	k210_pad_write_register(pads, pad, word);
	k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_HELD);
}

/**
 * k210_claims_hold() - hold pads at a level, whatever their functions do
 * @pads: the pads
 * @mask: a bit for each pad; all are claimed
 * @high: a bit for each whose level is high
 */
void k210_claims_hold(struct k210_pads *pads, u64 mask, u64 high)
{
	unsigned int pad;

	/* one by one: as long as CONSTANT is unknown each takes its time */
	k210_for_each_pad(pad, mask) {
		guard(k210_pads)(pads);
		hold(pads, pad, high & BIT_ULL(pad));
	}
}

/*
 * An input that is off reads 0. It may be off because of what the function says
 * of it, which for a GPIO line is its direction: so both senses of that are
 * tried, while the output stays as it is.
 */
static bool is_high(struct k210_pads *pads, unsigned int pad)
{
	u32 word = pads->word[pad] | FPIOA_INPUT_ENABLE;
	u32 seen;

	if (pads->held & BIT_ULL(pad))
		return pads->held_high & BIT_ULL(pad);
	k210_pad_write_register(pads, pad, word);
	seen = read_register(pads, pad);
	if (!(seen & FPIOA_PAD_LEVEL)) {
		k210_pad_write_register(pads, pad,
					word ^ FPIOA_INPUT_ENABLE_INV);
		seen = read_register(pads, pad);
	}
	return seen & FPIOA_PAD_LEVEL;
}

/**
 * k210_claims_hold_as_is() - hold pads at the level that each has now
 * @pads: the pads
 * @mask: a bit for each pad; all are claimed
 */
void k210_claims_hold_as_is(struct k210_pads *pads, u64 mask)
{
	unsigned int pad;

	k210_for_each_pad(pad, mask) {
		guard(k210_pads)(pads);
		hold(pads, pad, is_high(pads, pad));
	}
}

static void release(struct k210_pads *pads, u64 mask)
{
	unsigned int pad;

	mask &= pads->held;
	pads->held &= ~mask;
	pads->held_high &= ~mask;
	k210_for_each_pad(pad, mask) {
		k210_pad_write_register(pads, pad, pads->word[pad]);
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_HELD);
	}
}

/**
 * k210_claims_release() - no longer hold pads at a level
 * @pads: the pads
 * @mask: a bit for each pad; those that aren't held stay as they are
 *
 * They become what their words say by now.
 */
void k210_claims_release(struct k210_pads *pads, u64 mask)
{
	guard(k210_pads)(pads);
	release(pads, mask);
}

/* Gives a pad its own word, if the function can be had; or nothing for good. */
static void settle(struct k210_pads *pads, unsigned int pad)
{
	u8 function = k210_word_function(pads->own[pad]);
	int carrier = k210_pads_find_locked(pads, function);

	if (carrier < 0 || k210_pad_function(pads, pad) == function ||
	    k210_function_is_shareable(function))
		k210_pad_write(pads, pad, pads->own[pad]);
	else if (pads->lent & BIT_ULL(carrier))
		return;		/* until that pad goes back */
	pads->lent &= ~BIT_ULL(pad);
}

/**
 * k210_claims_settle() - let pads go back to what they were on their own
 * @pads: the pads, locked
 *
 * For whenever a pad or a function may have become free.
 */
void k210_claims_settle(struct k210_pads *pads)
{
	u64 back = pads->lent & ~pads->claimed;
	unsigned int pad;

	k210_for_each_pad(pad, back)
		if (k210_pad_in_use(pads, pad))
			back &= ~BIT_ULL(pad);
	/* what claims routed to them goes first: others may be waiting for it */
	k210_for_each_pad(pad, back)
		if ((pads->word[pad] ^ pads->own[pad]) & FPIOA_FUNCTION)
			k210_pad_write(pads, pad,
				       k210_function_word(K210_FUNCTION_RESV0));
	k210_for_each_pad(pad, back)
		settle(pads, pad);
}

/**
 * k210_claims_keep() - what is routed to a pad by now is its own
 * @pads: the pads, locked
 * @pad: 0 to 47; one that is claimed goes back to that function
 *
 * Others that had the function have nothing to go back to, also if this one is
 * going to lend it; k210_claims_settle() tells them.
 */
void k210_claims_keep(struct k210_pads *pads, unsigned int pad)
{
	u8 function = k210_pad_function(pads, pad);
	unsigned int other;

	if (k210_function_is_line(function))
		pads->strayed &= ~BIT_ULL(function);
	if (!(pads->claimed & BIT_ULL(pad)))
		pads->lent &= ~BIT_ULL(pad);
	else if (k210_word_function(pads->own[pad]) != function)
		pads->own[pad] = k210_function_word(function);
	if (k210_function_is_shareable(function))
		return;
	k210_for_each_pad(other, pads->lent & ~BIT_ULL(pad))
		if (k210_word_function(pads->own[other]) == function)
			pads->own[other] =
				k210_function_word(K210_FUNCTION_RESV0);
}

/**
 * k210_claims_end() - undo a claim
 * @pads: the pads
 * @mask: a bit for each pad of the claim
 * @persist: whether they stay as they are instead
 *
 * All others are to be given back to pinctrl core, and then k210_claims_cancel()
 * told of.
 *
 * Return: the pads that stay claimed, since they persist in being held at a
 * level.
 */
u64 k210_claims_end(struct k210_pads *pads, u64 mask, bool persist)
{
	u64 remaining = 0;
	unsigned int pad;

	guard(k210_pads)(pads);
	pads->claimed &= ~mask;
	if (persist) {
		remaining = mask & pads->held;
		k210_for_each_pad(pad, mask)
			k210_claims_keep(pads, pad);
	} else {
		release(pads, mask);
	}
	pads->claimed |= remaining;
	pads->claiming |= mask & ~remaining;
	k210_for_each_pad(pad, mask)
		k210_pad_changed(pads, pad, K210_FPIOA_CHANGED_OWNER);
	k210_claims_settle(pads);
	return remaining;
}
