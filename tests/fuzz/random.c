// SPDX-License-Identifier: GPL-2.0-or-later
/* Numbers from the seed. */
#include "fuzz.h"

uint64_t any(struct task *task)
{
	uint64_t x = task->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	task->random = x;
	return x * 0x2545f4914f6cdd1dULL;
}

uint64_t below(struct task *task, uint64_t limit)
{
	return (any(task) >> 16) % limit;
}

bool chance(struct task *task, unsigned int percent)
{
	return below(task, 100) < percent;
}

/* Often a few, seldom any bits at all. */
uint64_t some_pads(struct task *task)
{
	uint64_t pads = 0;

	if (chance(task, 4))
		return any(task);
	for (uint64_t n = below(task, 4); n; n--)
		pads |= BIT(below(task, PADS));
	return chance(task, 5) ? any(task) & ALL_PADS : pads;
}
