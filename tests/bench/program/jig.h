/* SPDX-License-Identifier: MIT */
/*
 * The jig, which drives pads and sees them. What it refuses ends the program.
 */
#ifndef JIG_H
#define JIG_H

#include <stdint.h>

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

/* jig_edges() of EVENT_PAD: one, and EVENTS. */
void jig_one_edge(void);
void jig_many_edges(void);

void jig_leave(int pad);

/* 0 or 1; -1 where nothing drives it */
int jig_level(int pad);

#endif
