/* SPDX-License-Identifier: MIT */
/* What a name stands for, in parts. */
#ifndef K210_LIB_PLACE_H
#define K210_LIB_PLACE_H

#include "k210gpio/board.h"

/*
 * k210_place_find_line() - of "gpiochip1:3", "@reset" and "reset".
 *
 * Return: 0; -ENOENT if nothing is called so, -ENOTUNIQ if several lines are.
 */
int k210_place_find_line(const char *name, struct k210_place *place);

/*
 * k210_place_by_name() - as k210_place_find(); all of @place but its size.
 * @find_line: k210_place_find_line(); NULL to do without it, and without all
 *	that it needs of chips
 */
int k210_place_by_name(const char *name, struct k210_place *place,
		       int (*find_line)(const char *, struct k210_place *));

/* k210_place_of_line() - the function and pad of a chip's line, if any. */
void k210_place_of_line(struct k210_place *place);

#endif
