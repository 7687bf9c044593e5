// SPDX-License-Identifier: GPL-2.0-only
/* The word that a pad gets with a function. */
#include <kunit/test.h>
#include <linux/module.h>

#include "functions.h"

/* k210.md 4.7: both ways, Schmitt trigger, level 7. */
static void a_gpio_line_drives_and_reads_its_pad(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, k210_function_word(24), 0x00901718);
}

static struct kunit_case functions_cases[] = {
	KUNIT_CASE(a_gpio_line_drives_and_reads_its_pad),
	{}
};

static struct kunit_suite functions_suite = {
	.name = "k210_functions",
	.test_cases = functions_cases,
};

kunit_test_suite(functions_suite);

MODULE_DESCRIPTION("KUnit suites of k210-gpio");
MODULE_LICENSE("GPL");
