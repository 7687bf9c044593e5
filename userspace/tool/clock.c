// SPDX-License-Identifier: MIT
#include <time.h>

#include "clock.h"

static uint64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * UINT64_C(1000000000) + time.tv_nsec;
}

uint64_t clock_now(void)
{
	return now(CLOCK_MONOTONIC);
}

uint64_t clock_wall(uint64_t monotonic_ns)
{
	return monotonic_ns + now(CLOCK_REALTIME) - clock_now();
}
