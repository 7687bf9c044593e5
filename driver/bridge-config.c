// SPDX-License-Identifier: GPL-2.0-only
/* What programs say of a pad, and what that means. No registers, no locks. */

#include <linux/errno.h>
#include <linux/k210-fpioa.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/string.h>

#include "bridge-config.h"
#include "claims.h"
#include "fpioa-regs.h"
#include "pads.h"

#define DRIVES	(K210_FPIOA_DRIVE_UA | K210_FPIOA_DRIVE_LEVEL)

/* Fields that are 0 or 1. */
static const struct {
	u32 mask;
	u32 param;
	u8 offset;
} flags[] = {
#define FLAG(name, field, param) { K210_FPIOA_##name, PIN_CONFIG_##param, \
		offsetof(struct k210_fpioa_config, field) }
	FLAG(SLOW_SLEW, slow_slew, SLEW_RATE),
	FLAG(SCHMITT, schmitt, INPUT_SCHMITT_ENABLE),
	FLAG(INPUT, input, INPUT_ENABLE),
	FLAG(OUTPUT, output, OUTPUT_ENABLE),
#undef FLAG
	{ K210_FPIOA_INPUT_INVERT, K210_PIN_CONFIG_INPUT_INVERT,
	  offsetof(struct k210_fpioa_config, input_invert) },
	{ K210_FPIOA_OUTPUT_INVERT, K210_PIN_CONFIG_OUTPUT_INVERT,
	  offsetof(struct k210_fpioa_config, output_invert) },
};

static const u32 pulls[] = {
	[K210_FPIOA_PULL_NONE] = 0,
	[K210_FPIOA_PULL_UP] = FPIOA_PULL_UP,
	[K210_FPIOA_PULL_DOWN] = FPIOA_PULL_DOWN,
};

/* A field counts if @bit is in the mask, else it is 0. */
static bool is_meant(const struct k210_fpioa_config *config, u32 bit)
{
	return config->mask & bit;
}

static int read_pull(struct k210_settings *settings,
		     const struct k210_fpioa_config *config)
{
	if (!is_meant(config, K210_FPIOA_PULL))
		return config->pull ? -EINVAL : 0;
	if (config->pull >= ARRAY_SIZE(pulls))
		return -EINVAL;
	settings->mask |= FPIOA_PULL;
	settings->value |= pulls[config->pull];
	return 0;
}

static int read_drive(struct k210_settings *settings,
		      const struct k210_fpioa_config *config)
{
	if ((config->drive_ua && !is_meant(config, K210_FPIOA_DRIVE_UA)) ||
	    (config->drive_level && !is_meant(config, K210_FPIOA_DRIVE_LEVEL)))
		return -EINVAL;
	if ((config->mask & DRIVES) == DRIVES ||
	    !FIELD_FIT(FPIOA_DRIVE, config->drive_level))
		return -EINVAL;
	if (is_meant(config, K210_FPIOA_DRIVE_UA))
		return k210_settings_add(settings, PIN_CONFIG_DRIVE_STRENGTH_UA,
					 config->drive_ua);
	if (is_meant(config, K210_FPIOA_DRIVE_LEVEL)) {
		settings->mask |= FPIOA_DRIVE;
		settings->value |= FIELD_PREP(FPIOA_DRIVE,
					      config->drive_level);
	}
	return 0;
}

static int read_flags(struct k210_settings *settings,
		      const struct k210_fpioa_config *config)
{
	for (int i = 0; i < ARRAY_SIZE(flags); i++) {
		u8 value = ((const u8 *)config)[flags[i].offset];
		int ret;

		if (is_meant(config, flags[i].mask))
			ret = k210_settings_add(settings, flags[i].param,
						value);
		else
			ret = value ? -EINVAL : 0;
		if (ret)
			return ret;
	}
	return 0;
}

static int read_function(struct k210_changes *changes,
			 struct k210_change *change,
			 const struct k210_fpioa_config *config)
{
	u8 function = config->function;

	change->routes = is_meant(config, K210_FPIOA_FUNCTION);
	if (!change->routes)
		return function ? -EINVAL : 0;
	change->function = function;
	if (k210_function_is_shareable(function))
		return 0;
	for (const struct k210_change *c = changes->change; c < change; c++)
		if (c->routes && c->function == function)
			return -EINVAL;
	return 0;
}

/**
 * k210_config_read() - add what is said of a pad to what is to change
 * @changes: of which @num - 1 changes are there, and place for one more
 * @num: how many there will be
 * @config: what is said
 *
 * Return: 0, or -EINVAL if that can't be, or not with the rest.
 */
int k210_config_read(struct k210_changes *changes, unsigned int num,
		     const struct k210_fpioa_config *config)
{
	const u32 known = K210_FPIOA_OUTPUT_INVERT * 2 - 1;
	struct k210_change *change;
	int ret;

	if (config->pad >= K210_PADS || config->mask & ~known ||
	    memchr_inv(config->reserved, 0, sizeof(config->reserved)) ||
	    changes->pads & BIT_ULL(config->pad))
		return -EINVAL;
	changes->num = num;
	change = &changes->change[num - 1];
	*change = (struct k210_change) { .pad = config->pad };
	ret = read_function(changes, change, config);
	ret = ret ?: read_pull(&change->settings, config);
	ret = ret ?: read_drive(&change->settings, config);
	ret = ret ?: read_flags(&change->settings, config);
	changes->pads |= BIT_ULL(config->pad);
	return ret;
}

static u8 pull_of(u32 word)
{
	if (word & FPIOA_PULL_UP)
		return K210_FPIOA_PULL_UP;
	return word & FPIOA_PULL_DOWN ? K210_FPIOA_PULL_DOWN :
					K210_FPIOA_PULL_NONE;
}

/**
 * k210_config_show() - say what a pad is
 * @word: its word
 * @pad: 0 to 47
 * @config: filled; all fields are meant, so that it can be asked for again but
 *	for one of the two drive strengths
 */
void k210_config_show(u32 word, unsigned int pad,
		      struct k210_fpioa_config *config)
{
	*config = (struct k210_fpioa_config) {
		.mask = K210_FPIOA_OUTPUT_INVERT * 2 - 1,
		.pad = pad,
		.function = k210_word_function(word),
		.pull = pull_of(word),
		.drive_level = FIELD_GET(FPIOA_DRIVE, word),
		.drive_ua = k210_settings_drive_ua(word),
	};
	for (int i = 0; i < ARRAY_SIZE(flags); i++) {
		u32 value = 0;

		/* what is off is an error there */
		k210_settings_read(word, flags[i].param, &value);
		((u8 *)config)[flags[i].offset] = value;
	}
}
