// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count.h"

int count_result;

void count_must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s: not so: %s: %s\n", program_invocation_short_name,
		what, strerror(errno));
	exit(1);
}

static bool traced(void)
{
	static int known = -1;

	if (known < 0)
		known = count_call(MARK, 0, 0, 0) >= 0;
	return known;
}

static inline uint64_t instructions(void)
{
	uint64_t now;

	__asm__ volatile("rdinstret %0" : "=r"(now) : : "memory");
	return now;
}

static uint64_t once(int (*operation)(void))
{
	uint64_t from, to;
	int result;

	if (traced()) {
		count_call(MARK, 0, 0, 0);
		count_result = operation();
		return count_call(MARK, 0, 0, 0);
	}
	from = instructions();
	result = operation();
	to = instructions();
	count_result = result;
	return to - from;
}

static int compare(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return (one > other) - (one < other);
}

uint64_t count_median(uint64_t *costs, int times)
{
	qsort(costs, times, sizeof(*costs), compare);
	return costs[times / 2];
}

static uint64_t median(int times, void (*before)(void), int (*operation)(void))
{
	static uint64_t costs[COUNT_TIMES];

	for (int i = 0; i < times; i++) {
		if (before)
			before();
		costs[i] = once(operation);
	}
	return count_median(costs, times);
}

static int nothing(void)
{
	return 0;
}

uint64_t count_cost(int times, void (*before)(void), int (*operation)(void))
{
	uint64_t own = median(COUNT_TIMES, NULL, nothing);

	return median(times, before, operation) - own;
}

void count_tell(const char *name, uint64_t number)
{
	printf("%s%s/%s %ld\n", traced() ? "calls/" : "",
	       program_invocation_short_name, name, (long)number);
	fflush(stdout);
}

void count(const char *name, void (*before)(void), int (*operation)(void))
{
	count_tell(name, count_cost(COUNT_TIMES, before, operation));
}
