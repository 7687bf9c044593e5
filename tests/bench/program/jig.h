/* SPDX-License-Identifier: MIT */
/* The jig, which drives pads and sees them. */
#ifndef JIG_H
#define JIG_H

#include <stddef.h>
#include <stdint.h>

/* It ends the program where the jig refuses. */
__attribute__((format(printf, 3, 4))) void jig_ask(char *answer, size_t size,
						   const char *request, ...);

/* From then on the pad is driven, until jig_leave(). */
void jig_drive(int pad, int level);

/* The same so much later; jig_done() waits for the first that is due. */
void jig_drive_after(int ns, int pad, int level);

/* High, and low that much after: two of them. */
void jig_pulse_after(int ns, int pad, int length);

/* Return: when that was, in ns of virtual time. */
uint64_t jig_done(void);

/*
 * Changes a pad so often, and leaves the kernel the time to see it. From the
 * first on it is driven, until jig_leave().
 */
void jig_edges(int pad, int num);
void jig_leave(int pad);

/* 0 or 1; -1 where nothing drives it */
int jig_level(int pad);

#endif
