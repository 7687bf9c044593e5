// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claimed pads that are held at a level, for which their registers say CONSTANT
 * whatever their words say. Output enable is bit 12 of
 * a word and its inversion 13, that of the data 15, input enable 20 and its
 * inversion 21.
 */

#include <kunit/test.h>

#include "claiming.h"

#define PAD	BIT_ULL(17)		/* has HS(1) */

static void hold(struct claiming *claiming, u64 mask, u64 high)
{
	k210_claims_hold(&claiming->pads, mask, high);
}

static void release(struct claiming *claiming, u64 mask)
{
	k210_claims_release(&claiming->pads, mask);
}

static const struct level {
	const char *name;
	bool constant;
	bool high;
	u32 word;
} levels[] = {
	{ "high, CONSTANT being an output of 1", true, true, 0x009017de },
	{ "low, CONSTANT being an output of 1", true, false, 0x009097de },
	{ "high, CONSTANT being an input of 0", false, true, 0x0090b7de },
	{ "low, CONSTANT being an input of 0", false, false, 0x009037de },
};

static void describe_level(const struct level *level, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", level->name);
}

KUNIT_ARRAY_PARAM(level, levels, describe_level);

/* Pad 17 is claimed, and held at the parameter's level. */
static struct claiming *held(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = test->priv;

	claiming->fpioa.constant = level->constant;
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 17 }));
	hold(claiming, PAD, level->high ? PAD : 0);
	return claiming;
}

static u32 state_of(const struct level *level)
{
	return level->high ? CLAIMED | HELD | HELD_HIGH : CLAIMED | HELD;
}

static void a_hold_is_in_the_register_alone(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);

	KUNIT_EXPECT_EQ(test, level->word, claiming_register(claiming, 17));
	KUNIT_EXPECT_EQ(test, HS_WORD(1), claiming_word(claiming, 17));
	KUNIT_EXPECT_EQ(test, 17, k210_pads_find(&claiming->pads, HS(1)));
	KUNIT_EXPECT_EQ(test, state_of(level),
			claiming_state(claiming, 17));
	registers_forget(&claiming->fpioa.registers);
	release(claiming, PAD | BIT_ULL(18));
	EXPECT_WRITES(test, &claiming->fpioa.registers, { 0x44, HS_WORD(1) });
	KUNIT_EXPECT_EQ(test, (u32)CLAIMED,
			claiming_state(claiming, 17));
	release(claiming, PAD);
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	claiming_end(claiming, PAD, false);
	claiming_expect_start(test, claiming);
}

static void a_hold_has_the_pad_s_settings(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = test->priv;

	claiming->fpioa.constant = level->constant;
	KUNIT_EXPECT_EQ(test, 0,
			CLAIM(claiming, { 17, 0, 0, { 0xb9ef00, 0x194300 } }));
	EXPECT_WORD(test, claiming, 17, 0x00195319);
	hold(claiming, PAD, level->high ? PAD : 0);
	KUNIT_EXPECT_EQ(test, (level->word & 0xf000) | 0x001903de,
			claiming_register(claiming, 17));
	release(claiming, PAD);
	EXPECT_WORD(test, claiming, 17, 0x00195319);
}

static void a_held_pad_is_turned_in_one_write(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);

	registers_forget(&claiming->fpioa.registers);
	claiming->fpioa.outside = level->high ? PULLS_HIGH : PULLS_LOW;
	hold(claiming, PAD, level->high ? 0 : PAD);
	KUNIT_EXPECT_EQ(test, 1U, claiming->fpioa.registers.num_writes);
	KUNIT_EXPECT_EQ(test, level->word ^ 0x8000,
			claiming_register(claiming, 17));
	KUNIT_EXPECT_EQ(test, state_of(level) ^ HELD_HIGH,
			claiming_state(claiming, 17));
}

