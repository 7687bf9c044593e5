/* SPDX-License-Identifier: MIT */
/* What k210gpio doctor finds, in several files. */
#ifndef K210_TOOL_DOCTOR_H
#define K210_TOOL_DOCTOR_H

enum severity {
	NOTE,	 /* good to know; nothing is wrong */
	WARNING, /* it may not work as one thinks */
	ERROR,	 /* something can't work */
};

/*
 * doctor_find() - tell of something.
 * @fix: what to do; NULL if @format says enough
 * @format: what it is
 */
__attribute__((format(printf, 3, 4))) void
doctor_find(enum severity severity, const char *fix, const char *format, ...);

/* doctor_drivers() - are ours there and bound? */
void doctor_drivers(void);

/* doctor_bridge() - can pads be asked for? Return: whether they can. */
int doctor_bridge(void);

/* doctor_chips() - can lines? */
void doctor_chips(void);

/* doctor_board() - is the board known? */
void doctor_board(void);

/* doctor_pads() - what is strange about each pad; doctor_bridge() was true. */
void doctor_pads(void);

#endif
