// SPDX-License-Identifier: MIT
/* How a pin is, as a struct and in words. */
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "error.h"
#include "pad.h"
#include "pin.h"
#include "sized.h"

static void read_line(struct k210_pin *p, struct k210_pin_state *st)
{
	lock_take(&p->lock);
	st->mode = p->mode;
	st->active_low = p->now.words.active_low == K210_SWITCH_ON;
	st->driven = p->out;
	st->trigger = p->trigger;
	st->debounce_us = p->now.debounce_us;
	lock_drop(&p->lock);
	if (k210_is_alt(st->mode))
		st->active_low = st->trigger = st->debounce_us = st->driven = 0;
}

static int read_state(struct k210_pin *p, struct k210_pin_state *st)
{
	int pad, error;

	*st = (struct k210_pin_state){ .size = sizeof(*st) };
	read_line(p, st);
	pad = k210_pin_where(p);
	if (pad == -ENXIO || pad == -ENOENT) {
		/* There is nothing but the line to be asked. */
		k210_silence();
		error = k210_pin_get(p);
		st->level = error > 0 ? error ^ st->active_low :
					error == 0 && st->active_low;
		return error < 0 ? error : 0;
	}
	if (pad < 0)
		return pad;
	error = k210_pad_read(pad, &st->pad);
	if (!error)
		error = k210_pad_ask_owner(pad, &st->owner);
	if (error)
		return error;
	st->has_pad = 1;
	st->held = !!(st->pad.state & K210_STATE_HELD);
	st->level = st->pad.level;
	return 0;
}

K210_API int k210_pin_state(struct k210_pin *p, struct k210_pin_state *st)
{
	struct k210_pin_state ours;
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	error = read_state(p, &ours);
	return error ? error :
		       k210_sized_out(st, &ours, sizeof(ours), sizeof(ours));
}
