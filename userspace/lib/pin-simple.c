// SPDX-License-Identifier: MIT
#include <errno.h>

#include "error.h"
#include "pin.h"

K210_API int k210_pin_open_simple(struct k210_pin **p, const char *name,
				  int mode, int pull, int value)
{
	struct opening o = {
		.name = name,
		.mode = mode,
		.pull = pull,
		.value = value,
		.func = -1,
	};

	k210_silence();
	if (mode < 0 || mode > K210_OPEN_SOURCE || pull < 0 ||
	    pull > K210_PULL_DOWN || value < -1 || value > 1)
		return k210_fail(
			-EINVAL,
			"mode %d, pull %d, value %d: one doesn't exist", mode,
			pull, value);
	return k210_pin_make(p, &o);
}
