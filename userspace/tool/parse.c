// SPDX-License-Identifier: MIT
#include <inttypes.h>
#include <string.h>

#include "k210gpio/board.h"
#include "parse.h"
#include "print.h"
#include "tool.h"

bool parse_digits(const char *text, const char **end, uint64_t *number)
{
	const char *s = text;

	*number = 0;
	for (; *s >= '0' && *s <= '9'; s++) {
		unsigned int digit = *s - '0';

		if (*number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	*end = s;
	return s != text;
}

uint64_t parse_number(const char *text, uint64_t least, uint64_t most,
		      const char *what)
{
	uint64_t number;
	const char *end;

	if (!parse_digits(text, &end, &number) || *end || number < least ||
	    number > most)
		tool_fail_usage("%s: '%s' isn't a number from %" PRIu64
				" to %" PRIu64,
				what, text, least, most);
	return number;
}

bool parse_period_of(const char *text, const char **end, uint64_t *us)
{
	static const struct {
		char name[3];
		uint32_t us;
	} units[] = {
		{ "", 1000 },	  { "us", 1 },	     { "ms", 1000 },
		{ "s", 1000000 }, { "m", 60000000 },
	};
	const uint64_t most = UINT64_C(365) * 24 * 60 * 60 * 1000000;
	uint64_t number;

	if (!parse_digits(text, &text, &number))
		return false;
	*end = text + strcspn(text, ",");
	for (unsigned int i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t length = strlen(units[i].name);

		if (length != (size_t)(*end - text) ||
		    strncmp(text, units[i].name, length))
			continue;
		*us = number * units[i].us;
		return number <= most / units[i].us;
	}
	return false;
}

uint64_t parse_period(const char *text, const char *what)
{
	const char *end;
	uint64_t us;

	if (!parse_period_of(text, &end, &us) || *end)
		tool_fail_usage(
			"%s: '%s' isn't a period, as 10us, 20ms, 1s or 1m",
			what, text);
	return us;
}

int parse_value(const char *text)
{
	static const char *const words[] = { "0",   "1",  "inactive", "active",
					     "off", "on", "false",    "true" };

	for (unsigned int i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(text, words[i]))
			return i % 2;
	return -1;
}

int parse_word(const char *text, const char *const words[], const char *what)
{
	char all[160] = "";

	for (int i = 0; words[i]; i++)
		if (!strcmp(text, words[i]))
			return i;
	for (int i = 0; words[i]; i++) {
		size_t used = strlen(all);

		tool_format(all + used, sizeof(all) - used, "%s%s",
			    i ? ", " : "", words[i]);
	}
	tool_fail_usage("%s: '%s' isn't one of %s", what, text, all);
}

char *parse_names(struct names *names)
{
	char name[64];

	for (;;) {
		const char *before = names->list;
		int found;

		if (!before) {
			if (!names->count)
				return NULL;
			names->count--;
			names->list = *names->arguments++;
			names->state = 0;
			continue;
		}
		found = k210_names_next(&names->list, &names->state, name,
					sizeof(name));
		if (found < 0)
			tool_fail_call(found, before);
		if (found)
			return strcpy(tool_allocate(1, strlen(name) + 1), name);
		if (!names->state)
			tool_fail_usage("'%s': a name is missing", before);
		names->list = NULL;
	}
}
