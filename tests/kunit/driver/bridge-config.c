// SPDX-License-Identifier: GPL-2.0-only
/*
 * What programs say of a pad: each field by its bit in a mask and its bits in a
 * word, all by number.
 */

#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/k210-fpioa.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "bridge-config.h"
#include "claims.h"

/* Bits of masks. */
#define FUNCTION	0x001
#define PULL		0x002
#define DRIVE_UA	0x004
#define DRIVE_LEVEL	0x008
#define SLOW_SLEW	0x010
#define SCHMITT		0x020
#define INPUT		0x040
#define OUTPUT		0x080
#define INPUT_INVERT	0x100
#define OUTPUT_INVERT	0x200
#define KNOWN		0x3ff

static int config_init(struct kunit *test)
{
	struct k210_changes *changes;

	changes = kunit_kzalloc(test, struct_size(changes, change, 48),
				GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, changes);
	test->priv = changes;
	return 0;
}

/* What it is to be, alone. */
static int read_config(struct kunit *test, struct k210_fpioa_config config)
{
	struct k210_changes *changes = test->priv;

	memset(changes, 0, struct_size(changes, change, 48));
	return k210_config_read(changes, 1, &config);
}

static const struct k210_settings *settings_of(struct kunit *test)
{
	const struct k210_changes *changes = test->priv;

	return &changes->change[0].settings;
}

static const struct field {
	const char *name;
	struct k210_fpioa_config config;
	u32 mask;
	u32 value;
} fields[] = {
	{ "no pull", { .mask = PULL }, 0x30000, 0 },
	{ "a pull-up", { .mask = PULL, .pull = 1 }, 0x30000, 0x10000 },
	{ "a pull-down", { .mask = PULL, .pull = 2 }, 0x30000, 0x20000 },
	{ "the least drive", { .mask = DRIVE_LEVEL }, 0xf00, 0 },
	{ "drive level 7", { .mask = DRIVE_LEVEL, .drive_level = 7 },
	  0xf00, 0x700 },
	{ "the most drive", { .mask = DRIVE_LEVEL, .drive_level = 15 },
	  0xf00, 0xf00 },
	{ "11200 uA", { .mask = DRIVE_UA, .drive_ua = 11200 }, 0xf00, 0 },
	{ "22299 uA", { .mask = DRIVE_UA, .drive_ua = 22299 }, 0xf00, 0x100 },
	{ "22300 uA", { .mask = DRIVE_UA, .drive_ua = 22300 }, 0xf00, 0x200 },
	{ "any current", { .mask = DRIVE_UA, .drive_ua = ~0U }, 0xf00, 0x700 },
	{ "slow edges", { .mask = SLOW_SLEW, .slow_slew = 1 },
	  0x80000, 0x80000 },
	{ "fast edges", { .mask = SLOW_SLEW }, 0x80000, 0 },
	{ "a Schmitt trigger", { .mask = SCHMITT, .schmitt = 1 },
	  0x800000, 0x800000 },
	{ "no Schmitt trigger", { .mask = SCHMITT }, 0x800000, 0 },
	{ "input", { .mask = INPUT, .input = 1 }, 0x100000, 0x100000 },
	{ "no input", { .mask = INPUT }, 0x100000, 0 },
	{ "output", { .mask = OUTPUT, .output = 1 }, 0x1000, 0x1000 },
	{ "no output", { .mask = OUTPUT }, 0x1000, 0 },
	{ "inverted input", { .mask = INPUT_INVERT, .input_invert = 1 },
	  0x400000, 0x400000 },
	{ "input as it is", { .mask = INPUT_INVERT }, 0x400000, 0 },
	{ "inverted output", { .mask = OUTPUT_INVERT, .output_invert = 1 },
	  0x8000, 0x8000 },
	{ "output as it is", { .mask = OUTPUT_INVERT }, 0x8000, 0 },
	{ "nothing", { .mask = 0 }, 0, 0 },
	{ "all of it", { .mask = KNOWN & ~(FUNCTION | DRIVE_UA), .pull = 2,
			 .drive_level = 5, .slow_slew = 1, .input = 1,
			 .input_invert = 1 }, 0xdb9f00, 0x5a0500 },
	{ "all else of it", { .mask = KNOWN & ~(FUNCTION | DRIVE_LEVEL),
			      .pull = 1, .drive_ua = 50000, .schmitt = 1,
			      .output = 1, .output_invert = 1 },
	  0xdb9f00, 0x819700 },
};

