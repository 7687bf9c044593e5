// SPDX-License-Identifier: MIT

#include "change.h"
#include "json.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

struct wish {
	struct change change;
	unsigned char pads[K210_PADS]; /* all that are named */
	bool shown[K210_PADS];
	int count;
};

static void check_once(const struct change *change, int number, int pad)
{
	if (k210_func(number)->shareable)
		return;
	for (unsigned int i = 0; i < change->count; i++)
		if (change->configs[i].function == number)
			tool_fail_usage("IO%d and IO%d can't both be %s",
					change->configs[i].pad, pad,
					k210_func(number)->name);
}

static void take(int pad, const char *value, void *user)
{
	struct wish *wish = user;
	struct k210_fpioa_config *config;
	int number;

	wish->shown[wish->count] = !value;
	wish->pads[wish->count++] = pad;
	if (!value)
		return;
	number = k210_func_id(value);
	if (number < 0)
		tool_fail_call(number, NULL);
	check_once(&wish->change, number, pad);
	config = change_add(&wish->change, pad);
	config->mask = K210_FPIOA_FUNCTION;
	config->function = number;
}

static void show(int pad, bool for_people)
{
	struct pad_view view;

	pads_read(pad, &view);
	if (tool_json)
		pads_json(NULL, &view);
	else if (for_people)
		tool_print("%-4s %-15s %-15s %s\n", view.name, view.func->name,
			   *view.names ? view.names : "-", view.func->desc);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "force", no_argument, NULL, 'f' }, TOOL_OPTIONS
	};
	static struct wish wish;
	int option;

	while ((option = tool_option(argc, argv, "f" TOOL_LETTERS, options)) >=
	       0)
		wish.change.force = true;
	pads_assigned(argc - optind, argv + optind, take, &wish);
	change_apply(&wish.change);
	if (tool_json)
		json_array("pads");
	if (optind == argc)
		for (int pad = 0; pad < K210_PADS; pad++)
			show(pad, true);
	for (int i = 0; i < wish.count; i++)
		show(wish.pads[i], wish.shown[i]);
	return STATUS_OK;
}

const struct command command_func = {
	.name = "func",
	.summary = "show or map the functions of pads",
	.arguments = "[OPTION]... [PAD[=FUNCTION]]...",
	.help = "Show which function is on each PAD, or route one to it, for good: IO21=UART1_TX.\n"
		"All are mapped, or none. Without PAD: show all.\n\n"
		"  -f, --force           take functions from other pads that are free, and\n"
		"                        pads that the board keeps for what is soldered to them\n" TOOL_HELP,
	.run = run,
};
