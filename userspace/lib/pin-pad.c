// SPDX-License-Identifier: MIT
/* A pin's pad. */
#include <errno.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "pin.h"

int k210_pin_no_pad(const struct k210_pin *p)
{
	if (p->line_func < 0)
		return k210_fail(-ENXIO,
				 "%s: its chip has no pads that could be set",
				 p->name);
	return k210_fail(-EBUSY, "%s: only its line is ours, the pad is not",
			 p->name);
}

int k210_pin_where(const struct k210_pin *p)
{
	struct k210_fpioa_function function = { .function = p->line_func };
	int error;

	if (p->pad >= 0)
		return p->pad;
	if (p->line_func < 0)
		return k210_pin_no_pad(p);
	error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);
	if (!error && function.pad == K210_FPIOA_NO_PAD)
		error = k210_fail(-ENXIO, "%s is on no pad", p->name);
	return error ? error : (int)function.pad;
}

K210_API int k210_pin_pad(const struct k210_pin *p)
{
	k210_silence();
	return p ? k210_pin_where(p) : k210_pin_null();
}

K210_API const char *k210_pin_name(const struct k210_pin *p)
{
	return p ? p->name : "";
}

K210_API int k210_pin_hold(struct k210_pin *p, int on)
{
	struct k210_fpioa_pad pad = { 0 };
	int error = 0;

	k210_silence();
	if (!p)
		return k210_pin_null();
	if (on < -1 || on > 1)
		return k210_fail(-EINVAL, "hold is 1, 0 or -1, not %d", on);
	if (p->pad < 0)
		return k210_pin_no_pad(p);
	if (on >= 0)
		error = k210_claim_hold(p->pad, on ? -1 : -2);
	pad.pad = p->pad;
	if (!error)
		error = k210_bridge_ask(K210_FPIOA_GET_PAD, &pad);
	if (error)
		return *k210_errmsg() ?
			       error :
			       k210_fail(error, "%s can't be held: error %d",
					 p->name, -error);
	return !!(pad.state & K210_FPIOA_STATE_HELD);
}
