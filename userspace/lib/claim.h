/* SPDX-License-Identifier: MIT */
/* The pads that this process has claimed: for pins, and by k210_fpioa_map(). */
#ifndef K210_LIB_CLAIM_H
#define K210_LIB_CLAIM_H

#include <linux/k210-fpioa.h>
#include <stdbool.h>
#include <stdint.h>

#include "lock.h"

/* For what. A pad may be claimed for both. */
enum claim_for {
	CLAIM_FOR_PIN = 1,
	CLAIM_FOR_MAP = 2,
};

/*
 * k210_claim_pin() - claim a pad for a pin, or share a map's claim.
 * @config: the pad, and what it is to be
 * @flags: K210_FPIOA_FORCE, K210_FPIOA_PERSIST
 * @name: what the caller knows the pad by, for sentences
 *
 * Return: -EBUSY also for a second pin on the pad; sentences are set.
 */
int k210_claim_pin(const struct k210_fpioa_config *config, unsigned int flags,
		   const char *name, const char *consumer);

/* k210_claim_unpin() - the pad is what it was before the pin. */
void k210_claim_unpin(int pad);

/* k210_claim_map() - claim a pad for a map, or change the map. */
int k210_claim_map(const struct k210_fpioa_config *config, unsigned int flags,
		   const char *name);

/*
 * k210_claim_unmap() - the pad is what it was before the map.
 *
 * Return: -EBUSY while a pin has it, -ENXIO if it isn't mapped.
 */
int k210_claim_unmap(int pad);

/* k210_claim_has() - for what a pad is claimed: enum claim_for, or both. */
int k210_claim_has(int pad);

/*
 * k210_claim_ask() - a request of a pad's claim.
 *
 * Return: -ENXIO if this process has none; without a sentence.
 */
int k210_claim_ask(int pad, unsigned long request, void *argument);

/*
 * k210_claim_configure() - change a pad that is claimed.
 *
 * Return: -ENXIO if it isn't; else sentences are set.
 */
int k210_claim_configure(const struct k210_fpioa_config *config,
			 unsigned int flags, const char *name);

/*
 * k210_claim_hold() - hold a pad that is claimed.
 * @level: 0, 1, or -1 for the one that it has; -2 to let it go
 */
int k210_claim_hold(int pad, int level);

/*
 * k210_claim_for_good() - change a pad that nobody has, and let go of it.
 * @level: 0, 1 or -1: hold it at this level, or as it is; -2 to not hold it
 */
int k210_claim_for_good(const struct k210_fpioa_config *config,
			unsigned int flags, int level, const char *name);

/*
 * k210_claim_busy() - Return: -EBUSY; the sentence says who has what.
 * @ours: the pad is claimed by this process, so it is about the function
 */
int k210_claim_busy(const struct k210_fpioa_config *config, bool ours,
		    const char *name);

/*
 * k210_claim_rival() - the pad that a function is going to be taken from, if
 * @flags have K210_FPIOA_FORCE.
 * @func: -1 for none
 * @pad: the one that gets it
 *
 * Return: -1 if there is none.
 */
int k210_claim_rival(int func, int pad, unsigned int flags);

/*
 * k210_claim_warn() - after all has gone well by force: what the board uses the
 * pad for, and where the function was taken from.
 * @pad: -1 if that isn't news
 * @name: what the caller knows it by, or NULL
 * @rival: -1 if it was on no other pad
 */
void k210_claim_warn(int pad, const char *name, int func, int rival);

/* Of claim*.c alone. */

struct claim {
	int fd;
	uint8_t what; /* enum claim_for, or both; 0 if there is none */
	bool stays;   /* what the pin has set stays in the map */
};

extern struct claim k210_claims[K210_FPIOA_PADS];
extern struct lock k210_claims_lock; /* of all of them */

/* Return: the claim's descriptor. */
int k210_claim_make(const struct k210_fpioa_config *config, unsigned int flags,
		    const char *name, const char *consumer);
int k210_claim_change(int fd, const struct k210_fpioa_config *config,
		      unsigned int flags, const char *name);

/* A pin on a pad that is mapped; programs without maps don't have them. */
__attribute__((weak)) int
k210_claim_share(struct claim *claim, const struct k210_fpioa_config *config,
		 unsigned int flags, const char *name);
__attribute__((weak)) void k210_claim_give_back(struct claim *claim);

#endif
