// SPDX-License-Identifier: MIT
/* Pulses, made and timed. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/gpio.h>
#include <poll.h>
#include <time.h>

#include "error.h"
#include "irq-event.h"
#include "irq.h"
#include "pin.h"
#include "sys.h"

K210_API int k210_pin_pulse(struct k210_pin *p, int v, uint64_t ns)
{
	const struct timespec time = {
		.tv_sec = ns / 1000000000,
		.tv_nsec = ns % 1000000000,
	};
	int waited, error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	if (!k210_is_output(p->mode))
		return k210_fail(-EPERM, "%s is no output: it has no pulses",
				 p->name);
	error = k210_pin_set(p, v);
	if (error)
		return error;
	waited = ppoll(NULL, 0, &time, NULL) < 0 ? -errno : 0;
	error = k210_pin_set(p, !v);
	if (waited && !error)
		return k210_fail(waited, "%s: the pulse was cut short",
				 p->name);
	return error;
}

/* What the kernel is to tell of; the pin is locked. */
static int listen_for(struct k210_pin *p, uint32_t edges)
{
	struct request next = p->now;

	next.words.trigger = edges;
	return next.words.trigger == p->now.words.trigger ?
		       0 :
		       k210_pin_apply_line(p, &next);
}

/*
 * Those that are there aren't told later, nor counted as lost. A level that is
 * active still is.
 */
static void drop(struct k210_pin *p)
{
	struct irq *irq = irq_of(p);

	lock_take(&irq->lock);
	irq->held = 0;
	irq->edge = false;
	k210_irq_drain(irq, NULL);
	irq->look = irq->kind == IRQ_LEVEL;
	lock_drop(&irq->lock);
}

static int no_input(const struct k210_pin *p)
{
	return k210_fail(-EPERM, "%s is no input: no pulse comes", p->name);
}

static int begin(struct k210_pin *p)
{
	int error;

	lock_take(&p->lock);
	if (p->mode != K210_IN)
		error = no_input(p);
	else if (k210_irq_handled(p))
		error = k210_fail(-EBUSY, "%s has a handler for its events",
				  p->name);
	else
		error = k210_irq_make(p);
	if (!error)
		error = listen_for(p, K210_BOTH);
	if (!error) {
		k210_irq_update(p);
		drop(p);
	}
	lock_drop(&p->lock);
	return error;
}

/* Others may have made it something else meanwhile. */
static void end(struct k210_pin *p)
{
	lock_take(&p->lock);
	if (p->mode == K210_IN) {
		listen_for(p, k210_irq_edges(p, p->mode));
		drop(p);
	}
	lock_drop(&p->lock);
}

/* Return: its size; 0 if another thread has read it. */
static long read_edge(struct k210_pin *p, struct gpio_v2_line_event *event)
{
	struct irq *irq = irq_of(p);
	long got;

	lock_take(&irq->lock);
	got = sys_read(irq->line, event, sizeof(*event));
	if (got > 0)
		irq->next_seq = event->line_seqno + 1;
	lock_drop(&irq->lock);
	return got == -EAGAIN ? 0 : got;
}

/*
 * The next edge. Return: -ETIMEDOUT if none comes until @end; -EPERM if another
 * thread makes the pin something else.
 */
static int next_edge(struct k210_pin *p, uint64_t end,
		     struct gpio_v2_line_event *event)
{
	for (;;) {
		int ready = k210_irq_poll(p->fd, end, -1);

		if (ready < 0)
			return k210_fail(ready, "%s: a signal ended the wait",
					 p->name);
		if (!ready && p->mode != K210_IN)
			return no_input(p);
		if (!ready && k210_now() >= end)
			return k210_fail(-ETIMEDOUT, "%s: no pulse came",
					 p->name);
		if (!ready)
			continue;

		long got = ready & POLLIN ? read_edge(p, event) : -EIO;

		if (got < 0)
			return k210_fail(-ENODEV, "%s: its line is gone",
					 p->name);
		if (got)
			return 0;
	}
}

static int64_t time_it(struct k210_pin *p, uint32_t start_id, uint64_t timeout)
{
	struct gpio_v2_line_event event = { 0 };
	uint64_t start, end = k210_now() + timeout;
	int error;

	do {
		error = next_edge(p, end, &event);
		if (error)
			return error;
	} while (event.id != start_id);
	end = k210_now() + timeout;
	do {
		/* Of two starts in a row, the end between them was missed. */
		start = event.timestamp_ns;
		error = next_edge(p, end, &event);
		if (error)
			return error;
	} while (event.id == start_id);
	return (event.timestamp_ns - start) / 1000;
}

K210_API int64_t k210_pin_time_pulse(struct k210_pin *p, int v,
				     uint32_t timeout_us)
{
	int64_t took;

	k210_silence();
	if (!p)
		return k210_pin_null();
	took = begin(p);
	if (took)
		return took;
	took = time_it(p,
		       v ? GPIO_V2_LINE_EVENT_RISING_EDGE :
			   GPIO_V2_LINE_EVENT_FALLING_EDGE,
		       timeout_us * 1000ULL);
	end(p);
	return took;
}
