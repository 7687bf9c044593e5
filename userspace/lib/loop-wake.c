// SPDX-License-Identifier: MIT
/* What pins do to the loop that they are in. */
#include <errno.h>
#include <unistd.h>

#include "loop.h"

struct lock k210_loops = LOCK_INIT;

/*
 * Whoever has something to be seen has changed it before this; who dispatches
 * looks after having said that it is going to poll.
 */
void k210_loop_wake(struct k210_loop *loop)
{
	if (loop->polling && !atomic_exchange(&loop->woken, true))
		while (write(loop->wake[1], "", 1) < 0 && errno == EINTR)
			;
}

void k210_loop_settle(struct k210_loop *loop)
{
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
	k210_loop_wake(loop);
}
