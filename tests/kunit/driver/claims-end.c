// SPDX-License-Identifier: GPL-2.0-only
/* What is left when claims have ended: nothing, but for what is for good. */

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

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(31) },
				       { 9, true, HS(0) }));
	use(test, claiming, HS(31));
	use(test, claiming, HS(0));
	claiming_end(claiming, 3ULL << 8, false);
	EXPECT_WORD(test, claiming, 8, HS_WORD(31));
	EXPECT_WORD(test, claiming, 9, HS_WORD(0));
	k210_pads_detach(&claiming->pads, &claiming->lines);
	claiming_expect_start(test, claiming);
	KUNIT_EXPECT_EQ(test, BIT(31) | BIT(0), claiming->released);
}

/* Where it goes is another pad, or the same with nothing left to drive there. */
static void a_line_that_was_used_on_a_lent_pad_leaves_it_as_an_input(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(31) }));
	use(test, claiming, HS(31));
	unuse(claiming, HS(31));
	KUNIT_EXPECT_EQ(test, 0U, claiming->released);
	claiming_end(claiming, BIT_ULL(8), false);
	claiming_expect_start(test, claiming);
	KUNIT_EXPECT_EQ(test, BIT(31), claiming->released);

	claiming->released = 0;
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(30) }));
	use(test, claiming, HS(30));
	claiming_end(claiming, BIT_ULL(8), false);
	KUNIT_EXPECT_EQ(test, 0U, claiming->released);
	unuse(claiming, HS(30));
	KUNIT_EXPECT_EQ(test, BIT(30), claiming->released);

	claiming->released = 0;
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(29) }));
	use(test, claiming, HS(29));
	unuse(claiming, HS(29));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 8, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, BIT(29), claiming->released);
	claiming_end(claiming, BIT_ULL(8), false);
	KUNIT_EXPECT_EQ(test, BIT(29), claiming->released);
}

static void a_chip_that_leaves_has_its_lines_back_as_inputs(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(31) }));
	use(test, claiming, HS(31));
	k210_pads_detach(&claiming->pads, &claiming->lines);
	KUNIT_EXPECT_EQ(test, BIT(31), claiming->released);
	claiming_end(claiming, BIT_ULL(8), false);
	claiming_expect_start(test, claiming);
}

static void other_lines_stay_what_they_are(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	/* on its own pad, never in use, and for good */
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 47, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 46 }));
	use(test, claiming, HS(30));
	unuse(claiming, HS(30));
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(29) }));
	claiming_end(claiming, BIT_ULL(47) | BIT_ULL(46) | BIT_ULL(8), false);
	claiming_expect_start(test, claiming);
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 8, true, HS(29) }));
	use(test, claiming, HS(29));
	unuse(claiming, HS(29));
	claiming_end(claiming, BIT_ULL(8), true);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 8, RESV0));
	KUNIT_EXPECT_EQ(test, 0U, claiming->released);
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

static void a_level_takes_a_pad_that_waits_for_good(struct kunit *test)
{
	struct claiming *claiming = test->priv;
	u32 word = 0x17de;	/* CONSTANT, an output at full drive */

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0,
			claiming_set(claiming, 16,
				     (struct k210_settings) { .level = 2 }));
	EXPECT_WORD(test, claiming, 16, word);
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WORD(test, claiming, 16, word);
	EXPECT_WORD(test, claiming, 40, HS_WORD(24));
}

/* As SPI's state does with chip selects: a device that relies on it. */
static void a_line_routed_to_its_claimed_pad_stays(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0), PULL_UP }));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 40, HS(0)));
	EXPECT_WORD(test, claiming, 40, HS_WORD(0) | 0x10000);
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WORD(test, claiming, 40, HS_WORD(0));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
}

/* A device's state wants the line there where a claim has left it. */
static void a_line_that_lingers_may_stay_for_good(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	use(test, claiming, HS(0));
	claiming_end(claiming, BIT_ULL(40), false);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 40, HS(0)));
	KUNIT_EXPECT_EQ(test, (u32)LINE, claiming_state(claiming, 40));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	KUNIT_EXPECT_EQ(test, 0, claiming_set(claiming, 16,
					      (struct k210_settings)PULL_UP));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD | 0x10000);
	unuse(claiming, HS(0));
	EXPECT_WORD(test, claiming, 40, HS_WORD(0));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD | 0x10000);
}

