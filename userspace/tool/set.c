// SPDX-License-Identifier: MIT
#include <stdlib.h>
#include <string.h>

#include "detach.h"
#include "json.h"
#include "k210gpio.h"
#include "parse.h"
#include "request.h"
#include "set.h"
#include "stop.h"

struct set {
	struct request request;
	const char *toggle; /* periods, or NULL */
	uint64_t hold_us;
	bool banner;
	bool talk;
	bool detach;
};

static void read_options(struct set *set, int argc, char **argv)
{
	static const struct option options[] = {
		BANNER_OPTION,
		{ "daemonize", no_argument, NULL, 'z' },
		{ "drive", required_argument, NULL, 'd' },
		{ "hold-period", required_argument, NULL, 'p' },
		{ "interactive", no_argument, NULL, 'i' },
		{ "toggle", required_argument, NULL, 't' },
		REQUEST_OPTIONS,
		TOOL_OPTIONS,
	};
	static const char *const drives[] = { "push-pull", "open-drain",
					      "open-source", NULL };
	static const uint8_t modes[] = { K210_OUT, K210_OPEN_DRAIN,
					 K210_OPEN_SOURCE };
	int option;

	while ((option = tool_option(argc, argv,
				     "d:ip:t:z" REQUEST_LETTERS TOOL_LETTERS,
				     options)) >= 0) {
		if (option == BANNER)
			set->banner = true;
		else if (option == 'z')
			set->detach = true;
		else if (option == 'd')
			set->request.config.mode =
				modes[parse_word(optarg, drives, "--drive")];
		else if (option == 'p')
			set->hold_us = parse_period(optarg, "--hold-period");
		else if (option == 'i')
			set->talk = true;
		else if (option == 't')
			set->toggle = optarg;
		else
			request_option(&set->request, option);
	}
	if (set->talk && (set->toggle || set->detach || tool_json))
		tool_fail_usage(
			"--interactive goes without --toggle, --daemonize and --json");
}

/* A copy, without the quotes that get prints, if it has both. */
static char *name_of(const char *text, size_t length)
{
	char *name;

	if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
		text++;
		length -= 2;
	}
	name = tool_allocate(length + 1, 1);
	return memcpy(name, text, length);
}

/* All arguments, "NAME=VALUE". Return: a value for each item. */
static uint8_t *read_values(struct items *items, const struct select *select,
			    int argc, char **argv)
{
	uint8_t *values = NULL;
	bool good = true;

	for (int i = 0; i < argc; i++) {
		const char *equals = strrchr(argv[i], '=');
		int value = equals ? parse_value(equals + 1) : -1;
		size_t before = items->count;
		char *name;

		if (value < 0)
			tool_fail_usage(
				"'%s' isn't LINE=VALUE, with a VALUE of 0 or 1, off or on, inactive or active",
				argv[i]);
		name = name_of(argv[i], equals - argv[i]);
		good &= select_add(items, select, name);
		free(name);
		values = realloc(values, items->count + 1);
		if (!values)
			tool_fail("no memory for so many lines");
		memset(values + before, value, items->count - before);
	}
	if (!good)
		tool_finish(STATUS_FAILED);
	return values;
}

/* Periods with commas between them; an empty one is 0. */
static uint64_t *read_periods(const char *text, uint64_t least, size_t *count)
{
	uint64_t *periods = tool_allocate(strlen(text) + 1, sizeof(*periods));

	for (*count = 0;; text++) {
		uint64_t *us = &periods[(*count)++];
		const char *end = text;

		if (*text && *text != ',' && !parse_period_of(text, &end, us))
			tool_fail_usage(
				"--toggle: '%s' isn't a period, as 10us, 20ms, 1s or 1m",
				text);
		text = end;
		if (*text != ',' && !*us)
			return periods;
		if (*us < least)
			*us = least;
		if (*text != ',')
			return periods;
	}
}

static void toggle(struct bank *bank, uint8_t *values, const uint64_t *periods,
		   size_t count)
{
	for (size_t i = 0; i < count - 1 || periods[i];) {
		request_sleep(periods[i]);
		for (size_t k = 0; k < bank->items->count; k++)
			values[k] = !values[k];
		bank_set(bank, values);
		i = (i + 1) % count;
	}
}

/* As long as the lines can be held. */
__attribute__((noreturn)) static void hold(struct bank *bank)
{
	struct pollfd *polls;
	size_t count = bank_polls(bank, &polls);

	for (size_t i = 0; i < count; i++)
		polls[i].events = 0;
	stop_wait_all(polls, count, STOP_NEVER);
	tool_fail("the lines are gone, and their driver");
}

/* The document is what was set; nothing follows. */
static void show_json(const struct items *items, const uint8_t *values)
{
	if (!tool_json)
		return;
	show_values(items, values, false);
	json_finish();
	tool_json = false;
	tool_flush();
}

static int run(int argc, char **argv)
{
	struct set set = { .request = REQUEST_INIT };
	struct items items = { NULL, 0 };
	uint64_t *periods = NULL;
	struct bank bank;
	uint8_t *values;
	size_t count;

	set.request.config.mode = K210_OUT;
	read_options(&set, argc, argv);
	if (optind == argc)
		tool_fail_usage("which lines, as LINE=VALUE?");
	values = read_values(&items, &set.request.select, argc - optind,
			     argv + optind);
	if (set.toggle)
		periods = read_periods(set.toggle, set.hold_us, &count);
	if (set.detach)
		detach_begin();
	bank_open(&bank, &items, &set.request.config, values);
	if (set.banner && !tool_json)
		show_banner("Setting", &items);
	show_json(&items, values);
	detach_done();
	if (periods) {
		toggle(&bank, values, periods, count);
		request_sleep(set.hold_us);
		return STATUS_OK;
	}
	request_sleep(set.hold_us);
	if (!set.talk)
		hold(&bank);
	set_talk(&bank, values);
	return STATUS_OK;
}

const struct command command_set = {
	.name = "set",
	.summary = "drive lines and pads",
	.arguments = "[OPTION]... LINE=VALUE...",
	.help = "Drive lines, until it is ended; what they do then is not said. A pad that\n"
		"carries none gets one for the time. A VALUE is 0, off or inactive, 1, on or\n"
		"active.\n\n"
		"      --banner          say so on stdout once they are set\n"
		"  -d, --drive DRIVE     open-drain, open-source, or else push-pull\n"
		"  -i, --interactive     do what stdin says: get, set, toggle, sleep, exit\n"
		"  -p, --hold-period PERIOD\n"
		"                        hold each value that long at least: 10us, 20ms, 1s, 1m\n"
		"  -t, --toggle PERIOD[,PERIOD]...\n"
		"                        toggle after each; again and again, but if the last is 0\n"
		"                        it ends\n"
		"  -z, --daemonize       go on in the background\n" REQUEST_HELP
			TOOL_HELP,
	.run = run,
	.usage = STATUS_FAILED,
};
