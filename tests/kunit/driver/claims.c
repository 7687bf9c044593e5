// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claims: which pads and functions they get, what is written for that, and what
 * is left when they have ended.
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
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, HS(0),
						   { 0xf00, 0x200, 0 } }));
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
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, HS(0),
						       { 0xf00, 0, 0 } }));
	EXPECT_WORD(test, claiming, 16, 0x00911018);
	unuse(claiming, HS(0));
	EXPECT_WORD(test, claiming, 16, 0x00911018);
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 16, true, RESV0 }));
	claiming_end(claiming, 3ULL << 16, false);
	claiming_expect_start(test, claiming);
}

static void a_line_in_use_lingers_where_a_claim_put_it(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	struct k210_settings down = PULL_DOWN;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0), PULL_UP }));
	use(test, claiming, HS(0));
	use(test, claiming, HS(0));
	registers_forget(&claiming->fpioa.registers);
	claiming_end(claiming, BIT_ULL(40), false);
	unuse(claiming, HS(0));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, (u32)(LINE | CHANGED),
			claiming_state(claiming, 40));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_set_line(&claiming->pads, HS(0),
						    &down));
	EXPECT_WORD(test, claiming, 40, HS_WORD(0) | 0x20000);
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 40 }));
	EXPECT_REFUSED(test, claiming, FORCE(claiming, { 16, true, HS(0) }));
	/* what is on no pad is to be had; so HS(24) is waited for */
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 41, true, HS(24) }));
	unuse(claiming, HS(0));
	EXPECT_WORD(test, claiming, 16, HS_WORD(0));
	EXPECT_WORD(test, claiming, 40, RESV0_WORD);
	claiming_end(claiming, BIT_ULL(41), false);
	claiming_expect_start(test, claiming);
}

static void a_chip_that_leaves_lets_its_pads_go_back(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(&claiming->pads, HS(0), 32));
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(31) },
				       { 9, true, HS(0) }));
	use(test, claiming, HS(31));
	use(test, claiming, HS(0));
	claiming_end(claiming, 3ULL << 8, false);
	EXPECT_WORD(test, claiming, 8, HS_WORD(31));
	EXPECT_WORD(test, claiming, 9, HS_WORD(0));
	k210_pads_detach(&claiming->pads, HS(0), 32);
	claiming_expect_start(test, claiming);
}

/* Each of 6 orders in which claims that took from each other may end. */
static void the_order_in_which_claims_end_makes_no_difference(struct kunit *test)
{
	static const u8 orders[][3] = {
		{ 40, 41, 42 }, { 40, 42, 41 }, { 41, 40, 42 },
		{ 41, 42, 40 }, { 42, 40, 41 }, { 42, 41, 40 },
	};
	struct claiming *claiming = test->priv;

	for (int i = 0; i < ARRAY_SIZE(orders); i++) {
		/* 40 has 16's, 16 (of 42's claim) 41's, 41 40's own */
		KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
		KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 41, true, HS(24) }));
		KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 42, true, RESV0 },
					       { 16, true, HS(25) }));
		for (int j = 0; j < 3; j++) {
			u64 mask = BIT_ULL(orders[i][j]);

			if (orders[i][j] == 42)
				mask |= BIT_ULL(16);
			claiming_end(claiming, mask, false);
		}
		claiming_expect_start(test, claiming);
	}
}

/* As soon as it can be had, not when the claim ends that took it. */
static void a_function_that_a_claim_no_longer_has_goes_back(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 40, true, UART1_TX }));
	EXPECT_WORD(test, claiming, 16, HS_WORD(0));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	EXPECT_REFUSED(test, claiming, CONFIGURE(claiming, { 40, true, HS(0) }));
	claiming_end(claiming, BIT_ULL(40), false);
	claiming_expect_start(test, claiming);
}

/* By a device's state, for good: there is nothing to go back to. */
static void a_function_that_moved_meanwhile_is_not_taken_back(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 40, HS(0)));
	/* and who has it now lends it, and gets it back */
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 42, true, HS(0) }));
	claiming_end(claiming, BIT_ULL(42), false);
	claiming_end(claiming, BIT_ULL(16), false);
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	EXPECT_WORD(test, claiming, 40, HS_WORD(0));
	EXPECT_WORD(test, claiming, 42, HS_WORD(26));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
}

static void nor_while_it_is_lent_by_whom_it_moved_to(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 40, HS(0)));
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 42, true, HS(0) }));
	claiming_end(claiming, BIT_ULL(16), false);
	claiming_end(claiming, BIT_ULL(42), false);
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	EXPECT_WORD(test, claiming, 40, HS_WORD(0));
	EXPECT_WORD(test, claiming, 42, HS_WORD(26));
}

static void a_pad_that_waits_can_be_routed_for_good(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, -EBUSY, claiming_route(claiming, 16, HS(0)));
	KUNIT_EXPECT_EQ(test, 40U, claiming->blocker);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 16, UART1_TX));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WORD(test, claiming, 16, TX_WORD);
	EXPECT_WORD(test, claiming, 40, HS_WORD(24));
}

/* Settings that a device's state gives it are its own function's. */
static void a_pad_that_waits_gets_its_settings_with_its_function(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0, claiming_set(claiming, 16,
					      (struct k210_settings)PULL_UP));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	use(test, claiming, HS(1));
	unuse(claiming, HS(1));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WORD(test, claiming, 16, HS_WORD(0) | 0x10000);
}

static void settings_of_a_claimed_pad_are_its_claim_s(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16 }));
	EXPECT_REFUSED(test, claiming,
		       claiming_set(claiming, 16,
				    (struct k210_settings)PULL_UP));
	EXPECT_REFUSED(test, claiming, claiming_route(claiming, 16, RESV0));
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
	KUNIT_EXPECT_TRUE(test, k210_pads_is_claiming(&claiming->pads, 16));
	k210_pads_reserve(&claiming->pads, 16, true);
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
	KUNIT_CASE(a_line_in_use_lingers_where_a_claim_put_it),
	KUNIT_CASE(a_chip_that_leaves_lets_its_pads_go_back),
	KUNIT_CASE(the_order_in_which_claims_end_makes_no_difference),
	KUNIT_CASE(a_function_that_a_claim_no_longer_has_goes_back),
	KUNIT_CASE(a_function_that_moved_meanwhile_is_not_taken_back),
	KUNIT_CASE(nor_while_it_is_lent_by_whom_it_moved_to),
	KUNIT_CASE(a_pad_that_waits_can_be_routed_for_good),
	KUNIT_CASE(a_pad_that_waits_gets_its_settings_with_its_function),
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
