// SPDX-License-Identifier: MIT

#include "clock.h"
#include "json.h"
#include "parse.h"
#include "pins.h"
#include "stop.h"
#include "tool.h"

#define DEFAULT_PERIOD "1s"

/* What was late, as after SIGSTOP, isn't made up for. */
static uint64_t after(uint64_t time, uint64_t ns)
{
	uint64_t now = clock_now();

	return time + ns < now ? now : time + ns;
}

/* COUNT: 0 for no end. Return: how many times. */
static uint64_t blink(struct pins *pins, uint64_t period, uint64_t count)
{
	uint64_t next, done = 0;

	pins_set(pins, PINS_OTHER);
	/* Since the pins have it: a late start doesn't shorten a period. */
	next = clock_now();
	for (;;) {
		next = after(next, period / 2);
		if (pins_wait(next) < 0)
			break;
		pins_set(pins, PINS_BEFORE);
		done++;
		next = after(next, period - period / 2);
		if (pins_wait(next) < 0 || done == count)
			break;
		pins_set(pins, PINS_OTHER);
	}
	pins_set(pins, PINS_BEFORE);
	return done;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { { "count", required_argument,
						   NULL, 'n' },
						 PINS_FORCE,
						 BANNER_OPTION,
						 TOOL_OPTIONS };
	const char *period = DEFAULT_PERIOD;
	struct pins pins = { 0 };
	uint64_t count = 0, ns;
	bool banner = false;
	int option, status;

	while ((option = tool_option(argc, argv, "n:f" TOOL_LETTERS,
				     options)) >= 0) {
		if (option == 'f')
			pins.force = true;
		else if (option == BANNER)
			banner = true;
		else
			count = parse_number(optarg, 0, UINT32_MAX, "--count");
	}
	if (argc - optind < 1 || argc - optind > 2)
		tool_fail_usage("a pin and maybe a period are needed");
	if (argc - optind == 2)
		period = argv[optind + 1];
	ns = parse_period(period, "PERIOD") * 1000;
	if (!ns)
		tool_fail_usage("PERIOD: 0 is no period");
	pins_add(&pins, 1, argv + optind);
	pins_open(&pins);
	stop_catch();
	stop_begun(banner);
	count = blink(&pins, ns, count);
	status = pins_close(&pins);
	if (tool_json)
		json_number("blinks", count);
	stop_finish(status);
}

const struct command command_blink = {
	.name = "blink",
	.summary = "drive pins with one level, then the other, again and again",
	.arguments = "[OPTION]... PIN [PERIOD]",
	.help = "Drive each of a list PIN with the other level than it has, then with that one,\n"
		"in each PERIOD, by default " DEFAULT_PERIOD
		": 20ms, 1s; ms without a unit. In the end,\n"
		"and after Ctrl-C, all is as it was.\n\n"
		"  -n, --count N         end after N periods; 0 for never\n" PINS_FORCE_HELP
			BANNER_HELP TOOL_HELP,
	.run = run,
};
