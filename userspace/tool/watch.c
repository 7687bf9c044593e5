// SPDX-License-Identifier: MIT
#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "pads.h"
#include "parse.h"
#include "print.h"
#include "show.h"
#include "stop.h"
#include "tool.h"

static const char *const changes[] = { "function", "settings", "owner",
				       "line",	   "held",     NULL };

static uint64_t lost;

static void put_json(const struct k210_pad_event *event)
{
	json_object(NULL);
	json_number("time_ns", event->time_ns);
	if (event->changed & K210_CHANGES_LOST) {
		json_number("lost", event->lost);
		json_end();
		return;
	}
	pads_json_name(event->pad);
	json_array("changes");
	for (int i = 0; changes[i]; i++)
		if (event->changed & (1U << i))
			json_string(NULL, changes[i]);
	json_end();
	json_string("function", k210_func(event->func)->name);
	pads_json_state(event->state);
	json_end();
}

static void show(const struct k210_pad_event *event)
{
	const char *before = "";
	char state[64];

	if (event->changed & K210_CHANGES_LOST)
		lost += event->lost;
	if (tool_json) {
		put_json(event);
		return;
	}
	show_seconds(event->time_ns);
	putchar(' ');
	if (event->changed & K210_CHANGES_LOST) {
		tool_print("%u changes were lost\n", event->lost);
		return;
	}
	tool_print("%s: ", pads_called(event->pad));
	for (int i = 0; changes[i]; i++) {
		if (!(event->changed & (1U << i)))
			continue;
		tool_print("%s%s", before, changes[i]);
		before = ", ";
	}
	pads_state(event->state, state, sizeof(state));
	tool_print("; %s, %s\n", k210_func(event->func)->name, state);
}

static void follow(struct k210_pad_watch *watch, uint64_t count)
{
	struct k210_pad_event event;

	for (uint64_t told = 0; !count || told < count;) {
		int found = k210_pad_watch_read(watch, &event, 1);

		if (found < 0)
			tool_fail_call(found, NULL);
		if (found) {
			show(&event);
			told += !(event.changed & K210_CHANGES_LOST);
			continue;
		}
		tool_flush();
		if (stop_wait(k210_pad_watch_fd(watch), STOP_NEVER) < 0)
			return;
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "num-events", required_argument, NULL, 'n' },
		BANNER_OPTION,
		TOOL_OPTIONS
	};
	unsigned char pads[K210_PADS];
	struct k210_pad_watch *watch;
	uint64_t count = 0, bits = 0;
	bool banner = false;
	int option, error;

	while ((option = tool_option(argc, argv, "n:" TOOL_LETTERS, options)) >=
	       0) {
		if (option == BANNER)
			banner = true;
		else
			count = parse_number(optarg, 0, UINT32_MAX,
					     "--num-events");
	}
	for (int i = pads_list(argc - optind, argv + optind, pads); i--;)
		bits |= UINT64_C(1) << pads[i];
	stop_catch();
	error = k210_pad_watch_open(&watch, bits, 0);
	if (error)
		tool_fail_call(error, NULL);
	if (tool_json)
		json_array("events");
	stop_begun(banner);
	follow(watch, count);
	k210_pad_watch_close(watch);
	if (lost)
		tool_complain("%" PRIu64 " changes were lost", lost);
	stop_finish(lost ? STATUS_FAILED : STATUS_OK);
}

const struct command command_watch = {
	.name = "watch",
	.summary = "tell what changes at pads, as it comes",
	.arguments = "[OPTION]... [PAD]...",
	.help = "Tell when functions, settings and owners of pads change, by CLOCK_MONOTONIC, and\n"
		"how they are then. Without PAD: of all. Status 1 if changes were lost.\n\n"
		"  -n, --num-events N    end after N changes; 0 for never\n" BANNER_HELP
			TOOL_HELP,
	.run = run,
};
