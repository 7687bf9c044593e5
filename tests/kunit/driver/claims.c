// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claims: which pads and functions they get, and what is written for that. What
 * is left of them is in claims-end.c.
 */

#include <kunit/test.h>

#include "claiming.h"

static void use(struct kunit *test, struct claiming *claiming, u8 function)
{
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&claiming->pads, function));
}

static void unuse(struct claiming *claiming, u8 function)
{
	k210_pads_unuse(&claiming->pads, function);
}

static void a_claim_writes_each_pad_once(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 30, true, UART1_TX },
				       { 31, true, UART1_RX, PULL_UP }));
	EXPECT_WRITES(test, &claiming->fpioa.registers, { 0x78, TX_WORD },
		      { 0x7c, RX_WORD | 0x10000 });
	KUNIT_EXPECT_EQ(test, 0ULL, claiming_end(claiming, 3ULL << 30, false));
	claiming_expect_start(test, claiming);
}

static void what_a_pad_is_already_is_not_written(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, HS(0) }, { 17 }));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, (u32)CLAIMED, claiming_state(claiming, 16));
	KUNIT_EXPECT_EQ(test, (u32)CLAIMED, claiming_state(claiming, 17));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, HS(0) },
					   { 17, true, HS(1) }));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	claiming_end(claiming, 3ULL << 16, false);
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	claiming_expect_start(test, claiming);
}

/* The settings that are a function's own come with another function only. */
static void a_pad_that_has_the_function_keeps_its_settings(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0,
			claiming_set(claiming, 16,
				     (struct k210_settings)PULL_DOWN));
	KUNIT_EXPECT_EQ(test, 0,
			CLAIM(claiming, { 16, true, HS(0), { 0xf00, 0x200 } }));
	EXPECT_WORD(test, claiming, 16, 0x00921218);
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, UART1_TX }));
	EXPECT_WORD(test, claiming, 16, TX_WORD);
	claiming_end(claiming, BIT_ULL(16), false);
	EXPECT_WORD(test, claiming, 16, 0x00921718);
}

/* By its state. */
static const struct taken {
	const char *name;
	u32 state;
} taken[] = {
	{ "a claim", CLAIMED },
	{ "a device", DEVICE },
	{ "a line in use", LINE },
};

static void describe_taken(const struct taken *by, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "by %s", by->name);
}

KUNIT_ARRAY_PARAM(taken, taken, describe_taken);

/* Pad 20 is the test's parameter's. */
static void take_pad(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	const struct taken *by = test->param_value;

	if (by->state == CLAIMED)
		KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 20 }));
	else if (by->state == DEVICE)
		k210_pads_reserve(&claiming->pads, 20, true);
	else
		use(test, claiming, HS(4));
}

static void a_pad_that_is_not_free_is_not_claimed(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	take_pad(test);
	EXPECT_REFUSED(test, claiming, CLAIM(claiming, { 20 }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 20, true, HS(4) }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 20, true, RESV0 }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 19, true, RESV0 },
					     { 20, false, 0, PULL_UP }));
}

static void a_function_is_not_taken_from_such_a_pad(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	take_pad(test);
	EXPECT_REFUSED(test, claiming, CLAIM(claiming, { 21, true, HS(4) }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 21, true, HS(4) }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 8, true, UART1_TX },
					     { 21, true, HS(4) }));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 21, true, RESV0 }));
	EXPECT_REFUSED(test, claiming,
		       FORCE_CONFIGURE(claiming, { 21, true, HS(4) }));
}

static void a_shareable_function_is(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 20, CONSTANT));
	k210_pads_reserve(&claiming->pads, 20, true);
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 21, true, CONSTANT },
				       { 22, true, CONSTANT },
				       { 23, true, RESV0 }));
	EXPECT_WORD(test, claiming, 20, 0xde);
	EXPECT_WORD(test, claiming, 21, 0xde);
	EXPECT_WORD(test, claiming, 22, 0xde);
	claiming_end(claiming, 7ULL << 21, false);
	EXPECT_WORD(test, claiming, 20, 0xde);
	EXPECT_WORD(test, claiming, 21, HS_WORD(5));
}

