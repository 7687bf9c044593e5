// SPDX-License-Identifier: GPL-2.0-or-later
/* How calls are made and told, and what becomes of one that isn't right. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fuzz.h"

static void print_traces(void)
{
	for (uint64_t n = 0; n < options.tasks; n++) {
		struct task *task = &tasks[n];
		uint64_t call = task->call < TRACED ? 0 : task->call - TRACED;

		for (; call < task->call + 1; call++) {
			struct traced *traced = &task->traced[call % TRACED];

			if (!traced->name)
				continue;
			printf("%lu: %lu: %s 0x%lx 0x%lx 0x%lx: %d\n", n, call,
			       traced->name, traced->arguments[0],
			       traced->arguments[1], traced->arguments[2],
			       traced->result);
		}
	}
}

/* The first that finds something wrong ends it all. */
void wrong(const char *what, ...)
{
	static atomic_flag told = ATOMIC_FLAG_INIT;
	int error = errno;
	va_list arguments;

	while (atomic_flag_test_and_set(&told))
		pause();
	print_traces();
	printf("fuzz: seed=%lu: ", options.seed);
	va_start(arguments, what);
	errno = error;
	vprintf(what, arguments);
	va_end(arguments);
	printf("\n");
	fflush(stdout);
	_exit(1);
}

/* What the present call is about, for those who read of it. */
void note(struct task *task, uint64_t a, uint64_t b, uint64_t c)
{
	struct traced *traced = &task->traced[task->call % TRACED];

	traced->arguments[0] = a;
	traced->arguments[1] = b;
	traced->arguments[2] = c;
	task->sum = (task->sum ^ a ^ b << 16 ^ c << 32) * 0x100000001b3ULL;
}

static uint64_t as_bit(int result)
{
	if (result >= 0)
		return OK;
	if (result == -EOPNOTSUPP)
		return BIT(62);
	return -result < 62 ? BIT(-result) : BIT(NEVER);
}

/* RESULT is at least 0, or an errno's negative. */
void judge(struct task *task, const char *name, int result, uint64_t allowed)
{
	struct traced *traced = &task->traced[task->call % TRACED];

	if (!alone())
		allowed |= BIT(EBADF) | BIT(ENOTTY) | BIT(EINVAL);
	if (options.bind)
		allowed |= BIT(ENODEV);
	traced->name = name;
	traced->result = result;
	task->sum = (task->sum ^ (uint64_t)result) * 0x100000001b3ULL;
	if (!(allowed & as_bit(result)))
		wrong("call %lu, %s: %d, %s, is none of 0x%lx", task->call,
		      name, result, result < 0 ? strerror(-result) : "ok",
		      allowed);
}

int ask(int fd, unsigned long request, void *argument)
{
	int result = ioctl(fd, request, argument);

	return result < 0 ? -errno : result;
}

/* One where there is nothing, or which is the kernel's. */
void *bad_address(struct task *task)
{
	static const uint64_t addresses[] = { 0,
					      1,
					      4096 - 8,
					      ~0ULL - 7,
					      0xffffffff80000000ULL,
					      0x8000000000000000ULL,
					      0x0000700000000000ULL };

	if (chance(task, 30))
		return task->room + ROOM - below(task, 4);
	return (void *)(uintptr_t)addresses[below(task, sizeof(addresses) / 8)];
}
