/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_PADS_H
#define K210_PADS_H

#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "functions.h"
#include "settings.h"

#define K210_PADS		48
#define K210_PADS_MASK		GENMASK_ULL(K210_PADS - 1, 0)

/* For each pad that has a bit in @mask, as it was at the start. */
#define k210_for_each_pad(pad, mask)					\
	for (u64 rest_ = (mask); rest_ && ((pad) = __ffs64(rest_), true); \
	     rest_ &= rest_ - 1)

/**
 * enum k210_constant - what function CONSTANT is, about which sources disagree
 * @K210_CONSTANT_UNKNOWN: nobody has tried
 * @K210_CONSTANT_OUTPUT: an output of 1, as Linux has always taken it to be
 * @K210_CONSTANT_INPUT: an input that would drive 0, as others found
 */
enum k210_constant {
	K210_CONSTANT_UNKNOWN,
	K210_CONSTANT_OUTPUT,
	K210_CONSTANT_INPUT,
};

struct k210_watches;

/**
 * struct k210_pads_lines - a chip's lines, which the pads carry
 * @node: in the list of the pads
 * @function: of line 0
 * @num: how many lines
 * @release: makes a line an input, with the pads locked
 */
struct k210_pads_lines {
	struct list_head node;
	u8 function;
	u8 num;
	void (*release)(struct k210_pads_lines *lines, unsigned int line);
};

/**
 * struct k210_pads - the pads of the chip, what is routed to them and for whom
 * @base: the FPIOA's registers
 * @lock: protects all that follows, and keeps the registers equal to @word but
 *	for pads in @held
 * @word: what each pad is
 * @reserved: a bit for each pad that a pinctrl consumer has
 * @regained: those of them that a consumer got before it was told here that the
 *	last one gave them back: pinctrl core doesn't keep the two in order
 * @granted: those of them whose consumer has yet to route a function to them
 * @lines: those of registered chips
 * @users: how often each line is in use, by its function: once as a request,
 *	once as an interrupt
 * @constant: one of enum k210_constant, once a level has told
 * @claiming: a bit for each pad that pinctrl core is about to reserve for a
 *	claim, or to give back
 * @claimed: a bit for each pad that a claim has
 * @lent: a bit for each pad that is not its own because of claims
 * @own: what those go back to
 * @strayed: a bit for each function that is a line, and was in use on such a pad
 *	which isn't where it goes back to
 * @held: a bit for each pad that a claim holds at a level: its register says
 *	that, and its word what it will be
 * @held_high: those whose level is high
 * @watches: who is told of changes, or NULL
 * @changed: a bit for each pad that has changed since the lock was taken
 * @changes: what has changed of those
 *
 * A pad is in use while it carries a line that is; then its function stays. It
 * is free while it is neither in use, reserved nor claimed.
 */
struct k210_pads {
	void __iomem *base;
	raw_spinlock_t lock;
	u32 word[K210_PADS];
	u64 reserved;
	u64 regained;
	u64 granted;
	struct list_head lines;
	u8 users[K210_FUNCTION_GPIO_END];
	u8 constant;

	u64 claiming;
	u64 claimed;
	u64 lent;
	u32 own[K210_PADS];
	u64 strayed;
	u64 held;
	u64 held_high;

	struct k210_watches *watches;
	u64 changed;
	u8 changes[K210_PADS];
};

void k210_pads_init(struct k210_pads *pads, void __iomem *base);

int k210_pads_route(struct k210_pads *pads, unsigned int pad, u8 function,
		    bool holding, unsigned int *blocker);
void k210_pads_reserve(struct k210_pads *pads, unsigned int pad,
		       bool reserved);
int k210_pads_set(struct k210_pads *pads, unsigned int pad,
		  const struct k210_settings *settings);
u32 k210_pads_word(struct k210_pads *pads, unsigned int pad);

int k210_pads_attach(struct k210_pads *pads, struct k210_pads_lines *lines);
void k210_pads_detach(struct k210_pads *pads, struct k210_pads_lines *lines);
int k210_pads_find(struct k210_pads *pads, u8 function);
int k210_pads_use(struct k210_pads *pads, u8 function);
void k210_pads_unuse(struct k210_pads *pads, u8 function);
bool k210_pads_in_use(struct k210_pads *pads, unsigned int pad);

static inline bool k210_pads_is_claimed(struct k210_pads *pads,
					unsigned int pad)
{
	return READ_ONCE(pads->claimed) & BIT_ULL(pad);
}

static inline bool k210_pads_is_held(struct k210_pads *pads, unsigned int pad)
{
	return READ_ONCE(pads->held) & BIT_ULL(pad);
}

int k210_pads_set_line(struct k210_pads *pads, u8 function,
		       const struct k210_settings *settings);

#endif
