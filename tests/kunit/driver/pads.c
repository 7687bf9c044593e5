// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who has which pad, and what is written for it. Words and offsets by number,
 * from the vendor SDK's tables: pad n's word is at 4 * n, RESV0's is 0x78.
 */

#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "model-fpioa.h"
#include "pads.h"

#define HS(line)	(24 + (line))	/* functions of lines */
#define GPIO(line)	(56 + (line))
#define UART1_TX	65		/* ... and of none */
#define RESV0		120
#define CONSTANT	222

#define HS_WORD(line)	(0x00901718 + (line))
#define PULL_UP		{ 0x30000, 0x10000, 0 }

/* PADS are as they come out of reset, each with a high outside. */
struct fixture {
	struct fpioa_model fpioa;
	struct k210_pads pads;
	struct k210_pads_lines gpiohs;
	struct k210_pads_lines gpio;
	unsigned int blocker;
};

static int pads_init(struct kunit *test)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	fpioa_model_init(test, &fixture->fpioa);
	fixture->fpioa.outside = PULLS_HIGH;
	k210_pads_init(&fixture->pads, fixture->fpioa.registers.hook.base);
	fixture->gpiohs = (struct k210_pads_lines) { .function = HS(0), .num = 32 };
	fixture->gpio = (struct k210_pads_lines) { .function = GPIO(0), .num = 8 };
	test->priv = fixture;
	return 0;
}

/* A route without a hold; what it says. */
static int route(struct fixture *fixture, unsigned int pad, u8 function)
{
	return k210_pads_route(&fixture->pads, pad, function, false,
			       &fixture->blocker);
}

static int set(struct fixture *fixture, unsigned int pad,
	       struct k210_settings settings)
{
	return k210_pads_set(&fixture->pads, pad, &settings);
}

/* Forgets how the pads got where they are. */
static void ready(struct fixture *fixture)
{
	registers_forget(&fixture->fpioa.registers);
}

static void pads_are_taken_over_without_their_levels(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	for (unsigned int pad = 0; pad < 48; pad++)
		KUNIT_EXPECT_EQ(test, fpioa_reset_word(pad),
				k210_pads_word(&fixture->pads, pad));
}

static void only_the_spi_arbiters_are_tied_and_no_pad_written(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	EXPECT_WRITES(test, &fixture->fpioa.registers,
		      { 0xe0, 0x00010000 }, { 0xe4, 0 }, { 0xe8, 0x00040000 },
		      { 0xec, 0 }, { 0xf0, 0 }, { 0xf4, 0 }, { 0xf8, 0 },
		      { 0xfc, 0 },
		      { 0xc0, 0x00010000 }, { 0xc4, 0 }, { 0xc8, 0x00040000 },
		      { 0xcc, 0 }, { 0xd0, 0 }, { 0xd4, 0 }, { 0xd8, 0 },
		      { 0xdc, 0 });
}

static void a_function_is_routed_in_one_write(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 6, UART1_TX));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x18, 0x00001741 });
	KUNIT_EXPECT_EQ(test, 0x00001741, k210_pads_word(&fixture->pads, 6));
	KUNIT_EXPECT_EQ(test, fixture->blocker, 48);
}

static void a_pad_that_has_the_function_keeps_its_word(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, 0, set(fixture, 16, (struct k210_settings)
				     PULL_UP));
	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 16, HS(0)));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0x00911718, k210_pads_word(&fixture->pads, 16));
}

static void another_pad_with_the_function_goes_to_resv0_first(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 0, HS(31)));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0xbc, 0x78 },
		      { 0x00, 0x00901737 });
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 47, 1));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x04, 0x78 },
		      { 0xbc, 0x00900001 });
}

static void all_others_go_even_if_the_pad_has_it_already(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	/* As a boot loader may leave them. */
	fixture->fpioa.registers.value[0] = 0x00b03718;
	fixture->fpioa.registers.value[47] = 0x00000018;
	k210_pads_init(&fixture->pads, fixture->fpioa.registers.hook.base);
	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_find(&fixture->pads, HS(0)));
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 16, HS(0)));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x00, 0x78 },
		      { 0xbc, 0x78 });
	KUNIT_EXPECT_EQ(test, 16, k210_pads_find(&fixture->pads, HS(0)));
}

static void reserved_functions_and_constant_sit_on_many(struct kunit *test)
{
	static const u8 many[] = {
		20, 21, 120, 121, 122, 123, 124, 125, 222,
	};
	struct fixture *fixture = test->priv;

	for (int i = 0; i < ARRAY_SIZE(many); i++) {
		KUNIT_EXPECT_EQ(test, 0, route(fixture, 30, many[i]));
		KUNIT_EXPECT_EQ(test, 0, route(fixture, 31, many[i]));
		KUNIT_EXPECT_EQ(test, many[i], 0xff &
				k210_pads_word(&fixture->pads, 30));
		KUNIT_EXPECT_EQ(test, many[i], 0xff &
				k210_pads_word(&fixture->pads, 31));
	}
	k210_pads_reserve(&fixture->pads, 30, true);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 32, CONSTANT));
}

