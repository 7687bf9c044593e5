// SPDX-License-Identifier: MIT
/* What programs of their own event loops wait for, of a loop's pins. */
#include <errno.h>

#include "error.h"
#include "loop.h"

K210_API int k210_loop_fds(struct k210_loop *loop, struct pollfd *fds,
			   size_t max)
{
	size_t count = 0;

	if (!loop || (max && !fds))
		return k210_fail(-EINVAL, "there has to be a loop, and room");
	lock_take(&k210_loops);
	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		if (irq->fn && irq->fd >= 0 && !irq->gone) {
			if (count < max)
				fds[count] =
					(struct pollfd){ irq->fd, POLLIN, 0 };
			count++;
		}
		lock_drop(&irq->lock);
	}
	lock_drop(&k210_loops);
	return count;
}

K210_API int k210_loop_timeout(struct k210_loop *loop)
{
	int soonest = -1;

	if (!loop)
		return k210_fail(-EINVAL, "there has to be a loop");
	lock_take(&k210_loops);
	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		int ms = irq->fn && !irq->gone ?
				 k210_irq_timeout(irq,
						  k210_loop_has_thread(loop)) :
				 -1;

		lock_drop(&irq->lock);
		if (ms >= 0 && (soonest < 0 || ms < soonest))
			soonest = ms;
	}
	lock_drop(&k210_loops);
	return soonest;
}
