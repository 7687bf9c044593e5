// SPDX-License-Identifier: MIT
#include <poll.h>
#include <string.h>

#include "clock.h"
#include "event.h"
#include "k210gpio/chip.h"
#include "parse.h"
#include "select.h"
#include "tool.h"

/* So many of a chip are read at a time. */
#define BATCH 8

struct notify {
	struct select select;
	struct event_style style;
	uint32_t only; /* enum k210_info_type, 0 for all */
	struct items items;
	struct k210_chip **chips;
	struct pollfd *polls;
	size_t count;
};

static const char *const words[] = { "requested", "released", "reconfigured",
				     NULL };

static void read_options(struct notify *notify, int argc, char **argv)
{
	static const struct option options[] = {
		{ "event", required_argument, NULL, 'e' },
		{ "unquoted", no_argument, NULL, SHOW_UNQUOTED },
		EVENT_OPTIONS,
		SELECT_OPTIONS,
		TOOL_OPTIONS,
	};
	int option;

	while ((option = tool_option(
			argc, argv,
			"e:" EVENT_LETTERS SELECT_LETTERS TOOL_LETTERS,
			options)) >= 0) {
		if (option == 'e')
			notify->only = K210_LINE_REQUESTED +
				       parse_word(optarg, words, "--event");
		else if (option == SHOW_UNQUOTED)
			show_unquoted = true;
		else if (!event_option(&notify->style, option))
			select_option(&notify->select, option);
	}
	notify->style.with_chip = notify->select.chip;
}

static void add_chip(struct notify *notify, struct k210_chip *chip)
{
	for (size_t i = 0; i < notify->count; i++)
		if (notify->chips[i] == chip)
			return;
	notify->polls[notify->count] =
		(struct pollfd){ .fd = k210_chip_fd(chip), .events = POLLIN };
	notify->chips[notify->count++] = chip;
}

static void watch(struct notify *notify)
{
	size_t most = notify->items.count;

	notify->chips = tool_allocate(most, sizeof(notify->chips[0]));
	notify->polls = tool_allocate(most, sizeof(notify->polls[0]));
	for (size_t i = 0; i < most; i++) {
		struct item *item = &notify->items.all[i];
		int error = k210_watch(item->chip, &item->line, 1);

		if (error)
			tool_fail_call(error, item->name);
		add_chip(notify, item->chip);
	}
}

static const struct item *item_of(const struct notify *notify,
				  const struct k210_chip *chip,
				  unsigned int line)
{
	for (size_t i = 0; i < notify->items.count; i++) {
		const struct item *item = &notify->items.all[i];

		if (item->chip == chip && item->line == line)
			return item;
	}
	return NULL;
}

/* Return: false if it was the last. */
static bool show(struct notify *notify, struct k210_chip *chip,
		 const struct k210_info_event *happened)
{
	/* Of what the kernel dropped, and was found, nobody knows when. */
	uint64_t time = happened->time_ns ? happened->time_ns : clock_now();
	const struct event event = {
		.time_ns = time,
		.wall_ns = clock_wall(time),
		.word = words[happened->type - K210_LINE_REQUESTED],
		.type = happened->type,
		.item = item_of(notify, chip, happened->info.line),
		.info = &happened->info,
	};

	if (!event.item || (notify->only && notify->only != happened->type))
		return true;
	return event_show(&notify->style, &event);
}

static bool read_chip(struct notify *notify, struct k210_chip *chip)
{
	struct k210_info_event events[BATCH];
	int got;

	/* What the kernel dropped is looked for once there are fewer. */
	do {
		got = k210_watch_read(chip, events, BATCH);
		if (got < 0)
			tool_fail_call(got, k210_chip_name(chip));
		for (int i = 0; i < got; i++)
			if (!show(notify, chip, &events[i]))
				return false;
	} while (got == BATCH);
	return true;
}

static void follow(struct notify *notify)
{
	while (event_wait(&notify->style, notify->polls, notify->count)) {
		for (size_t i = 0; i < notify->count; i++)
			if (notify->polls[i].revents &&
			    !read_chip(notify, notify->chips[i]))
				return;
		tool_flush();
	}
}

static int run(int argc, char **argv)
{
	struct notify notify = { .select = { .lines_only = true } };

	read_options(&notify, argc, argv);
	if (optind == argc)
		tool_fail_usage("which lines?");
	select_all(&notify.items, &notify.select, argc - optind, argv + optind);
	watch(&notify);
	event_begin(&notify.style, "Watching", &notify.items);
	follow(&notify);
	stop_finish(STATUS_OK);
}

const struct command command_notify = {
	.name = "notify",
	.summary = "show who takes lines, and lets them go",
	.arguments = "[OPTION]... LINE...",
	.help = "Wait until lines are requested, released or reconfigured, and show it.\n\n"
		"  -e, --event EVENT     requested, released or reconfigured; else all\n" EVENT_HELP
		"      --unquoted        names without quotes\n" SELECT_HELP
			TOOL_HELP EVENT_FORMATS
		"  %a direction and settings  %C who uses it\n",
	.run = run,
	.usage = STATUS_FAILED,
};
