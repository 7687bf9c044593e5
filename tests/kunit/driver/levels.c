// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pads held at a level, for which they become CONSTANT, function 222: an output
 * of 1 to some, an input that would drive 0 to others. Output enable is bit 12
 * of a word and its inversion 13, that of the data 15, the pulls 16 and 17, and
 * input enable 20.
 */

#include <kunit/test.h>
#include <linux/errno.h>

#include "model-fpioa.h"
#include "pads.h"

struct fixture {
	struct fpioa_model fpioa;
	struct k210_pads pads;
};

static int levels_init(struct kunit *test)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	fpioa_model_init(test, &fixture->fpioa);
	k210_pads_init(&fixture->pads, fixture->fpioa.registers.hook.base);
	test->priv = fixture;
	return 0;
}

static int set(struct fixture *fixture, unsigned int pad,
	       struct k210_settings settings)
{
	return k210_pads_set(&fixture->pads, pad, &settings);
}

static const struct level {
	const char *name;
	bool constant;
	u8 level;
	u32 word;
} levels[] = {
	{ "high, CONSTANT being an output of 1", true, 2, 0x000017de },
	{ "low, CONSTANT being an output of 1", true, 1, 0x000097de },
	{ "high, CONSTANT being an input of 0", false, 2, 0x0000b7de },
	{ "low, CONSTANT being an input of 0", false, 1, 0x000037de },
};

static void describe_level(const struct level *level, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", level->name);
}

KUNIT_ARRAY_PARAM(level, levels, describe_level);

/* Against a pull, to see whether it does, and whether anything else does. */
static void a_level_is_driven_whatever_constant_is(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;
	u32 pull = 0x100000 | (level->level == 2 ? 0x20000 : 0x10000);
	unsigned int last;

	fixture->fpioa.constant = level->constant;
	registers_forget(&fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0, 0, level->level }));
	KUNIT_EXPECT_EQ(test, level->word, k210_pads_word(&fixture->pads, 17));
	KUNIT_EXPECT_EQ(test, level->word, fixture->fpioa.registers.value[17]);
	KUNIT_ASSERT_EQ(test, fixture->fpioa.registers.num_writes,
			level->constant ? 3 : 4);
	last = fixture->fpioa.registers.num_writes - 1;
	KUNIT_EXPECT_EQ(test, fixture->fpioa.registers.writes[0].value,
			0x000007de | pull);
	KUNIT_EXPECT_EQ(test, fixture->fpioa.registers.writes[last - 1].value,
			level->word | pull);
	KUNIT_EXPECT_EQ(test, fixture->fpioa.registers.writes[last].value,
			level->word);
}

static void a_level_has_the_settings_given_with_it(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;

	fixture->fpioa.constant = level->constant;
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0x90f00, 0x90300, level->level }));
	KUNIT_EXPECT_EQ(test, (level->word & ~0xf00) | 0x90300,
			fixture->fpioa.registers.value[17]);
}

static void a_level_can_be_turned(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;

	fixture->fpioa.constant = level->constant;
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0x80f00, 0x80100, 3 - level->level }));
	k210_pads_reserve(&fixture->pads, 17, true);
	registers_forget(&fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0, 0, level->level }));
	KUNIT_EXPECT_EQ(test, 1, fixture->fpioa.registers.num_writes);
	KUNIT_EXPECT_EQ(test, (level->word & ~0xf00) | 0x80100,
			fixture->fpioa.registers.value[17]);
}

static void what_constant_is_is_found_once(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;

	fixture->fpioa.constant = level->constant;
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0, 0, 3 - level->level }));
	fixture->fpioa.outside = level->level == 2 ? PULLS_LOW : PULLS_HIGH;
	registers_forget(&fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 18, (struct k210_settings)
				     { 0, 0, level->level }));
	KUNIT_ASSERT_EQ(test, 1, fixture->fpioa.registers.num_writes);
	KUNIT_EXPECT_EQ(test, 0x48, fixture->fpioa.registers.writes[0].offset);
	KUNIT_EXPECT_EQ(test, level->word,
			fixture->fpioa.registers.writes[0].value);
}

/* By a boot loader, which may know. */
static void a_pad_that_has_a_level_goes_on_in_its_way(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;

	fixture->fpioa.registers.value[17] = level->word ^ 0x8000;
	k210_pads_init(&fixture->pads, fixture->fpioa.registers.hook.base);
	registers_forget(&fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     { 0, 0, level->level }));
	KUNIT_ASSERT_EQ(test, 1, fixture->fpioa.registers.num_writes);
	KUNIT_EXPECT_EQ(test, 0x44, fixture->fpioa.registers.writes[0].offset);
	KUNIT_EXPECT_EQ(test, level->word,
			fixture->fpioa.registers.writes[0].value);
}

/* Either way nothing can be told, and the next pad is asked. */
static void where_the_outside_wins_linux_is_right(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct fixture *fixture = test->priv;
	u32 word = level->word & ~0x2000;

	if (!level->constant)
		word ^= 0x8000;
	fixture->fpioa.constant = level->constant;
	for (int outside = PULLS_LOW; outside <= PULLS_HIGH; outside++) {
		fixture->fpioa.outside = outside;
		KUNIT_EXPECT_EQ(test, 0, set(fixture, 16 + outside,
					     (struct k210_settings)
					     { 0, 0, level->level }));
		KUNIT_EXPECT_EQ(test, word,
				fixture->fpioa.registers.value[16 + outside]);
	}
	fixture->fpioa.outside = NOBODY;
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 30, (struct k210_settings)
				     { 0, 0, level->level }));
	KUNIT_EXPECT_EQ(test, level->word, fixture->fpioa.registers.value[30]);
}

static void a_level_takes_no_pad_from_its_owner(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_settings high = { 0, 0, 2 };

	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, 25));
	k210_pads_reserve(&fixture->pads, 18, true);
	registers_forget(&fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, -EBUSY, set(fixture, 17, high));
	KUNIT_EXPECT_EQ(test, -EBUSY, set(fixture, 18, high));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
}

static struct kunit_case levels_cases[] = {
	KUNIT_CASE_PARAM(a_level_is_driven_whatever_constant_is,
			 level_gen_params),
	KUNIT_CASE_PARAM(a_level_has_the_settings_given_with_it,
			 level_gen_params),
	KUNIT_CASE_PARAM(a_level_can_be_turned, level_gen_params),
	KUNIT_CASE_PARAM(what_constant_is_is_found_once, level_gen_params),
	KUNIT_CASE_PARAM(a_pad_that_has_a_level_goes_on_in_its_way,
			 level_gen_params),
	KUNIT_CASE_PARAM(where_the_outside_wins_linux_is_right,
			 level_gen_params),
	KUNIT_CASE(a_level_takes_no_pad_from_its_owner),
	{}
};

static struct kunit_suite levels_suite = {
	.name = "k210-levels",
	.init = levels_init,
	.test_cases = levels_cases,
};

kunit_test_suite(levels_suite);
