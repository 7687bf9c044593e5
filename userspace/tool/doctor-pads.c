// SPDX-License-Identifier: MIT
#include <stdlib.h>
#include <string.h>

#include "doctor.h"
#include "k210gpio/board.h"
#include "k210gpio/chip.h"
#include "pads.h"
#include "print.h"

#define FIRST_OF_GPIO 32
#define LINES 40

void doctor_board(void)
{
	char fix[160] = "set K210_BOARD to the path of a config.json, or to";
	const char *name;

	if (*k210_board_name())
		return;
	for (unsigned int i = 0; (name = k210_board_list(i)); i++) {
		size_t used = strlen(fix);

		tool_format(fix + used, sizeof(fix) - used, " %s", name);
	}
	k210_board_lookup("?");
	doctor_find(WARNING, fix, "the board is unknown: %s", k210_errmsg());
	/* What is wrong with it has been told; the device tree may know one. */
	unsetenv("K210_BOARD");
	/* The whole tool reads a K210_BOARD that is a file by this call's being here. */
	k210_board_load(NULL);
}

static void check_held(const struct pad_view *view)
{
	const char *name = pads_called(view->pad.pad);
	char fix[64];

	if (!(view->pad.state & K210_STATE_HELD))
		return;
	tool_format(fix, sizeof(fix), "k210gpio hold --release %s", view->name);
	if (view->pad.state & K210_STATE_LINE)
		doctor_find(WARNING, fix,
			    "%s is held: what '%s' drives doesn't reach it",
			    name, view->owner.user);
	else if (pads_is_left(&view->owner))
		doctor_find(WARNING, fix,
			    "%s is held %s, and nobody runs who wants that",
			    name,
			    view->pad.state & K210_STATE_HELD_HIGH ? "high" :
								     "low");
}

static void check_reserved(const struct pad_view *view)
{
	const char *what = k210_board_reserved(view->pad.pad);

	if (what && view->pad.state & K210_STATE_CLAIMED)
		doctor_find(WARNING, "end it, if it isn't meant to",
			    "IO%d is this board's %s, and '%s' (pid %d) has it",
			    view->pad.pad, what, view->owner.holder,
			    (int)view->owner.pid);
}

/* Two pads feed or get one function; a boot loader may leave it so. */
static void check_conflict(const struct pad_view *view)
{
	int first = k210_fpioa_pad_of(view->pad.func);
	char fix[64];

	if (view->func->shareable || first < 0 || first >= view->pad.pad)
		return;
	tool_format(fix, sizeof(fix), "k210gpio func %s=RESV0", view->name);
	doctor_find(WARNING, fix, "IO%d and IO%d both carry %s", first,
		    view->pad.pad, view->func->name);
}

/* Lines in use that reach no pad. Return: how many have edges told. */
static int check_lines(const char *id, const int8_t *pads, int count)
{
	struct k210_chip *chip;
	int told = 0;

	if (k210_chip_open(&chip, id))
		return 0;
	for (int line = 0; line < count; line++) {
		struct k210_line_info info = { .size = sizeof(info) };

		if (k210_line_info(chip, line, &info) || !info.used)
			continue;
		told += !!info.trigger;
		if (pads[line] < 0)
			doctor_find(WARNING, "k210gpio func PAD=FUNCTION",
				    "%s:%d is used by '%s', but is on no pad",
				    id, line, info.consumer);
	}
	k210_chip_close(chip);
	return told;
}

void doctor_pads(void)
{
	struct pad_view view;
	int8_t pads[LINES];

	for (int pad = 0; pad < K210_PADS; pad++) {
		pads_read(pad, &view);
		check_held(&view);
		check_reserved(&view);
		check_conflict(&view);
	}
	if (k210_fpioa_used(pads))
		return;
	check_lines("gpiohs", pads, FIRST_OF_GPIO);
	if (check_lines("gpio", pads + FIRST_OF_GPIO, LINES - FIRST_OF_GPIO) >
	    1)
		doctor_find(
			NOTE, "k210gpio func PAD=GPIOHSn: those have one each",
			"several lines of gpio are watched for edges: they share one interrupt, and edges that come close together may be told as one");
}
