// SPDX-License-Identifier: MIT
/* The events of a loop's pins, waited for, sorted and handled. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "loop.h"

/* Whether the pin, which is locked, is gone, and that has to be told. */
static bool is_untold(const struct irq *irq)
{
	return irq->fn && irq->gone && !irq->gone_told;
}

/*
 * What is to be polled, and for how long at most. @loop->polling is set, so
 * that what changes from here on ends the poll.
 */
static size_t prepare(struct k210_loop *loop, int *ms)
{
	size_t count = 1;

	if (loop->spare) {
		free(loop->fds);
		loop->fds = loop->spare;
		loop->spare = NULL;
	}
	*ms = -1;
	loop->fds[0] = (struct pollfd){ loop->wake[0], POLLIN, 0 };
	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		irq->slot = 0;
		if (is_untold(irq))
			*ms = 0;
		if (irq->fn && !irq->gone) {
			int due = k210_irq_timeout(irq, true);

			if (due >= 0 && (*ms < 0 || due < *ms))
				*ms = due;
			if (irq->fd >= 0) {
				irq->slot = count;
				loop->fds[count++] =
					(struct pollfd){ irq->fd, POLLIN, 0 };
			}
		}
		lock_drop(&irq->lock);
	}
	return count;
}

/* Whether there may be events of a pin, which is locked. */
static bool is_ready(const struct k210_loop *loop, struct irq *irq)
{
	const struct pollfd *polled = &loop->fds[irq->slot];

	if (!irq->fn || irq->gone)
		return false;
	return (irq->slot && polled->fd == irq->fd && polled->revents) ||
	       !k210_irq_timeout(irq, true);
}

/*
 * Have the events that are waiting held. All loops are locked.
 * @above: of pins of higher priorities than this
 */
static void gather(struct k210_loop *loop, uint64_t start, int above)
{
	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		if (irq->prio > above && is_ready(loop, irq))
			k210_irq_fill(irq, start);
		lock_drop(&irq->lock);
	}
}

/* All loops are locked. */
static int tell_gone(struct k210_loop *loop)
{
	int error = 0;

	for (struct irq *irq = loop->first; irq && !error; irq = irq->next) {
		lock_take(&irq->lock);
		if (is_untold(irq)) {
			irq->gone_told = true;
			error = k210_fail(-ENODEV, "%s: its chip is gone",
					  irq->pin->name);
		}
		lock_drop(&irq->lock);
	}
	return error;
}

struct choice {
	struct irq *irq;
	int prio;
	uint64_t time_ns;
	bool above; /* there are pins of higher priority */
	int top;
};

/*
 * The pin whose event is the next one: by its priority, then by its time. A
 * handler that is running already, around this, isn't called once more.
 */
static void choose(struct k210_loop *loop, struct choice *best)
{
	*best = (struct choice){ 0 };
	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		if (irq->fn && irq->prio > best->top)
			best->top = irq->prio;
		if (irq->fn && irq->held && irq->running != k210_irq_self()) {
			uint64_t time_ns = irq->batch[irq->first].time_ns;

			if (!best->irq || irq->prio > best->prio ||
			    (irq->prio == best->prio &&
			     time_ns < best->time_ns)) {
				best->irq = irq;
				best->prio = irq->prio;
				best->time_ns = time_ns;
			}
		}
		lock_drop(&irq->lock);
	}
}

/* Calls one handler. Return: 1; 0 if there is none to call. */
static int handle_next(struct k210_loop *loop, size_t polled, uint64_t start,
		       bool again)
{
	struct choice best;

	while (!loop->stop) {
		lock_take(&k210_loops);
		choose(loop, &best);
		if (again && best.irq && best.top > best.prio) {
			/* What came while a handler ran may be first. */
			lock_drop(&k210_loops);
			poll(loop->fds, polled, 0);
			lock_take(&k210_loops);
			gather(loop, start, best.prio);
			choose(loop, &best);
		}
		if (!best.irq) {
			lock_drop(&k210_loops);
			return 0;
		}
		lock_take(&best.irq->lock);
		bool mine =
			best.irq->held && best.irq->fn && !best.irq->running;

		if (!mine)
			lock_drop(&best.irq->lock);
		lock_drop(&k210_loops);
		if (mine) {
			k210_irq_call_next(best.irq, start);
			return 1;
		}
		poll(NULL, 0, 1);
	}
	return 0;
}

/* What is there. Return: how many. */
static int handle(struct k210_loop *loop, size_t polled)
{
	uint64_t start = k210_now();
	int count = 0, error;

	lock_take(&k210_loops);
	gather(loop, start, 0);
	lock_drop(&k210_loops);
	while (count < IRQ_MAX_EVENTS &&
	       handle_next(loop, polled, start, count > 0))
		count++;
	if (count)
		return count;
	lock_take(&k210_loops);
	error = tell_gone(loop);
	lock_drop(&k210_loops);
	return error;
}

/* Return: how many were polled. */
static int wait(struct k210_loop *loop, uint64_t deadline)
{
	char bytes[4];
	int ms, ready;
	size_t count;

	lock_take(&k210_loops);
	loop->polling = true;
	count = prepare(loop, &ms);
	if (loop->stop)
		ms = 0;
	lock_drop(&k210_loops);
	ready = poll(loop->fds, count, k210_loop_left(deadline, ms));
	loop->polling = false;
	if (ready < 0)
		return k210_fail(-errno, "the wait was interrupted");
	if (loop->fds[0].revents && read(loop->wake[0], bytes, 4) > 0)
		loop->woken = false;
	return count;
}

int k210_loop_run(struct k210_loop *loop, int timeout_ms)
{
	uint64_t deadline = k210_loop_deadline(timeout_ms);
	int done;

	do {
		done = wait(loop, deadline);
		if (done < 0)
			return done;
		done = handle(loop, done);
	} while (!done && !loop->stop && k210_now() < deadline);
	return done;
}

K210_API int k210_loop_dispatch(struct k210_loop *loop, int timeout_ms)
{
	const void *nobody = NULL;
	int done;

	if (!loop)
		return k210_fail(-EINVAL, "there has to be a loop");
	if (!atomic_compare_exchange_strong(&loop->dispatcher, &nobody,
					    k210_irq_self()))
		return k210_fail(-EBUSY, "the loop is dispatched already");
	done = k210_loop_run(loop, timeout_ms);
	loop->dispatcher = NULL;
	return done;
}
