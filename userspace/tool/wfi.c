// SPDX-License-Identifier: MIT
#include <poll.h>

#include "clock.h"
#include "json.h"
#include "k210gpio/irq.h"
#include "pads.h"
#include "parse.h"
#include "pins.h"
#include "print.h"
#include "show.h"
#include "stop.h"
#include "tool.h"

/* As many as there are lines. */
#define MOST 40

struct waiter {
	struct k210_pin *pin;
	const char *name;
};

struct waiters {
	struct waiter all[MOST];
	struct pollfd polls[MOST];
	int count;
};

static const char *const edges[] = { "rising", "falling", "both",
				     "low",    "high",	  NULL };
static const uint8_t triggers[] = { K210_RISING, K210_FALLING, K210_BOTH,
				    K210_LOW_LEVEL, K210_HIGH_LEVEL };

static const char *edge_name(uint32_t type)
{
	for (int i = 0; edges[i]; i++)
		if (triggers[i] == type)
			return edges[i];
	return "?";
}

static void show(const char *name, const struct k210_event *event)
{
	if (tool_json) {
		json_string("name", name);
		json_string("type", edge_name(event->type));
		json_number("time_ns", event->time_ns);
	} else {
		show_seconds(event->time_ns);
		tool_print(" %s %s\n", name, edge_name(event->type));
	}
}

static void open_all(struct waiters *waiters, const struct k210_pin_cfg *cfg)
{
	for (int i = 0; i < waiters->count; i++) {
		struct waiter *waiter = &waiters->all[i];
		int error = k210_pin_open(&waiter->pin, waiter->name, cfg);

		if (error)
			tool_fail_call(error, NULL);
		tool_warn_call();
		waiters->polls[i].fd = k210_pin_fd(waiter->pin);
		waiters->polls[i].events = POLLIN;
	}
}

static void close_all(struct waiters *waiters)
{
	for (int i = 0; i < waiters->count; i++)
		k210_pin_close(waiters->all[i].pin);
}

/* The first of all that came. Return: false if none did. */
static bool look(const struct waiters *waiters, struct k210_event *first,
		 const char **name)
{
	*name = NULL;
	for (int i = 0; i < waiters->count; i++) {
		const struct waiter *waiter = &waiters->all[i];
		struct k210_event event;
		int found = k210_pin_read_events(waiter->pin, &event, 1);

		if (found < 0)
			tool_fail_call(found, waiter->name);
		if (!found || (*name && event.time_ns >= first->time_ns))
			continue;
		*first = event;
		*name = waiter->name;
	}
	return *name;
}

/* When the library wants to look again without the kernel's telling it. */
static uint64_t next_look(const struct waiters *waiters, uint64_t until)
{
	uint64_t now = clock_now();

	for (int i = 0; i < waiters->count; i++) {
		int ms = k210_pin_timeout(waiters->all[i].pin);

		if (ms >= 0 && now + ms * UINT64_C(1000000) < until)
			until = now + ms * UINT64_C(1000000);
	}
	return until;
}

/* Return: enum status. */
static int wait_for(struct waiters *waiters, uint64_t until)
{
	struct k210_event event;
	const char *name;

	for (;;) {
		if (look(waiters, &event, &name)) {
			show(name, &event);
			return STATUS_OK;
		}
		if (clock_now() >= until) {
			tool_complain("nothing came at %s%s in time",
				      waiters->all[0].name,
				      waiters->count > 1 ? " and the others" :
							   "");
			return STATUS_TIMED_OUT;
		}
		if (stop_wait_all(waiters->polls, waiters->count,
				  next_look(waiters, until)) < 0)
			return STATUS_FAILED;
	}
}

static void add(struct waiters *waiters, int argc, char **argv)
{
	struct names names = { .count = argc, .arguments = argv };
	char *name;

	while ((name = parse_names(&names))) {
		if (waiters->count == MOST)
			tool_fail_usage("more than %d pins", MOST);
		waiters->all[waiters->count++].name = name;
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "timeout", required_argument, NULL, 't' },
		{ "bias", required_argument, NULL, 'b' },
		PINS_FORCE,
		BANNER_OPTION,
		TOOL_OPTIONS
	};
	struct k210_pin_cfg cfg = { .size = sizeof(cfg), .mode = K210_IN };
	uint64_t until = STOP_NEVER;
	struct waiters waiters = { .count = 0 };
	bool banner = false;
	int option, status;

	while ((option = tool_option(argc, argv, "t:b:f" TOOL_LETTERS,
				     options)) >= 0) {
		if (option == BANNER)
			banner = true;
		else if (option == 'f')
			cfg.flags = K210_FORCE;
		else if (option == 't')
			until = parse_period(optarg, "--timeout") * 1000;
		else
			cfg.pull =
				parse_word(optarg, pads_biases, "--bias") + 1;
	}
	if (argc - optind < 2)
		tool_fail_usage("pins and an edge are needed");
	cfg.trigger = triggers[parse_word(argv[argc - 1], edges, "edge")];
	add(&waiters, argc - 1 - optind, argv + optind);
	stop_catch();
	open_all(&waiters, &cfg);
	if (until != STOP_NEVER)
		until += clock_now();
	stop_begun(banner);
	status = wait_for(&waiters, until);
	close_all(&waiters);
	stop_finish(status);
}

const struct command command_wfi = {
	.name = "wfi",
	.summary = "wait for a change of pins",
	.arguments = "[OPTION]... PIN... rising|falling|both|low|high",
	.help = "Wait until an edge comes at one PIN, or it has a level, and print when, by\n"
		"CLOCK_MONOTONIC. All become inputs.\n\n"
		"  -t, --timeout TIME    wait no longer, and end with status 3\n"
		"  -b, --bias BIAS       pull-down, pull-up or disabled; else as it is\n" PINS_FORCE_HELP
			BANNER_HELP TOOL_HELP,
	.run = run,
};
