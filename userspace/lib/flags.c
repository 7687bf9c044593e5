// SPDX-License-Identifier: MIT
#include <linux/gpio.h>

#include "flags.h"
#include "k210gpio/chip.h"
#include "k210gpio/types.h"

#define OUTPUT GPIO_V2_LINE_FLAG_OUTPUT

/* What each of them has, the more special ones last. */
static const uint16_t modes[] = {
	[0] = 0,
	[K210_IN] = GPIO_V2_LINE_FLAG_INPUT,
	[K210_OUT] = OUTPUT,
	[K210_OPEN_DRAIN] = OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN,
	[K210_ALT] = UINT16_MAX,
	[K210_ALT_OPEN_DRAIN] = UINT16_MAX,
	[K210_OPEN_SOURCE] = OUTPUT | GPIO_V2_LINE_FLAG_OPEN_SOURCE,
};

static const uint16_t pulls[] = {
	[0] = 0,
	[K210_PULL_NONE] = GPIO_V2_LINE_FLAG_BIAS_DISABLED,
	[K210_PULL_UP] = GPIO_V2_LINE_FLAG_BIAS_PULL_UP,
	[K210_PULL_DOWN] = GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
};

static const uint16_t clocks[] = {
	[K210_CLOCK_MONOTONIC] = 0,
	[K210_CLOCK_REALTIME] = GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME,
	[K210_CLOCK_HTE] = GPIO_V2_LINE_FLAG_EVENT_CLOCK_HTE,
};

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

uint64_t k210_flags_make(const struct line_words *words)
{
	uint64_t flags =
		modes[words->mode] | pulls[words->pull] | clocks[words->clock];

	if (words->active_low == K210_SWITCH_ON)
		flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
	if (words->trigger & K210_RISING)
		flags |= GPIO_V2_LINE_FLAG_EDGE_RISING;
	if (words->trigger & K210_FALLING)
		flags |= GPIO_V2_LINE_FLAG_EDGE_FALLING;
	return flags;
}

static uint8_t find(const uint16_t *table, uint8_t length, uint64_t flags)
{
	while (--length &&
	       (!table[length] || (flags & table[length]) != table[length]))
		;
	return length;
}

void k210_flags_read(uint64_t flags, struct line_words *words)
{
	words->mode = find(modes, LENGTH(modes), flags);
	words->pull = find(pulls, LENGTH(pulls), flags);
	words->clock = find(clocks, LENGTH(clocks), flags);
	words->active_low = flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW ?
				    K210_SWITCH_ON :
				    K210_SWITCH_OFF;
	words->trigger = 0;
	if (flags & GPIO_V2_LINE_FLAG_EDGE_RISING)
		words->trigger |= K210_RISING;
	if (flags & GPIO_V2_LINE_FLAG_EDGE_FALLING)
		words->trigger |= K210_FALLING;
}
