// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chips.h"
#include "k210gpio.h"
#include "parse.h"
#include "select.h"
#include "tool.h"

bool select_option(struct select *select, int option)
{
	switch (option) {
	case 'c':
		select->chip = optarg;
		return true;
	case 's':
		select->strict = true;
		return true;
	case SELECT_BY_NAME:
		select->by_name = true;
		return true;
	}
	return false;
}

static char *copy(const char *text)
{
	return strcpy(tool_allocate(1, strlen(text) + 1), text);
}

static bool same(const struct item *a, const struct item *b)
{
	if (!a->chip || !b->chip)
		return !a->chip && !b->chip && a->line == b->line;
	return a->chip == b->chip && a->line == b->line;
}

static bool add(struct items *items, struct item item, const char *name,
		const char *label)
{
	item.name = copy(name);
	item.label = label ? copy(label) : item.name;
	for (size_t i = 0; i < items->count; i++) {
		if (same(&items->all[i], &item)) {
			tool_complain("'%s' and '%s' are the same line",
				      items->all[i].name, name);
			return false;
		}
	}
	items->all =
		realloc(items->all, (items->count + 1) * sizeof(items->all[0]));
	if (!items->all)
		tool_fail("no memory for so many lines");
	items->all[items->count++] = item;
	return true;
}

/* What a search comes to; a bad one has been complained of. */
enum found { NOTHING, FOUND, BAD };

static enum found is(bool good)
{
	return good ? FOUND : BAD;
}

static void info_of(struct k210_chip *chip, unsigned int line,
		    struct k210_line_info *info)
{
	int error;

	*info = (struct k210_line_info){ .size = sizeof(*info) };
	error = k210_line_info(chip, line, info);
	if (error)
		tool_fail_call(error, k210_chip_name(chip));
}

static enum found find_offset(struct items *items, const struct select *select,
			      const char *name)
{
	struct k210_line_info info;
	uint64_t number;
	const char *end;

	if (!select->chip || select->by_name ||
	    !parse_digits(name, &end, &number) || *end)
		return NOTHING;

	struct k210_chip *chip = chips_open(select->chip);

	if (number >= (unsigned int)k210_chip_lines(chip)) {
		tool_complain("%s: its lines are 0 to %d, there is no %s",
			      select->chip, k210_chip_lines(chip) - 1, name);
		return BAD;
	}
	info_of(chip, number, &info);
	return is(add(items, (struct item){ .chip = chip, .line = number },
		      name, info.name));
}

/* By the kernel's names: the first that has it, or with --strict the only. */
static enum found find_named(struct items *items, const struct select *select,
			     const char *name)
{
	struct k210_chip **chips;
	size_t count = chips_all(select->chip, &chips);
	enum found found = NOTHING;

	for (size_t i = 0; i < count; i++) {
		int lines = k210_chip_lines(chips[i]);

		for (int line = 0; *name && line < lines; line++) {
			struct k210_line_info info;

			info_of(chips[i], line, &info);
			if (strcmp(info.name, name))
				continue;
			if (found) {
				tool_complain(
					"'%s' is the name of several lines",
					name);
				found = BAD;
			}
			struct item item = { .chip = chips[i], .line = line };

			if (!add(items, item, name, name))
				return BAD;
			if (!select->strict)
				return FOUND;
			if (!found)
				found = FOUND;
		}
	}
	return found;
}

bool select_line_on(int pad, struct item *item)
{
	struct k210_place place = { .size = sizeof(place) };
	int number = k210_fpioa_func_of(pad);
	const struct k210_func *func = number < 0 ? NULL : k210_func(number);

	if (!func || func->line < 0 || k210_place_find(func->name, &place) ||
	    place.line < 0 || !*place.chip)
		return false;
	item->chip = chips_open(place.chip);
	item->line = place.line;
	return true;
}

/* A place's line, or its pad, whichever there is. */
static struct item item_of(const struct k210_place *place, const char *name)
{
	struct item item = {
		.line = place->pad,
		.kept = place->pad < 0 ? NULL : k210_board_reserved(place->pad),
	};

	/* A function that is named with the pad needn't be on it yet. */
	if (strchr(name, '='))
		return item;
	if (place->line >= 0 && *place->chip) {
		item.chip = chips_open(place->chip);
		item.line = place->line;
	} else if (place->pad >= 0) {
		select_line_on(place->pad, &item);
	}
	return item;
}

static enum found find_place(struct items *items, const struct select *select,
			     const char *name)
{
	struct k210_place place = { .size = sizeof(place) };
	int error = k210_place_find(name, &place);
	struct item item;

	if (error == -ENOENT)
		return NOTHING;
	if (error) {
		tool_complain_call(error, NULL);
		return BAD;
	}
	item = item_of(&place, name);
	if (select->chip && item.chip != chips_open(select->chip))
		return NOTHING;
	if (item.chip)
		return is(add(items, item, name, NULL));
	if (place.pad < 0)
		return NOTHING;
	if (select->lines_only) {
		tool_complain(
			"%s: IO%d carries no GPIO line now: k210gpio func IO%d=GPIOHSn has it carry one",
			name, place.pad, place.pad);
		return BAD;
	}
	return is(add(items, item, name, NULL));
}

static enum found find(struct items *items, const struct select *select,
		       const char *name)
{
	enum found found = find_offset(items, select, name);

	if (!found)
		found = find_named(items, select, name);
	if (!found)
		found = find_place(items, select, name);
	return found;
}

bool select_add(struct items *items, const struct select *select,
		char *argument)
{
	enum found found = find(items, select, argument);
	struct names names = { .count = 1, .arguments = &argument };
	bool good = true;
	char *name;

	if (found)
		return found == FOUND;
	/* Names with commas, spaces and hyphens have been looked for by now. */
	if (!strpbrk(argument, " ,-") || *argument == '-') {
		tool_complain("nothing is called '%s'", argument);
		return false;
	}
	while ((name = parse_names(&names))) {
		found = find(items, select, name);
		if (!found)
			tool_complain("nothing is called '%s'", name);
		good &= found == FOUND;
		free(name);
	}
	return good;
}

void select_all(struct items *items, const struct select *select, int argc,
		char **argv)
{
	bool good = true;

	if (select->chip)
		chips_open(select->chip);
	for (int i = 0; i < argc; i++)
		good &= select_add(items, select, argv[i]);
	if (!good)
		tool_finish(STATUS_FAILED);
}
