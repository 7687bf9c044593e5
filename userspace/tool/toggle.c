// SPDX-License-Identifier: MIT
#include <stddef.h>

#include "json.h"
#include "k210gpio/board.h"
#include "pins.h"
#include "tool.h"

/* Whether the pad carried a line before it was opened. */
static bool had_line(const char *name)
{
	struct k210_place place = { .size = sizeof(place) };
	int func;

	if (k210_place_find(name, &place))
		return false;
	if (place.line >= 0 || place.pad < 0)
		return true;
	func = k210_fpioa_func_of(place.pad);
	return func >= 0 && k210_func(func)->line >= 0 &&
	       (place.func < 0 || place.func == func);
}

/* A line that the pad gets for this stays on it. */
static int keep(struct pin *pin, bool force)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.mode = K210_OUT,
		.value = pin->level ? K210_START_INACTIVE : K210_START_ACTIVE,
		.flags = K210_PERSIST | (force ? K210_FORCE : 0),
	};

	k210_pin_close(pin->handle);
	return k210_pin_open(&pin->handle, pin->name, &cfg);
}

static int toggle(struct pin *pin, bool stays, bool force)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.mode = pin->mode == K210_IN ? K210_OUT : 0,
		.value = pin->level ? K210_START_INACTIVE : K210_START_ACTIVE,
	};

	return stays ? k210_pin_configure(pin->handle, &cfg) : keep(pin, force);
}

static void show(const struct pin *pin)
{
	if (!tool_json)
		return;
	json_object(NULL);
	json_string("name", pin->name);
	json_number("value", !pin->level);
	json_end();
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { PINS_FORCE, TOOL_OPTIONS };
	struct pins pins = { 0 };
	bool *stays;

	while (tool_option(argc, argv, "f" TOOL_LETTERS, options) >= 0)
		pins.force = true;
	if (optind == argc)
		tool_fail_usage("which pin?");
	pins_add(&pins, argc - optind, argv + optind);
	stays = tool_allocate(pins.count, sizeof(*stays));
	for (int i = 0; i < pins.count; i++)
		stays[i] = had_line(pins.all[i].name);
	pins_open(&pins);
	if (tool_json)
		json_array("pins");
	for (int i = 0; i < pins.count; i++) {
		int error = toggle(&pins.all[i], stays[i], pins.force);

		if (error)
			tool_fail_call(error, pins.all[i].name);
		show(&pins.all[i]);
		k210_pin_close(pins.all[i].handle);
	}
	return STATUS_OK;
}

const struct command command_toggle = {
	.name = "toggle",
	.summary = "make pins the opposite of what they are",
	.arguments = "[OPTION]... PIN...",
	.help = "Drive each PIN with the other level than it has, for good. Inputs become\n"
		"outputs; pads without a line get one to be read, give it back, and get one for\n"
		"good.\n\n" PINS_FORCE_HELP TOOL_HELP,
	.run = run,
};
