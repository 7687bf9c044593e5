// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "k210gpio/board.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

enum { USED = 256, NAMED, LIST };

static bool only_used, only_named;

static bool wanted(const struct pad_view *view)
{
	if (only_used && !(view->pad.state & ~K210_STATE_CHANGED))
		return false;
	return !only_named || *view->names;
}

/* Whoever is the nearest: the line's user, else the pad's. */
static void describe_owner(const struct pad_view *view, char *text, size_t size)
{
	const struct k210_owner *owner = &view->owner;
	char state[64];

	pads_state(owner->state, state, sizeof(state));
	if (!strcmp(state, "free"))
		*state = '\0';
	tool_format(text, size, "%s%s%s%s%s", state, *owner->holder ? " " : "",
		    owner->holder,
		    *owner->user && strcmp(owner->user, owner->holder) ? " " :
									 "",
		    strcmp(owner->user, owner->holder) ? owner->user : "");
}

static void rule(int names)
{
	static const char dashes[] = "--------------------------------";

	tool_print(
		"+------+-%.*s-+-----------------+-------------+---+------+------------+-------\n",
		names, dashes);
}

static void show_row(const struct pad_view *view, int names)
{
	char owner[160];

	describe_owner(view, owner, sizeof(owner));
	tool_print(
		"| %-4s | %-*s | %-15s | %-11s | %s | %-4s | %2d %2u.%u mA | %s\n",
		view->name, names, view->names, view->func->name,
		view->direction, pads_level(view),
		pads_pulls[view->pad.pull - 1], view->pad.drive - 1,
		view->pad.drive_ua / 1000, view->pad.drive_ua / 100 % 10,
		owner);
}

static int widest_name(const unsigned char *pads, int count)
{
	size_t widest = 4;
	char names[80];

	for (int i = 0; i < count; i++)
		if (pads_names(pads[i], names, sizeof(names)) &&
		    strlen(names) > widest)
			widest = strlen(names);
	return widest > 32 ? 32 : (int)widest;
}

static void show(const unsigned char *pads, int count)
{
	const char *board = k210_board_name();
	int names = widest_name(pads, count);
	struct pad_view view;

	if (tool_json) {
		json_string("board", *board ? board : NULL);
		json_array("pads");
	} else {
		rule(names);
		tool_print(
			"| Pad  | %-*s | Function        | Direction   | V | Pull | Drive      | Owner\n",
			names, "Name");
		rule(names);
	}
	for (int i = 0; i < count; i++) {
		pads_read(pads[i], &view);
		if (!wanted(&view))
			continue;
		if (tool_json)
			pads_json(NULL, &view);
		else
			show_row(&view, names);
	}
	if (!tool_json)
		rule(names);
}

static int print_name(const struct k210_board_pin *pin, void *user)
{
	(void)user;
	if (tool_json)
		json_string(NULL, pin->name);
	else
		puts(pin->name);
	return 0;
}

/* What a shell completes; without a board, or the driver, the pads alone. */
static int list(void)
{
	char name[8];
	int error;

	if (tool_json)
		json_array("names");
	error = k210_board_iter(print_name, NULL);
	if (error)
		tool_complain_call(error, NULL);
	for (int pad = 0; pad < K210_PADS; pad++) {
		struct k210_board_pin pin = { .name = name };

		tool_format(name, sizeof(name), "IO%d", pad);
		print_name(&pin, NULL);
	}
	return error ? STATUS_FAILED : STATUS_OK;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "used", no_argument, NULL, USED },
		{ "named", no_argument, NULL, NAMED },
		{ "list", no_argument, NULL, LIST },
		TOOL_OPTIONS
	};
	unsigned char pads[K210_PADS];
	bool names = false;
	int option;

	while ((option = tool_option(argc, argv, TOOL_LETTERS, options)) >= 0) {
		names |= option == LIST;
		only_used |= option == USED;
		only_named |= option == NAMED;
	}
	if (names && (only_used || only_named || optind < argc))
		tool_fail_usage("--list lists all names, and goes alone");
	if (names)
		return list();

	int count = pads_list(argc - optind, argv + optind, pads);

	show(pads, count);
	return STATUS_OK;
}

const struct command command_readall = {
	.name = "readall",
	.summary = "show all pads in a table",
	.arguments = "[OPTION]... [PAD]...",
	.help = "Show pads: what the board calls them, function, direction, level, pull, drive,\n"
		"and whose they are. Without PAD: all 48.\n\n"
		"      --used            only those that somebody has\n"
		"      --named           only those that the board has a name for\n"
		"      --list            all names alone, a line each, for shells to complete\n" TOOL_HELP,
	.run = run,
};
