// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "board.h"
#include "bridge.h"
#include "error.h"
#include "pad-name.h"
#include "place.h"

static int ask_name(const char *name, struct k210_fpioa_function *function)
{
	memset(function, 0, sizeof(*function));
	if (strlen(name) >= sizeof(function->name))
		return -ENOENT;
	function->flags = K210_FPIOA_BY_NAME;
	k210_format(function->name, sizeof(function->name), "%s", name);
	return k210_bridge_ask(K210_FPIOA_GET_FUNCTION, function);
}

/* "LED_R", "IO13", "13". Return: 1 if it is a pad's name. */
static int find_pad(const char *name, struct k210_place *place)
{
	int pad = k210_board_find(name);

	if (pad >= 0)
		k210_format(place->name, sizeof(place->name), "%s", name);
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
	int error, found = 0;

	if (length < sizeof(pad)) {
		memcpy(pad, name, length);
		pad[length] = '\0';
		found = find_pad(pad, place);
	}
	if (found < 0)
		return found;
	/* Without a bridge no board is known, and so none of its pads. */
	error = ask_name(wanted + 1, &function);
	if (*k210_errmsg())
		return error;
	if (!found)
		return k210_fail(-ENOENT, "'%s': before the '=' is no pad",
				 name);
	if (error == -ENOENT)
		return k210_fail(error, "there is no function '%s'",
				 wanted + 1);
	place->func = function.function;
	return error;
}

/* "GPIOHS3". The bridge's own errors have a sentence. */
static int find_function(const char *name, struct k210_place *place)
{
	struct k210_fpioa_function function;
	int error = ask_name(name, &function);

	if (error)
		return error;
	place->func = function.function;
	if (*function.chip) {
		place->line = function.line;
		k210_format(place->chip, sizeof(place->chip), "%s",
			    function.chip);
	}
	if (function.pad != K210_FPIOA_NO_PAD)
		place->pad = function.pad;
	return 0;
}

/* "gpiohs:3" is the line of GPIOHS3, if that is what the chip is called. */
static int find_offset(const char *name, struct k210_place *place)
{
	char function[K210_NAME_SIZE];

	if (!strncmp(name, "gpio", 4)) {
		bool fast = !strncmp(name + 4, "hs", 2);
		const char *colon = name + 4 + 2 * fast;

		k210_format(function, sizeof(function),
			    fast ? "GPIOHS%s" : "GPIO%s", colon + !!*colon);
		if (*colon == ':' && !find_function(function, place))
			return 0;
	}
	return k210_fail(
		-ENOENT,
		"nothing is called '%s' of what k210_pin_open_simple() looks for",
		name);
}

int k210_place_by_name(const char *name, struct k210_place *place,
		       int (*find_line)(const char *, struct k210_place *))
{
	const char *wanted = strchr(name, '=');
	int found, bridge, error;
	bool shut;

	place->pad = place->func = -1;
	place->line = -1;
	if (wanted)
		return find_pair(name, wanted, place);
	found = find_pad(name, place);
	if (found)
		return found < 0 ? found : 0;
	if (!name[*name == '@'])
		return k210_fail(-ENOENT, "the name is empty");
	bridge = *name == '@' ? -ENOENT : find_function(name, place);
	if (!bridge)
		return 0;
	/* Without a bridge there are lines all the same. */
	shut = *k210_errmsg();
	error = (find_line ? find_line : find_offset)(name, place);
	return shut && (error == -ENOENT || error == bridge) ?
		       find_function(name, place) :
		       error;
}
