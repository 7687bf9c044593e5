/* SPDX-License-Identifier: MIT */
/* The chips that the program uses: one handle of each. */
#ifndef K210_TOOL_CHIPS_H
#define K210_TOOL_CHIPS_H

#include <stddef.h>

struct k210_chip;

/* chips_open() - a chip, by all that k210_chip_open() knows; or the end. */
struct k210_chip *chips_open(const char *id);

/*
 * chips_all() - all there are, in the order of their numbers.
 * @id: NULL, or the only one
 *
 * Return: how many.
 */
size_t chips_all(const char *id, struct k210_chip ***chips);

#endif
