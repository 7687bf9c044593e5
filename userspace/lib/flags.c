// SPDX-License-Identifier: MIT
#include <errno.h>
#include <linux/gpio.h>

#include "error.h"
#include "flags.h"
#include "k210gpio/chip.h"
#include "k210gpio/types.h"

static const uint64_t modes[] = {
	[0] = 0,
	[K210_IN] = GPIO_V2_LINE_FLAG_INPUT,
	[K210_OUT] = GPIO_V2_LINE_FLAG_OUTPUT,
	[K210_OPEN_DRAIN] =
		GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN,
	[K210_OPEN_SOURCE] =
		GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_SOURCE,
};

static const uint64_t pulls[] = {
	[0] = 0,
	[K210_PULL_NONE] = GPIO_V2_LINE_FLAG_BIAS_DISABLED,
	[K210_PULL_UP] = GPIO_V2_LINE_FLAG_BIAS_PULL_UP,
	[K210_PULL_DOWN] = GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
};

static const uint64_t clocks[] = {
	[K210_CLOCK_MONOTONIC] = 0,
	[K210_CLOCK_REALTIME] = GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME,
	[K210_CLOCK_HTE] = GPIO_V2_LINE_FLAG_EVENT_CLOCK_HTE,
};

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

int k210_flags_of(const struct line_words *words, uint64_t *flags)
{
	if (words->mode >= LENGTH(modes) ||
	    (words->mode && !modes[words->mode]))
		return k210_fail(-EINVAL, "a line has no mode %d", words->mode);
	if (words->pull >= LENGTH(pulls))
		return k210_fail(-EINVAL, "there is no pull %d", words->pull);
	if (words->active_low > K210_ON)
		return k210_fail(-EINVAL, "active_low is %d, not off or on",
				 words->active_low);
	if (words->clock >= LENGTH(clocks))
		return k210_fail(-EINVAL, "there is no clock %d", words->clock);
	if (words->trigger & ~K210_BOTH)
		return k210_fail(-EINVAL, "a line has no trigger %u",
				 words->trigger);
	*flags = modes[words->mode] | pulls[words->pull] | clocks[words->clock];
	if (words->active_low == K210_ON)
		*flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
	if (words->trigger & K210_RISING)
		*flags |= GPIO_V2_LINE_FLAG_EDGE_RISING;
	if (words->trigger & K210_FALLING)
		*flags |= GPIO_V2_LINE_FLAG_EDGE_FALLING;
	return 0;
}

static uint8_t find(const uint64_t *table, uint8_t length, uint64_t flags)
{
	uint8_t found = 0;

	/* The last one fits best: open drain is an output too. */
	for (uint8_t i = 1; i < length; i++)
		if (table[i] && (flags & table[i]) == table[i])
			found = i;
	return found;
}

void k210_flags_read(uint64_t flags, struct line_words *words)
{
	words->mode = find(modes, LENGTH(modes), flags);
	words->pull = find(pulls, LENGTH(pulls), flags);
	words->clock = find(clocks, LENGTH(clocks), flags);
	words->active_low =
		flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW ? K210_ON : K210_OFF;
	words->trigger = 0;
	if (flags & GPIO_V2_LINE_FLAG_EDGE_RISING)
		words->trigger |= K210_RISING;
	if (flags & GPIO_V2_LINE_FLAG_EDGE_FALLING)
		words->trigger |= K210_FALLING;
}
