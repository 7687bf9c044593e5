/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The K210's blocks of lines, bound as chips that are as somebody wants them. */
#ifndef BLOCK_H
#define BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#define BLOCK_LINES 32
#define BLOCK_NAME 64

struct block;

struct block_hog {
	const char *name; /* or NULL: there is none */
	const char *how;  /* the hog's property for it */
};

/* What a chip is to be. */
struct block_wish {
	size_t lines;
	const char *names[BLOCK_LINES]; /* or NULL */
	struct block_hog hogs[BLOCK_LINES];
};

/*
 * Binds a block that nobody else here has: the one that the environment's
 * GPIOSIM_BLOCK names, or where that is taken, another. NULL and errno where it
 * fails; where the block can't be what is wished, a comment on stdout says why.
 */
struct block *block_bind(const struct block_wish *wish);

/* Lines are inputs again, and the chip is gone. 0, or -1 and errno. */
int block_unbind(struct block *block);

/* The device, and "gpiochipN" while it is bound. */
const char *block_device(const struct block *block);
const char *block_chip(const struct block *block);

/* That somebody has the line as an output that is never let go. */
bool block_drives(const struct block *block, unsigned int line);

/* The pad of a line. */
unsigned int block_pad(const struct block *block, unsigned int line);

#endif
