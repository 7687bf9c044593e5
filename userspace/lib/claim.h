/* SPDX-License-Identifier: MIT */
/* The pads that this process has claimed: for pins, and by k210_fpioa_map(). */
#ifndef K210_LIB_CLAIM_H
#define K210_LIB_CLAIM_H

#include <linux/k210-fpioa.h>
#include <stdbool.h>

/* For what. A pad may be claimed for both. */
enum claim_for {
	CLAIM_FOR_PIN = 1,
	CLAIM_FOR_MAP = 2,
};

/*
 * k210_claim_take() - claim a pad, or share the claim that there is.
 * @config: the pad, and what it is to be
 * @flags: K210_FPIOA_FORCE, K210_FPIOA_PERSIST
 * @name: what the caller knows the pad by, for sentences
 *
 * Return: -EBUSY also for a second pin on the pad; sentences are set.
 */
int k210_claim_take(const struct k210_fpioa_config *config, unsigned int flags,
		    enum claim_for what, const char *name,
		    const char *consumer);

/*
 * k210_claim_drop() - the pad is what it was before. Nothing is done to pads
 * that aren't claimed for this.
 */
void k210_claim_drop(int pad, enum claim_for what);

/* k210_claim_has() - whether a pad is claimed for this. */
bool k210_claim_has(int pad, enum claim_for what);

/* k210_claim_fd() - a pad's claim; -ENXIO if this process has none. */
int k210_claim_fd(int pad);

/*
 * k210_claim_configure() - change a pad that is claimed.
 *
 * Return: -ENXIO if it isn't; sentences are set.
 */
int k210_claim_configure(const struct k210_fpioa_config *config,
			 unsigned int flags, const char *name);

/*
 * k210_claim_for_good() - change a pad that nobody has, and let go of it.
 * @hold: 0, 1 or -1: hold it at this level, or as it is; -2 to not hold it
 */
int k210_claim_for_good(const struct k210_fpioa_config *config,
			unsigned int flags, int hold, const char *name);

/*
 * k210_claim_busy() - Return: -EBUSY; the sentence says who has what.
 * @ours: the pad is claimed by this process, so it is about the function
 */
int k210_claim_busy(const struct k210_fpioa_config *config, bool ours,
		    const char *name);

#endif
