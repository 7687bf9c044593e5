/* SPDX-License-Identifier: MIT */
/* A pin's events, from wherever they come to its handler. */
#ifndef K210_LIB_IRQ_EVENT_H
#define K210_LIB_IRQ_EVENT_H

#include <poll.h>
#include <stdbool.h>

#include "k210gpio/irq.h"
#include "lock.h"
#include "now.h"
#include "pin.h"

#define MS_NS 1000000ULL

/* What the kernel keeps of a line by default, and at most. */
#define IRQ_EVENTS 16
#define IRQ_MAX_EVENTS 1024
/* How many are read at once, to be sorted. */
#define IRQ_BATCH 8

enum irq_kind {
	IRQ_NONE,
	IRQ_EDGES,  /* the kernel's, of an input */
	IRQ_LEVEL,  /* of an input or an output */
	IRQ_WRITES, /* to an output */
};

struct irq_write {
	uint64_t time_ns;
	uint32_t type;
};

/*
 * Locks are taken in this order: the pin's, that of all loops, this one's. Who
 * dispatches never takes the pin's; nobody has any of them while a handler
 * runs.
 */
struct irq {
	struct lock lock; /* protects all that follows */
	struct k210_pin *pin;

	/* As k210_irq_update() found the pin. */
	int line;     /* its descriptor */
	int fd;	      /* the same while the kernel tells of edges, or -1 */
	uint8_t kind; /* enum irq_kind */
	bool output;
	bool gone;	/* its chip is */
	bool gone_told; /* by a loop */
	uint32_t trigger;

	uint8_t prio;
	k210_irq_fn fn;
	void *user;
	const void *running; /* the thread that is in the handler */
	uint32_t flags;	     /* the type of the event that it has */

	uint32_t next_seq; /* that the kernel's next event should have */
	uint32_t told;	   /* the number of the last one told */

	/* Levels: */
	bool look;	  /* it may be active still */
	bool edge;	  /* it was active, since the last event */
	uint64_t edge_ns; /* when it became so */
	uint64_t due_ns;  /* not before this */

	/* Read, and not told yet: */
	uint8_t first, held;
	bool more; /* others are waiting behind */
	struct k210_event batch[IRQ_BATCH];

	/* Its loop: */
	struct k210_loop *loop;
	struct irq *next;
	size_t slot; /* its place in what the loop polls; 0 for none */
	int watched; /* by the loop's epoll, or -1 */

	/* Writes, of which the oldest go first: */
	uint32_t lost;
	uint32_t first_write, writes, room;
	struct irq_write write[];
};

static inline struct irq *irq_of(const struct k210_pin *p)
{
	return atomic_load_explicit(&p->irq, memory_order_acquire);
}

/* k210_irq_self() - what tells threads apart. */
const void *k210_irq_self(void);

/*
 * k210_irq_read() - what is there, without waiting. The irq is locked.
 *
 * Return: how many; -ENODEV if the chip is gone.
 */
int k210_irq_read(struct irq *irq, struct k210_event *ev, int max);

/* k210_irq_read_level() - likewise, of levels: at most one. */
int k210_irq_read_level(struct irq *irq, struct k210_event *ev);

/*
 * k210_irq_drain() - read and forget what the kernel has. The irq is locked.
 * @when: filled, unless NULL, with the time of the first
 *
 * Return: 1 if there was something.
 */
int k210_irq_drain(struct irq *irq, uint64_t *when);

/* k210_irq_number() - an event of our own gets all but its type and its time. */
void k210_irq_number(struct irq *irq, struct k210_event *ev, uint32_t lost);

/*
 * k210_irq_timeout() - k210_pin_timeout(), of an irq that is locked.
 * @woken: whether writes by other threads end the wait
 */
int k210_irq_timeout(struct irq *irq, bool woken);

/*
 * k210_irq_poll() - wait for a line's events, shortly: others may want the line.
 * @fd: its descriptor, or -1
 * @deadline: as of k210_now()
 * @most_ms: not longer than this, unless it is negative
 *
 * Return: POLLIN ..., 0 if none came yet; a negative errno.
 */
int k210_irq_poll(int fd, uint64_t deadline, int most_ms);

/*
 * k210_irq_fill() - have events held, unless there are. The irq is locked.
 * @start: those that are newer need not be waited for
 *
 * Return: 0, -ENODEV.
 */
int k210_irq_fill(struct irq *irq, uint64_t start);

/*
 * k210_irq_call_next() - call the handler with the first that is held, and have more
 * held if there were. The irq is locked, and isn't afterwards: it may be gone.
 */
void k210_irq_call_next(struct irq *irq, uint64_t start);

/*
 * k210_irq_settle() - wait for a handler that runs in another thread. Nothing is
 * locked.
 */
void k210_irq_settle(struct irq *irq);

#endif
