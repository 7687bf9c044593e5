/* SPDX-License-Identifier: MIT */
/* The request of one line, as pins have it. */
#ifndef K210_LIB_REQUEST_H
#define K210_LIB_REQUEST_H

#include <stdint.h>

#include "flags.h"

/* ENOTSUPP, which has no name outside of the kernel. */
#define KERNEL_ENOTSUPP 524

/* What the line is to be. */
struct request {
	struct line_words words;
	uint32_t debounce_us; /* 0 for none */
	uint32_t value;	      /* of an output, 0 or 1 */
};

/*
 * k210_request_line() - take a line of a chip.
 * @chip: the chip's descriptor
 * @events: how many the kernel keeps, 0 for its default
 *
 * Return: the request's descriptor; sentences are set.
 */
int k210_request_line(int chip, unsigned int line, const struct request *what,
		      uint32_t events, const char *name, const char *consumer);

/* k210_request_configure() - change it in place; its mode must be said. */
int k210_request_configure(int fd, const struct request *what,
			   const char *name);

/* k210_consumer() - @consumer, or the program's name. */
const char *k210_consumer(const char *consumer);

#endif
