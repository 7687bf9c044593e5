/* SPDX-License-Identifier: GPL-2.0-only */
/* Faults that the test bench has to notice, each beside what is no fault. */
#ifndef CANARY_H
#define CANARY_H

#include <linux/types.h>

/* @bad chooses between the fault and its harmless sibling. */
struct canary {
	const char *name;
	int (*sing)(bool bad);		/* what the module's init does */
	void (*leave)(bool bad);	/* what its exit does */
};

/* Each ends with one that has no name. */
extern const struct canary memory_canaries[];
extern const struct canary lock_canaries[];
extern const struct canary hang_canaries[];
extern const struct canary register_canaries[];

/* Calls @fn in a hard interrupt, and waits until it has returned. */
void canary_interrupt(void (*fn)(void));

#endif
