// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "error.h"
#include "k210gpio/board.h"

/* No number of more digits is read, so that none overflows. */
#define MAX_DIGITS 9
/* No range gives more names. */
#define MAX_RANGE 4096

/* Of *state: a name was given before; the rest: of this range. */
#define GIVEN (1U << 31)

/* "IO8-11": what goes before the numbers, and these. */
struct range {
	size_t prefix;
	uint32_t first;
	uint32_t last;
};

static int is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* No number that is read. */
#define NO_NUMBER UINT32_MAX

/* The number that ends at @end. Return: where it starts; @end if none is. */
static const char *read_number(const char *item, const char *end,
			       uint32_t *number)
{
	const char *digit = end;
	uint32_t unit = 1;

	*number = 0;
	for (; digit > item && is_digit(digit[-1]); unit *= 10)
		*number += (*--digit - '0') * unit;
	if (end - digit > MAX_DIGITS || (*digit == '0' && end - digit > 1))
		*number = NO_NUMBER;
	return digit;
}

/*
 * Return: 1 if it is one, 0 if it isn't. What starts with '@' never is, so that
 * any line has a name; and "1-2-3" isn't, since it could be two.
 */
static int read_range(const char *item, size_t length, struct range *range)
{
	const char *end = item + length;
	const char *last = read_number(item, end, &range->last);
	const char *first, *dash;

	if (*item == '@' || last == end || last == item || last[-1] != '-')
		return 0;
	dash = last - 1;
	first = read_number(item, dash, &range->first);
	if (first == dash ||
	    (first - item > 1 && first[-1] == '-' && is_digit(first[-2])))
		return 0;
	if (range->first == NO_NUMBER || range->last == NO_NUMBER)
		return k210_fail(
			-EINVAL,
			"a range's numbers have up to %d digits, and no 0 in front",
			MAX_DIGITS);
	if (range->last - range->first + MAX_RANGE - 1 > 2 * (MAX_RANGE - 1))
		return k210_fail(-EINVAL, "a range is of up to %d names",
				 MAX_RANGE);
	range->prefix = first - item;
	return 1;
}

/* Moves to the next name. Return: 1, 0 at the end. */
static int skip(const char **list, int given)
{
	const char *c = *list;
	int comma = 0;

	for (; is_blank(*c) || (*c == ',' && given && !comma); c++)
		comma |= *c == ',';
	if (*c == ',' || (!*c && comma))
		return k210_fail(-EINVAL,
				 "a name is missing at a comma of '%s'", *list);
	*list = c;
	return *c != '\0';
}

K210_API int k210_names_next(const char **list, uint32_t *state, char *name,
			     size_t size)
{
	struct range range = { 0 };
	uint32_t index;
	const char *item;
	size_t length;
	int found;

	k210_silence();
	if (!list || !*list || !state || !name)
		return k210_fail(-EINVAL,
				 "a list and a buffer are needed, not NULL");
	item = *list;
	index = *state & ~GIVEN;
	if (!index) {
		found = skip(&item, !!*state);
		if (found <= 0)
			return found;
	}
	for (length = 0;
	     item[length] && item[length] != ',' && !is_blank(item[length]);)
		length++;
	found = read_range(item, length, &range);
	if (found < 0)
		return found;

	uint32_t count = 1;

	if (!found) {
		range.prefix = length;
	} else if (range.last > range.first) {
		count += range.last - range.first;
		range.first += index;
	} else {
		count += range.first - range.last;
		range.first -= index;
	}
	if (index >= count)
		return k210_fail(-EINVAL, "the list was changed meanwhile");

	char number[12] = "";

	if (found)
		k210_format(number, sizeof(number), "%u", range.first);
	if (range.prefix + strlen(number) >= size)
		return k210_fail(-ENAMETOOLONG,
				 "a name has more than %u characters",
				 (unsigned int)(size ? size - 1 : 0));
	memcpy(name, item, range.prefix);
	strcpy(name + range.prefix, number);
	if (++index == count) {
		item += length;
		index = 0;
	}
	*list = item;
	*state = GIVEN | index;
	return 1;
}
