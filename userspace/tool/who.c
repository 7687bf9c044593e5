// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

/* The process's name, as /proc has it: a claim may call itself otherwise. */
static const char *process_name(int pid)
{
	static char name[64];
	char path[32];
	FILE *file;

	tool_format(path, sizeof(path), "/proc/%d/comm", pid);
	file = pid ? fopen(path, "re") : NULL;
	if (!file)
		return NULL;
	if (!fgets(name, sizeof(name), file))
		*name = '\0';
	fclose(file);
	name[strcspn(name, "\n")] = '\0';
	return *name ? name : NULL;
}

static void show(const struct pad_view *view)
{
	const struct k210_owner *owner = &view->owner;
	const char *process = process_name(owner->pid);
	char state[64];

	if (tool_json) {
		json_object(NULL);
		pads_json_name(view->pad.pad);
		json_string("function", view->func->name);
		pads_json_owner(owner);
		json_string("process", process);
		json_end();
		return;
	}
	pads_state(owner->state, state, sizeof(state));
	tool_print("%s: %s, %s", pads_called(view->pad.pad), view->func->name,
		   state);
	if (*owner->holder)
		tool_print("; by '%s'", owner->holder);
	if (owner->pid)
		tool_print(" (pid %d%s%s, user %u)", (int)owner->pid,
			   process ? " " : "", process ? process : "",
			   owner->uid);
	if (*owner->user)
		tool_print("; line used by '%s'", owner->user);
	putchar('\n');
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { TOOL_OPTIONS };
	unsigned char pads[K210_PADS];
	struct pad_view view;
	int count;

	tool_option(argc, argv, TOOL_LETTERS, options);
	count = pads_list(argc - optind, argv + optind, pads);
	if (tool_json)
		json_array("pads");
	for (int i = 0; i < count; i++) {
		pads_read(pads[i], &view);
		if (optind < argc || view.owner.state & ~K210_STATE_CHANGED)
			show(&view);
	}
	return STATUS_OK;
}

const struct command command_who = {
	.name = "who",
	.summary = "show whose pads are",
	.arguments = "[OPTION]... [PAD]...",
	.help = "Show who has each PAD: a device of the kernel's, a program with its pid and\n"
		"user, and whoever uses the line on it. Without PAD: all that aren't free.\n\n" TOOL_HELP,
	.run = run,
};
