// SPDX-License-Identifier: MIT
#include <string.h>

#include "json.h"
#include "k210gpio/board.h"
#include "pads.h"

static int put_name(const struct k210_board_pin *pin, void *user)
{
	if (pin->pad == *(const int *)user)
		json_string(NULL, pin->name);
	return 0;
}

void pads_json_name(int pad)
{
	json_number("pad", pad);
	json_array("names");
	pads_each_name(put_name, &pad);
	json_end();
}

static void put_switch(const char *key, unsigned char value)
{
	json_bool(key, value == K210_SWITCH_ON);
}

/* What isn't there is null: no name, no process. */
static void put_text(const char *key, const char *text)
{
	json_string(key, *text ? text : NULL);
}

void pads_json_state(unsigned int state)
{
	json_bool("device", state & K210_STATE_DEVICE);
	json_bool("claimed", state & K210_STATE_CLAIMED);
	json_bool("in_use", state & K210_STATE_LINE);
	json_bool("changed", state & K210_STATE_CHANGED);
	if (state & K210_STATE_HELD)
		json_number("held", !!(state & K210_STATE_HELD_HIGH));
	else
		json_null("held");
}

void pads_json_owner(const struct k210_owner *owner)
{
	pads_json_state(owner->state);
	put_text("holder", owner->holder);
	put_text("consumer", owner->user);
	if (owner->pid) {
		json_number("pid", owner->pid);
		json_number("uid", owner->uid);
	} else {
		json_null("pid");
		json_null("uid");
	}
}

void pads_json(const char *key, const struct pad_view *view)
{
	const char *level = pads_level(view);

	json_object(key);
	pads_json_name(view->pad.pad);
	json_string("function", view->func->name);
	json_string("direction",
		    *view->direction == '-' ? NULL : view->direction);
	if (*level == '-')
		json_null("level");
	else
		json_number("level", *level - '0');
	json_string("pull", pads_pulls[view->pad.pull - 1]);
	json_number("drive", view->pad.drive - 1);
	json_number("drive_ua", view->pad.drive_ua);
	json_string("slew", pads_slews[view->pad.slew - 1]);
	put_switch("schmitt", view->pad.schmitt);
	put_switch("input", view->pad.input);
	put_switch("output", view->pad.output);
	put_switch("input_invert", view->pad.input_invert);
	put_switch("output_invert", view->pad.output_invert);
	pads_json_owner(&view->owner);
	json_end();
}
