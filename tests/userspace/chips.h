/* SPDX-License-Identifier: MIT */
/* The chips on the tree of routed.py, for cases of lines. */
#ifndef CHIPS_H
#define CHIPS_H

#include <k210gpio.h>
#include <stdint.h>

/* Which pad carries a line. */
#define PAD_OF_GPIOHS(line) (16 + (line))
#define PAD_OF_GPIO(line) (8 + (line))

#define LINE(offset, ...)                                               \
	{                                                               \
		.size = sizeof(struct k210_line_cfg), .line = (offset), \
		__VA_ARGS__                                             \
	}

/* "gpiohs" or "gpio"; open until the case ends. */
struct k210_chip *chip_called(const char *id);

/* Requested from a chip called so, or the case has failed. */
struct k210_lines *lines_of(const char *id, const struct k210_line_cfg *cfg,
			    size_t num);

/* What the kernel says of a line. */
struct k210_line_info info_of(const char *id, unsigned int line);

/* Lines taken without the library; the descriptor. */
int take_lines(const char *id, const unsigned int *offsets, int num,
	       uint64_t flags, const char *consumer);

#endif
