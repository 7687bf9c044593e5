// SPDX-License-Identifier: MIT
/*
 * What every pin has of its interrupts. The rest is linked only where a program
 * calls it.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "error.h"
#include "irq-event.h"
#include "irq.h"
#include "loop.h"
#include "sys.h"

int k210_irq_make(struct k210_pin *p)
{
	uint32_t room = p->events ? p->events : IRQ_EVENTS;
	struct irq *irq = irq_of(p);

	if (irq)
		return 0;
	if (room > IRQ_MAX_EVENTS)
		room = IRQ_MAX_EVENTS;
	irq = calloc(1, sizeof(*irq) + room * sizeof(irq->write[0]));
	if (!irq)
		return k210_fail(-ENOMEM, "%s: no memory for its events",
				 p->name);
	irq->pin = p;
	irq->line = -1;
	irq->fd = -1;
	irq->watched = -1;
	irq->room = room;
	atomic_store_explicit(&p->irq, irq, memory_order_release);
	return 0;
}

uint32_t k210_irq_edges(const struct k210_pin *p, uint8_t mode)
{
	if (p->quiet || mode != K210_IN)
		return 0;
	if (p->trigger == K210_HIGH_LEVEL)
		return K210_RISING;
	if (p->trigger == K210_LOW_LEVEL)
		return K210_FALLING;
	return p->trigger;
}

/* A write is known; of those that don't fit the oldest is lost. */
static void put(struct irq *irq, uint32_t type)
{
	if (irq->writes == irq->room) {
		irq->first_write = (irq->first_write + 1) % irq->room;
		irq->writes--;
		irq->lost++;
	}
	uint32_t last = (irq->first_write + irq->writes++) % irq->room;

	irq->write[last] = (struct irq_write){ k210_now(), type };
}

void k210_irq_wrote(struct k210_pin *p, uint8_t value)
{
	struct irq *irq = irq_of(p);
	uint32_t type = value ? K210_RISING : K210_FALLING;

	lock_take(&irq->lock);
	if (irq->kind == IRQ_WRITES && irq->trigger & type) {
		put(irq, type);
	} else if (irq->kind == IRQ_LEVEL && !irq->edge &&
		   (irq->trigger == K210_HIGH_LEVEL) == value) {
		irq->edge = true;
		irq->edge_ns = k210_now();
	}
	k210_loop_tell(irq);
	lock_drop(&irq->lock);
}

static enum irq_kind kind_of(const struct k210_pin *p)
{
	if (p->fd < 0 || p->quiet || !p->trigger)
		return IRQ_NONE;
	if (p->trigger & (K210_LOW_LEVEL | K210_HIGH_LEVEL))
		return IRQ_LEVEL;
	return p->mode == K210_IN ? IRQ_EDGES : IRQ_WRITES;
}

/* What is there is of what the pin was before. */
static void forget(struct irq *irq)
{
	irq->held = 0;
	irq->more = false;
	irq->writes = 0;
	irq->lost = 0;
	irq->edge = false;
	if (irq->line >= 0)
		k210_irq_drain(irq, NULL);
	irq->look = irq->kind == IRQ_LEVEL;
	irq->due_ns = 0;
}

/* The numbers of a request's events start anew, and reads mustn't wait. */
static void take_line(struct irq *irq, int line)
{
	int on = 1;

	if (irq->line == line)
		return;
	irq->line = line;
	irq->gone = irq->gone_told = false;
	irq->next_seq = 1;
	if (line >= 0)
		sys_ioctl(line, FIONBIO, &on);
}

void k210_irq_update(struct k210_pin *p)
{
	struct irq *irq = irq_of(p);
	enum irq_kind kind = kind_of(p);
	bool output = p->mode != K210_IN;

	if (!irq)
		return;
	lock_take(&irq->lock);
	take_line(irq, p->fd);
	irq->fd = kind != IRQ_NONE && !output ? p->fd : -1;
	if (irq->kind != kind || irq->output != output ||
	    irq->trigger != p->trigger) {
		irq->kind = kind;
		irq->output = output;
		irq->trigger = p->trigger;
		forget(irq);
	}
	k210_pin_tell(p, kind != IRQ_NONE && output);
	k210_loop_tell(irq);
	lock_drop(&irq->lock);
}

void k210_irq_cut(struct k210_pin *p)
{
	struct irq *irq = irq_of(p);

	if (!irq)
		return;
	lock_take(&k210_loops);
	lock_take(&irq->lock);
	irq->kind = IRQ_NONE;
	irq->fd = -1;
	forget(irq);
	irq->line = -1;
	k210_loop_tell(irq);
	lock_drop(&irq->lock);
	if (irq->loop)
		k210_loop_settle(irq->loop);
	lock_drop(&k210_loops);
}

void k210_irq_end(struct k210_pin *p)
{
	struct irq *irq = irq_of(p);

	if (!irq)
		return;
	lock_take(&k210_loops);
	if (irq->loop)
		irq->loop->leave(irq);
	lock_drop(&k210_loops);
	k210_irq_settle(irq);
	free(irq);
}

bool k210_irq_handled(const struct k210_pin *p)
{
	const struct irq *irq = irq_of(p);

	return irq && irq->fn;
}
