/* SPDX-License-Identifier: MIT */
/*
 * Which lines and pads arguments mean: as libgpiod has it first, then by our
 * names, then as lists and ranges of these. A pad that carries no line is an item
 * without a chip, whose line is the pad's number.
 */
#ifndef K210_TOOL_SELECT_H
#define K210_TOOL_SELECT_H

#include <stdbool.h>
#include <stddef.h>

struct k210_chip;

struct item {
	char *name;		/* as it was given */
	const char *label;	/* what events call it; "" for its offset */
	struct k210_chip *chip; /* NULL of a pad that carries no line */
	unsigned int line;
	/* For what the board keeps the pad, if it is one of our names; or NULL. */
	const char *kept;
};

struct items {
	struct item *all;
	size_t count;
};

struct select {
	const char *chip; /* or NULL: all */
	bool by_name;	  /* no name is an offset */
	bool strict;	  /* no name may be that of two lines */
	bool lines_only;  /* pads that carry no line won't do */
};

/* Their options, in each command's table; select_option() takes them. */
#define SELECT_BY_NAME 1001
#define SELECT_LETTERS "c:s"
/* clang-format off */
#define SELECT_OPTIONS                                  \
	{ "by-name", no_argument, NULL, SELECT_BY_NAME },\
	{ "chip", required_argument, NULL, 'c' },       \
	{ "strict", no_argument, NULL, 's' }
#define SELECT_HELP                                                         \
	"      --by-name         take numbers for names, with -c too\n"         \
	"  -c, --chip CHIP       look at one chip alone: its number, name, "    \
	"path,\n"                                                               \
	"                        label, gpiohs or gpio; lines may be offsets\n" \
	"  -s, --strict          fail if a name is that of several lines\n"
/* clang-format on */

/* Return: false if it is another option. */
bool select_option(struct select *select, int option);

/*
 * select_add() - what one argument means.
 *
 * Return: false if it means nothing, which tool_complain() was told.
 */
bool select_add(struct items *items, const struct select *select,
		char *argument);

/* select_line_on() - the line that a pad carries. Return: false if none. */
bool select_line_on(int pad, struct item *item);

/* select_all() - the same for many; the program ends if one means nothing. */
void select_all(struct items *items, const struct select *select, int argc,
		char **argv);

#endif
