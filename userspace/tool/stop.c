// SPDX-License-Identifier: MIT
#define _GNU_SOURCE /* ppoll() */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "stop.h"
#include "tool.h"

#define SECOND UINT64_C(1000000000)

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
#define COUNT (sizeof(signals) / sizeof(signals[0]))

static volatile sig_atomic_t came;
/* Those that are let through while waiting. */
static sigset_t while_waiting;
static bool catches;

static void note(int number)
{
	came = number;
}

void stop_catch(void)
{
	struct sigaction action = { .sa_handler = note }, old;
	sigset_t caught;

	sigemptyset(&caught);
	for (unsigned int i = 0; i < COUNT; i++) {
		if (sigaction(signals[i], NULL, &old) ||
		    old.sa_handler == SIG_IGN)
			continue;
		sigaction(signals[i], &action, NULL);
		sigaddset(&caught, signals[i]);
	}
	sigprocmask(SIG_BLOCK, &caught, &while_waiting);
	catches = true;
}

void stop_begun(bool wanted)
{
	if (wanted)
		tool_warn("begun");
}

int stop_wait_all(struct pollfd *fds, unsigned int count, uint64_t until)
{
	for (;;) {
		struct timespec left = { 0 };
		uint64_t now = clock_now();
		int ready;

		if (came)
			return -1;
		if (until > now) {
			left.tv_sec = (until - now) / SECOND;
			left.tv_nsec = (until - now) % SECOND;
		}
		ready = ppoll(fds, count, until == STOP_NEVER ? NULL : &left,
			      catches ? &while_waiting : NULL);
		if (came)
			return -1;
		if (ready >= 0)
			return ready > 0;
		if (errno != EINTR)
			tool_fail("can't wait: %s", strerror(errno));
	}
}

int stop_wait(int fd, uint64_t until)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	return stop_wait_all(&ready, fd >= 0, until);
}

bool stop_came(void)
{
	return came;
}

void stop_finish(int status)
{
	int number = came;
	sigset_t only;

	if (!number)
		tool_finish(status);
	tool_end_json();
	tool_flush();
	signal(number, SIG_DFL);
	raise(number);
	sigemptyset(&only);
	sigaddset(&only, number);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	tool_finish(128 + number);
}
