/* SPDX-License-Identifier: MIT */
/* CLOCK_MONOTONIC, by which the kernel tells times, and the time of day. */
#ifndef K210_TOOL_CLOCK_H
#define K210_TOOL_CLOCK_H

#include <stdint.h>

/* clock_now() - now, in nanoseconds. */
uint64_t clock_now(void);

/* clock_wall() - nanoseconds since 1970, of a time by that clock. */
uint64_t clock_wall(uint64_t monotonic_ns);

#endif