/* Also another level does not bring them. */
static void changes_to_a_held_pad_wait(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);
	struct k210_settings slow = { 0x80000, 0x80000, 0 };

	registers_forget(&claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0,
			CONFIGURE(claiming, { 17, true, HS(1), PULL_UP }));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_set_line(&claiming->pads, HS(1),
						    &slow));
	KUNIT_EXPECT_EQ(test, HS_WORD(1) | 0x90000,
			claiming_word(claiming, 17));
	KUNIT_EXPECT_EQ(test, 0,
			CONFIGURE(claiming, { 17, true, UART1_TX, PULL_DOWN }));
	KUNIT_EXPECT_EQ(test, TX_WORD | 0x20000, claiming_word(claiming, 17));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	hold(claiming, PAD, level->high ? 0 : PAD);
	KUNIT_EXPECT_EQ(test, level->word ^ 0x8000,
			claiming_register(claiming, 17));
	release(claiming, PAD);
	EXPECT_WORD(test, claiming, 17, TX_WORD | 0x20000);
}

static void a_line_of_a_held_pad_can_be_used(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);

	registers_forget(&claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&claiming->pads, HS(1)));
	EXPECT_REFUSED(test, claiming, CONFIGURE(claiming, { 17, true, RESV0 }));
	KUNIT_EXPECT_EQ(test, 0,
			CONFIGURE(claiming, { 17, false, 0, PULL_UP }));
	KUNIT_EXPECT_EQ(test, state_of(level) | LINE | CHANGED,
			claiming_state(claiming, 17));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	/* the hold ends with the claim, the rest with the line */
	claiming_end(claiming, PAD, false);
	EXPECT_WORD(test, claiming, 17, HS_WORD(1) | 0x10000);
	KUNIT_EXPECT_EQ(test, (u32)(LINE | CHANGED),
			claiming_state(claiming, 17));
	k210_pads_unuse(&claiming->pads, HS(1));
	claiming_expect_start(test, claiming);
}

static void many_pads_are_held_each_at_its_level(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	u64 mask = 0xf00ULL << 16;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 24 }, { 25 }, { 26 },
				       { 27 }));
	hold(claiming, mask, 0x500ULL << 16);
	KUNIT_EXPECT_EQ(test, mask, claiming->pads.held);
	KUNIT_EXPECT_EQ(test, 0x500ULL << 16, claiming->pads.held_high);
	KUNIT_EXPECT_EQ(test, 0x009017deU, claiming_register(claiming, 24));
	KUNIT_EXPECT_EQ(test, 0x009097deU, claiming_register(claiming, 25));
	KUNIT_EXPECT_EQ(test, HS_WORD(7), claiming_register(claiming, 23));
	release(claiming, BIT_ULL(24));
	KUNIT_EXPECT_EQ(test, mask & ~BIT_ULL(24), claiming->pads.held);
	KUNIT_EXPECT_EQ(test, BIT_ULL(26), claiming->pads.held_high);
	EXPECT_WORD(test, claiming, 24, HS_WORD(8));
	claiming_end(claiming, mask, false);
	claiming_expect_start(test, claiming);
}

static const struct input {
	const char *name;
	u8 outside;
	bool wanted;		/* the function's input enable */
	u32 settings;		/* bits 20 and 21 */
} inputs[] = {
	{ "low", PULLS_LOW, true, 0x100000 },
	{ "high", PULLS_HIGH, true, 0x100000 },
	{ "low, input off", PULLS_LOW, true, 0 },
	{ "high, input off", PULLS_HIGH, true, 0 },
	{ "low, of an output", PULLS_LOW, false, 0x100000 },
	{ "high, of an output", PULLS_HIGH, false, 0x100000 },
	{ "high, of an output, input off", PULLS_HIGH, false, 0 },
	{ "high, inverted input enable", PULLS_HIGH, false, 0x300000 },
	{ "high, of an output, inverted", PULLS_HIGH, true, 0x300000 },
	{ "high, all off", PULLS_HIGH, true, 0x200000 },
};

static void describe_input(const struct input *input, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", input->name);
}