static void a_pad_in_use_is_never_remuxed(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	unsigned int blocker = 0;

	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, GPIO(7)));
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 15, UART1_TX));
	KUNIT_EXPECT_EQ(test, 15, fixture->blocker);
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 15, RESV0));
	k210_pads_reserve(&fixture->pads, 15, true);
	KUNIT_EXPECT_EQ(test, -EBUSY,
			k210_pads_route(&fixture->pads, 15, RESV0, true,
					&blocker));
	KUNIT_EXPECT_EQ(test, 15, blocker);
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 15, GPIO(7)));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
}

static void a_line_in_use_is_not_taken_to_another_pad(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	unsigned int blocker = 0;

	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, HS(31)));
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 6, HS(31)));
	KUNIT_EXPECT_EQ(test, 47, fixture->blocker);
	KUNIT_EXPECT_EQ(test, -EBUSY,
			k210_pads_route(&fixture->pads, 6, HS(31), true,
					&blocker));
	KUNIT_EXPECT_EQ(test, 47, blocker);
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	k210_pads_unuse(&fixture->pads, HS(31));
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 6, HS(31)));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0xbc, 0x78 },
		      { 0x18, 0x00901737 });
}

static void a_held_pad_is_remuxed_by_its_holder_only(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	unsigned int blocker = 0;

	ready(fixture);
	k210_pads_reserve(&fixture->pads, 47, true);
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 47, UART1_TX));
	KUNIT_EXPECT_EQ(test, 47, fixture->blocker);
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 46, UART1_TX));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0xb8, 0x00001741 });
	KUNIT_EXPECT_EQ(test, -EBUSY,
			k210_pads_route(&fixture->pads, 46, HS(31), true,
					&blocker));
	KUNIT_EXPECT_EQ(test, 47, blocker);
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_route(&fixture->pads, 47, UART1_TX,
						 true, &blocker));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0xb8, 0x78 },
		      { 0xbc, 0x00001741 });
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 47, UART1_TX));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
}

static void a_holder_routes_one_function_to_its_pad(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	unsigned int blocker = 0;

	k210_pads_reserve(&fixture->pads, 47, true);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_route(&fixture->pads, 47, UART1_TX,
						 true, &blocker));
	KUNIT_EXPECT_EQ(test, -EBUSY, k210_pads_route(&fixture->pads, 47,
						      RESV0, true, &blocker));
	KUNIT_EXPECT_EQ(test, 47, blocker);
	k210_pads_reserve(&fixture->pads, 47, false);
	k210_pads_reserve(&fixture->pads, 47, true);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_route(&fixture->pads, 47, RESV0,
						 true, &blocker));
}

static void a_hold_is_of_one_pad_and_ends(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_pads_reserve(&fixture->pads, 15, true);
	k210_pads_reserve(&fixture->pads, 40, true);
	k210_pads_reserve(&fixture->pads, 40, false);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 40, RESV0));
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 8, RESV0));
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 15, RESV0));
}

static void a_hold_may_begin_before_the_last_one_s_end_is_told(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_pads_reserve(&fixture->pads, 15, true);
	k210_pads_reserve(&fixture->pads, 15, true);
	k210_pads_reserve(&fixture->pads, 15, false);
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 15, RESV0));
	k210_pads_reserve(&fixture->pads, 15, false);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 15, RESV0));
}

static void a_line_is_used_once_per_user(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(&fixture->pads, 8));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, GPIO(0)));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, GPIO(0)));
	k210_pads_unuse(&fixture->pads, GPIO(0));
	KUNIT_EXPECT_TRUE(test, k210_pads_in_use(&fixture->pads, 8));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(&fixture->pads, 9));
	KUNIT_EXPECT_EQ(test, -EBUSY, route(fixture, 8, RESV0));
	k210_pads_unuse(&fixture->pads, GPIO(0));
	k210_pads_unuse(&fixture->pads, GPIO(0));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(&fixture->pads, 8));
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 8, RESV0));
}

static void a_line_without_a_pad_is_not_used(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_settings up = PULL_UP;

	KUNIT_EXPECT_EQ(test, 0, route(fixture, 47, RESV0));
	ready(fixture);
	KUNIT_EXPECT_EQ(test, -ENXIO, k210_pads_find(&fixture->pads, HS(31)));
	KUNIT_EXPECT_EQ(test, -ENXIO, k210_pads_use(&fixture->pads, HS(31)));
	KUNIT_EXPECT_EQ(test, -ENXIO,
			k210_pads_set_line(&fixture->pads, HS(31), &up));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, route(fixture, 47, HS(31)));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(&fixture->pads, 47));
}

/* Each function, on a pad, while all lines are used: 256 beyond an array. */
static void only_lines_can_be_in_use(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	memset(fixture->pads.users, 1, sizeof(fixture->pads.users));
	for (unsigned int function = 0; function < 256; function++) {
		fixture->pads.word[0] = 0x00901700 | function;
		KUNIT_EXPECT_EQ(test, function >= 24 && function < 64,
				k210_pads_in_use(&fixture->pads, 0));
	}
}

