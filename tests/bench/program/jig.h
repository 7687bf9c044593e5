/* SPDX-License-Identifier: MIT */
/* The jig, which drives pads and sees them. */
#ifndef JIG_H
#define JIG_H

#include <stddef.h>

/* It ends the program where the jig refuses. */
__attribute__((format(printf, 3, 4))) void jig_ask(char *answer, size_t size,
						   const char *request, ...);

/*
 * Changes a pad so often, and leaves the kernel the time to see it. From the
 * first on it is driven, until jig_leave().
 */
void jig_edges(int pad, int num);
void jig_leave(int pad);

/* 0 or 1; -1 where nothing drives it */
int jig_level(int pad);

#endif
