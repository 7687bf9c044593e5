// SPDX-License-Identifier: MIT
#include "error.h"
#include "pin.h"
#include "place.h"

K210_API int k210_pin_open(struct k210_pin **out, const char *name,
			   const struct k210_pin_cfg *cfg)
{
	struct k210_pin_cfg ours;
	struct opening o = {
		.name = name,
		.value = -1,
		.func = -1,
		.find_line = k210_place_find_line,
	};
	struct k210_pin *p;
	int error;

	k210_silence();
	error = k210_pin_cfg_take(&ours, cfg);
	if (!error && ours.func)
		error = o.func = k210_pin_func(ours.func);
	if (error < 0)
		return error;
	o.consumer = ours.consumer;
	o.flags = ours.flags;
	o.events = ours.events;
	o.mode = ours.mode;
	o.pull = ours.pull;
	o.active_low = ours.active_low;
	if (ours.value)
		o.value = ours.value == K210_HIGH;
	k210_pin_cfg_pad(&ours, false, &o.pad);
	error = k210_pin_make(out ? &p : NULL, &o);
	if (error)
		return error;

	/* What blinks doesn't need, and so isn't in k210_pin_make(). */
	const struct k210_pin_cfg rest = {
		.trigger = ours.trigger,
		.debounce_us = ours.debounce_us,
		.flags = ours.flags,
	};

	if (ours.trigger || ours.debounce_us)
		error = k210_pin_apply(p, &rest, -1);
	if (error)
		k210_pin_close(p);
	else
		*out = p;
	return error;
}
