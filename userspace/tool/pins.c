// SPDX-License-Identifier: MIT
#include <stdlib.h>

#include "clock.h"
#include "k210gpio/board.h"
#include "parse.h"
#include "pins.h"
#include "stop.h"
#include "tool.h"

/* A wait that the kernel would make much longer. */
#define SHORT_NS 200000

static void open_one(struct pin *pin, bool force)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.flags = force ? K210_FORCE : 0,
	};
	int error = k210_pin_open(&pin->handle, pin->name, &cfg);

	if (error)
		tool_fail_call(error, NULL);
	tool_warn_call();
	pin->mode = k210_pin_mode(pin->handle, 0);
	pin->level = k210_pin_get(pin->handle);
	if (pin->mode < 0 || pin->level < 0)
		tool_fail_call(pin->mode < 0 ? pin->mode : pin->level,
			       pin->name);
}

void pins_add(struct pins *pins, int argc, char **argv)
{
	struct names names = { .count = argc, .arguments = argv };
	char *name;

	while ((name = parse_names(&names))) {
		pins->all = realloc(pins->all,
				    (pins->count + 1) * sizeof(*pins->all));
		if (!pins->all)
			tool_fail("no memory for a pin");
		pins->all[pins->count++] = (struct pin){ .name = name };
	}
}

void pins_open(struct pins *pins)
{
	for (int i = 0; i < pins->count; i++)
		open_one(&pins->all[i], pins->force);
}

static int drive(struct k210_pin *pin, int mode, int level)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.mode = K210_OUT,
		.value = level ? K210_START_ACTIVE : K210_START_INACTIVE,
	};

	if (mode == K210_IN)
		return k210_pin_configure(pin, &cfg);
	return k210_pin_set(pin, level);
}

void pins_set(struct pins *pins, int level)
{
	for (int i = 0; i < pins->count; i++) {
		struct pin *pin = &pins->all[i];
		int wanted = level > 1 ? pin->level ^ (level & 1) : level;
		int error = drive(pin->handle, k210_pin_mode(pin->handle, 0),
				  wanted);

		if (!error)
			continue;
		tool_complain_call(error, pin->name);
		pins_close(pins);
		stop_finish(STATUS_FAILED);
	}
}

int pins_close(struct pins *pins)
{
	int status = STATUS_OK;

	for (int i = 0; i < pins->count; i++) {
		struct pin *pin = &pins->all[i];
		int error = 0;

		if (pin->mode == K210_IN)
			error = k210_pin_mode(pin->handle, K210_IN);
		if (error < 0) {
			tool_complain_call(error, pin->name);
			status = STATUS_FAILED;
		}
		k210_pin_close(pin->handle);
	}
	free(pins->all);
	*pins = (struct pins){ 0 };
	return status;
}

int pins_wait(unsigned long long until)
{
	if (until < clock_now() + SHORT_NS) {
		while (clock_now() < until)
			;
		until = 0; /* a signal is looked for all the same */
	}
	return stop_wait(-1, until);
}
