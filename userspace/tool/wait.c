// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "json.h"
#include "tool.h"
#include "wait.h"

static volatile sig_atomic_t caught;

static void catch (int number)
{
	caught = number;
}

/* From now on signals are seen in ppoll() alone. Those ignored stay so. */
static void hold_back(sigset_t *before)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = catch };
	sigset_t set;

	sigemptyset(&set);
	for (unsigned int i = 0; i < sizeof(numbers) / sizeof(int); i++) {
		struct sigaction old;

		sigaction(numbers[i], NULL, &old);
		if (old.sa_handler == SIG_IGN)
			continue;
		sigaction(numbers[i], &action, NULL);
		sigaddset(&set, numbers[i]);
	}
	sigprocmask(SIG_BLOCK, &set, before);
}

/* End as the signal would have had it, with the document ended. */
static void end_by(int number, const sigset_t *mask)
{
	json_finish();
	tool_json = false;
	tool_flush();
	signal(number, SIG_DFL);
	raise(number);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

int wait_for(struct pollfd *polls, size_t count, uint64_t us)
{
	static sigset_t mask;
	static bool held;
	struct timespec time = { us / 1000000, us % 1000000 * 1000 };
	int ready;

	if (tool_json && !held)
		hold_back(&mask);
	held = tool_json;
	ready = ppoll(polls, count, us == WAIT_FOREVER ? NULL : &time,
		      held ? &mask : NULL);
	if (ready >= 0)
		return ready;
	if (errno != EINTR)
		tool_fail("can't wait: %s", strerror(errno));
	if (caught)
		end_by(caught, &mask);
	return wait_for(polls, count, us);
}
