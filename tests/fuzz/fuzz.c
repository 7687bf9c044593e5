// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz NAME=NUMBER ...: makes calls on the bridge and the GPIO chips, and ends
 * with 1 and what it did last if an answer isn't as it must be.
 *
 *	seed		what they are made up from
 *	calls		how many, of all tasks together
 *	tasks		how many make them at once; with one, each answer is
 *			foreseen, and one seed has one sum
 *	check		after so many calls of one task, all pads are looked at
 *	persist=1	claims may persist
 *	bind=1		drivers may be unbound meanwhile
 *	pointers=0	no address is bad: without an MMU, the kernel can't tell
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

#define MOST_TASKS 8
/* Then all is closed, and has to be as it was. */
#define ROUND 2000

struct options options = {
	.seed = 1, .calls = 1000, .tasks = 1, .check = 8, .pointers = 1
};

struct task tasks[MOST_TASKS];
static uint64_t round_calls; /* of the present one, of all tasks */

static const struct {
	void (*make)(struct task *task);
	unsigned int weight;
} calls[] = {
	{ call_claim, 14 },	  { call_configure, 10 },
	{ call_hold, 5 },	  { call_release, 5 },
	{ call_close, 9 },	  { call_open, 3 },
	{ call_duplicate, 2 },	  { call_info, 1 },
	{ call_pad, 3 },	  { call_function, 3 },
	{ call_owner, 4 },	  { call_watch, 4 },
	{ call_read, 6 },	  { call_poll, 2 },
	{ call_misplaced, 3 },	  { call_chip, 1 },
	{ call_line_info, 3 },	  { call_line_watch, 3 },
	{ call_line_request, 9 }, { call_line_config, 4 },
	{ call_line_get, 3 },	  { call_line_set, 3 },
	{ call_line_events, 2 },  { call_old_handle, 2 },
};

static void make_call(struct task *task)
{
	unsigned int left = 0;

	memset(&task->traced[task->call % TRACED], 0, sizeof(*task->traced));
	if (options.bind && task == tasks && !below(task, 300)) {
		call_bind(task);
		return;
	}
	if (!below(task, 200)) {
		call_text(task);
		return;
	}
	for (unsigned int i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		left += calls[i].weight;
	left = below(task, left);
	for (unsigned int i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		if (left < calls[i].weight) {
			calls[i].make(task);
			return;
		}
		left -= calls[i].weight;
	}
}

static void *work(void *argument)
{
	struct task *task = argument;

	for (uint64_t number = 0; number < round_calls;
	     number += options.tasks, task->call++) {
		make_call(task);
		if (alone() && options.check &&
		    task->call % options.check == options.check - 1)
			check_pads();
	}
	return NULL;
}

static void run_tasks(void)
{
	pthread_t threads[MOST_TASKS];
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 32768);
	for (uint64_t n = 1; n < options.tasks; n++)
		if (pthread_create(&threads[n], &attributes, work, &tasks[n]))
			wrong("there is no thread to be had");
	work(&tasks[0]);
	for (uint64_t n = 1; n < options.tasks; n++)
		pthread_join(threads[n], NULL);
}

/* Pages of which the last is nobody's, where there are pages. */
static void prepare(struct task *task, uint64_t number)
{
	task->random = (options.seed * 2 + 1) * 0x9e3779b97f4a7c15ULL +
		       number * 0xd1342543de82ef95ULL;
	if (!task->random)
		task->random = 1;
	for (int i = 0; i < 8; i++)
		any(task);
	task->room = mmap(NULL, 2 * ROOM, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (task->room == MAP_FAILED)
		wrong("mmap: %m");
	if (options.pointers && mprotect(task->room + ROOM, ROOM, PROT_NONE))
		wrong("mprotect: %m");
}

static void take(const char *word)
{
	const struct {
		const char *name;
		uint64_t *value;
	} names[] = {
		{ "seed=", &options.seed },
		{ "calls=", &options.calls },
		{ "tasks=", &options.tasks },
		{ "check=", &options.check },
		{ "persist=", &options.persist },
		{ "bind=", &options.bind },
		{ "pointers=", &options.pointers },
	};

	for (unsigned int i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t length = strlen(names[i].name);

		if (!strncmp(word, names[i].name, length)) {
			*names[i].value = strtoull(word + length, NULL, 0);
			return;
		}
	}
	fprintf(stderr, "fuzz: what is %s?\n", word);
	exit(2);
}

int main(int argc, char **argv)
{
	uint64_t sum = 0;

	for (int i = 1; i < argc; i++)
		take(argv[i]);
	if (options.tasks < 1 || options.tasks > MOST_TASKS) {
		fprintf(stderr, "fuzz: 1 to %d tasks\n", MOST_TASKS);
		return 2;
	}
	clear_slots();
	if (!options.bind && !find_devices())
		wrong("there are not both chips");
	for (uint64_t n = 0; n < options.tasks; n++)
		prepare(&tasks[n], n);
	for (uint64_t done = 0; done < options.calls; done += ROUND) {
		round_calls = options.calls - done;
		if (round_calls > ROUND)
			round_calls = ROUND;
		if (options.bind)
			bind_all();
		check_start();
		run_tasks();
		check_end();
	}
	for (uint64_t n = 0; n < options.tasks; n++)
		sum ^= tasks[n].sum;
	printf("%lu calls, seed %lu, sum 0x%016lx\n", options.calls,
	       options.seed, sum);
	return 0;
}
