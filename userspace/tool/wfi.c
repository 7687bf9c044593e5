// SPDX-License-Identifier: MIT
#include <inttypes.h>

#include "json.h"
#include "k210gpio/irq.h"
#include "pads.h"
#include "parse.h"
#include "pins.h"
#include "print.h"
#include "stop.h"
#include "tool.h"

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
		json_string("edge", edge_name(event->type));
		json_number("time_ns", event->time_ns);
	} else {
		tool_print("%" PRIu64 ".%09" PRIu64 " %s %s\n",
			   event->time_ns / 1000000000,
			   event->time_ns % 1000000000, name,
			   edge_name(event->type));
	}
}

/* When the library wants to look again without the kernel's telling it. */
static uint64_t next_look(struct k210_pin *pin, uint64_t until)
{
	int ms = k210_pin_timeout(pin);
	uint64_t look = stop_now() + ms * UINT64_C(1000000);

	return ms < 0 || look > until ? until : look;
}

/* Return: enum status. */
static int wait_for(struct k210_pin *pin, const char *name, uint64_t until)
{
	struct k210_event event;

	for (;;) {
		int found = k210_pin_read_events(pin, &event, 1);

		if (found < 0)
			tool_fail_call(found, name);
		if (found) {
			show(name, &event);
			return STATUS_OK;
		}
		if (stop_now() >= until) {
			tool_warn("nothing came at %s in time", name);
			return STATUS_TIMED_OUT;
		}
		if (stop_wait(k210_pin_fd(pin), next_look(pin, until)) < 0)
			return STATUS_FAILED;
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "timeout", required_argument, NULL, 't' },
		{ "bias", required_argument, NULL, 'b' },
		PINS_FORCE,
		{ "banner", no_argument, NULL, STOP_BANNER },
		TOOL_OPTIONS
	};
	struct k210_pin_cfg cfg = { .size = sizeof(cfg), .mode = K210_IN };
	uint64_t until = STOP_NEVER;
	struct k210_pin *pin;
	bool banner = false;
	int option, status;

	while ((option = tool_option(argc, argv, "t:b:f" TOOL_LETTERS,
				     options)) >= 0) {
		if (option == STOP_BANNER)
			banner = true;
		else if (option == 'f')
			cfg.flags = K210_FORCE;
		else if (option == 't')
			until = parse_period(optarg) * 1000;
		else
			cfg.pull = parse_word(optarg, pads_biases, "bias") + 1;
	}
	if (argc - optind != 2)
		tool_fail_usage("a pin and an edge are needed");
	cfg.trigger = triggers[parse_word(argv[optind + 1], edges, "edge")];
	stop_catch();
	status = k210_pin_open(&pin, argv[optind], &cfg);
	if (status)
		tool_fail_call(status, NULL);
	tool_warn_call();
	if (until != STOP_NEVER)
		until += stop_now();
	stop_begun(banner);
	status = wait_for(pin, argv[optind], until);
	k210_pin_close(pin);
	stop_finish(status);
}

const struct command command_wfi = {
	.name = "wfi",
	.summary = "wait for a change of a pin",
	.arguments = "[OPTION]... PIN rising|falling|both|low|high",
	.help = "Wait until an edge comes at PIN, or it has a level, and print when, by\n"
		"CLOCK_MONOTONIC. PIN becomes an input.\n\n"
		"  -t, --timeout TIME    wait no longer, and end with status 3\n"
		"  -b, --bias BIAS       pull-down, pull-up or disabled; else as it is\n" PINS_FORCE_HELP
			STOP_BANNER_HELP TOOL_HELP,
	.run = run,
};