static void a_free_pad_gives_its_function_up_by_force_only(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	EXPECT_REFUSED(test, claiming, CLAIM(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	EXPECT_WRITES(test, &claiming->fpioa.registers, { 0x40, RESV0_WORD },
		      { 0xa0, HS_WORD(0) });
	KUNIT_EXPECT_EQ(test, (u32)CHANGED, claiming_state(claiming, 16));
	KUNIT_EXPECT_EQ(test, (u32)(CLAIMED | CHANGED),
			claiming_state(claiming, 40));
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WRITES(test, &claiming->fpioa.registers, { 0xa0, RESV0_WORD },
		      { 0x40, HS_WORD(0) }, { 0xa0, HS_WORD(24) });
	claiming_expect_start(test, claiming);
}

static void pads_of_one_claim_swap_without_force(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	EXPECT_REFUSED(test, claiming, CLAIM(claiming, { 16, true, HS(1) },
					     { 17 }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 16, true, HS(1) },
					     { 17 }));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, HS(1) },
				       { 17, true, HS(2) },
				       { 18, true, HS(0), PULL_UP }));
	EXPECT_WORD(test, claiming, 16, HS_WORD(1));
	EXPECT_WORD(test, claiming, 17, HS_WORD(2));
	EXPECT_WORD(test, claiming, 18, HS_WORD(0) | 0x10000);
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 17, true, HS(1) },
					   { 16, true, HS(2) }));
	EXPECT_WORD(test, claiming, 16, HS_WORD(2));
	EXPECT_WORD(test, claiming, 17, HS_WORD(1));
	/* a pad of the claim that isn't of the request is asked for nothing */
	EXPECT_REFUSED(test, claiming, FORCE_CONFIGURE(claiming,
						       { 16, true, HS(1) }));
	claiming_end(claiming, 7ULL << 16, false);
	claiming_expect_start(test, claiming);
}

/* No function is on two pads at any moment, whichever pad is which. */
static void no_two_pads_share(struct registers *registers)
{
	u64 seen = 0;

	for (unsigned int pad = 0; pad < 48; pad++) {
		u8 function = registers->value[pad];

		if (function < 24 || function >= 64)
			continue;
		if (seen & BIT_ULL(function))
			registers->num_writes = REGISTERS_WRITES + 1;
		seen |= BIT_ULL(function);
	}
}

static void a_function_is_on_one_pad_at_every_moment(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	struct registers *registers = &claiming->fpioa.registers;

	registers->after_write = no_two_pads_share;
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 16, true, HS(1) },
				       { 17, true, HS(0) },
				       { 40, true, HS(2) },
				       { 18, true, HS(3) }));
	KUNIT_EXPECT_EQ(test, 0, FORCE_CONFIGURE(claiming, { 40, true, HS(0) },
						 { 17, true, HS(3) },
						 { 18, true, HS(24) }));
	claiming_end(claiming, 7ULL << 16 | BIT_ULL(40), false);
	KUNIT_EXPECT_LE(test, registers->num_writes, REGISTERS_WRITES);
	claiming_expect_start(test, claiming);
}

static void a_line_in_use_keeps_its_function_not_its_settings(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }, { 17 }));
	use(test, claiming, HS(0));
	KUNIT_EXPECT_EQ(test, (u32)(CLAIMED | LINE),
			claiming_state(claiming, 16));
	EXPECT_REFUSED(test, claiming,
		       FORCE_CONFIGURE(claiming, { 17, false, 0, PULL_UP },
				       { 16, true, UART1_TX }));
	EXPECT_REFUSED(test, claiming,
		       FORCE_CONFIGURE(claiming, { 16, true, HS(1) },
				       { 17, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, false, 0, PULL_UP },
					   { 17, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0,
			CONFIGURE(claiming, { 16, true, HS(0), { 0xf00 } }));
	EXPECT_WORD(test, claiming, 16, 0x00911018);
	unuse(claiming, HS(0));
	EXPECT_WORD(test, claiming, 16, 0x00911018);
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, RESV0 }));
	claiming_end(claiming, 3ULL << 16, false);
	claiming_expect_start(test, claiming);
}

static void settings_of_a_claimed_pad_are_its_claim_s(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }));
	EXPECT_REFUSED(test, claiming,
		       claiming_set(claiming, 16,
				    (struct k210_settings)PULL_UP));
	EXPECT_REFUSED(test, claiming, claiming_route(claiming, 16, RESV0));
	EXPECT_REFUSED(test, claiming,
		       k210_pads_route(&claiming->pads, 16, HS(0), true,
				       &claiming->blocker));
	KUNIT_EXPECT_EQ(test, 16U, claiming->blocker);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 16, HS(0)));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, RESV0 }));
	claiming_end(claiming, BIT_ULL(16), false);
	claiming_expect_start(test, claiming);
}

