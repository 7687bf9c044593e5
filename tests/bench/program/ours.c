// SPDX-License-Identifier: MIT
/*
 * The same by libk210gpio: `ours lines`, `ours name [AS]`, `ours board [AS]` and
 * `ours mux [AS]`, in which the library does all that.
 */
#include <k210gpio.h>
#include <stdlib.h>
#include <string.h>

#include "cdev.h"
#include "count.h"
#include "jig.h"
#include "where.h"

static struct k210_pin *pin;
static struct k210_lines *lines;
static struct k210_event events[EVENTS];
static uint64_t bits;

static int set(void)
{
	return k210_pin_set(pin, 1);
}

static void unset(void)
{
	k210_pin_set(pin, 0);
}

static int get(void)
{
	return k210_pin_get(pin);
}

static int toggle(void)
{
	return k210_pin_toggle(pin);
}

static int write_all(void)
{
	const uint64_t mask = UINT32_MAX;

	return k210_lines_set(lines, &mask, &bits);
}

static int read_all(void)
{
	return k210_lines_get(lines, &bits);
}

static int event(void)
{
	return k210_pin_read_events(pin, events, 1);
}

static int many_events(void)
{
	return k210_pin_read_events(pin, events, EVENTS);
}

static void values_of_pin(void)
{
	const struct k210_pin_cfg output = {
		.size = sizeof(output),
		.mode = K210_OUT,
	};

	MUST(!k210_pin_open(&pin, "gpiohs:7", &output));
	count("set", unset, set);
	MUST(!count_result);
	count("get", NULL, get);
	MUST(count_result == 1);
	count("toggle", unset, toggle);
	MUST(count_result >= 0);
	k210_pin_close(pin);
}

static void values_of_lines(void)
{
	struct k210_chip *chip;
	unsigned int offsets[LINES];

	MUST(!k210_chip_open(&chip, "gpiohs"));
	for (int i = 0; i < LINES; i++)
		offsets[i] = i;
	MUST(!k210_lines_request_simple(&lines, chip, offsets, LINES, K210_OUT,
					0, 0, "bench"));
	bits = 0x5a5a5a5a;
	count("write", NULL, write_all);
	MUST(!count_result);
	count("read", NULL, read_all);
	MUST(!count_result && bits == 0x5a5a5a5a);
	k210_lines_close(lines);
	k210_chip_close(chip);
}

static void events_of_pin(void)
{
	const struct k210_pin_cfg input = {
		.size = sizeof(input),
		.mode = K210_IN,
		.trigger = K210_BOTH,
		.events = EVENTS,
	};

	MUST(!k210_pin_open(&pin, "gpiohs:9", &input));
	count("event", jig_one_edge, event);
	MUST(count_result == 1);
	count_tell("events",
		   count_cost(EVENTS_TIMES, jig_many_edges, many_events));
	MUST(count_result == EVENTS);
	jig_leave(EVENT_PAD);
}

static int open_output(const char *name)
{
	const struct k210_pin_cfg output = {
		.size = sizeof(output),
		.mode = K210_OUT,
		.value = K210_START_ACTIVE,
	};

	return k210_pin_open(&pin, name, &output);
}

static int open_name(void)
{
	return open_output(NAME);
}

static int open_board(void)
{
	return open_output(BOARD_NAME);
}

static int mux(void)
{
	return open_output("IO6=" MUX_NAME);
}

/* Has the pad driven high, which is at @level before that, as jig_level(). */
static void open_once(const char *as, int (*open_pin)(void), int pad, int level)
{
	MUST(jig_level(pad) == level);
	count_tell(as, count_cost(1, NULL, open_pin));
	MUST(!count_result && jig_level(pad) == 1);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	const char *as = argc > 2 ? argv[2] : what;

	if (!strcmp(what, "lines")) {
		values_of_pin();
		values_of_lines();
		events_of_pin();
	} else if (!strcmp(what, "name")) {
		cdev_lower(GPIOHS, NAMED_LINE);
		open_once(as, open_name, NAMED_PAD, 0);
	} else if (!strcmp(what, "board")) {
		cdev_lower(GPIO, BOARD_LINE);
		open_once(as, open_board, BOARD_PAD, 0);
	} else {
		MUST(!strcmp(what, "mux"));
		open_once(as, mux, MUX_PAD, -1);
	}
	k210_pin_close(pin);
	return 0;
}
