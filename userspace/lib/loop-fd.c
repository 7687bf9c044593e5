// SPDX-License-Identifier: MIT
/* A loop's one descriptor, where the kernel has epoll. */
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "error.h"
#include "loop.h"

/*
 * Have the epoll watch what the pin has to poll now, and nothing else. Whoever
 * asks for the descriptor next is told what it can't.
 */
static void watch(struct k210_loop *loop, struct irq *irq)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fd = irq->loop == loop && irq->fn && !irq->gone ? irq->fd : -1;

	if (irq->watched == fd)
		return;
	if (irq->watched >= 0)
		epoll_ctl(loop->epoll, EPOLL_CTL_DEL, irq->watched, NULL);
	irq->watched = fd;
	if (fd >= 0 && epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &event))
		irq->watched = -1;
}

static int start(struct k210_loop *loop)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0)
		return k210_fail(-errno,
				 "this kernel has no epoll: use a loop's fds");
	loop->epoll = epoll;
	loop->watch = watch;
	return 0;
}

static int watch_all(struct k210_loop *loop)
{
	int error = 0;

	for (struct irq *irq = loop->first; irq; irq = irq->next) {
		lock_take(&irq->lock);
		watch(loop, irq);
		if (irq->watched < 0 && irq->fn && !irq->gone && irq->fd >= 0)
			error = k210_fail(
				-ENOSPC,
				"%s: its events can't be watched: use a loop's fds",
				irq->pin->name);
		lock_drop(&irq->lock);
	}
	return error;
}

K210_API int k210_loop_fd(struct k210_loop *loop)
{
	int error = 0;

	k210_silence();
	if (!loop)
		return k210_fail(-EINVAL, "there has to be a loop");
	lock_take(&k210_loops);
	if (loop->epoll < 0)
		error = start(loop);
	if (!error)
		error = watch_all(loop);
	lock_drop(&k210_loops);
	return error ? error : loop->epoll;
}
