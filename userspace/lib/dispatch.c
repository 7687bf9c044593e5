// SPDX-License-Identifier: MIT
/* One pin's events, waited for and handled. */
#include <errno.h>

#include "error.h"
#include "irq-event.h"
#include "loop.h"

static int check(const struct k210_pin *p, const struct irq *irq)
{
	if (!irq->fn)
		return k210_fail(-EINVAL, "%s has no handler", p->name);
	if (irq->running)
		return k210_fail(-EBUSY, "%s: its handler is running", p->name);
	if (irq->loop && k210_loop_has_thread(irq->loop))
		return k210_fail(-EBUSY, "%s: the thread of its loop does that",
				 p->name);
	return 0;
}

/* What is there. Return: how many. */
static int handle(struct k210_pin *p, struct irq *irq)
{
	uint64_t start = k210_now();
	int count = 0, error;

	lock_take(&irq->lock);
	error = check(p, irq);
	if (!error && k210_irq_fill(irq, start))
		error = k210_fail(-ENODEV, "%s: its chip is gone", p->name);
	while (!error && irq->held && irq->fn) {
		k210_irq_call_next(irq, start);
		count++;
		lock_take(&irq->lock);
	}
	lock_drop(&irq->lock);
	return error ? error : count;
}

static int wait(struct irq *irq, uint64_t deadline)
{
	int fd, ms, error;

	lock_take(&irq->lock);
	fd = irq->fd;
	ms = k210_irq_timeout(irq, false);
	lock_drop(&irq->lock);
	error = k210_irq_poll(fd, deadline, ms);
	if (error < 0)
		return k210_fail(error, "%s: the wait was interrupted",
				 irq->pin->name);
	return 0;
}

K210_API int k210_pin_dispatch(struct k210_pin *p, int timeout_ms)
{
	uint64_t deadline = timeout_ms ? k210_loop_deadline(timeout_ms) : 0;
	struct irq *irq;
	int done;

	if (!p)
		return k210_pin_null();
	irq = irq_of(p);
	if (!irq)
		return k210_fail(-EINVAL, "%s has no handler", p->name);
	for (;;) {
		done = handle(p, irq);
		if (done || k210_now() >= deadline)
			return done;
		done = wait(irq, deadline);
		if (done)
			return done;
	}
}
