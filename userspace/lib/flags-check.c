// SPDX-License-Identifier: MIT
#include <errno.h>

#include "error.h"
#include "flags.h"
#include "k210gpio/chip.h"
#include "k210gpio/types.h"

int k210_flags_of(const struct line_words *words, uint64_t *flags)
{
	if (words->mode > K210_OPEN_SOURCE || words->mode == K210_ALT ||
	    words->mode == K210_ALT_OPEN_DRAIN)
		return k210_fail(-EINVAL, "a line has no mode %d", words->mode);
	if (words->pull > K210_PULL_DOWN)
		return k210_fail(-EINVAL, "there is no pull %d", words->pull);
	if (words->active_low > K210_SWITCH_ON)
		return k210_fail(-EINVAL, "active_low is %d, not off or on",
				 words->active_low);
	if (words->clock > K210_CLOCK_HTE)
		return k210_fail(-EINVAL, "there is no clock %d", words->clock);
	if (words->trigger & ~K210_BOTH)
		return k210_fail(-EINVAL, "a line has no trigger %u",
				 words->trigger);
	*flags = k210_flags_make(words);
	return 0;
}
