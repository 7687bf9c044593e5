// SPDX-License-Identifier: MIT
#include "clock.h"
#include "json.h"
#include "parse.h"
#include "pins.h"
#include "stop.h"
#include "tool.h"

static int run(int argc, char **argv)
{
	static const struct option options[] = { PINS_FORCE, BANNER_OPTION,
						 TOOL_OPTIONS };
	static const char *const levels[] = { "0", "1", NULL };
	struct pins pins = { 0 };
	uint64_t start, length;
	bool banner = false;
	int level = 1, option;

	while ((option = tool_option(argc, argv, "f" TOOL_LETTERS, options)) >=
	       0) {
		pins.force |= option == 'f';
		banner |= option == BANNER;
	}
	if (argc - optind < 2 || argc - optind > 3)
		tool_fail_usage("a pin, a time and maybe a level are needed");
	length = parse_period(argv[optind + 1], "TIME") * 1000;
	if (argc - optind == 3)
		level = parse_word(argv[optind + 2], levels, "level");
	pins_add(&pins, 1, argv + optind);
	pins_open(&pins);
	stop_catch();
	pins_set(&pins, !level);
	pins_set(&pins, level);
	stop_begun(banner);
	start = clock_now();
	pins_wait(start + length);
	pins_set(&pins, !level);
	if (tool_json)
		json_number("ns", clock_now() - start);
	stop_finish(pins_close(&pins));
}

const struct command command_pulse = {
	.name = "pulse",
	.summary = "drive pins with a level for a time",
	.arguments = "[OPTION]... PIN TIME [0|1]",
	.help = "Drive each of a list PIN with a level, by default 1, for at least TIME, then\n"
		"with the opposite. TIME is 10us, 20ms, 1s or 1m; ms without a unit. What was an\n"
		"input is one again afterwards.\n\n" PINS_FORCE_HELP BANNER_HELP
			TOOL_HELP,
	.run = run,
};
