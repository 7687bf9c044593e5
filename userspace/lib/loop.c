// SPDX-License-Identifier: MIT
/* Loops, and which pins are in them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "irq.h"
#include "loop.h"

/*
 * Room for another pin, and for the pipe. Whoever polls the present
 * ones takes these for the next time.
 */
static int make_room(struct k210_loop *loop)
{
	size_t room = loop->room * 2 + 4;
	struct pollfd *fds;

	if (loop->pins + 2 <= loop->room)
		return 0;
	fds = malloc(room * sizeof(*fds));
	if (!fds)
		return k210_fail(-ENOMEM, "no memory for a loop");
	free(loop->spare);
	loop->spare = fds;
	loop->room = room;
	return 0;
}

K210_API int k210_loop_new(struct k210_loop **out, unsigned int flags)
{
	struct k210_loop *loop;
	int error;

	k210_silence();
	if (!out)
		return k210_fail(-EINVAL, "there is no room for a loop");
	if (flags)
		return k210_fail(-EINVAL, "a loop has no flags %u", flags);
	loop = calloc(1, sizeof(*loop));
	if (!loop)
		return k210_fail(-ENOMEM, "no memory for a loop");
	error = make_room(loop);
	if (!error && pipe2(loop->wake, O_CLOEXEC))
		error = k210_fail(-errno, "there can be no pipe: error %d",
				  errno);
	if (error) {
		free(loop->spare);
		free(loop);
		return error;
	}
	loop->epoll = -1;
	*out = loop;
	return 0;
}

/* All loops are locked. */
static void leave(struct irq *irq)
{
	struct k210_loop *loop = irq->loop;
	struct irq **at = &loop->first;

	while (*at != irq)
		at = &(*at)->next;
	*at = irq->next;
	loop->pins--;
	lock_take(&irq->lock);
	irq->loop = NULL;
	if (loop->watch)
		loop->watch(loop, irq);
	lock_drop(&irq->lock);
	k210_loop_settle(loop);
}

K210_API void k210_loop_free(struct k210_loop *loop)
{
	if (!loop)
		return;
	if (loop->end)
		loop->end(loop);
	lock_take(&k210_loops);
	while (loop->first)
		leave(loop->first);
	lock_drop(&k210_loops);
	if (loop->epoll >= 0)
		close(loop->epoll);
	close(loop->wake[0]);
	close(loop->wake[1]);
	free(loop->fds);
	free(loop->spare);
	free(loop);
}

/* All loops are locked. */
static int enter(struct k210_loop *loop, struct irq *irq)
{
	struct irq **at = &loop->first;
	int error;

	if (irq->loop)
		return k210_fail(-EBUSY, "%s is in a loop already",
				 irq->pin->name);
	error = make_room(loop);
	if (error)
		return error;
	while (*at)
		at = &(*at)->next;
	loop->leave = leave;
	loop->pins++;
	lock_take(&irq->lock);
	irq->next = NULL;
	irq->slot = 0;
	irq->loop = loop;
	*at = irq;
	k210_loop_tell(irq);
	lock_drop(&irq->lock);
	return 0;
}

static int check(const struct k210_loop *loop, const struct k210_pin *p)
{
	if (!loop || !p)
		return k210_fail(-EINVAL, "there has to be a loop, and a pin");
	return 0;
}

K210_API int k210_loop_add(struct k210_loop *loop, struct k210_pin *p)
{
	int error;

	k210_silence();
	error = check(loop, p);
	if (error)
		return error;
	lock_take(&p->lock);
	if (p->fd < 0)
		error = k210_fail(-EPERM, "%s is no line: it has no events",
				  p->name);
	if (!error)
		error = k210_irq_make(p);
	if (!error) {
		lock_take(&k210_loops);
		error = enter(loop, irq_of(p));
		lock_drop(&k210_loops);
	}
	lock_drop(&p->lock);
	return error;
}

K210_API int k210_loop_remove(struct k210_loop *loop, struct k210_pin *p)
{
	struct irq *irq;
	bool found;
	int error;

	k210_silence();
	error = check(loop, p);
	if (error)
		return error;
	irq = irq_of(p);
	lock_take(&k210_loops);
	found = irq && irq->loop == loop;
	if (found)
		leave(irq);
	lock_drop(&k210_loops);
	if (!found)
		return k210_fail(-ENOENT, "%s isn't in this loop", p->name);
	k210_irq_settle(irq);
	return 0;
}
