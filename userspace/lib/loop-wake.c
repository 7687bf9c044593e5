// SPDX-License-Identifier: MIT
/* What pins do to the loop that they are in. */
#include <errno.h>
#include <unistd.h>

#include "loop.h"

struct lock k210_loops = LOCK_INIT;

/*
 * Whoever is to be seen by the thread has changed it before this; the thread
 * looks after it has said that it is going to poll.
 */
void k210_loop_wake(struct k210_loop *loop)
{
	if (loop->polling && !atomic_exchange(&loop->woken, true))
		while (write(loop->wake[1], "", 1) < 0 && errno == EINTR)
			;
}

void k210_loop_settle(struct k210_loop *loop)
{
	if (loop->wake[1] < 0)
		return;
	k210_loop_wake(loop);
	while (loop->polling)
		poll(NULL, 0, 1);
}

void k210_loop_tell(struct irq *irq)
{
	struct k210_loop *loop = irq->loop;

	if (!loop)
		return;
	if (loop->watch)
		loop->watch(loop, irq);
	if (loop->wake[1] >= 0)
		k210_loop_wake(loop);
}
