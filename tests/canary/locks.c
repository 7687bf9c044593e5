// SPDX-License-Identifier: GPL-2.0-only
/* What is wrong with locks, and with sleeping. */

#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "canary.h"

static DEFINE_MUTEX(mutex_a);
static DEFINE_MUTEX(mutex_b);
static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);

static void lock_both(struct mutex *first, struct mutex *second)
{
	mutex_lock(first);
	mutex_lock(second);
	mutex_unlock(second);
	mutex_unlock(first);
}

static int order(bool bad)
{
	lock_both(&mutex_a, &mutex_b);
	if (bad)
		lock_both(&mutex_b, &mutex_a);
	else
		lock_both(&mutex_a, &mutex_b);
	return 0;
}

/* A lock that sleeps with PREEMPT_RT, below one that never does. */
static int context(bool bad)
{
	if (bad)
		raw_spin_lock(&raw);
	spin_lock(&spin);
	spin_unlock(&spin);
	if (bad)
		raw_spin_unlock(&raw);
	return 0;
}

static void interrupt(void)
{
	raw_spin_lock(&raw);
	raw_spin_unlock(&raw);
}

static int irq_unsafe(bool bad)
{
	canary_interrupt(interrupt);
	if (!bad)
		local_irq_disable();
	raw_spin_lock(&raw);
	raw_spin_unlock(&raw);
	if (!bad)
		local_irq_enable();
	return 0;
}

static int held(bool bad)
{
	mutex_lock(&mutex_a);
	if (!bad)
		mutex_unlock(&mutex_a);
	return 0;
}

static int unbalanced(bool bad)
{
	mutex_lock(&mutex_a);
	mutex_unlock(&mutex_a);
	if (bad)
		mutex_unlock(&mutex_a);
	return 0;
}

static int no_key(bool bad)
{
	spinlock_t *lock = kzalloc(sizeof(*lock), GFP_KERNEL);

	if (!lock)
		return -ENOMEM;
	if (!bad)
		spin_lock_init(lock);
	spin_lock(lock);
	spin_unlock(lock);
	kfree(lock);
	return 0;
}

static int freed_lock(bool bad)
{
	struct mutex *lock = kzalloc(sizeof(*lock), GFP_KERNEL);

	if (!lock)
		return -ENOMEM;
	mutex_init(lock);
	mutex_lock(lock);
	if (!bad)
		mutex_unlock(lock);
	kfree(lock);
	return 0;
}

static int sleep_atomic(bool bad)
{
	if (bad)
		spin_lock(&spin);
	mutex_lock(&mutex_a);
	mutex_unlock(&mutex_a);
	if (bad)
		spin_unlock(&spin);
	return 0;
}

static int schedule_atomic(bool bad)
{
	if (bad)
		preempt_disable();
	schedule();
	if (bad)
		preempt_enable();
	return 0;
}

const struct canary lock_canaries[] = {
	{ "order", order },
	{ "context", context },
	{ "irq-unsafe", irq_unsafe },
	{ "held", held },
	{ "unbalanced", unbalanced },
	{ "no-key", no_key },
	{ "freed-lock", freed_lock },
	{ "sleep-atomic", sleep_atomic },
	{ "schedule-atomic", schedule_atomic },
	{ }
};
