/* SPDX-License-Identifier: GPL-2.0-only */
/* For the files that work on pads: everything here is with their lock held. */
#ifndef K210_PADS_LOCKED_H
#define K210_PADS_LOCKED_H

#include <linux/cleanup.h>

#include "fpioa-regs.h"
#include "pads.h"
#include "regs.h"
#include "watch.h"

static inline void k210_pads_unlock(struct k210_pads *pads,
				    unsigned long flags)
{
	k210_watches_tell(pads);
	raw_spin_unlock_irqrestore(&pads->lock, flags);
}

/* Changes made under the guard are told when it ends, one for each pad. */
DEFINE_LOCK_GUARD_1(k210_pads, struct k210_pads,
		    raw_spin_lock_irqsave(&_T->lock->lock, _T->flags),
		    k210_pads_unlock(_T->lock, _T->flags),
		    unsigned long flags)

static inline void k210_pad_changed(struct k210_pads *pads, unsigned int pad,
				    u8 change)
{
	pads->changed |= BIT_ULL(pad);
	pads->changes[pad] |= change;
}

static inline u8 k210_pad_function(const struct k210_pads *pads,
				   unsigned int pad)
{
	return k210_word_function(pads->word[pad]);
}

static inline bool k210_pad_in_use(const struct k210_pads *pads,
				   unsigned int pad)
{
	u8 function = k210_pad_function(pads, pad);

	return k210_function_is_line(function) && pads->users[function];
}

static inline bool k210_pad_is_free(const struct k210_pads *pads,
				    unsigned int pad)
{
	u64 taken = pads->reserved | pads->claimed;

	return !(taken & BIT_ULL(pad)) && !k210_pad_in_use(pads, pad);
}

static inline void k210_pad_write_register(struct k210_pads *pads,
					   unsigned int pad, u32 word)
{
	k210_writel(word, pads->base + FPIOA_PAD(pad));
}

u32 k210_pad_state(const struct k210_pads *pads, unsigned int pad);
int k210_pads_find_locked(const struct k210_pads *pads, u8 function);
u64 k210_pads_rivals(const struct k210_pads *pads, unsigned int pad,
		     u8 function);
void k210_pad_write(struct k210_pads *pads, unsigned int pad, u32 word);
u32 k210_pad_level_word(struct k210_pads *pads, unsigned int pad, u32 word,
			u32 now, bool high);

#endif
