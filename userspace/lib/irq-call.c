// SPDX-License-Identifier: MIT
/* Handlers, called. Each runs in one thread at a time. */
#include <errno.h>

#include "error.h"
#include "irq-event.h"

/* The irq is locked, and nobody else is in the handler. */
static void call(struct irq *irq, const struct k210_event *ev)
{
	const void *running = irq->running;
	uint32_t flags = irq->flags;
	k210_irq_fn fn = irq->fn;

	irq->running = k210_irq_self();
	irq->flags = ev->type;
	lock_drop(&irq->lock);
	fn(ev);
	lock_take(&irq->lock);
	irq->running = running;
	irq->flags = flags;
	lock_drop(&irq->lock);
}

int k210_irq_fill(struct irq *irq, uint64_t start)
{
	int count;

	if (irq->held)
		return 0;
	count = k210_irq_read(irq, irq->batch, IRQ_BATCH);
	if (count < 0) {
		irq->gone = true;
		return count;
	}
	irq->first = 0;
	irq->held = count;
	irq->more =
		count == IRQ_BATCH && irq->batch[count - 1].time_ns <= start;
	return 0;
}

void k210_irq_call_next(struct irq *irq, uint64_t start)
{
	struct k210_event ev = irq->batch[irq->first++];

	irq->held--;
	ev.user = irq->user; /* that of this handler, which may be new */
	if (!irq->held && irq->more)
		k210_irq_fill(irq, start);
	call(irq, &ev);
}

K210_API int k210_pin_irq_fire(struct k210_pin *p)
{
	struct k210_event ev = { .time_ns = k210_now() };
	struct irq *irq;

	k210_silence();
	if (!p)
		return k210_pin_null();
	irq = irq_of(p);
	for (;;) {
		if (irq)
			lock_take(&irq->lock);
		if (!irq || !irq->fn)
			break;
		if (!irq->running || irq->running == k210_irq_self()) {
			ev.line = p->line;
			ev.seq = irq->told;
			ev.line_seq = irq->told;
			ev.pin = p;
			ev.user = irq->user;
			call(irq, &ev);
			return 0;
		}
		lock_drop(&irq->lock);
		poll(NULL, 0, 1);
	}
	if (irq)
		lock_drop(&irq->lock);
	return k210_fail(-EINVAL, "%s has no handler", p->name);
}

K210_API unsigned int k210_pin_irq_flags(struct k210_pin *p)
{
	struct irq *irq = p ? irq_of(p) : NULL;
	unsigned int flags = 0;

	if (!irq)
		return 0;
	lock_take(&irq->lock);
	if (irq->running == k210_irq_self())
		flags = irq->flags;
	lock_drop(&irq->lock);
	return flags;
}
