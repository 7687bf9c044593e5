// SPDX-License-Identifier: MIT
/* A pin's handler and trigger. */
#include <errno.h>

#include "error.h"
#include "irq-event.h"
#include "irq.h"
#include "loop.h"

static int check_trigger(const struct k210_pin *p, unsigned int trigger)
{
	if (k210_is_trigger(trigger))
		return 0;
	return k210_fail(-EINVAL,
			 "%s: trigger %u isn't an edge, both, or one level",
			 p->name, trigger);
}

static int check(const struct k210_pin *p, unsigned int trigger, int prio,
		 unsigned int wake, k210_irq_fn fn)
{
	int error = fn || trigger ? check_trigger(p, trigger) : 0;

	if (error)
		return error;
	if (prio < 0 || prio > 7)
		return k210_fail(-EINVAL, "%s: priority %d isn't 1 to 7",
				 p->name, prio);
	if (wake > K210_WAKE_IDLE)
		return k210_fail(
			-EOPNOTSUPP,
			"%s: the K210 has no sleep that a pin could end",
			p->name);
	return 0;
}

static int check_line(const struct k210_pin *p)
{
	if (p->fd >= 0)
		return 0;
	return k210_fail(-EPERM, "%s is no line: it has no events", p->name);
}

/* The pin is locked. */
static int apply(struct k210_pin *p, uint32_t trigger, bool quiet)
{
	uint32_t old_trigger = p->trigger;
	bool old_quiet = p->quiet;
	int error = k210_irq_make(p);

	if (error)
		return error;
	p->trigger = trigger;
	p->quiet = quiet;
	if (p->fd >= 0) {
		struct request next = p->now;

		next.words.trigger = k210_irq_edges(p, p->mode);
		if (next.words.trigger != p->now.words.trigger)
			error = k210_pin_apply_line(p, &next);
	}
	if (error) {
		p->trigger = old_trigger;
		p->quiet = old_quiet;
		return error;
	}
	k210_irq_update(p);
	return 0;
}

K210_API int k210_pin_irq(struct k210_pin *p, unsigned int trigger, int prio,
			  unsigned int wake, k210_irq_fn fn, void *user)
{
	struct irq *irq;
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	error = check(p, trigger, prio, wake, fn);
	if (error)
		return error;
	lock_take(&p->lock);
	error = check_line(p);
	if (!error)
		error = apply(p, trigger, false);
	if (error) {
		lock_drop(&p->lock);
		return error;
	}
	irq = irq_of(p);
	lock_take(&irq->lock);
	irq->fn = fn;
	irq->user = user;
	irq->prio = prio ? prio : 1;
	irq->look = irq->kind == IRQ_LEVEL;
	k210_loop_tell(irq);
	lock_drop(&irq->lock);
	lock_drop(&p->lock);
	k210_irq_settle(irq);
	return 0;
}

K210_API int k210_pin_irq_enable(struct k210_pin *p, int on)
{
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	lock_take(&p->lock);
	if (p->trigger)
		error = apply(p, p->trigger, !on);
	else
		error = k210_fail(-EINVAL, "%s has no trigger", p->name);
	lock_drop(&p->lock);
	if (!error)
		k210_irq_settle(irq_of(p));
	return error;
}

K210_API int k210_pin_irq_trigger(struct k210_pin *p, unsigned int trigger)
{
	int error = 0;

	k210_silence();
	if (!p)
		return k210_pin_null();
	if (trigger)
		error = check_trigger(p, trigger);
	if (error)
		return error;
	lock_take(&p->lock);
	if (trigger)
		error = check_line(p);
	if (trigger && !error)
		error = apply(p, trigger, p->quiet);
	if (!error)
		error = p->trigger;
	lock_drop(&p->lock);
	return error;
}
