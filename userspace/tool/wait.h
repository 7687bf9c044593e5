/* SPDX-License-Identifier: MIT */
/* Waiting, so that a signal ends the program, but a JSON document first. */
#ifndef K210_TOOL_WAIT_H
#define K210_TOOL_WAIT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#define WAIT_FOREVER UINT64_MAX

/*
 * wait_for() - poll.
 *
 * Return: how many are ready, 0 after the time.
 */
int wait_for(struct pollfd *polls, size_t count, uint64_t us);

#endif
