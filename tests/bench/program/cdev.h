/* SPDX-License-Identifier: MIT */
/* Lines by the kernel's own interface, with no library. */
#ifndef CDEV_H
#define CDEV_H

#include <stdint.h>

/* The descriptor of the chip that is called so; @path: filled, or NULL. */
int cdev_chip(const char *label, char path[32]);

/*
 * Lines 0 to @num - 1, or @line alone if @num is 1: a descriptor.
 * @flags: of <linux/gpio.h>
 */
int cdev_request(const char *label, int line, int num, uint64_t flags,
		 int events);

/* Makes a line drive low, which it goes on with. */
void cdev_lower(const char *label, int line);

#endif
