// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "board.h"
#include "bridge.h"
#include "error.h"
#include "pad-name.h"
#include "place.h"
#include "sized.h"

/* Functions that are lines: 32 of GPIOHS, then 8 of GPIO. */
#define GPIOHS0 24
#define GPIO0 56
#define GPIO7 63

static int ask_function(int number, struct k210_fpioa_function *function)
{
	memset(function, 0, sizeof(*function));
	function->function = number;
	return k210_bridge_ask(K210_FPIOA_GET_FUNCTION, function);
}

static int ask_name(const char *name, struct k210_fpioa_function *function)
{
	memset(function, 0, sizeof(*function));
	if (strlen(name) >= sizeof(function->name))
		return -ENOENT;
	function->flags = K210_FPIOA_BY_NAME;
	strcpy(function->name, name);
	return k210_bridge_ask(K210_FPIOA_GET_FUNCTION, function);
}

/* "LED_R", "IO13", "13". Return: 1 if it is a pad's name. */
static int find_pad(const char *name, struct k210_place *place)
{
	int pad = k210_board_find(name);

	if (pad >= 0)
		strcpy(place->name, name);
	else if (pad == -ENOENT)
		pad = k210_pad_number(name);
	else
		return pad;
	place->pad = pad;
	return pad >= 0;
}

/* "IO13=GPIOHS3" */
static int find_pair(const char *name, const char *wanted,
		     struct k210_place *place)
{
	struct k210_fpioa_function function;
	char pad[K210_NAME_SIZE];
	size_t length = wanted - name;
	int error = 0;

	if (length < sizeof(pad)) {
		memcpy(pad, name, length);
		pad[length] = '\0';
		error = find_pad(pad, place);
	}
	if (error < 0)
		return error;
	if (!error)
		return k210_fail(-ENOENT, "'%s': before the '=' is no pad",
				 name);
	error = ask_name(wanted + 1, &function);
	if (error == -ENOENT)
		return k210_fail(error, "there is no function '%s'",
				 wanted + 1);
	place->func = function.function;
	return error;
}

/* "GPIOHS3". Return: 1 if it is a function's name. */
static int find_function(const char *name, struct k210_place *place)
{
	struct k210_fpioa_function function;
	int error = ask_name(name, &function);

	/* Without a bridge there are lines all the same. */
	if (error)
		return 0;
	place->func = function.function;
	if (*function.chip) {
		place->line = function.line;
		strcpy(place->chip, function.chip);
	}
	if (function.pad != K210_FPIOA_NO_PAD)
		place->pad = function.pad;
	return 1;
}

/* A line that is of the FPIOA's has a function, and maybe a pad. */
void k210_place_of_line(struct k210_place *place)
{
	static const uint8_t firsts[] = { GPIOHS0, GPIO0 };
	struct k210_fpioa_function function;

	for (int i = 0; i < 2; i++) {
		int number = firsts[i] + place->line;

		if (number > GPIO7 || ask_function(number, &function) ||
		    (int)function.line != place->line ||
		    strcmp(function.chip, place->chip))
			continue;
		place->func = number;
		if (function.pad != K210_FPIOA_NO_PAD)
			place->pad = function.pad;
	}
}

static int find_place(const char *name, struct k210_place *place)
{
	const char *wanted = strchr(name, '=');
	int found;

	if (wanted)
		return find_pair(name, wanted, place);
	found = find_pad(name, place);
	if (found)
		return found < 0 ? found : 0;
	if (!name[*name == '@'])
		return k210_fail(-ENOENT, "the name is empty");
	if (find_function(name, place))
		return 0;
	return k210_place_find_line(name, place);
}

K210_API int k210_place_find(const char *name, struct k210_place *place)
{
	struct k210_place found = {
		.size = sizeof(found),
		.pad = -1,
		.func = -1,
		.line = -1,
	};
	int error;

	k210_silence();
	if (!name)
		return k210_fail(-EINVAL, "a name is needed, not NULL");
	error = find_place(name, &found);
	if (error)
		return error;
	k210_silence();
	return k210_sized_out(place, &found, sizeof(found), sizeof(found));
}
