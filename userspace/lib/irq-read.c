// SPDX-License-Identifier: MIT
/* Events as they are read, by whoever wants to. */
#include <errno.h>
#include <linux/gpio.h>
#include <string.h>

#include "error.h"
#include "irq-event.h"
#include "sys.h"

/*
 * The kernel's events are read to where ours are to be: both are as long, and
 * what ours have more is where the kernel's are padded with 0.
 */
#define SAME(ours, kernels)                                                  \
	_Static_assert(offsetof(struct k210_event, ours) ==                  \
			       offsetof(struct gpio_v2_line_event, kernels), \
		       "not as the kernel has it")
SAME(time_ns, timestamp_ns);
SAME(type, id);
SAME(line, offset);
SAME(seq, seqno);
SAME(line_seq, line_seqno);
SAME(lost, padding);
_Static_assert(sizeof(struct k210_event) == sizeof(struct gpio_v2_line_event),
	       "not as the kernel has it");
_Static_assert(K210_RISING == GPIO_V2_LINE_EVENT_RISING_EDGE &&
		       K210_FALLING == GPIO_V2_LINE_EVENT_FALLING_EDGE,
	       "not as the kernel has it");

static inline __attribute__((always_inline)) int
read_edges(struct irq *irq, struct k210_event *ev, int max)
{
	struct k210_pin *pin = irq->pin;
	void *user = irq->user;
	uint32_t next = irq->next_seq, ahead = irq->told - next + 1;

	if (max > IRQ_MAX_EVENTS)
		max = IRQ_MAX_EVENTS;
	long got = sys_read(irq->fd, ev, max * sizeof(*ev));

	if (got <= 0)
		return got == -ENODEV ? got : 0;
	struct k210_event *end = (void *)((char *)ev + got);

	/*
	 * Ours go on where the kernel's start anew, and skip the lost, too. Of
	 * a line alone both of its numbers are the same.
	 */
	for (; ev != end; ev++) {
		uint32_t seq = ev->line_seq;

		ev->lost = seq - next;
		if (ahead)
			ev->seq = ev->line_seq = seq + ahead;
		ev->pin = pin;
		ev->user = user;
		next = seq + 1;
	}
	irq->next_seq = next;
	irq->told = ahead + next - 1;
	return got / sizeof(*ev);
}

void k210_irq_number(struct irq *irq, struct k210_event *ev, uint32_t lost)
{
	irq->told += lost + 1;
	ev->line = irq->pin->line;
	ev->seq = irq->told;
	ev->line_seq = irq->told;
	ev->lost = lost;
	ev->reserved = 0;
	ev->pin = irq->pin;
	ev->user = irq->user;
}

static int read_writes(struct irq *irq, struct k210_event *ev, int max)
{
	int count = 0;

	for (; count < max && irq->writes; count++, ev++) {
		const struct irq_write *write = &irq->write[irq->first_write];

		ev->time_ns = write->time_ns;
		ev->type = write->type;
		k210_irq_number(irq, ev, irq->lost);
		irq->lost = 0;
		irq->first_write = (irq->first_write + 1) % irq->room;
		irq->writes--;
	}
	return count;
}

/* Those that were read for a handler go first. */
static int read_held(struct irq *irq, struct k210_event *ev, int max)
{
	int count = irq->held < max ? irq->held : max;

	memcpy(ev, irq->batch + irq->first, count * sizeof(*ev));
	irq->first += count;
	irq->held -= count;
	if (count == max)
		return count;
	int more = k210_irq_read(irq, ev + count, max - count);

	return more < 0 ? count : count + more;
}

int k210_irq_read(struct irq *irq, struct k210_event *ev, int max)
{
	if (irq->held)
		return read_held(irq, ev, max);
	if (irq->kind == IRQ_EDGES)
		return read_edges(irq, ev, max);
	if (irq->kind == IRQ_LEVEL)
		return k210_irq_read_level(irq, ev);
	return irq->kind == IRQ_WRITES ? read_writes(irq, ev, max) : 0;
}

__attribute__((noinline, cold)) static int explain(const struct k210_pin *p,
						   int error)
{
	if (error == -EINVAL)
		return k210_fail(error, "%s: there is no room for an event",
				 p->name);
	if (error == -EPERM)
		return k210_fail(error, "%s is no line: it has no events",
				 p->name);
	return k210_fail(error, "%s: its chip is gone", p->name);
}

/* All but what is most frequent. */
__attribute__((noinline)) static int read_any(struct k210_pin *p,
					      struct k210_event *ev, int max)
{
	struct irq *irq;
	int count;

	if (!p)
		return k210_pin_null();
	irq = irq_of(p);
	if (!ev || max < 1)
		return explain(p, -EINVAL);
	if (p->fd < 0)
		return explain(p, -EPERM);
	if (!irq)
		return 0;
	lock_take(&irq->lock);
	count = k210_irq_read(irq, ev, max);
	lock_drop(&irq->lock);
	return count < 0 ? explain(p, count) : count;
}

/* Edges of an input are read by one call of the kernel and none of ours. */
K210_API int k210_pin_read_events(struct k210_pin *p, struct k210_event *ev,
				  int max)
{
	struct irq *irq = p ? irq_of(p) : NULL;
	int count = -1;

	if (irq && ev && max > 0 && lock_try(&irq->lock)) {
		if (irq->kind == IRQ_EDGES && !irq->held)
			count = read_edges(irq, ev, max);
		lock_drop(&irq->lock);
	}
	return count >= 0 ? count : read_any(p, ev, max);
}
