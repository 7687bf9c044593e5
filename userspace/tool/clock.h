/* SPDX-License-Identifier: MIT */
/* The time of day of what the kernel tells by CLOCK_MONOTONIC. */
#ifndef K210_TOOL_CLOCK_H
#define K210_TOOL_CLOCK_H

#include <stdint.h>

/* clock_monotonic() - now, in nanoseconds. */
uint64_t clock_monotonic(void);

/* clock_wall() - nanoseconds since 1970, of a time by that clock. */
uint64_t clock_wall(uint64_t monotonic_ns);

#endif
