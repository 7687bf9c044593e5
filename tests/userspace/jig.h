/* SPDX-License-Identifier: MIT */
/*
 * The jig, of a case in C: hands and eyes at the pads. A request that it
 * refuses fails the case. What a case drives, pulls and wires is undone.
 */
#ifndef JIG_H
#define JIG_H

#include <stdint.h>

/* Nothing drives it. */
#define JIG_Z (-1)

/* The answer, until the next request. */
__attribute__((format(printf, 1, 2))) const char *jig_ask(const char *request,
							  ...);

/* @level: 0, 1 or JIG_Z */
void jig_drive(int pad, int level);
/* @pull: "up", "down" or "none" */
void jig_pull(int pad, const char *pull);
void jig_wire(int pad, int other);
/* 0, 1 or JIG_Z */
int jig_level(int pad);
/* The function that is routed to it: "GPIOHS0" */
const char *jig_function(int pad);
/* A number of the answer to `pad`: "pu", "oe" ... */
int jig_field(int pad, const char *field);
/* The virtual time */
uint64_t jig_now(void);

/* Takes note of all pads. */
void jig_remember(void);
/* What isn't as it was then, as text; NULL if nothing. Levels don't count. */
const char *jig_changed(void);

#define CHECK_LEVEL(pad, wanted) CHECK_INT(jig_level(pad), wanted)
#define CHECK_UNCHANGED()                                        \
	do {                                                     \
		const char *changed_ = jig_changed();            \
		if (changed_)                                    \
			FAIL("a pad was changed: %s", changed_); \
	} while (0)

struct jig_edge {
	int pad;
	int level;
	uint64_t ns;
};

/* From now on, its edges are kept. */
void jig_watch(int pad);
/* Those since the last time, at most @max of them. Return: how many there were. */
int jig_edges(struct jig_edge *edges, int max);

/* A request for later: after @ns. */
__attribute__((format(printf, 2, 3))) void jig_at(uint64_t ns,
						  const char *request, ...);
/* Waits until @count of those were done, since the last time. */
void jig_await(int count);

#endif
