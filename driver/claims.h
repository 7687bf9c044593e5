/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_CLAIMS_H
#define K210_CLAIMS_H

#include <linux/kconfig.h>
#include <linux/types.h>

#include "settings.h"

struct k210_pads;

/**
 * struct k210_change - what a claim wants of a pad
 * @pad: 0 to 47
 * @routes: whether @function is meant; else it stays
 * @function: its function
 * @settings: what changes besides, without a level
 */
struct k210_change {
	u8 pad;
	bool routes;
	u8 function;
	struct k210_settings settings;
};

/**
 * struct k210_changes - what a claim wants, all at once
 * @pads: a bit for each pad; no two changes are of one
 * @force: whether functions are taken from free pads
 * @num: how many changes
 * @change: the changes; no two route one function, unless it may be shared
 */
struct k210_changes {
	u64 pads;
	bool force;
	unsigned int num;
	struct k210_change change[] __counted_by(num);
};

int k210_claims_prepare(struct k210_pads *pads,
			const struct k210_changes *changes);
void k210_claims_cancel(struct k210_pads *pads, u64 mask);
int k210_claims_take(struct k210_pads *pads,
		     const struct k210_changes *changes);
int k210_claims_configure(struct k210_pads *pads,
			  const struct k210_changes *changes);
void k210_claims_hold(struct k210_pads *pads, u64 mask, u64 high);
void k210_claims_hold_as_is(struct k210_pads *pads, u64 mask);
void k210_claims_release(struct k210_pads *pads, u64 mask);
u64 k210_claims_end(struct k210_pads *pads, u64 mask, bool persist);

#if IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE)
bool k210_claims_use_grant(struct k210_pads *pads, unsigned int pad);
void k210_claims_keep(struct k210_pads *pads, unsigned int pad);
void k210_claims_settle(struct k210_pads *pads);
#else
static inline bool k210_claims_use_grant(struct k210_pads *pads,
					 unsigned int pad)
{
	return false;
}

static inline void k210_claims_keep(struct k210_pads *pads, unsigned int pad)
{
}

static inline void k210_claims_settle(struct k210_pads *pads)
{
}
#endif

#endif
