// SPDX-License-Identifier: GPL-2.0-only
/* Pads, lines and claims as they are to be: reference.h. */

#include <linux/string.h>

#include "reference.h"

static u8 function_of(u32 word)
{
	return word & 0xff;
}

static bool is_shareable(u8 function)
{
	return function == RESV0 || function == CONSTANT;
}

static u32 word_of(u8 function)
{
	if (function == UART1_TX)
		return TX_WORD;
	return is_shareable(function) ? function : HS_WORD(function - 24);
}

static u32 with(u32 word, struct k210_settings settings)
{
	return (word & ~settings.mask) | settings.value;
}

bool reference_in_use(const struct reference *reference, unsigned int pad)
{
	u8 function = function_of(reference->word[pad]);

	return function >= HS(0) && function < HS(8) &&
	       reference->users[function - HS(0)];
}

static bool is_free(const struct reference *reference, unsigned int pad)
{
	u64 taken = reference->device | reference->claimed;

	return !(taken & BIT_ULL(pad)) && !reference_in_use(reference, pad);
}

static bool is_pinned(const struct reference *reference, unsigned int pad)
{
	return reference->claimed & BIT_ULL(pad) ||
	       reference_in_use(reference, pad);
}

static bool is_elsewhere(const struct reference *reference, unsigned int pad)
{
	u8 function = function_of(reference->base[pad]);

	if (is_shareable(function))
		return false;
	for (unsigned int other = FIRST_PAD; other < END_PAD; other++)
		if (other != pad && is_pinned(reference, other) &&
		    function_of(reference->word[other]) == function)
			return true;
	return false;
}

static void settle(struct reference *reference)
{
	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++) {
		if (is_pinned(reference, pad))
			continue;
		reference->lingering &= ~BIT_ULL(pad);
		reference->word[pad] = is_elsewhere(reference, pad) ?
				       RESV0_WORD : reference->base[pad];
	}
}

/* The pad has this as its base, and no other pad has that function as its. */
static void keep(struct reference *reference, unsigned int pad, u32 base)
{
	u8 function = function_of(base);

	reference->base[pad] = base;
	reference->lingering &= ~BIT_ULL(pad);
	for (unsigned int other = FIRST_PAD; other < END_PAD; other++)
		if (other != pad && !is_shareable(function) &&
		    function_of(reference->base[other]) == function)
			reference->base[other] = RESV0_WORD;
}

void reference_init(struct reference *reference, bool output)
{
	memset(reference, 0, sizeof(*reference));
	reference->output = output;
	for (unsigned int pad = 0; pad < 48; pad++) {
		reference->base[pad] = fpioa_reset_word(pad);
		reference->word[pad] = fpioa_reset_word(pad);
	}
}

static const struct k210_change *
find(unsigned int num, const struct k210_change *changes, unsigned int pad)
{
	for (unsigned int i = 0; i < num; i++)
		if (changes[i].pad == pad)
			return &changes[i];
	return NULL;
}

static bool is_in_the_way(const struct reference *reference,
			  const struct k210_change *wanted, unsigned int other,
			  const struct k210_change *change, bool force)
{
	u8 function = wanted->function;

	if (!wanted->routes || is_shareable(function) || other == wanted->pad ||
	    function_of(reference->word[other]) != function)
		return false;
	if (change)
		return !change->routes || change->function == function;
	return !force || !is_free(reference, other);
}

static bool is_another(const struct reference *reference,
		       const struct k210_change *change)
{
	return change->routes &&
	       function_of(reference->word[change->pad]) != change->function;
}

static bool may_take(const struct reference *reference, bool force, bool own,
		     unsigned int num, const struct k210_change *changes)
{
	for (unsigned int i = 0; i < num; i++) {
		const struct k210_change *change = &changes[i];

		if (!own && !is_free(reference, change->pad))
			return false;
		if (is_another(reference, change) &&
		    reference_in_use(reference, change->pad))
			return false;
		for (unsigned int other = FIRST_PAD; other < END_PAD; other++)
			if (is_in_the_way(reference, change, other,
					  find(num, changes, other), force))
				return false;
	}
	return true;
}

/* A claim; or with OWN changes to one. Whether that's possible. */
bool reference_take(struct reference *reference, bool force, bool own,
		    unsigned int num, const struct k210_change *changes)
{
	if (!may_take(reference, force, own, num, changes))
		return false;
	for (unsigned int i = 0; i < num; i++) {
		const struct k210_change *change = &changes[i];
		u32 word = reference->word[change->pad];

		if (is_another(reference, change))
			word = word_of(change->function);
		reference->word[change->pad] = with(word, change->settings);
		reference->claimed |= BIT_ULL(change->pad);
	}
	settle(reference);
	return true;
}