static void a_line_is_found_and_used_on_each_pad(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_settings up = PULL_UP;

	for (unsigned int pad = 0; pad < 48; pad++) {
		KUNIT_EXPECT_EQ(test, 0, route(fixture, pad, HS(5)));
		KUNIT_EXPECT_EQ(test, pad,
				k210_pads_find(&fixture->pads, HS(5)));
		KUNIT_EXPECT_EQ(test, HS_WORD(5),
				fixture->fpioa.registers.value[pad]);
		KUNIT_EXPECT_EQ(test, 0,
				k210_pads_set_line(&fixture->pads, HS(5), &up));
		KUNIT_EXPECT_EQ(test, HS_WORD(5) | 0x10000,
				fixture->fpioa.registers.value[pad]);
		KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, HS(5)));
		k210_pads_unuse(&fixture->pads, HS(5));
	}
}

static void a_chip_s_lines_are_attached_once(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_pads *pads = &fixture->pads;
	struct k210_pads_lines all = fixture->gpiohs;
	struct k210_pads_lines last = { .function = HS(31), .num = 1 };
	struct k210_pads_lines both = { .function = HS(31), .num = 2 };

	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpiohs));
	KUNIT_EXPECT_EQ(test, -EBUSY, k210_pads_attach(pads, &all));
	KUNIT_EXPECT_EQ(test, -EBUSY, k210_pads_attach(pads, &last));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpio));
	k210_pads_detach(pads, &fixture->gpiohs);
	KUNIT_EXPECT_EQ(test, -EBUSY, k210_pads_attach(pads, &both));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &last));
	KUNIT_EXPECT_EQ(test, -EBUSY,
			k210_pads_attach(pads, &fixture->gpiohs));
	k210_pads_detach(pads, &last);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpiohs));
	k210_pads_detach(pads, &fixture->gpio);
	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpio));
}

static void the_lines_of_a_chip_that_leaves_are_free(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_pads *pads = &fixture->pads;

	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpiohs));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_attach(pads, &fixture->gpio));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(pads, HS(0)));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(pads, HS(31)));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(pads, GPIO(0)));
	k210_pads_detach(pads, &fixture->gpiohs);
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(pads, 16));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(pads, 47));
	KUNIT_EXPECT_TRUE(test, k210_pads_in_use(pads, 8));
	k210_pads_unuse(pads, HS(0));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(pads, 16));
	k210_pads_detach(pads, &fixture->gpio);
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(pads, 8));
}

static void many_settings_are_one_write(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct k210_settings some = { 0x008b0f00, 0x00090200, 0 };

	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, some));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x44, 0x00191219 });
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, some));
	EXPECT_NO_WRITES(test, &fixture->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0,
			k210_pads_set_line(&fixture->pads, HS(2), &some));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x48, 0x0019121a });
}

static void settings_change_while_a_pad_is_used_and_held(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(&fixture->pads, HS(1)));
	k210_pads_reserve(&fixture->pads, 17, true);
	ready(fixture);
	KUNIT_EXPECT_EQ(test, 0, set(fixture, 17, (struct k210_settings)
				     PULL_UP));
	EXPECT_WRITES(test, &fixture->fpioa.registers, { 0x44, 0x00911719 });
}

static struct kunit_case pads_cases[] = {
	KUNIT_CASE(pads_are_taken_over_without_their_levels),
	KUNIT_CASE(only_the_spi_arbiters_are_tied_and_no_pad_written),
	KUNIT_CASE(a_function_is_routed_in_one_write),
	KUNIT_CASE(a_pad_that_has_the_function_keeps_its_word),
	KUNIT_CASE(another_pad_with_the_function_goes_to_resv0_first),
	KUNIT_CASE(all_others_go_even_if_the_pad_has_it_already),
	KUNIT_CASE(reserved_functions_and_constant_sit_on_many),
	KUNIT_CASE(a_pad_in_use_is_never_remuxed),
	KUNIT_CASE(a_line_in_use_is_not_taken_to_another_pad),
	KUNIT_CASE(a_held_pad_is_remuxed_by_its_holder_only),
	KUNIT_CASE(a_holder_routes_one_function_to_its_pad),
	KUNIT_CASE(a_hold_is_of_one_pad_and_ends),
	KUNIT_CASE(a_hold_may_begin_before_the_last_one_s_end_is_told),
	KUNIT_CASE(a_line_is_used_once_per_user),
	KUNIT_CASE(a_line_without_a_pad_is_not_used),
	KUNIT_CASE(only_lines_can_be_in_use),
	KUNIT_CASE(a_line_is_found_and_used_on_each_pad),
	KUNIT_CASE(a_chip_s_lines_are_attached_once),
	KUNIT_CASE(the_lines_of_a_chip_that_leaves_are_free),
	KUNIT_CASE(many_settings_are_one_write),
	KUNIT_CASE(settings_change_while_a_pad_is_used_and_held),
	{}
};

static struct kunit_suite pads_suite = {
	.name = "k210-pads",
	.init = pads_init,
	.test_cases = pads_cases,
};

kunit_test_suite(pads_suite);