static void a_claim_that_persists_leaves_its_pads_free(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0), PULL_UP },
				       { 41 }));
	registers_forget(&claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0ULL, claiming_end(claiming, 3ULL << 40, true));
	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	for (int pad = 0; pad < 48; pad++)
		KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, pad));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	/* that's what it goes back to by now */
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 40, true, UART1_TX },
				       { 16, true, HS(0) }));
	claiming_end(claiming, BIT_ULL(40) | BIT_ULL(16), false);
	EXPECT_WORD(test, claiming, 40, HS_WORD(0) | 0x10000);
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
}

/* Of a pad of 42's claim, while that is elsewhere; then for good. */
static void what_persists_is_not_taken_back_by_earlier_owners(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 16, true, UART1_TX }));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 40, true, HS(0) }));
	KUNIT_EXPECT_EQ(test, 0ULL, claiming_end(claiming, BIT_ULL(40), true));
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 42, true, HS(0) }));
	claiming_end(claiming, BIT_ULL(16), false);
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	claiming_end(claiming, BIT_ULL(42), false);
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	EXPECT_WORD(test, claiming, 40, HS_WORD(0));
}

/* The first: nobody knows which of them was meant to have it. */
static void a_function_that_two_pads_had_is_left_to_one(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	/* As a boot loader may leave them. */
	claiming->fpioa.registers.value[8] = HS_WORD(0);
	k210_pads_init(&claiming->pads, claiming->fpioa.registers.hook.base);
	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0) }));
	EXPECT_WORD(test, claiming, 8, RESV0_WORD);
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	claiming_end(claiming, BIT_ULL(40), false);
	EXPECT_WORD(test, claiming, 8, HS_WORD(0));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 16));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 8, UART1_TX));
	EXPECT_WORD(test, claiming, 16, RESV0_WORD);
}

static void a_pad_does_not_wait_for_one_that_keeps_the_function(struct kunit *test)
{
	struct claiming *claiming = test->priv;

	claiming->fpioa.registers.value[8] = HS_WORD(0);
	k210_pads_init(&claiming->pads, claiming->fpioa.registers.hook.base);
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 8, true, UART1_TX }));
	claiming_end(claiming, BIT_ULL(8), false);
	EXPECT_WORD(test, claiming, 8, RESV0_WORD);
	EXPECT_WORD(test, claiming, 16, HS_WORD(0));
	KUNIT_EXPECT_EQ(test, 0U, claiming_state(claiming, 8));
}

static struct kunit_case claims_end_cases[] = {
	KUNIT_CASE(a_line_in_use_lingers_where_a_claim_put_it),
	KUNIT_CASE(a_chip_that_leaves_lets_its_pads_go_back),
	KUNIT_CASE(a_line_that_was_used_on_a_lent_pad_leaves_it_as_an_input),
	KUNIT_CASE(a_chip_that_leaves_has_its_lines_back_as_inputs),
	KUNIT_CASE(other_lines_stay_what_they_are),
	KUNIT_CASE(the_order_in_which_claims_end_makes_no_difference),
	KUNIT_CASE(a_function_that_a_claim_no_longer_has_goes_back),
	KUNIT_CASE(a_function_that_moved_meanwhile_is_not_taken_back),
	KUNIT_CASE(nor_while_it_is_lent_by_whom_it_moved_to),
	KUNIT_CASE(a_pad_that_waits_can_be_routed_for_good),
	KUNIT_CASE(a_pad_that_waits_gets_its_settings_with_its_function),
	KUNIT_CASE(a_level_takes_a_pad_that_waits_for_good),
	KUNIT_CASE(a_line_routed_to_its_claimed_pad_stays),
	KUNIT_CASE(a_line_that_lingers_may_stay_for_good),
	KUNIT_CASE(a_claim_that_persists_leaves_its_pads_free),
	KUNIT_CASE(what_persists_is_not_taken_back_by_earlier_owners),
	KUNIT_CASE(a_function_that_two_pads_had_is_left_to_one),
	KUNIT_CASE(a_pad_does_not_wait_for_one_that_keeps_the_function),
	{}
};

static struct kunit_suite claims_end_suite = {
	.name = "k210-claims-end",
	.init = claiming_init,
	.test_cases = claims_end_cases,
};

kunit_test_suite(claims_end_suite);
