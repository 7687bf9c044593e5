/* SPDX-License-Identifier: MIT */
/* A lock for what is done seldom, and short. */
#ifndef K210_LIB_LOCK_H
#define K210_LIB_LOCK_H

#include <stdatomic.h>
#include <stdbool.h>

/* As wide as what the hardware exchanges at once. */
struct lock {
	atomic_uint taken;
};

#define LOCK_INIT \
	{         \
		0 \
	}

static inline bool lock_try(struct lock *lock)
{
	return !atomic_exchange_explicit(&lock->taken, 1, memory_order_acquire);
}

/* Whoever waits sleeps, so that an owner of lower priority can go on. */
void k210_lock_wait(struct lock *lock);

static inline void lock_take(struct lock *lock)
{
	if (!lock_try(lock))
		k210_lock_wait(lock);
}

static inline void lock_drop(struct lock *lock)
{
	atomic_store_explicit(&lock->taken, 0, memory_order_release);
}

#endif
