// SPDX-License-Identifier: MIT
#include <limits.h>

#include "loop.h"

uint64_t k210_loop_deadline(int timeout_ms)
{
	return timeout_ms < 0 ? UINT64_MAX : k210_now() + timeout_ms * MS_NS;
}

int k210_loop_left(uint64_t deadline, int most)
{
	uint64_t now = k210_now(), left;

	if (deadline == UINT64_MAX)
		return most;
	left = now < deadline ? (deadline - now + MS_NS - 1) / MS_NS : 0;
	if (left > INT_MAX)
		left = INT_MAX;
	return most >= 0 && (uint64_t)most < left ? most : (int)left;
}
