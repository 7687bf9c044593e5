// SPDX-License-Identifier: MIT
#include "irq-event.h"
#include "per-thread.h"

const void *k210_irq_self(void)
{
	static PER_THREAD char self;

	return &self;
}

void k210_irq_settle(struct irq *irq)
{
	for (;;) {
		lock_take(&irq->lock);
		const void *running = irq->running;

		lock_drop(&irq->lock);
		if (!running || running == k210_irq_self())
			return;
		poll(NULL, 0, 1);
	}
}
