// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chips.h"
#include "json.h"
#include "k210gpio/chip.h"
#include "print.h"
#include "select.h"
#include "show.h"
#include "tool.h"

/* Names in a column, with their quotes. */
static void show_padded(const char *name)
{
	char text[K210_NAME_SIZE + 2];

	tool_format(text, sizeof(text),
		    *name && !show_unquoted ? "\"%s\"" : "%s",
		    *name ? name : "unnamed");
	tool_print("\t%-16s\t", text);
}

static void show_line(struct k210_chip *chip, unsigned int line, bool listed)
{
	struct k210_line_info info = { .size = sizeof(info) };
	int error = k210_line_info(chip, line, &info);

	if (error)
		tool_fail_call(error, k210_chip_name(chip));
	if (tool_json) {
		json_object(NULL);
		json_string("chip", k210_chip_name(chip));
		show_line_json(&info);
		json_end();
		return;
	}
	if (listed)
		tool_print("\tline %3u:", line);
	else
		tool_print("%s %u", k210_chip_name(chip), line);
	show_padded(info.name);
	show_attributes(&info);
	putchar('\n');
}

static void show_chips(const char *id)
{
	struct k210_chip **chips;
	size_t count = chips_all(id, &chips);

	for (size_t i = 0; i < count; i++) {
		int lines = k210_chip_lines(chips[i]);

		if (!tool_json)
			tool_print("%s - %d lines:\n", k210_chip_name(chips[i]),
				   lines);
		for (int line = 0; line < lines; line++)
			show_line(chips[i], line, true);
	}
}

/* By chips, and lines there. */
static int compare(const void *one, const void *other)
{
	const struct item *a = one, *b = other;
	const char *x = k210_chip_name(a->chip), *y = k210_chip_name(b->chip);

	if (strlen(x) != strlen(y))
		return strlen(x) < strlen(y) ? -1 : 1;
	if (strcmp(x, y))
		return strcmp(x, y);
	return a->line < b->line ? -1 : 1;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		SELECT_OPTIONS,
		{ "unquoted", no_argument, NULL, SHOW_UNQUOTED },
		TOOL_OPTIONS,
	};
	struct select select = { .lines_only = true };
	struct items items = { NULL, 0 };
	bool good = true;
	int option;

	while ((option = tool_option(argc, argv, SELECT_LETTERS TOOL_LETTERS,
				     options)) >= 0) {
		if (!select_option(&select, option))
			show_unquoted = true;
	}
	if (select.chip)
		chips_open(select.chip);
	for (int i = optind; i < argc; i++)
		good &= select_add(&items, &select, argv[i]);
	if (tool_json)
		json_array("lines");
	if (optind == argc)
		show_chips(select.chip);
	if (items.count)
		qsort(items.all, items.count, sizeof(items.all[0]), compare);
	for (size_t i = 0; i < items.count; i++)
		show_line(items.all[i].chip, items.all[i].line, false);
	return good ? STATUS_OK : STATUS_FAILED;
}

const struct command command_info = {
	.name = "info",
	.summary = "tell of lines: direction, settings, who uses them",
	.arguments = "[OPTION]... [LINE]...",
	.help = "Tell of lines, as the kernel has them; of all without LINE.\n\n" SELECT_HELP
		"      --unquoted        names without quotes\n" TOOL_HELP,
	.run = run,
	.usage = STATUS_FAILED,
};
