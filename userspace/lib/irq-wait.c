// SPDX-License-Identifier: MIT
/* What programs of their own event loops wait for. */
#include <errno.h>

#include "error.h"
#include "irq-event.h"

/*
 * How long a wait may be in which another thread may write to an output,
 * without a pipe that would end it.
 */
#ifdef K210_NO_THREADS
#define UNTOLD_MS (-1)
#else
#define UNTOLD_MS 10
#endif

int k210_irq_timeout(struct irq *irq, bool woken)
{
	uint64_t now;

	if (irq->held || irq->writes)
		return 0;
	if (irq->edge || irq->look) {
		now = k210_now();
		if (now >= irq->due_ns)
			return 0;
		return (irq->due_ns - now + MS_NS - 1) / MS_NS;
	}
	return irq->output && irq->kind != IRQ_NONE && !woken ? UNTOLD_MS : -1;
}

K210_API int k210_pin_timeout(struct k210_pin *p)
{
	struct irq *irq;
	int ms;

	if (!p)
		return k210_pin_null();
	irq = irq_of(p);
	if (!irq)
		return -1;
	lock_take(&irq->lock);
	ms = k210_irq_timeout(irq, false);
	lock_drop(&irq->lock);
	return ms;
}

K210_API int k210_pin_fd(struct k210_pin *p)
{
	if (!p)
		return k210_pin_null();
	if (p->fd < 0)
		return k210_fail(-EPERM, "%s is no line: it has no events",
				 p->name);
	return p->fd;
}