/* Somebody requests the line while pinctrl core is asked. */
static void what_changes_between_asking_and_taking_counts(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	struct k210_changes *changes = claiming->changes;

	changes->pads = BIT_ULL(16);
	changes->num = 1;
	changes->change[0].pad = 16;
	KUNIT_EXPECT_EQ(test, 0, k210_claims_prepare(&claiming->pads, changes));
	KUNIT_EXPECT_FALSE(test, k210_claims_use_grant(&claiming->pads, 16));
	k210_pads_reserve(&claiming->pads, 16, true);
	KUNIT_EXPECT_FALSE(test, k210_claims_use_grant(&claiming->pads, 17));
	KUNIT_EXPECT_TRUE(test, k210_claims_use_grant(&claiming->pads, 16));
	KUNIT_EXPECT_FALSE(test, k210_claims_use_grant(&claiming->pads, 16));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	use(test, claiming, HS(0));
	EXPECT_REFUSED(test, claiming,
		       k210_claims_take(&claiming->pads, changes));
	claiming_take_back(claiming, BIT_ULL(16));
	unuse(claiming, HS(0));
	claiming_expect_start(test, claiming);
}

static void a_pad_is_nobody_s_and_not_free_until_given_back(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }));
	KUNIT_EXPECT_TRUE(test, k210_pads_is_claimed(&claiming->pads, 16));
	KUNIT_EXPECT_FALSE(test, k210_claims_use_grant(&claiming->pads, 16));
	KUNIT_EXPECT_FALSE(test, k210_pads_is_claimed(&claiming->pads, 17));
	k210_claims_end(&claiming->pads, BIT_ULL(16), false);
	KUNIT_EXPECT_FALSE(test, k210_pads_is_claimed(&claiming->pads, 16));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	EXPECT_REFUSED(test, claiming, claiming_route(claiming, 16, RESV0));
	claiming_take_back(claiming, BIT_ULL(16));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }));
}

/* What is granted is granted to devices. */
static void a_claim_is_granted_no_route(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }));
	EXPECT_REFUSED(test, claiming,
		       k210_pads_route(&claiming->pads, 16, RESV0, true,
				       &claiming->blocker));
}

static void a_device_s_pad_is_a_device_s(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	k210_pads_reserve(&claiming->pads, 16, true);
	KUNIT_EXPECT_EQ(test, (u32)DEVICE, claiming_state(claiming, 16));
	use(test, claiming, HS(0));
	KUNIT_EXPECT_EQ(test, (u32)(DEVICE | LINE),
			claiming_state(claiming, 16));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 17));
}

static struct kunit_case claims_cases[] = {
	KUNIT_CASE(a_claim_writes_each_pad_once),
	KUNIT_CASE(what_a_pad_is_already_is_not_written),
	KUNIT_CASE(a_pad_that_has_the_function_keeps_its_settings),
	KUNIT_CASE_PARAM(a_pad_that_is_not_free_is_not_claimed,
			 taken_gen_params),
	KUNIT_CASE_PARAM(a_function_is_not_taken_from_such_a_pad,
			 taken_gen_params),
	KUNIT_CASE(a_shareable_function_is),
	KUNIT_CASE(a_free_pad_gives_its_function_up_by_force_only),
	KUNIT_CASE(pads_of_one_claim_swap_without_force),
	KUNIT_CASE(a_function_is_on_one_pad_at_every_moment),
	KUNIT_CASE(a_line_in_use_keeps_its_function_not_its_settings),
	KUNIT_CASE(settings_of_a_claimed_pad_are_its_claim_s),
	KUNIT_CASE(what_changes_between_asking_and_taking_counts),
	KUNIT_CASE(a_pad_is_nobody_s_and_not_free_until_given_back),
	KUNIT_CASE(a_claim_is_granted_no_route),
	KUNIT_CASE(a_device_s_pad_is_a_device_s),
	{}
};

static struct kunit_suite claims_suite = {
	.name = "k210-claims",
	.init = claiming_init,
	.test_cases = claims_cases,
};

kunit_test_suite(claims_suite);
