/* SPDX-License-Identifier: MIT */
/* Our words for a line's settings, and those of linux/gpio.h. */
#ifndef K210_LIB_FLAGS_H
#define K210_LIB_FLAGS_H

#include <stdint.h>

/* A line's settings, in our words; 0 for what isn't said. */
struct line_words {
	uint8_t mode;	    /* enum k210_mode, of lines */
	uint8_t pull;	    /* enum k210_pull */
	uint8_t active_low; /* enum k210_switch */
	uint8_t clock;	    /* enum k210_clock */
	uint32_t trigger;   /* K210_RISING, K210_FALLING */
};

/*
 * k210_flags_of() - GPIO_V2_LINE_FLAG_*.
 * @flags: filled
 *
 * Return: 0, -EINVAL for what isn't one of our words.
 */
int k210_flags_of(const struct line_words *words, uint64_t *flags);

/* k210_flags_make() - the same of words that are known to be ours. */
uint64_t k210_flags_make(const struct line_words *words);

/* k210_flags_read() - the way back; all fields are said but the pull. */
void k210_flags_read(uint64_t flags, struct line_words *words);

#endif
