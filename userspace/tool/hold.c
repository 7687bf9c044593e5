// SPDX-License-Identifier: MIT
#include <string.h>

#include "change.h"
#include "json.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

struct wish {
	struct change change;
	bool release;
	uint64_t pads;
};

static void take(int pad, const char *value, void *user)
{
	uint64_t bit = UINT64_C(1) << pad;
	struct wish *wish = user;

	wish->pads |= bit;
	if (wish->release && value)
		tool_fail_usage("what is released has no level: IO%d=%s", pad,
				value);
	if (wish->release)
		return;
	change_add(&wish->change, pad);
	if (!value) {
		wish->change.as_is |= bit;
		return;
	}
	if (strcmp(value, "0") && strcmp(value, "1"))
		tool_fail_usage("a level is 0 or 1, not '%s'", value);
	wish->change.held |= bit;
	if (*value == '1')
		wish->change.levels |= bit;
}

static void show(int pad, bool for_people, bool only_held)
{
	struct pad_view view;
	char state[64];

	pads_read(pad, &view);
	if (only_held && !(view.pad.state & K210_STATE_HELD))
		return;
	pads_state(view.pad.state, state, sizeof(state));
	if (tool_json)
		pads_json(NULL, &view);
	else if (for_people)
		tool_print("%s: %s%s%s\n", pads_called(pad), state,
			   *view.owner.holder ? ", " : "", view.owner.holder);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "release", no_argument, NULL, 'r' },
		{ "force", no_argument, NULL, 'f' },
		TOOL_OPTIONS
	};
	static struct wish wish;
	int option;

	while ((option = tool_option(argc, argv, "rf" TOOL_LETTERS, options)) >=
	       0) {
		wish.release |= option == 'r';
		wish.change.force |= option == 'f';
	}
	if (wish.release && optind == argc)
		tool_fail_usage("which pad is to be released?");
	pads_assigned(argc - optind, argv + optind, take, &wish);
	if (wish.release)
		change_release(wish.pads);
	else
		change_apply(&wish.change);
	if (tool_json)
		json_array("pads");
	for (int pad = 0; pad < K210_PADS; pad++)
		if (!wish.pads || wish.pads >> pad & 1)
			show(pad, !wish.pads, !wish.pads);
	return STATUS_OK;
}

const struct command command_hold = {
	.name = "hold",
	.summary = "hold pads at a level, or show which are held",
	.arguments = "[OPTION]... [PAD[=0|1]]...",
	.help = "Hold each PAD at a level, or at the one that it has, whatever its function does\n"
		"and after this program ends: all of them, or none. Without PAD: show those that\n"
		"are held.\n\n"
		"  -r, --release         end that; for the superuser\n"
		"  -f, --force           pads too that the board keeps for what is soldered to\n"
		"                        them\n" TOOL_HELP,
	.run = run,
};
