/* SPDX-License-Identifier: MIT */
/* What arguments say. Each ends the program if they say nothing sensible. */
#ifndef K210_TOOL_PARSE_H
#define K210_TOOL_PARSE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * parse_digits() - a decimal number, and nothing but digits.
 * @end: where it ends
 *
 * Return: false if there is none, or one of more than 64 bits.
 */
bool parse_digits(const char *text, const char **end, uint64_t *number);

/*
 * parse_number() - a number from @least to @most.
 * @what: whose it is: "--count"
 */
uint64_t parse_number(const char *text, uint64_t least, uint64_t most,
		      const char *what);

/*
 * parse_period() - "10us", "20", "20ms", "1s", "1m" (minutes).
 *
 * Return: microseconds, at most a year's.
 */
uint64_t parse_period(const char *text, const char *what);

/*
 * parse_period_of() - the same, which may end with a comma. Return: false if it is
 * none.
 */
bool parse_period_of(const char *text, const char **end, uint64_t *us);

/*
 * parse_value() - 1, on, active, true; 0, off, inactive, false.
 *
 * Return: 0 or 1, -1 if it is none of these.
 */
int parse_value(const char *text);

/*
 * parse_word() - which of @words, a list that ends with NULL.
 *
 * Return: its index.
 */
int parse_word(const char *text, const char *const words[], const char *what);

/* Arguments that are lists and ranges of names: "IO8-11,LED_R". */
struct names {
	int count; /* of arguments that are left */
	char *const *arguments;
	const char *list; /* in which one is read; begins as NULL */
	uint32_t state;	  /* of k210_names_next() */
};

/*
 * parse_names() - the next name. An argument without one is wrong usage.
 *
 * Return: the name, allocated; NULL after all.
 */
char *parse_names(struct names *names);

#endif
