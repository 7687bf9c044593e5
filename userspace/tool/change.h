/* SPDX-License-Identifier: MIT */
/*
 * Pads changed for good, several at once: all or none. The library has this for
 * one pad; one claim of many is one write of all.
 */
#ifndef K210_TOOL_CHANGE_H
#define K210_TOOL_CHANGE_H

#include <linux/k210-fpioa.h>
#include <stdbool.h>

#include "k210gpio/types.h"

struct change {
	struct k210_fpioa_config configs[K210_PADS];
	unsigned int count;
	bool force;
	/* To be held: at levels, and at what they have. */
	uint64_t held;
	uint64_t levels;
	uint64_t as_is;
};

/* change_add() - a pad to be changed. Return: what it is to be. */
struct k210_fpioa_config *change_add(struct change *change, int pad);

/* change_apply() - do it. Ends the program where it can't be done. */
void change_apply(const struct change *change);

/*
 * change_release() - end what holds pads at levels for good; a bit for each.
 * Likewise.
 */
void change_release(uint64_t pads);

#endif