static void describe_field(const struct field *field, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", field->name);
}

KUNIT_ARRAY_PARAM(field, fields, describe_field);

static void a_field_is_its_bits_of_the_word(struct kunit *test)
{
	const struct field *field = test->param_value;
	struct k210_changes *changes = test->priv;

	KUNIT_EXPECT_EQ(test, 0, read_config(test, field->config));
	KUNIT_EXPECT_EQ(test, field->mask, settings_of(test)->mask);
	KUNIT_EXPECT_EQ(test, field->value, settings_of(test)->value);
	KUNIT_EXPECT_EQ(test, 0, settings_of(test)->level);
	KUNIT_EXPECT_EQ(test, 1ULL, changes->pads);
	KUNIT_EXPECT_EQ(test, 1U, changes->num);
	KUNIT_EXPECT_FALSE(test, changes->change[0].routes);
}

static const struct wrong {
	const char *name;
	struct k210_fpioa_config config;
} wrongs[] = {
	{ "pad 48", { .pad = 48 } },
	{ "pad 255", { .pad = 255 } },
	{ "bit 10 of the mask", { .mask = 0x400 } },
	{ "bit 31 of the mask", { .mask = 0x80000000 } },
	{ "reserved byte 0", { .reserved = { 1, 0 } } },
	{ "reserved byte 1", { .reserved = { 0, 128 } } },
	{ "pull 3", { .mask = PULL, .pull = 3 } },
	{ "pull 255", { .mask = PULL, .pull = 255 } },
	{ "drive level 16", { .mask = DRIVE_LEVEL, .drive_level = 16 } },
	{ "drive level 255", { .mask = DRIVE_LEVEL, .drive_level = 255 } },
	{ "0 uA", { .mask = DRIVE_UA } },
	{ "11199 uA", { .mask = DRIVE_UA, .drive_ua = 11199 } },
	{ "both drives", { .mask = DRIVE_UA | DRIVE_LEVEL,
			   .drive_ua = 11200 } },
	{ "slew 2", { .mask = SLOW_SLEW, .slow_slew = 2 } },
	{ "schmitt 2", { .mask = SCHMITT, .schmitt = 2 } },
	{ "input 255", { .mask = INPUT, .input = 255 } },
	{ "output 2", { .mask = OUTPUT, .output = 2 } },
	{ "input_invert 2", { .mask = INPUT_INVERT, .input_invert = 2 } },
	{ "output_invert 2", { .mask = OUTPUT_INVERT, .output_invert = 2 } },
	{ "function not meant", { .mask = KNOWN & ~(FUNCTION | DRIVE_UA),
				  .function = 1 } },
	{ "pull not meant", { .mask = KNOWN & ~(PULL | DRIVE_UA), .pull = 1 } },
	{ "drive_level not meant", { .mask = KNOWN & ~DRIVE_LEVEL,
				     .drive_level = 1, .drive_ua = 11200 } },
	{ "drive_ua not meant", { .mask = KNOWN & ~DRIVE_UA,
				  .drive_ua = 11200 } },
	{ "slow_slew not meant", { .mask = KNOWN & ~(SLOW_SLEW | DRIVE_UA),
				   .slow_slew = 1 } },
	{ "schmitt not meant", { .mask = KNOWN & ~(SCHMITT | DRIVE_UA),
				 .schmitt = 1 } },
	{ "input not meant", { .mask = KNOWN & ~(INPUT | DRIVE_UA),
			       .input = 1 } },
	{ "output not meant", { .mask = KNOWN & ~(OUTPUT | DRIVE_UA),
				.output = 1 } },
	{ "input_invert not meant", { .mask = KNOWN &
		~(INPUT_INVERT | DRIVE_UA), .input_invert = 1 } },
	{ "output_invert not meant", { .mask = KNOWN &
		~(OUTPUT_INVERT | DRIVE_UA), .output_invert = 1 } },
};

