// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pad's settings and its word. The bits are those of the vendor SDK, here by
 * number: drive 11:8, output enable 12 and its inversion 13, output select 14,
 * output inversion 15, pull-up 16, pull-down 17, slow 19, input enable 20 and
 * its inversion 21, input inversion 22, Schmitt trigger 23. Currents are what a
 * pad sources at most, from the data sheet.
 */

#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/errno.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/string.h>

#include "settings.h"

#define INPUT_INVERT	(PIN_CONFIG_END + 1)
#define OUTPUT_INVERT	(PIN_CONFIG_END + 2)

/* An argument, and what becomes of a word's bits with it. */
static const struct set {
	const char *name;
	u32 param;
	u32 arg;
	u32 mask;
	u32 value;
} sets[] = {
	{ "bias-disable", PIN_CONFIG_BIAS_DISABLE, 0, 0x30000, 0 },
	{ "bias-disable 1", PIN_CONFIG_BIAS_DISABLE, 1, 0x30000, 0 },
	{ "pull-up 1", PIN_CONFIG_BIAS_PULL_UP, 1, 0x30000, 0x10000 },
	{ "pull-up 50 kOhm", PIN_CONFIG_BIAS_PULL_UP, 50000, 0x30000, 0x10000 },
	{ "pull-down 1", PIN_CONFIG_BIAS_PULL_DOWN, 1, 0x30000, 0x20000 },
	{ "pull-down max", PIN_CONFIG_BIAS_PULL_DOWN, ~0, 0x30000, 0x20000 },
	{ "input-enable 0", PIN_CONFIG_INPUT_ENABLE, 0, 0x100000, 0 },
	{ "input-enable 1", PIN_CONFIG_INPUT_ENABLE, 1, 0x100000, 0x100000 },
	{ "schmitt 0", PIN_CONFIG_INPUT_SCHMITT_ENABLE, 0, 0x800000, 0 },
	{ "schmitt 1", PIN_CONFIG_INPUT_SCHMITT_ENABLE, 1, 0x800000, 0x800000 },
	{ "output-enable 0", PIN_CONFIG_OUTPUT_ENABLE, 0, 0x1000, 0 },
	{ "output-enable 1", PIN_CONFIG_OUTPUT_ENABLE, 1, 0x1000, 0x1000 },
	{ "slew-rate 0", PIN_CONFIG_SLEW_RATE, 0, 0x80000, 0 },
	{ "slew-rate 1", PIN_CONFIG_SLEW_RATE, 1, 0x80000, 0x80000 },
	{ "input-invert 0", INPUT_INVERT, 0, 0x400000, 0 },
	{ "input-invert 1", INPUT_INVERT, 1, 0x400000, 0x400000 },
	{ "output-invert 0", OUTPUT_INVERT, 0, 0x8000, 0 },
	{ "output-invert 1", OUTPUT_INVERT, 1, 0x8000, 0x8000 },
	{ "11200 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 11200, 0xf00, 0x000 },
	{ "16799 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 16799, 0xf00, 0x000 },
	{ "16800 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 16800, 0xf00, 0x100 },
	{ "22299 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 22299, 0xf00, 0x100 },
	{ "22300 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 22300, 0xf00, 0x200 },
	{ "27799 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 27799, 0xf00, 0x200 },
	{ "27800 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 27800, 0xf00, 0x300 },
	{ "33299 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 33299, 0xf00, 0x300 },
	{ "33300 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 33300, 0xf00, 0x400 },
	{ "38699 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 38699, 0xf00, 0x400 },
	{ "38700 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 38700, 0xf00, 0x500 },
	{ "44099 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 44099, 0xf00, 0x500 },
	{ "44100 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 44100, 0xf00, 0x600 },
	{ "49499 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 49499, 0xf00, 0x600 },
	{ "49500 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 49500, 0xf00, 0x700 },
	{ "max uA", PIN_CONFIG_DRIVE_STRENGTH_UA, ~0, 0xf00, 0x700 },
	{ "12 mA", PIN_CONFIG_DRIVE_STRENGTH, 12, 0xf00, 0x000 },
	{ "16 mA", PIN_CONFIG_DRIVE_STRENGTH, 16, 0xf00, 0x000 },
	{ "17 mA", PIN_CONFIG_DRIVE_STRENGTH, 17, 0xf00, 0x100 },
	{ "23 mA", PIN_CONFIG_DRIVE_STRENGTH, 23, 0xf00, 0x200 },
	{ "28 mA", PIN_CONFIG_DRIVE_STRENGTH, 28, 0xf00, 0x300 },
	{ "34 mA", PIN_CONFIG_DRIVE_STRENGTH, 34, 0xf00, 0x400 },
	{ "39 mA", PIN_CONFIG_DRIVE_STRENGTH, 39, 0xf00, 0x500 },
	{ "45 mA", PIN_CONFIG_DRIVE_STRENGTH, 45, 0xf00, 0x600 },
	{ "49 mA", PIN_CONFIG_DRIVE_STRENGTH, 49, 0xf00, 0x600 },
	{ "50 mA", PIN_CONFIG_DRIVE_STRENGTH, 50, 0xf00, 0x700 },
	/* 1000 times this is 0 in 32 bits, and 704 that of the next. */
	{ "2^29 mA", PIN_CONFIG_DRIVE_STRENGTH, 1 << 29, 0xf00, 0x700 },
	{ "max mA", PIN_CONFIG_DRIVE_STRENGTH, ~0, 0xf00, 0x700 },
};

static void describe_set(const struct set *set, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", set->name);
}

KUNIT_ARRAY_PARAM(set, sets, describe_set);

/* Words of pads: nothing, all bits there are, classes, odd and even bits. */
static const u32 words[] = {
	0x00000000, 0x00fbffff, 0x00901718, 0x0099107e, 0x00b03704, 0x000017de,
	0x00aaaaaa, 0x00515555,
};

static u32 changed(u32 word, const struct k210_settings *settings)
{
	return (word & ~settings->mask) | settings->value;
}

static void a_setting_changes_its_bits_of_any_word(struct kunit *test)
{
	const struct set *set = test->param_value;
	struct k210_settings settings = { };

	KUNIT_ASSERT_EQ(test, 0, k210_settings_add(&settings, set->param,
						   set->arg));
	for (int i = 0; i < ARRAY_SIZE(words); i++)
		KUNIT_EXPECT_EQ(test, changed(words[i], &settings),
				(words[i] & ~set->mask) | set->value);
	KUNIT_EXPECT_EQ(test, settings.mask, set->mask);
	KUNIT_EXPECT_EQ(test, settings.value, set->value);
	KUNIT_EXPECT_EQ(test, settings.level, 0);
}

static void a_setting_leaves_all_others_as_they_were(struct kunit *test)
{
	const struct set *set = test->param_value;
	struct k210_settings none = { ~set->mask, 0, 1 };
	struct k210_settings all = { ~set->mask, ~set->mask, 2 };

	KUNIT_EXPECT_EQ(test, 0, k210_settings_add(&none, set->param,
						   set->arg));
	KUNIT_EXPECT_EQ(test, none.mask, ~0U);
	KUNIT_EXPECT_EQ(test, none.value, set->value);
	KUNIT_EXPECT_EQ(test, none.level, 1);
	KUNIT_EXPECT_EQ(test, 0, k210_settings_add(&all, set->param, set->arg));
	KUNIT_EXPECT_EQ(test, all.mask, ~0U);
	KUNIT_EXPECT_EQ(test, all.value, ~set->mask | set->value);
	KUNIT_EXPECT_EQ(test, all.level, 2);
}

static void a_setting_may_be_asked_for_twice(struct kunit *test)
{
	const struct set *set = test->param_value;
	struct k210_settings settings = { };

	for (int i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ(test, 0, k210_settings_add(&settings,
							   set->param,
							   set->arg));
	KUNIT_EXPECT_EQ(test, settings.mask, set->mask);
	KUNIT_EXPECT_EQ(test, settings.value, set->value);
}

/* Every other value of the same bits. */
static void what_contradicts_is_refused_and_changes_nothing(struct kunit *test)
{
	const struct set *set = test->param_value;
	u32 value = 0;

	do {
		struct k210_settings settings = { set->mask, value, 0 };
		int want = value == set->value ? 0 : -EINVAL;

		KUNIT_EXPECT_EQ(test, want,
				k210_settings_add(&settings, set->param,
						  set->arg));
		KUNIT_EXPECT_EQ(test, settings.mask, set->mask);
		KUNIT_EXPECT_EQ(test, settings.value, value);
		value = (value - set->mask) & set->mask;
	} while (value);
}

static const struct refusal {
	const char *name;
	u32 param;
	u32 arg;
	int error;
} refusals[] = {
	{ "pull-up without resistance", PIN_CONFIG_BIAS_PULL_UP, 0, -ENOTSUPP },
	{ "pull-down without resistance", PIN_CONFIG_BIAS_PULL_DOWN, 0,
	  -ENOTSUPP },
	{ "0 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 0, -EINVAL },
	{ "11199 uA", PIN_CONFIG_DRIVE_STRENGTH_UA, 11199, -EINVAL },
	{ "0 mA", PIN_CONFIG_DRIVE_STRENGTH, 0, -EINVAL },
	{ "11 mA", PIN_CONFIG_DRIVE_STRENGTH, 11, -EINVAL },
	{ "input-enable 2", PIN_CONFIG_INPUT_ENABLE, 2, -EINVAL },
	{ "schmitt 2", PIN_CONFIG_INPUT_SCHMITT_ENABLE, 2, -EINVAL },
	{ "output-enable max", PIN_CONFIG_OUTPUT_ENABLE, ~0, -EINVAL },
	{ "slew-rate 2", PIN_CONFIG_SLEW_RATE, 2, -EINVAL },
	{ "input-invert 2", INPUT_INVERT, 2, -EINVAL },
	{ "output-invert 2", OUTPUT_INVERT, 2, -EINVAL },
	{ "level 2", PIN_CONFIG_LEVEL, 2, -EINVAL },
	{ "level max", PIN_CONFIG_LEVEL, ~0, -EINVAL },
	{ "bus-hold", PIN_CONFIG_BIAS_BUS_HOLD, 1, -ENOTSUPP },
	{ "high-impedance", PIN_CONFIG_BIAS_HIGH_IMPEDANCE, 1, -ENOTSUPP },
	{ "pin-default", PIN_CONFIG_BIAS_PULL_PIN_DEFAULT, 1, -ENOTSUPP },
	{ "open-drain", PIN_CONFIG_DRIVE_OPEN_DRAIN, 1, -ENOTSUPP },
	{ "open-source", PIN_CONFIG_DRIVE_OPEN_SOURCE, 1, -ENOTSUPP },
	{ "push-pull", PIN_CONFIG_DRIVE_PUSH_PULL, 1, -ENOTSUPP },
	{ "debounce", PIN_CONFIG_INPUT_DEBOUNCE, 1, -ENOTSUPP },
	{ "power-source", PIN_CONFIG_POWER_SOURCE, 0, -ENOTSUPP },
	{ "sleep-hardware-state", PIN_CONFIG_SLEEP_HARDWARE_STATE, 0,
	  -ENOTSUPP },
	{ "persist-state", PIN_CONFIG_PERSIST_STATE, 1, -ENOTSUPP },
	{ "no parameter of ours", PIN_CONFIG_END + 3, 0, -ENOTSUPP },
	{ "the last of the generic ones", PIN_CONFIG_END, 0, -ENOTSUPP },
};

static void describe_refusal(const struct refusal *refusal, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", refusal->name);
}

KUNIT_ARRAY_PARAM(refusal, refusals, describe_refusal);

static void what_no_pad_can_do_is_refused(struct kunit *test)
{
	const struct refusal *refusal = test->param_value;
	struct k210_settings none = { };
	struct k210_settings some = { 0x00901718, 0x00801300, 1 };

	KUNIT_EXPECT_EQ(test, refusal->error,
			k210_settings_add(&none, refusal->param, refusal->arg));
	KUNIT_EXPECT_EQ(test, none.mask, 0);
	KUNIT_EXPECT_EQ(test, none.value, 0);
	KUNIT_EXPECT_EQ(test, none.level, 0);
	KUNIT_EXPECT_EQ(test, refusal->error,
			k210_settings_add(&some, refusal->param, refusal->arg));
	KUNIT_EXPECT_EQ(test, some.mask, 0x00901718);
	KUNIT_EXPECT_EQ(test, some.value, 0x00801300);
	KUNIT_EXPECT_EQ(test, some.level, 1);
}

static void a_level_is_kept_and_no_bit_changes(struct kunit *test)
{
	for (u32 high = 0; high <= 1; high++) {
		struct k210_settings settings = { 0xf00, 0x300, 0 };

		for (int i = 0; i < 2; i++)
			KUNIT_EXPECT_EQ(test, 0,
					k210_settings_add(&settings,
							  PIN_CONFIG_LEVEL,
							  high));
		KUNIT_EXPECT_EQ(test, settings.level, high ? 2 : 1);
		KUNIT_EXPECT_EQ(test, -EINVAL,
				k210_settings_add(&settings, PIN_CONFIG_LEVEL,
						  !high));
		KUNIT_EXPECT_EQ(test, settings.level, high ? 2 : 1);
		KUNIT_EXPECT_EQ(test, settings.mask, 0xf00);
		KUNIT_EXPECT_EQ(test, settings.value, 0x300);
	}
}

static void several_parameters_are_one_change(struct kunit *test)
{
	static const unsigned long configs[] = {
		PIN_CONFIG_BIAS_PULL_UP | 1 << 8,
		PIN_CONFIG_DRIVE_STRENGTH | 23 << 8,
		PIN_CONFIG_SLEW_RATE | 1 << 8,
		PIN_CONFIG_INPUT_SCHMITT_ENABLE | 0 << 8,
	};
	struct k210_settings settings = { };

	KUNIT_EXPECT_EQ(test, 0, k210_settings_add_configs(&settings, configs,
							   0));
	KUNIT_EXPECT_EQ(test, settings.mask, 0);
	KUNIT_EXPECT_EQ(test, 0, k210_settings_add_configs(&settings, configs,
							   4));
	KUNIT_EXPECT_EQ(test, settings.mask, 0x008b0f00);
	KUNIT_EXPECT_EQ(test, settings.value, 0x00090200);
}

static void the_first_that_is_refused_of_several_is_told(struct kunit *test)
{
	static const unsigned long configs[] = {
		PIN_CONFIG_BIAS_PULL_UP | 1 << 8,
		PIN_CONFIG_BIAS_PULL_DOWN | 1 << 8,
		PIN_CONFIG_INPUT_DEBOUNCE | 1 << 8,
		PIN_CONFIG_SLEW_RATE | 1 << 8,
	};
	struct k210_settings settings = { };

	KUNIT_EXPECT_EQ(test, -EINVAL,
			k210_settings_add_configs(&settings, configs, 4));
	KUNIT_EXPECT_EQ(test, settings.mask, 0x30000);
	KUNIT_EXPECT_EQ(test, settings.value, 0x10000);
	settings = (struct k210_settings) { };
	KUNIT_EXPECT_EQ(test, -ENOTSUPP,
			k210_settings_add_configs(&settings, configs + 2, 2));
	KUNIT_EXPECT_EQ(test, settings.mask, 0);
}

/* What a word reads as. An error has no argument. */
static const struct reading {
	const char *name;
	u32 word;
	u32 param;
	int error;
	u32 arg;
} readings[] = {
	{ "no pull", 0x00fcffff, PIN_CONFIG_BIAS_DISABLE, 0, 1 },
	{ "no pull as up", 0x00fcffff, PIN_CONFIG_BIAS_PULL_UP, -EINVAL },
	{ "no pull as down", 0x00fcffff, PIN_CONFIG_BIAS_PULL_DOWN, -EINVAL },
	{ "up as none", 0x10000, PIN_CONFIG_BIAS_DISABLE, -EINVAL },
	{ "up", 0x10000, PIN_CONFIG_BIAS_PULL_UP, 0, 1 },
	{ "up as down", 0x10000, PIN_CONFIG_BIAS_PULL_DOWN, -EINVAL },
	{ "down as none", 0x20000, PIN_CONFIG_BIAS_DISABLE, -EINVAL },
	{ "both as up", 0x30000, PIN_CONFIG_BIAS_PULL_UP, -EINVAL },
	{ "both as down", 0x30000, PIN_CONFIG_BIAS_PULL_DOWN, -EINVAL },
	{ "down as up", 0x20000, PIN_CONFIG_BIAS_PULL_UP, -EINVAL },
	{ "down", 0x20000, PIN_CONFIG_BIAS_PULL_DOWN, 0, 1 },
	{ "input on", 0x100000, PIN_CONFIG_INPUT_ENABLE, 0, 1 },
	{ "input off", 0xffefffff, PIN_CONFIG_INPUT_ENABLE, -EINVAL },
	{ "schmitt on", 0x800000, PIN_CONFIG_INPUT_SCHMITT_ENABLE, 0, 1 },
	{ "schmitt off", 0xff7fffff, PIN_CONFIG_INPUT_SCHMITT_ENABLE, -EINVAL },
	{ "output on", 0x1000, PIN_CONFIG_OUTPUT_ENABLE, 0, 1 },
	{ "output off", 0xffffefff, PIN_CONFIG_OUTPUT_ENABLE, -EINVAL },
	{ "slow", 0x80000, PIN_CONFIG_SLEW_RATE, 0, 1 },
	{ "fast", 0xfff7ffff, PIN_CONFIG_SLEW_RATE, 0, 0 },
	{ "input inverted", 0x400000, INPUT_INVERT, 0, 1 },
	{ "input not inverted", 0xffbfffff, INPUT_INVERT, -EINVAL },
	{ "output inverted", 0x8000, OUTPUT_INVERT, 0, 1 },
	{ "output not inverted", 0xffff7fff, OUTPUT_INVERT, -EINVAL },
	{ "constant high", 0x000017de, PIN_CONFIG_LEVEL, 0, 1 },
	{ "constant low", 0x000097de, PIN_CONFIG_LEVEL, 0, 0 },
	{ "constant high by others", 0x0000b7de, PIN_CONFIG_LEVEL, 0, 1 },
	{ "constant low by others", 0x000037de, PIN_CONFIG_LEVEL, 0, 0 },
	{ "constant not driven", 0x00ffefde, PIN_CONFIG_LEVEL, -EINVAL },
	{ "a function's level", 0x000017df, PIN_CONFIG_LEVEL, -EINVAL },
	{ "a line's level", 0x00901718, PIN_CONFIG_LEVEL, -EINVAL },
	{ "level 0 in mA", 0xf0ff, PIN_CONFIG_DRIVE_STRENGTH, 0, 12 },
	{ "level 1 in mA", 0x100, PIN_CONFIG_DRIVE_STRENGTH, 0, 17 },
	{ "level 2 in mA", 0x200, PIN_CONFIG_DRIVE_STRENGTH, 0, 23 },
	{ "level 3 in mA", 0x300, PIN_CONFIG_DRIVE_STRENGTH, 0, 28 },
	{ "level 4 in mA", 0x400, PIN_CONFIG_DRIVE_STRENGTH, 0, 34 },
	{ "level 5 in mA", 0x500, PIN_CONFIG_DRIVE_STRENGTH, 0, 39 },
	{ "level 6 in mA", 0x600, PIN_CONFIG_DRIVE_STRENGTH, 0, 45 },
	{ "level 7 in mA", 0x700, PIN_CONFIG_DRIVE_STRENGTH, 0, 50 },
	{ "level 8 in mA", 0x800, PIN_CONFIG_DRIVE_STRENGTH, 0, 50 },
	{ "level 15 in mA", 0xfff, PIN_CONFIG_DRIVE_STRENGTH, 0, 50 },
	{ "level 0 in uA", 0xf0ff, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 11200 },
	{ "level 1 in uA", 0x100, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 16800 },
	{ "level 2 in uA", 0x200, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 22300 },
	{ "level 3 in uA", 0x300, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 27800 },
	{ "level 4 in uA", 0x400, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 33300 },
	{ "level 5 in uA", 0x500, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 38700 },
	{ "level 6 in uA", 0x600, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 44100 },
	{ "level 7 in uA", 0x700, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 49500 },
	{ "level 8 in uA", 0x800, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 49500 },
	{ "level 15 in uA", 0xfff, PIN_CONFIG_DRIVE_STRENGTH_UA, 0, 49500 },
	{ "debounce", 0xffffffff, PIN_CONFIG_INPUT_DEBOUNCE, -ENOTSUPP },
	{ "open-drain", 0xffffffff, PIN_CONFIG_DRIVE_OPEN_DRAIN, -ENOTSUPP },
	{ "bus-hold", 0xffffffff, PIN_CONFIG_BIAS_BUS_HOLD, -ENOTSUPP },
	{ "power-source", 0xffffffff, PIN_CONFIG_POWER_SOURCE, -ENOTSUPP },
	{ "none of ours", 0xffffffff, PIN_CONFIG_END + 3, -ENOTSUPP },
};

static void describe_reading(const struct reading *reading, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", reading->name);
}

KUNIT_ARRAY_PARAM(reading, readings, describe_reading);

static void a_word_reads_as_what_it_does(struct kunit *test)
{
	const struct reading *reading = test->param_value;
	u32 arg = 0xdead;

	KUNIT_EXPECT_EQ(test, reading->error,
			k210_settings_read(reading->word, reading->param,
					   &arg));
	if (!reading->error)
		KUNIT_EXPECT_EQ(test, reading->arg, arg);
}

static const u32 readable[] = {
	PIN_CONFIG_BIAS_DISABLE, PIN_CONFIG_BIAS_PULL_UP,
	PIN_CONFIG_BIAS_PULL_DOWN, PIN_CONFIG_INPUT_ENABLE,
	PIN_CONFIG_INPUT_SCHMITT_ENABLE, PIN_CONFIG_OUTPUT_ENABLE,
	PIN_CONFIG_SLEW_RATE, INPUT_INVERT, OUTPUT_INVERT,
	PIN_CONFIG_DRIVE_STRENGTH, PIN_CONFIG_DRIVE_STRENGTH_UA,
};

/* Bits from 12 on in all ways that a word can have, at each level of drive. */
static void what_was_read_can_be_set_and_changes_nothing(struct kunit *test)
{
	for (u32 i = 0; i < 0x1000 * 8; i++) {
		u32 word = (i << 9 & 0xfff000) | (i & 7) << 8 | 0x38;
		struct k210_settings settings = { };
		u32 arg;

		if ((word & 0x30000) == 0x30000)
			continue;
		for (int j = 0; j < ARRAY_SIZE(readable); j++)
			if (!k210_settings_read(word, readable[j], &arg) &&
			    k210_settings_add(&settings, readable[j], arg))
				KUNIT_FAIL(test, "%x, %u", word, readable[j]);
		if (changed(word, &settings) != word)
			KUNIT_FAIL(test, "%x became %x", word,
				   changed(word, &settings));
	}
}

static void a_level_without_a_current_is_set_to_the_strongest(struct kunit *test)
{
	for (u32 level = 8; level < 16; level++) {
		struct k210_settings settings = { };

		KUNIT_EXPECT_EQ(test, 49500, k210_settings_drive_ua(level << 8));
		KUNIT_EXPECT_EQ(test, 0,
				k210_settings_add(&settings,
						  PIN_CONFIG_DRIVE_STRENGTH_UA,
						  49500));
		KUNIT_EXPECT_EQ(test, 0x700, changed(level << 8, &settings));
	}
}

static struct kunit_case settings_cases[] = {
	KUNIT_CASE_PARAM(a_setting_changes_its_bits_of_any_word,
			 set_gen_params),
	KUNIT_CASE_PARAM(a_setting_leaves_all_others_as_they_were,
			 set_gen_params),
	KUNIT_CASE_PARAM(a_setting_may_be_asked_for_twice, set_gen_params),
	KUNIT_CASE_PARAM(what_contradicts_is_refused_and_changes_nothing,
			 set_gen_params),
	KUNIT_CASE_PARAM(what_no_pad_can_do_is_refused, refusal_gen_params),
	KUNIT_CASE(a_level_is_kept_and_no_bit_changes),
	KUNIT_CASE(several_parameters_are_one_change),
	KUNIT_CASE(the_first_that_is_refused_of_several_is_told),
	KUNIT_CASE_PARAM(a_word_reads_as_what_it_does, reading_gen_params),
	KUNIT_CASE(what_was_read_can_be_set_and_changes_nothing),
	KUNIT_CASE(a_level_without_a_current_is_set_to_the_strongest),
	{}
};

static struct kunit_suite settings_suite = {
	.name = "k210-settings",
	.test_cases = settings_cases,
};

kunit_test_suite(settings_suite);
