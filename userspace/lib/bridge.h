/* SPDX-License-Identifier: MIT */
/* /dev/k210-fpioa, of which the process has one descriptor. */
#ifndef K210_LIB_BRIDGE_H
#define K210_LIB_BRIDGE_H

#include <linux/k210-fpioa.h>

/*
 * k210_bridge_ask() - one of its requests. It is opened by the first, and again
 * where the driver was bound anew meanwhile.
 *
 * Return: negative errno; k210_errmsg() tells of those that aren't the
 * request's own: that it can't be opened.
 */
int k210_bridge_ask(unsigned long request, void *argument);

/* k210_bridge_open() - a descriptor of the caller's own, that doesn't wait. */
int k210_bridge_open(void);

#endif