KUNIT_ARRAY_PARAM(input, inputs, describe_input);

/* What the pad drives is the same until it is held. */
static void a_level_is_held_as_it_is(struct kunit *test)
{
	const struct input *input = test->param_value;
	struct claiming *claiming = test->priv;
	struct registers *registers = &claiming->fpioa.registers;
	bool high = input->outside == PULLS_HIGH;
	u32 word = HS_WORD(1) & ~0x300000U;

	claiming->pads.constant = K210_CONSTANT_OUTPUT;
	claiming->fpioa.outside = input->outside;
	claiming->fpioa.input = input->wanted;
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 17, false, 0,
				       { 0x300000, input->settings, 0 } }));
	registers_forget(registers);
	k210_claims_hold_as_is(&claiming->pads, PAD);
	KUNIT_ASSERT_TRUE(test, registers->num_writes >= 2 &&
			  registers->num_writes <= 3);
	for (unsigned int i = 0; i < registers->num_writes - 1; i++)
		KUNIT_EXPECT_EQ(test, word,
				registers->writes[i].value & ~0x300000U);
	KUNIT_EXPECT_EQ(test, (word & ~0xffU) | 0xde | input->settings |
			(high ? 0 : 0x8000), claiming_register(claiming, 17));
	KUNIT_EXPECT_EQ(test, high ? PAD : 0, claiming->pads.held_high);
	release(claiming, PAD);
	EXPECT_WORD(test, claiming, 17, word | input->settings);
}

static void a_held_pad_is_held_as_it_is(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);

	claiming->fpioa.outside = level->high ? PULLS_LOW : PULLS_HIGH;
	k210_claims_hold_as_is(&claiming->pads, PAD);
	KUNIT_EXPECT_EQ(test, level->word, claiming_register(claiming, 17));
	KUNIT_EXPECT_EQ(test, state_of(level),
			claiming_state(claiming, 17));
}

static void a_level_persists_until_it_is_released(struct kunit *test)
{
	const struct level *level = test->param_value;
	struct claiming *claiming = held(test);

	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 17, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 18 }));
	registers_forget(&claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, PAD, claiming_end(claiming, PAD | BIT_ULL(18),
						true));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, state_of(level), claiming_state(claiming, 17));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 18));
	KUNIT_EXPECT_FALSE(test, k210_claims_use_grant(&claiming->pads, 17));
	KUNIT_EXPECT_EQ(test, level->word, claiming_register(claiming, 17));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 17 }));
	EXPECT_REFUSED(test, claiming, claiming_route(claiming, 17, RESV0));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 19, RESV0));
	KUNIT_EXPECT_EQ(test, 0ULL, claiming_end(claiming, PAD, false));
	EXPECT_WORD(test, claiming, 17, TX_WORD);
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 17));
}

static struct kunit_case holds_cases[] = {
	KUNIT_CASE_PARAM(a_hold_is_in_the_register_alone, level_gen_params),
	KUNIT_CASE_PARAM(a_hold_has_the_pad_s_settings, level_gen_params),
	KUNIT_CASE_PARAM(a_held_pad_is_turned_in_one_write, level_gen_params),
	KUNIT_CASE_PARAM(changes_to_a_held_pad_wait, level_gen_params),
	KUNIT_CASE_PARAM(a_line_of_a_held_pad_can_be_used, level_gen_params),
	KUNIT_CASE(many_pads_are_held_each_at_its_level),
	KUNIT_CASE_PARAM(a_level_is_held_as_it_is, input_gen_params),
	KUNIT_CASE_PARAM(a_held_pad_is_held_as_it_is, level_gen_params),
	KUNIT_CASE_PARAM(a_level_persists_until_it_is_released,
			 level_gen_params),
	{}
};

static struct kunit_suite holds_suite = {
	.name = "k210-holds",
	.init = claiming_init,
	.test_cases = holds_cases,
};

kunit_test_suite(holds_suite);
