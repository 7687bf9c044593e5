/* SPDX-License-Identifier: MIT */
/* A lock for what is done seldom, and short. */
#ifndef K210_LIB_LOCK_H
#define K210_LIB_LOCK_H

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>

struct lock {
	atomic_flag taken;
};

#define LOCK_INIT                \
	{                        \
		ATOMIC_FLAG_INIT \
	}

/* Whoever waits sleeps, so that an owner of lower priority can go on. */
static inline void lock_take(struct lock *lock)
{
	while (atomic_flag_test_and_set_explicit(&lock->taken,
						 memory_order_acquire))
		poll(NULL, 0, 1);
}

static inline void lock_drop(struct lock *lock)
{
	atomic_flag_clear_explicit(&lock->taken, memory_order_release);
}

#endif
