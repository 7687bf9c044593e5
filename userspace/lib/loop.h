/* SPDX-License-Identifier: MIT */
/* A loop, as its files share it. */
#ifndef K210_LIB_LOOP_H
#define K210_LIB_LOOP_H

#include <poll.h>
#include <stdbool.h>

#include "irq-event.h"

/* Which pins are in which loops, and all of a loop that isn't atomic. */
extern struct lock k210_loops;

struct k210_loop {
	struct irq *first;
	size_t pins;

	/* Who dispatches has @fds, and takes @spare in its place if it is. */
	struct pollfd *fds, *spare;
	size_t room; /* of the newer one of both */
	/* The thread of who dispatches; the loop itself if it has one. */
	const void *_Atomic dispatcher;

	/*
	 * These are called through pointers, so that programs without them
	 * needn't carry them.
	 */
	/* A pin leaves; all loops are locked. */
	void (*leave)(struct irq *irq);
	/* What there is to poll of a pin may have changed; it is locked. */
	void (*watch)(struct k210_loop *loop, struct irq *irq);
	/* Ends the thread. */
	void (*end)(struct k210_loop *loop);

	int epoll;   /* -1 if nobody has asked for it */
	int wake[2]; /* a pipe that ends the poll */
	void *thread;
	atomic_bool polling;
	atomic_bool woken;
	atomic_bool stop;
};

/* Whether it dispatches by itself, in a thread. */
static inline bool k210_loop_has_thread(const struct k210_loop *loop)
{
	return loop->dispatcher == loop;
}

/* k210_loop_wake() - end the poll of who dispatches, if it is in one. */
void k210_loop_wake(struct k210_loop *loop);

/*
 * k210_loop_settle() - have who dispatches not poll what it did. All loops are
 * locked, so that it doesn't begin again.
 */
void k210_loop_settle(struct k210_loop *loop);

/* k210_loop_tell() - something of a pin has changed, which is locked. */
void k210_loop_tell(struct irq *irq);

/* k210_loop_run() - k210_loop_dispatch(), by whoever may. */
int k210_loop_run(struct k210_loop *loop, int timeout_ms);

/*
 * k210_loop_deadline() - when a wait of so many milliseconds ends;
 * k210_loop_left() - in how many that is, and not more than @most. -1 is for
 * ever.
 */
uint64_t k210_loop_deadline(int timeout_ms);
int k210_loop_left(uint64_t deadline, int most);

#endif
