// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "json.h"
#include "k210gpio/fpioa.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

enum { USED = 256, LIST };

static bool only_used, only_names;
/* What each pad carries; -1 where that can't be asked. */
static short carried[K210_PADS];

static bool contains(const char *text, const char *part)
{
	size_t length = strlen(part);

	for (; *text; text++)
		if (!strncasecmp(text, part, length))
			return true;
	return !length;
}

static bool matches(const struct k210_func *func, const char *pattern)
{
	return contains(func->name, pattern) || contains(func->desc, pattern);
}

static bool wanted(const struct k210_func *func, int argc, char **argv)
{
	bool used = !only_used, named = !argc;

	for (int pad = 0; pad < K210_PADS; pad++)
		used |= carried[pad] == func->id;
	for (int i = 0; i < argc; i++)
		named |= matches(func, argv[i]);
	return used && named;
}

/* Return: whether a function has it; else it was complained of. */
static bool is_known(const char *pattern)
{
	for (int id = 0; id < K210_FUNCTIONS; id++) {
		const struct k210_func *func = k210_func(id);

		if (func && matches(func, pattern))
			return true;
	}
	tool_complain("no function has '%s' in its name or description",
		      pattern);
	return false;
}

static void put_json(const struct k210_func *func, const char *what)
{
	json_object(NULL);
	json_number("id", func->id);
	json_string("name", func->name);
	json_string("class", what);
	json_bool("shareable", func->shareable);
	json_string("description", func->desc);
	json_array("pads");
	for (int pad = 0; pad < K210_PADS; pad++)
		if (carried[pad] == func->id)
			json_number(NULL, pad);
	json_end();
	json_end();
}

static void show(const struct k210_func *func)
{
	static const char *const classes[] = { "none", "in", "out", "both" };
	const char *what = classes[func->func_class & 3];

	if (tool_json && only_names) {
		json_string(NULL, func->name);
		return;
	}
	if (tool_json) {
		put_json(func, what);
		return;
	}
	if (only_names) {
		puts(func->name);
		return;
	}
	tool_print("%3d %-20s %-4s %-37s", func->id, func->name, what,
		   func->desc);
	for (int pad = 0, found = 0; pad < K210_PADS; pad++)
		if (carried[pad] == func->id)
			tool_print("%sIO%d", found++ ? "," : " ", pad);
	putchar('\n');
}

/* The list is the same without the driver. */
static void ask_pads(void)
{
	for (int pad = 0; pad < K210_PADS; pad++) {
		carried[pad] = k210_fpioa_func_of(pad);
		if (carried[pad] < 0 && only_used)
			tool_fail_call(carried[pad], NULL);
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "used", no_argument, NULL, USED },
		{ "list", no_argument, NULL, LIST },
		TOOL_OPTIONS
	};
	int option, found = 0;
	bool good = true;

	while ((option = tool_option(argc, argv, TOOL_LETTERS, options)) >= 0) {
		only_used |= option == USED;
		only_names |= option == LIST;
	}
	ask_pads();
	if (tool_json)
		json_array(only_names ? "names" : "functions");
	for (int id = 0; id < K210_FUNCTIONS; id++) {
		const struct k210_func *func = k210_func(id);

		if (!func || !wanted(func, argc - optind, argv + optind))
			continue;
		show(func);
		found++;
	}
	for (int i = optind; i < argc; i++)
		good &= is_known(argv[i]);
	if (good && !found)
		tool_warn("none of them is on a pad");
	return good ? STATUS_OK : STATUS_FAILED;
}

const struct command command_funcs = {
	.name = "funcs",
	.summary = "list the functions that pads may carry",
	.arguments = "[OPTION]... [PATTERN]...",
	.help = "List functions: number, name, whether they read or drive the pad, what they are,\n"
		"and the pads that carry them. With PATTERN: those that have it in their name or\n"
		"description, in upper or lower case.\n\n"
		"      --used            only those that are on a pad\n"
		"      --list            names alone, a line each, for shells to complete\n" TOOL_HELP,
	.run = run,
};
