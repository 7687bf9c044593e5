// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two suites that go wrong when told to, so that reading KUnit's results is
 * itself tested. Two, since a log that holds both is easily read to the end
 * of the first only.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

static char *fault = "none";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "none, fail, fail-one, skip, crash or fail-init");

static bool told(const char *name)
{
	return !strcmp(fault, name);
}

static void adds_up(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, told("fail") ? 5 : 4, 2 + 2);
}

static void skips_when_told(struct kunit *test)
{
	if (told("skip"))
		kunit_skip(test, "told to");
	KUNIT_SUCCEED(test);
}

static struct kunit_case first_cases[] = {
	KUNIT_CASE(adds_up),
	KUNIT_CASE(skips_when_told),
	{}
};

static struct kunit_suite first_suite = {
	.name = "canary_first",
	.test_cases = first_cases,
};

static const int numbers[] = { 1, 2, 3 };

static void describe_number(const int *number, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "of %d", *number);
}

KUNIT_ARRAY_PARAM(number, numbers, describe_number);

static void is_no_more_than_3(struct kunit *test)
{
	const int *number = test->param_value;

	KUNIT_EXPECT_LE(test, *number, told("fail-one") ? 2 : 3);
}

static void crashes_when_told(struct kunit *test)
{
	if (told("crash"))
		WRITE_ONCE(*(int *)NULL, 1);
	KUNIT_SUCCEED(test);
}

static struct kunit_case second_cases[] = {
	KUNIT_CASE_PARAM(is_no_more_than_3, number_gen_params),
	KUNIT_CASE(crashes_when_told),
	{}
};

static int second_init(struct kunit_suite *suite)
{
	return told("fail-init") ? -EIO : 0;
}

static struct kunit_suite second_suite = {
	.name = "canary_second",
	.suite_init = second_init,
	.test_cases = second_cases,
};

kunit_test_suites(&first_suite, &second_suite);

MODULE_DESCRIPTION("KUnit suites that go wrong when told to");
MODULE_LICENSE("GPL");
