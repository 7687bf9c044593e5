// SPDX-License-Identifier: MIT
/* One pin's line, waited for. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>

#include "irq-event.h"

/*
 * Whoever polls a line's descriptor keeps the line: a wait is in pieces, shorter
 * than another thread has patience that makes the pin another function.
 */
#define PIECE_MS 40

int k210_irq_poll(int fd, uint64_t deadline, int most_ms)
{
	uint64_t most =
		(most_ms < 0 || most_ms > PIECE_MS ? PIECE_MS : most_ms) *
		MS_NS;
	uint64_t now = k210_now();
	uint64_t left = now < deadline ? deadline - now : 0;
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	struct timespec time = { .tv_nsec = left < most ? left : most };
	int count = ppoll(&ready, 1, &time, NULL);

	if (count < 0)
		return -errno;
	return count ? ready.revents : 0;
}
