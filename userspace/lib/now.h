/* SPDX-License-Identifier: MIT */
/* The clock that the kernel's events are timed by. */
#ifndef K210_LIB_NOW_H
#define K210_LIB_NOW_H

#include <stdint.h>
#include <time.h>

/* k210_now() - CLOCK_MONOTONIC, in nanoseconds. */
static inline uint64_t k210_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

#endif
