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

/* k210_place_of_line() - the function and pad of a chip's line, if any. */
void k210_place_of_line(struct k210_place *place);

#endif
