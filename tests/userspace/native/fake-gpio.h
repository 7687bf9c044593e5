/* SPDX-License-Identifier: MIT */
/*
 * A chip of more lines than the K210 has, in place of the kernel's: the
 * library's sources are built with this before all. Descriptors are pipes, so
 * that what is written there is read as events.
 */
#ifndef FAKE_GPIO_H
#define FAKE_GPIO_H

/* In place of the library's. */
#define K210_LIB_SYS_H

#include <errno.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <stdint.h>

int sys_ioctl(int fd, unsigned long request, void *argument);

#define FAKE_LINES 200

struct fake_line {
	int fd;		/* of its request, or 0 */
	bool out;	/* its direction */
	bool level;	/* at the pad */
	uint64_t flags; /* while it is requested */
	uint32_t debounce_us;
	uint32_t seq;
};

extern struct fake_line fake_lines[FAKE_LINES];

/* The how-manieth request of those that change something fails; 0 for none. */
extern int fake_fails;

/* Called once, as another thread, before the next request or change of one. */
extern void (*fake_meanwhile)(void);

/* Closed descriptors are noticed. Return: how many requests there are. */
int fake_requests(void);

/* An event of a line; @lost of them before it were dropped. */
void fake_event(unsigned int line, uint64_t time_ns, uint32_t lost);

#endif
