// SPDX-License-Identifier: MIT
/* A loop's thread. */
#include <errno.h>

#include "error.h"
#include "k210gpio/irq.h"

#ifdef K210_NO_THREADS

K210_API int k210_loop_start_thread(struct k210_loop *loop, int rt_prio)
{
	(void)loop;
	(void)rt_prio;
	return k210_fail(-ENOSYS, "this library was built without threads");
}

#else

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "loop.h"

/*
 * Of the thread, where there is no memory for one as large as libc's: without
 * an MMU it has to be in one piece, and a guard guards nothing.
 */
#define SMALL_STACK (32 << 10)

static void *dispatch(void *of)
{
	struct k210_loop *loop = of;

	/* What has failed may do so again. */
	while (!loop->stop)
		if (k210_loop_run(loop, -1) < 0)
			poll(NULL, 0, 1);
	return NULL;
}

static void end(struct k210_loop *loop)
{
	loop->stop = true;
	k210_loop_wake(loop);
	pthread_join(*(pthread_t *)loop->thread, NULL);
	free(loop->thread);
}

/* The thread takes over the mask of signals, so this one has it meanwhile. */
static int start(struct k210_loop *loop, int rt_prio)
{
	struct sched_param param = { .sched_priority = rt_prio };
	sigset_t all, old;
	pthread_attr_t attr;
	int error;

	pthread_attr_init(&attr);
	if (rt_prio) {
		pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED);
		pthread_attr_setschedpolicy(&attr, SCHED_FIFO);
		pthread_attr_setschedparam(&attr, &param);
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	error = pthread_create(loop->thread, &attr, dispatch, loop);
	if (error == EAGAIN) {
		pthread_attr_setstacksize(&attr, SMALL_STACK);
		pthread_attr_setguardsize(&attr, 0);
		error = pthread_create(loop->thread, &attr, dispatch, loop);
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
	if (error == EPERM)
		return k210_fail(-EPERM, "priority %d isn't allowed", rt_prio);
	return error ? k210_fail(-error, "there can be no thread: error %d",
				 error) :
		       0;
}

static int check(struct k210_loop *loop, int rt_prio)
{
	if (!loop)
		return k210_fail(-EINVAL, "there has to be a loop");
	if (rt_prio < 0 || rt_prio > 99)
		return k210_fail(-EINVAL, "priority %d isn't 0 to 99", rt_prio);
	return 0;
}

K210_API int k210_loop_start_thread(struct k210_loop *loop, int rt_prio)
{
	const void *other = NULL;
	int error;

	k210_silence();
	error = check(loop, rt_prio);
	if (error)
		return error;
	/* It stays the one who dispatches, until the loop's end. */
	if (!atomic_compare_exchange_strong(&loop->dispatcher, &other, loop))
		return other == loop ?
			       k210_fail(-EALREADY, "the loop has a thread") :
			       k210_fail(-EBUSY,
					 "the loop is dispatched already");
	loop->thread = malloc(sizeof(pthread_t));
	if (loop->thread)
		error = start(loop, rt_prio);
	else
		error = k210_fail(-ENOMEM, "no memory for a thread");
	if (!error) {
		loop->end = end;
		return 0;
	}
	free(loop->thread);
	loop->dispatcher = NULL;
	return error;
}

#endif
