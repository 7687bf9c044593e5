/* SPDX-License-Identifier: MIT */
/* Pins in arguments, for commands that drive them. */
#ifndef K210_TOOL_PINS_H
#define K210_TOOL_PINS_H

#include <stdbool.h>

#include "k210gpio/pin.h"

struct pin {
	struct k210_pin *handle;
	const char *name;
	int mode;  /* before: enum k210_mode */
	int level; /* before */
};

struct pins {
	struct pin *all;
	int count;
	bool force; /* those too that the board keeps */
};

/* pins_add() - those of arguments, lists as "IO8-11,LED_R". */
void pins_add(struct pins *pins, int argc, char **argv);

/*
 * pins_open() - open all as they are; none if one of them can't be, which ends
 * the program.
 */
void pins_open(struct pins *pins);

/* In place of a level: the one that each had before, and the other. */
#define PINS_BEFORE 2
#define PINS_OTHER 3

/*
 * pins_set() - drive all; the first call makes outputs of them. What can't be
 * done ends the program, as pins_close() does it.
 */
void pins_set(struct pins *pins, int level);

/*
 * pins_close() - what was an input is one again, and pads without a line are
 * what they were. Outputs stay as they are driven.
 *
 * Return: enum status; why something isn't has been said.
 */
int pins_close(struct pins *pins);

/* pins_wait() - until a time; short ones on the spot. Return: as stop_wait(). */
int pins_wait(unsigned long long until);

/* The option for that. */
/* clang-format off */
#define PINS_FORCE { "force", no_argument, NULL, 'f' }
#define PINS_FORCE_HELP                                                      \
	"  -f, --force           pins too that the board keeps for what is " \
	"soldered on\n"
/* clang-format on */

#endif
