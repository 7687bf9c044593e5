// SPDX-License-Identifier: MIT
#include "bank.h"
#include "json.h"
#include "k210gpio.h"
#include "parse.h"
#include "request.h"
#include "select.h"
#include "show.h"
#include "tool.h"

#define NUMERIC 1

struct get {
	struct request request;
	uint64_t period_us;
	bool as_is;
	bool numeric;
};

static void read_options(struct get *get, int argc, char **argv)
{
	static const struct option options[] = {
		{ "as-is", no_argument, NULL, 'a' },
		{ "hold-period", required_argument, NULL, 'p' },
		{ "numeric", no_argument, NULL, NUMERIC },
		REQUEST_OPTIONS,
		TOOL_OPTIONS,
	};
	int option;

	while ((option = tool_option(argc, argv,
				     "ap:" REQUEST_LETTERS TOOL_LETTERS,
				     options)) >= 0) {
		if (option == 'a')
			get->as_is = true;
		else if (option == 'p')
			get->period_us = parse_period(optarg, "--hold-period");
		else if (option == NUMERIC)
			get->numeric = true;
		else
			request_option(&get->request, option);
	}
}

static int run(int argc, char **argv)
{
	struct get get = { .request = REQUEST_INIT };
	struct items items = { NULL, 0 };
	struct bank bank;

	read_options(&get, argc, argv);
	if (optind == argc)
		tool_fail_usage("which lines?");
	select_all(&items, &get.request.select, argc - optind, argv + optind);
	get.request.config.mode = get.as_is ? 0 : K210_IN;

	uint8_t *values = tool_allocate(items.count, 1);

	bank_open(&bank, &items, &get.request.config, NULL);
	request_sleep(get.period_us);
	bank_get(&bank, values);
	show_values(&items, values, get.numeric);
	return STATUS_OK;
}

const struct command command_get = {
	.name = "get",
	.summary = "read lines and pads",
	.arguments = "[OPTION]... LINE...",
	.help = "Read lines. A pad that carries none gets one for the time.\n\n"
		"  -a, --as-is           leave the direction, else it is an input\n"
		"      --numeric         show values as 0 and 1\n"
		"  -p, --hold-period PERIOD\n"
		"                        wait that long before reading: 10us, 20ms, 1s, 1m\n" REQUEST_HELP
			TOOL_HELP,
	.run = run,
	.usage = STATUS_FAILED,
};
