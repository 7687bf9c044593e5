// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pad's settings: the generic parameters of pin configuration on one side,
 * bits of the pad's word on the other. No registers, no locks.
 */

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/minmax.h>

#include "fpioa-regs.h"
#include "functions.h"
#include "settings.h"

/*
 * What a pad sources at each level of drive strength, at most, in microampere:
 * electrical specification in the data sheet. Levels from 8 on have no number
 * there.
 */
static const u16 drive_ua[] = {
	11200, 16800, 22300, 27800, 33300, 38700, 44100, 49500,
};

/* Parameters that are one bit each, with an argument of 0 or 1. */
static const struct {
	u32 param;
	u32 bit;
} flags[] = {
	{ PIN_CONFIG_INPUT_ENABLE, FPIOA_INPUT_ENABLE },
	{ PIN_CONFIG_INPUT_SCHMITT_ENABLE, FPIOA_SCHMITT },
	{ PIN_CONFIG_OUTPUT_ENABLE, FPIOA_OUTPUT_ENABLE },
	{ PIN_CONFIG_SLEW_RATE, FPIOA_SLEW_SLOW },
	{ K210_PIN_CONFIG_INPUT_INVERT, FPIOA_INPUT_INV },
	{ K210_PIN_CONFIG_OUTPUT_INVERT, FPIOA_OUTPUT_INV },
};

/* What is asked for twice must be the same. */
static int add_bits(struct k210_settings *settings, u32 mask, u32 value)
{
	if ((settings->value ^ value) & settings->mask & mask)
		return -EINVAL;
	settings->mask |= mask;
	settings->value |= value;
	return 0;
}

/* A pull's resistance can't be chosen; none at all isn't to be had. */
static int add_pull(struct k210_settings *settings, u32 pull, u32 ohm)
{
	if (!ohm)
		return -ENOTSUPP;
	return add_bits(settings, FPIOA_PULL, pull);
}

/* The strongest drive that is no stronger than what is asked for. */
static int add_drive(struct k210_settings *settings, u32 ua)
{
	unsigned int level = ARRAY_SIZE(drive_ua);

	while (level && drive_ua[level - 1] > ua)
		level--;
	if (!level)
		return -EINVAL;
	return add_bits(settings, FPIOA_DRIVE,
			FIELD_PREP(FPIOA_DRIVE, level - 1));
}

/* A level is driven: the pad's own inversion and enable have no say in it. */
static int add_level(struct k210_settings *settings, u32 high)
{
	u8 level = high ? K210_LEVEL_HIGH : K210_LEVEL_LOW;

	if (high > 1)
		return -EINVAL;
	if (settings->level != K210_LEVEL_FUNCTION && settings->level != level)
		return -EINVAL;
	settings->level = level;
	return 0;
}

static int add_flag(struct k210_settings *settings, u32 param, u32 arg)
{
	for (int i = 0; i < ARRAY_SIZE(flags); i++) {
		if (flags[i].param != param)
			continue;
		if (arg > 1)
			return -EINVAL;
		return add_bits(settings, flags[i].bit,
				arg ? flags[i].bit : 0);
	}
	return -ENOTSUPP;
}

/**
 * k210_settings_add() - add a parameter to what changes
 * @settings: what changes already
 * @param: one of enum pin_config_param, or one of ours
 * @arg: its argument: microampere or milliampere of drive strength (11200 and
 *	more), 0 or 1 for what is on or off, 0 for fast and 1 for slow slew rate,
 *	a pull's resistance, which is not looked at
 *
 * Return: 0, -ENOTSUPP for what no pad can do, -EINVAL for an argument that it
 * can't have or that contradicts @settings, which then are as they were.
 */