static void describe_wrong(const struct wrong *wrong, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", wrong->name);
}

KUNIT_ARRAY_PARAM(wrong, wrongs, describe_wrong);

static void what_is_wrong_is_refused(struct kunit *test)
{
	const struct wrong *wrong = test->param_value;

	KUNIT_EXPECT_EQ(test, -EINVAL, read_config(test, wrong->config));
}

static void every_pad_and_function_can_be_meant(struct kunit *test)
{
	struct k210_changes *changes = test->priv;

	for (unsigned int function = 0; function < 256; function++) {
		unsigned int pad = function % 48;
		struct k210_fpioa_config config = {
			.mask = FUNCTION,
			.pad = pad,
			.function = function,
		};

		KUNIT_EXPECT_EQ(test, 0, read_config(test, config));
		KUNIT_EXPECT_EQ(test, pad, changes->change[0].pad);
		KUNIT_EXPECT_TRUE(test, changes->change[0].routes);
		KUNIT_EXPECT_EQ(test, function, changes->change[0].function);
		KUNIT_EXPECT_EQ(test, 0U, settings_of(test)->mask);
		KUNIT_EXPECT_EQ(test, 1ULL << pad, changes->pads);
	}
}

/* One more, behind what is there. */
static int add(struct kunit *test, u8 pad, bool routes, u8 function)
{
	struct k210_changes *changes = test->priv;
	struct k210_fpioa_config config = {
		.mask = routes ? FUNCTION : 0,
		.pad = pad,
		.function = function,
	};

	return k210_config_read(changes, changes->num + 1, &config);
}

static void each_pad_is_said_once(struct kunit *test)
{
	struct k210_changes *changes = test->priv;

	for (u8 pad = 0; pad < 48; pad++)
		KUNIT_EXPECT_EQ(test, 0, add(test, 47 - pad, false, 0));
	KUNIT_EXPECT_EQ(test, 48U, changes->num);
	KUNIT_EXPECT_EQ(test, 0xffffffffffffULL, changes->pads);
	for (u8 pad = 0; pad < 48; pad++) {
		KUNIT_EXPECT_EQ(test, 47 - pad, changes->change[pad].pad);
		KUNIT_EXPECT_EQ(test, -EINVAL, add(test, pad, false, 0));
	}
	KUNIT_EXPECT_EQ(test, 48U, changes->num);
}

static void a_function_is_asked_for_once_but_for_shareable_ones(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, add(test, 0, true, 24));
	KUNIT_EXPECT_EQ(test, 0, add(test, 1, true, 0));
	KUNIT_EXPECT_EQ(test, 0, add(test, 2, false, 0));
	KUNIT_EXPECT_EQ(test, 0, add(test, 3, false, 0));
	KUNIT_EXPECT_EQ(test, 0, add(test, 4, true, 120));
	KUNIT_EXPECT_EQ(test, 0, add(test, 5, true, 120));
	KUNIT_EXPECT_EQ(test, 0, add(test, 6, true, 222));
	KUNIT_EXPECT_EQ(test, 0, add(test, 7, true, 222));
	KUNIT_EXPECT_EQ(test, 0, add(test, 8, true, 255));
	KUNIT_EXPECT_EQ(test, -EINVAL, add(test, 9, true, 24));
}

