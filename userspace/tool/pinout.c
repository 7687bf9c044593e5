// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "k210gpio/board.h"
#include "layout.h"
#include "pads.h"
#include "parse.h"
#include "print.h"
#include "tool.h"

#define CELL_NAMES 16
#define CELL_FUNCTION 13
/* Of the pad's direction, number and level, and blanks. */
#define CELL (CELL_NAMES + CELL_FUNCTION + 14)

static bool colours;

/* What a colour stands for; all else is as the terminal has it. */
static const char high[] = "\033[30;42m", low[] = "\033[37;44m";
static const char unknown[] = "\033[2m", taken[] = "\033[1m";
static const char kept[] = "\033[31m";

static void paint(const char *colour)
{
	if (colours)
		fputs(colour, stdout);
}

static void end_paint(void)
{
	paint("\033[0m");
}

static void put_level(const struct pad_view *view)
{
	const char *level = pads_level(view);

	paint(*level == '1' ? high : *level == '0' ? low : unknown);
	tool_print("[%s]", level);
	end_paint();
}

static void put_words(const struct pad_view *view, bool left)
{
	bool is_kept = k210_board_reserved(view->pad.pad);

	if (is_kept)
		paint(kept);
	if (view->pad.state & ~K210_STATE_CHANGED)
		paint(taken);
	tool_print(left ? "%*.*s " : "%-*.*s ", CELL_NAMES, CELL_NAMES,
		   view->names);
	end_paint();
}

static void put_left(int spot)
{
	struct pad_view view;

	if (spot < 0) {
		tool_print("%*s", CELL, layout_text(spot));
		return;
	}
	pads_read(spot, &view);
	put_words(&view, true);
	tool_print("%*.*s %-4.4s%4s ", CELL_FUNCTION, CELL_FUNCTION,
		   view.func->name, view.direction, view.name);
	put_level(&view);
}

static void put_right(int spot)
{
	struct pad_view view;

	if (spot < 0) {
		tool_print("%s\n", layout_text(spot));
		return;
	}
	pads_read(spot, &view);
	put_level(&view);
	tool_print(" %-4s %-4.4s %-*.*s ", view.name, view.direction,
		   CELL_FUNCTION, CELL_FUNCTION, view.func->name);
	put_words(&view, false);
	putchar('\n');
}

static void put_edge(void)
{
	tool_print("%*s+-------+\n", CELL, "");
}

static void put_rows(const signed char *left, const signed char *right)
{
	put_edge();
	while (*left != SPOT_END || *right != SPOT_END) {
		put_left(*left == SPOT_END ? SPOT_GAP : *left);
		fputs("|       |", stdout);
		put_right(*right == SPOT_END ? SPOT_GAP : *right);
		left += *left != SPOT_END;
		right += *right != SPOT_END;
	}
	put_edge();
}

static bool is_on(const signed char *spots, int pad)
{
	for (; *spots != SPOT_END; spots++)
		if (*spots == pad)
			return true;
	return false;
}

/* What no header's picture has, by numbers, half of it on each side. */
static void put_others(const struct layout *layout)
{
	signed char sides[2][K210_PADS + 1], pads[K210_PADS];
	int count = 0, half;

	for (int pad = 0; pad < K210_PADS; pad++)
		if (!layout || !is_on(layout->spots, pad))
			pads[count++] = pad;
	half = (count + 1) / 2;
	memcpy(sides[0], pads, half);
	memcpy(sides[1], pads + half, count - half);
	sides[0][half] = SPOT_END;
	sides[1][count - half] = SPOT_END;
	put_rows(sides[0], sides[1]);
}

static void put_legend(void)
{
	fputs("[1] high, [0] low, [-] unknown: its input is off", stdout);
	if (colours)
		tool_print("; %ssomebody's\033[0m; %skept by the board\033[0m",
			   taken, kept);
	putchar('\n');
}

static void show(const struct layout *layout, const char *board)
{
	tool_print("Board: %s\n", *board ? board : "unknown (see K210_BOARD)");
	if (layout) {
		static const signed char nothing[] = { SPOT_END };

		tool_print("%s\n", layout->title);
		put_rows(nothing, layout->spots);
		puts("All other pads, by their numbers:");
	} else {
		puts("Pads by their numbers: in which order this board's headers have them isn't\n"
		     "known here.");
	}
	put_others(layout);
	put_legend();
}

static void show_json(const struct layout *layout, const char *board)
{
	struct pad_view view;

	json_string("board", *board ? board : NULL);
	if (layout) {
		json_array("header");
		for (const signed char *spot = layout->spots; *spot != SPOT_END;
		     spot++)
			if (*spot < 0)
				json_string(NULL, layout_text(*spot));
			else
				json_number(NULL, *spot);
		json_end();
	} else {
		json_null("header");
	}
	json_array("pads");
	for (int pad = 0; pad < K210_PADS; pad++) {
		pads_read(pad, &view);
		pads_json(NULL, &view);
	}
}

static bool wants_colours(const char *when)
{
	static const char *const words[] = { "always", "never", "auto", NULL };
	const char *no_color = getenv("NO_COLOR");
	int word = parse_word(when, words, "--color");

	if (word < 2)
		return word == 0;
	return isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "color", required_argument, NULL, 'c' }, TOOL_OPTIONS
	};
	const struct layout *layout;
	const char *when = "auto", *board;
	int option;

	while ((option = tool_option(argc, argv, TOOL_LETTERS, options)) >= 0)
		when = optarg;
	if (optind < argc)
		tool_fail_usage("'%s' isn't wanted here", argv[optind]);
	colours = wants_colours(when);
	board = k210_board_name();
	layout = layout_find(board);
	if (tool_json)
		show_json(layout, board);
	else
		show(layout, board);
	return STATUS_OK;
}

const struct command command_pinout = {
	.name = "pinout",
	.summary = "show a picture of the board with all levels",
	.arguments = "[OPTION]...",
	.help = "Show a picture of the board: each pad's level, function and direction, and what\n"
		"the board calls it.\n\n"
		"      --color=WHEN      always, never or auto: on terminals, unless NO_COLOR is\n"
		"                        set\n" TOOL_HELP,
	.run = run,
};