int k210_settings_add(struct k210_settings *settings, u32 param, u32 arg)
{
	switch (param) {
	case PIN_CONFIG_BIAS_DISABLE:
		return add_bits(settings, FPIOA_PULL, 0);
	case PIN_CONFIG_BIAS_PULL_UP:
		return add_pull(settings, FPIOA_PULL_UP, arg);
	case PIN_CONFIG_BIAS_PULL_DOWN:
		return add_pull(settings, FPIOA_PULL_DOWN, arg);
	case PIN_CONFIG_DRIVE_STRENGTH:
		return add_drive(settings, min(arg, 1000U) * 1000);
	case PIN_CONFIG_DRIVE_STRENGTH_UA:
		return add_drive(settings, arg);
	case PIN_CONFIG_LEVEL:
		return add_level(settings, arg);
	default:
		return add_flag(settings, param, arg);
	}
}

/**
 * k210_settings_add_configs() - add packed parameters to what changes
 * @settings: what changes already
 * @configs: the parameters, packed as pin configuration has them
 * @num: how many
 *
 * Return: as k210_settings_add().
 */
int k210_settings_add_configs(struct k210_settings *settings,
			      const unsigned long *configs, unsigned int num)
{
	for (unsigned int i = 0; i < num; i++) {
		int ret = k210_settings_add(settings,
			pinconf_to_config_param(configs[i]),
			pinconf_to_config_argument(configs[i]));

		if (ret)
			return ret;
	}
	return 0;
}

/**
 * k210_settings_drive_ua() - how strongly a pad drives
 * @word: the pad's word
 *
 * Return: microampere. Levels without a number count as the strongest that has
 * one.
 */
u32 k210_settings_drive_ua(u32 word)
{
	return drive_ua[min(FIELD_GET(FPIOA_DRIVE, word),
			    ARRAY_SIZE(drive_ua) - 1)];
}

/* Of a pad held at a level: k210_pads_set() has the two forms of it. */
static int read_level(u32 word, u32 *arg)
{
	if (!k210_word_has_level(word))
		return -EINVAL;
	*arg = !(word & FPIOA_OUTPUT_INV) == !(word & FPIOA_OUTPUT_ENABLE_INV);
	return 0;
}

static int read_flag(u32 word, u32 param, u32 *arg)
{
	for (int i = 0; i < ARRAY_SIZE(flags); i++) {
		if (flags[i].param != param)
			continue;
		*arg = !!(word & flags[i].bit);
		return *arg || param == PIN_CONFIG_SLEW_RATE ? 0 : -EINVAL;
	}
	return -ENOTSUPP;
}

/**
 * k210_settings_read() - what a parameter is on a pad
 * @word: the pad's word
 * @param: the parameter
 * @arg: its argument, such that k210_settings_add() of it changes nothing, but
 *	for drive levels without a number, which count as the strongest that has
 *	one; a current is rounded up to whole milliampere for that
 *
 * Return: 0, -EINVAL where the parameter is off or another of its kind is set,
 * -ENOTSUPP where pads don't have it.
 */
int k210_settings_read(u32 word, u32 param, u32 *arg)
{
	u32 pull = word & FPIOA_PULL;

	*arg = 1;
	switch (param) {
	case PIN_CONFIG_BIAS_DISABLE:
		return pull ? -EINVAL : 0;
	case PIN_CONFIG_BIAS_PULL_UP:
		return pull == FPIOA_PULL_UP ? 0 : -EINVAL;
	case PIN_CONFIG_BIAS_PULL_DOWN:
		return pull == FPIOA_PULL_DOWN ? 0 : -EINVAL;
	case PIN_CONFIG_DRIVE_STRENGTH:
		*arg = DIV_ROUND_UP(k210_settings_drive_ua(word), 1000);
		return 0;
	case PIN_CONFIG_DRIVE_STRENGTH_UA:
		*arg = k210_settings_drive_ua(word);
		return 0;
	case PIN_CONFIG_LEVEL:
		return read_level(word, arg);
	default:
		return read_flag(word, param, arg);
	}
}
