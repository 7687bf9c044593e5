// SPDX-License-Identifier: MIT
#include "event.h"
#include "k210gpio.h"
#include "parse.h"
#include "request.h"

struct mon {
	struct request request;
	struct event_style style;
	bool has_clock;
};

/* Either of clock and style says what the other is, unless that was given. */
static void settle_clock(struct mon *mon)
{
	uint8_t *clock = &mon->request.config.clock;

	if (*clock == K210_CLOCK_HTE)
		tool_fail(
			"--event-clock: the K210 has no hte clock, only monotonic and realtime");
	if (!mon->has_clock && mon->style.time != EVENT_SECONDS)
		*clock = K210_CLOCK_REALTIME;
	if (*clock == K210_CLOCK_REALTIME && mon->style.time == EVENT_SECONDS)
		mon->style.time = EVENT_UTC;
}

static void read_options(struct mon *mon, int argc, char **argv)
{
	static const struct option options[] = {
		{ "debounce-period", required_argument, NULL, 'p' },
		{ "edges", required_argument, NULL, 'e' },
		{ "event-clock", required_argument, NULL, 'E' },
		EVENT_OPTIONS,
		REQUEST_OPTIONS,
		TOOL_OPTIONS,
	};
	static const char *const edges[] = { "rising", "falling", "both",
					     NULL };
	static const char *const clocks[] = { "monotonic", "realtime", "hte",
					      NULL };
	struct bank_config *config = &mon->request.config;
	uint64_t us;
	int option;

	while ((option = tool_option(
			argc, argv,
			"e:E:p:" EVENT_LETTERS REQUEST_LETTERS TOOL_LETTERS,
			options)) >= 0) {
		if (option == 'e') {
			config->trigger = K210_RISING +
					  parse_word(optarg, edges, "--edges");
		} else if (option == 'E') {
			config->clock =
				parse_word(optarg, clocks, "--event-clock");
			mon->has_clock = true;
		} else if (option == 'p') {
			us = parse_period(optarg, "--debounce-period");
			if (us > UINT32_MAX)
				tool_fail_usage(
					"--debounce-period: at most %u us",
					UINT32_MAX);
			config->debounce_us = us;
		} else if (!event_option(&mon->style, option)) {
			request_option(&mon->request, option);
		}
	}
	settle_clock(mon);
	mon->style.with_chip = mon->request.select.chip;
}

static bool show(struct mon *mon, const struct bank *bank,
		 const struct bank_event *happened)
{
	const struct event event = {
		.time_ns = happened->time_ns,
		.wall_ns = happened->time_ns,
		.word = happened->type == K210_RISING ? "rising" : "falling",
		.type = happened->type,
		.lost = happened->lost,
		.item = &bank->items->all[happened->index],
	};

	return event_show(&mon->style, &event);
}

static void watch(struct mon *mon, struct bank *bank)
{
	struct bank_event events[32];
	struct pollfd *polls;
	size_t count = bank_polls(bank, &polls);

	while (event_wait(&mon->style, polls, count)) {
		size_t got = bank_read(bank, events, 32);

		for (size_t i = 0; i < got; i++)
			if (!show(mon, bank, &events[i]))
				return;
		tool_flush();
	}
}

static int run(int argc, char **argv)
{
	struct mon mon = { .request = REQUEST_INIT };
	struct items items = { NULL, 0 };
	struct bank bank;

	mon.request.config.mode = K210_IN;
	mon.request.config.trigger = K210_BOTH;
	read_options(&mon, argc, argv);
	if (optind == argc)
		tool_fail_usage("which lines?");
	select_all(&items, &mon.request.select, argc - optind, argv + optind);
	bank_open(&bank, &items, &mon.request.config, NULL);
	event_begin(&mon.style, "Monitoring", &items);
	watch(&mon, &bank);
	stop_finish(STATUS_OK);
}

const struct command command_mon = {
	.name = "mon",
	.summary = "show what happens at lines and pads",
	.arguments = "[OPTION]... LINE...",
	.help = "Wait for edges of lines, and show them. A pad that carries none gets one for\n"
		"the time.\n\n"
		"  -e, --edges EDGES     rising, falling, or else both\n"
		"  -E, --event-clock CLOCK\n"
		"                        realtime, or else monotonic; hte, which the\n"
		"                        K210 doesn't have\n"
		"  -p, --debounce-period PERIOD\n"
		"                        what doesn't last that long is no edge\n" EVENT_HELP
			REQUEST_HELP TOOL_HELP EVENT_FORMATS,
	.run = run,
	.usage = STATUS_FAILED,
};