/* Also function 0, of which a change that routes nothing has the number. */
static void a_function_that_is_not_meant_is_not_asked_for(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, add(test, 2, false, 0));
	KUNIT_EXPECT_EQ(test, 0, add(test, 1, true, 0));
	KUNIT_EXPECT_EQ(test, -EINVAL, add(test, 3, true, 0));
}

/* All words that have nothing that a configuration can't say. */
static u32 word_of(unsigned int i)
{
	u32 word = i & 0xff;

	word |= (i & 0xf00) | (i & 0x1000);
	word |= i & 0x2000 ? 0x8000 : 0;
	word |= i & 0x4000 ? 0x80000 : 0;
	word |= i & 0x8000 ? 0x100000 : 0;
	word |= i & 0x10000 ? 0x400000 : 0;
	word |= i & 0x20000 ? 0x800000 : 0;
	return word | i / 0x40000 << 16;
}

/* Each setting with every other, a number apart that has no factor of theirs. */
static void what_is_shown_can_be_asked_for(struct kunit *test)
{
	const struct k210_settings *settings = settings_of(test);
	struct k210_changes *changes = test->priv;
	unsigned int wrong = 0;

	for (unsigned int i = 0; i < 3 * 0x40000; i += 11) {
		u32 word = word_of(i);
		struct k210_fpioa_config config;

		k210_config_show(word, i % 48, &config);
		wrong += config.mask != KNOWN || config.pad != i % 48;
		config.mask &= ~DRIVE_UA;
		config.drive_ua = 0;
		wrong += read_config(test, config) != 0;
		wrong += changes->change[0].function != (word & 0xff);
		wrong += settings->mask != 0xdb9f00;
		wrong += settings->value != (word & ~0xffU);
	}
	KUNIT_EXPECT_EQ(test, 0U, wrong);
}

static void both_drive_strengths_are_shown(struct kunit *test)
{
	static const u16 ua[] = {
		11200, 16800, 22300, 27800, 33300, 38700, 44100, 49500,
	};
	struct k210_fpioa_config config;

	for (unsigned int level = 0; level < 16; level++) {
		k210_config_show(level << 8, 0, &config);
		KUNIT_EXPECT_EQ(test, level, config.drive_level);
		KUNIT_EXPECT_EQ(test, ua[level < 8 ? level : 7],
				config.drive_ua);
		config.mask &= ~DRIVE_LEVEL;
		config.drive_level = 0;
		KUNIT_EXPECT_EQ(test, 0, read_config(test, config));
		KUNIT_EXPECT_EQ(test, (level < 8 ? level : 7) << 8,
				settings_of(test)->value);
	}
}

/* The bits that no field says show in none. */
static void what_no_field_has_is_not_shown(struct kunit *test)
{
	struct k210_fpioa_config config, none;

	k210_config_show(0, 5, &none);
	memset(&config, 0xff, sizeof(config));
	k210_config_show(0x80246000, 5, &config);
	KUNIT_EXPECT_EQ(test, 0, memcmp(&none, &config, sizeof(none)));
	KUNIT_EXPECT_EQ(test, 0, config.reserved[0] | config.reserved[1]);
}

static struct kunit_case config_cases[] = {
	KUNIT_CASE_PARAM(a_field_is_its_bits_of_the_word, field_gen_params),
	KUNIT_CASE_PARAM(what_is_wrong_is_refused, wrong_gen_params),
	KUNIT_CASE(every_pad_and_function_can_be_meant),
	KUNIT_CASE(each_pad_is_said_once),
	KUNIT_CASE(a_function_is_asked_for_once_but_for_shareable_ones),
	KUNIT_CASE(a_function_that_is_not_meant_is_not_asked_for),
	KUNIT_CASE(what_is_shown_can_be_asked_for),
	KUNIT_CASE(both_drive_strengths_are_shown),
	KUNIT_CASE(what_no_field_has_is_not_shown),
	{}
};

static struct kunit_suite config_suite = {
	.name = "k210-config",
	.init = config_init,
	.test_cases = config_cases,
};

kunit_test_suite(config_suite);
