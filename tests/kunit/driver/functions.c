// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words that pads get with the 256 functions. The numbers here are from the
 * vendor SDK's function table; the driver's macros have no part in them.
 */

#include <kunit/test.h>

#include "functions.h"

struct word {
	u8 function;
	u32 word;
};

/*
 * Input enable is bit 20, Schmitt 23, output enable 12, drive 11:8, pull-up 16,
 * slow 19, and the inversions of the enables 21 and 13.
 */
static const struct word words[] = {
	{ 0, 0x00900000 },	/* JTAG_TCLK */
	{ 24, 0x00901718 },	/* GPIOHS0 */
};

static void a_function_has_the_word_of_the_vendor_s_table(struct kunit *test)
{
	for (int i = 0; i < ARRAY_SIZE(words); i++)
		KUNIT_EXPECT_EQ_MSG(test, words[i].word,
				    k210_function_word(words[i].function),
				    "function %u", words[i].function);
}

static struct kunit_case functions_cases[] = {
	KUNIT_CASE(a_function_has_the_word_of_the_vendor_s_table),
	{}
};

static struct kunit_suite functions_suite = {
	.name = "k210-functions",
	.test_cases = functions_cases,
};

kunit_test_suite(functions_suite);
