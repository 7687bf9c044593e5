/* SPDX-License-Identifier: MIT */
/* Waits of the library, which are counted; included by one source alone. */
#ifndef POLLS_H
#define POLLS_H

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* A descriptor; how many waits for it have begun, and how many without it. */
static atomic_int awaited = -1, awaits, others;

/* In glibc, what ppoll() is given may be written, and not read: so not there. */
__attribute__((noinline)) static void count_poll(struct pollfd *fds, nfds_t num)
{
	nfds_t i = 0;

	while (i < num && fds[i].fd != awaited)
		i++;
	if (num)
		++*(i < num ? &awaits : &others);
}

int ppoll(struct pollfd *fds, nfds_t num, const struct timespec *time,
	  const sigset_t *mask)
{
	struct timespec left = { 0 };

	count_poll(fds, num);
	if (time)
		left = *time;
	return syscall(SYS_ppoll, fds, num, time ? &left : NULL, mask,
		       _NSIG / 8);
}

int poll(struct pollfd *fds, nfds_t num, int ms)
{
	struct timespec time = {
		.tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000,
	};

	return ppoll(fds, num, ms < 0 ? NULL : &time, NULL);
}

#endif
