// SPDX-License-Identifier: MIT
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "bridge.h"
#include "chip.h"
#include "error.h"
#include "func-ids.h"
#include "place.h"

void k210_place_of_line(struct k210_place *place)
{
	static const uint8_t firsts[] = { FUNC_GPIOHS0, FUNC_GPIO0 };

	for (int i = 0; i < 2; i++) {
		int number = firsts[i] + place->line;
		struct k210_fpioa_function function = { .function = number };

		if (number > FUNC_GPIO7 ||
		    k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function) ||
		    (int)function.line != place->line ||
		    strcmp(function.chip, place->chip))
			continue;
		place->func = number;
		if (function.pad != K210_FPIOA_NO_PAD)
			place->pad = function.pad;
		return;
	}
}

static int take_line(struct k210_chip *chip, unsigned int line,
		     struct k210_place *place)
{
	struct k210_line_info info = { .size = sizeof(info) };
	int error = k210_line_info(chip, line, &info);

	if (error)
		return error;
	place->line = line;
	strcpy(place->name, info.name);
	strcpy(place->chip, k210_chip_name(chip));
	k210_place_of_line(place);
	return 0;
}

/* Return: -1 for what is no number that a line could have. */
static int read_offset(const char *digits)
{
	uint32_t offset;

	if (!k210_is_number(digits, &offset) || (*digits == '0' && digits[1]) ||
	    offset > INT_MAX)
		return -1;
	return offset;
}

/* "gpiochip1:3". Return: 1 if it isn't such a name. */
static int find_offset(const char *name, struct k210_place *place)
{
	const char *colon = strrchr(name, ':');
	char id[128]; /* may be a path */
	struct k210_chip *chip;
	size_t length = colon ? (size_t)(colon - name) : sizeof(id);
	int error, offset;

	if (length >= sizeof(id))
		return 1;
	offset = read_offset(colon + 1);
	if (offset < 0)
		return 1;
	memcpy(id, name, length);
	id[length] = '\0';
	error = k210_chip_open(&chip, id);
	if (error == -ENOENT)
		return 1;
	if (error)
		return error;
	if (offset < k210_chip_lines(chip))
		error = take_line(chip, offset, place);
	else
		error = k210_fail(-ENOENT, "'%s': %s has lines 0 to %d", name,
				  k210_chip_name(chip),
				  k210_chip_lines(chip) - 1);
	k210_chip_close(chip);
	return error;
}

int k210_place_find_line(const char *name, struct k210_place *place)
{
	struct k210_chip *chip;
	int error = *name == '@' ? 1 : find_offset(name, place);
	int line;

	if (error <= 0)
		return error;
	line = k210_line_find(&chip, *name == '@' ? name + 1 : name);
	if (line == -ENOENT && *name == '@')
		return k210_fail(line, "no line is called '%s'", name + 1);
	if (line == -ENOENT)
		return k210_fail(
			line,
			"nothing is called '%s': neither a board's pad, nor IO0 to IO47, a function, a line",
			name);
	if (line < 0)
		return line;
	error = take_line(chip, line, place);
	k210_chip_close(chip);
	return error;
}