/* The pads that are left at a level; the same pads end what they were left. */
u64 reference_end(struct reference *reference, u64 mask, bool persist)
{
	u64 left = persist ? mask & reference->held : 0;

	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++) {
		if (!(mask & BIT_ULL(pad)))
			continue;
		if (persist)
			keep(reference, pad, reference->word[pad]);
		else if (!(reference->left & BIT_ULL(pad)) &&
			 reference_in_use(reference, pad))
			reference->lingering |= BIT_ULL(pad);
	}
	if (!persist)
		reference_release(reference, mask);
	reference->claimed &= ~mask | left;
	reference->left = (reference->left & ~mask) | left;
	settle(reference);
	return left;
}

bool reference_route(struct reference *reference, unsigned int pad, u8 function,
		     bool holding)
{
	bool other_has = function_of(reference->word[pad]) != function;

	if (holding && ~reference->granted & BIT_ULL(pad) &&
	    (reference->device | reference->claimed) & BIT_ULL(pad))
		return false;
	holding = holding && reference->granted & BIT_ULL(pad);
	if (other_has && !is_free(reference, pad) &&
	    (!holding || reference_in_use(reference, pad)))
		return false;
	for (unsigned int other = FIRST_PAD; other < END_PAD; other++)
		if (other != pad && !is_shareable(function) &&
		    function_of(reference->word[other]) == function &&
		    !is_free(reference, other))
			return false;
	if (holding)
		reference->granted &= ~BIT_ULL(pad);
	if (other_has)
		reference->word[pad] = word_of(function);
	/* what a claim has changed of it is its own */
	if (!(reference->claimed & BIT_ULL(pad)))
		keep(reference, pad, reference->word[pad]);
	else if (function_of(reference->base[pad]) == function)
		keep(reference, pad, reference->base[pad]);
	else
		keep(reference, pad, word_of(function));
	settle(reference);
	return true;
}

bool reference_set(struct reference *reference, unsigned int pad,
		   struct k210_settings settings)
{
	if (reference->claimed & BIT_ULL(pad))
		return false;
	reference->base[pad] = with(reference->base[pad], settings);
	if (reference_in_use(reference, pad))
		reference->word[pad] = with(reference->word[pad], settings);
	settle(reference);
	return true;
}

bool reference_set_line(struct reference *reference, unsigned int line,
			struct k210_settings settings)
{
	u64 lent = (reference->claimed & ~reference->left) |
		   reference->lingering;

	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++) {
		if (function_of(reference->word[pad]) != HS(line))
			continue;
		reference->word[pad] = with(reference->word[pad], settings);
		if (!(lent & BIT_ULL(pad)))
			reference->base[pad] = reference->word[pad];
		return true;
	}
	return false;
}

bool reference_use(struct reference *reference, unsigned int line)
{
	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++)
		if (function_of(reference->word[pad]) == HS(line)) {
			reference->users[line]++;
			return true;
		}
	return false;
}

void reference_unuse(struct reference *reference, unsigned int line)
{
	if (reference->users[line])
		reference->users[line]--;
	settle(reference);
}

void reference_hold(struct reference *reference, u64 mask, u64 high)
{
	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++) {
		u64 bit = BIT_ULL(pad);
		u32 word = reference->held & bit ? reference->held_word[pad] :
						   reference->word[pad];

		if (!(mask & bit))
			continue;
		word = (word & ~0xf0ffU) | 0x1000 | CONSTANT;
		if (!reference->output)
			word |= 0x2000;
		if (reference->output != !!(high & bit))
			word |= 0x8000;
		reference->held_word[pad] = word;
	}
	reference->held |= mask;
	reference->high = (reference->high & ~mask) | high;
}

void reference_release(struct reference *reference, u64 mask)
{
	reference->held &= ~mask;
	reference->high &= ~mask;
}

u32 reference_state(const struct reference *reference, unsigned int pad)
{
	u64 bit = BIT_ULL(pad);
	u32 state = 0;

	if (reference->device & bit)
		state |= DEVICE;
	if (reference->claimed & bit)
		state |= CLAIMED;
	if (reference_in_use(reference, pad))
		state |= LINE;
	if (reference->held & bit)
		state |= HELD;
	if (reference->high & bit)
		state |= HELD_HIGH;
	if (reference->word[pad] != reference->base[pad])
		state |= CHANGED;
	return state;
}
