// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words that pads get with the 256 functions. The numbers here are from the
 * tables of the vendor SDK and of mainline's driver, written down by hand: the
 * driver's macros have no part in them.
 *
 * Drive is bits 11:8, output enable 12, its inversion 13, pull-up 16, slow 19,
 * input enable 20, its inversion 21, Schmitt trigger 23.
 */

#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/string.h>

#include "functions.h"

/* What a word has besides the function's number. */
#define IN	0x00900000
#define OUT	0x00001700
#define GPIO	0x00901700
#define SPI	0x00b03700
#define I2C	0x00991000
#define SCCB	0x00b93000
#define IN_UP	0x00910000

static const struct {
	u8 first;
	u8 last;
	u32 bits;
} ranges[] = {
	{ 0, 2, IN }, { 3, 3, OUT }, { 4, 11, SPI }, { 12, 15, OUT },
	{ 16, 16, IN }, { 17, 17, OUT }, { 18, 18, IN }, { 19, 19, OUT },
	{ 20, 21, IN }, { 22, 23, OUT }, { 24, 63, GPIO }, { 64, 64, IN },
	{ 65, 65, OUT }, { 66, 66, IN }, { 67, 67, OUT }, { 68, 68, IN },
	{ 69, 69, OUT }, { 70, 77, SPI }, { 78, 81, OUT }, { 82, 82, IN },
	{ 83, 83, OUT }, { 84, 84, SPI }, { 85, 86, IN }, { 87, 89, OUT },
	{ 90, 93, IN }, { 94, 100, OUT }, { 101, 104, IN },
	{ 105, 111, OUT }, { 112, 115, IN }, { 116, 119, OUT },
	{ 120, 125, 0 }, { 126, 131, I2C }, { 132, 134, OUT },
	{ 135, 145, IN }, { 146, 147, SCCB }, { 148, 152, IN },
	{ 153, 161, OUT }, { 162, 166, IN }, { 167, 175, OUT },
	{ 176, 180, IN }, { 181, 212, OUT }, { 213, 216, IN },
	{ 217, 217, IN_UP }, { 218, 218, I2C }, { 219, 221, IN },
	{ 222, 222, 0 }, { 223, 223, IN }, { 224, 255, OUT },
};

static void each_of_the_256_has_the_word_of_its_class(struct kunit *test)
{
	unsigned int function = 0;

	for (int i = 0; i < ARRAY_SIZE(ranges); i++) {
		KUNIT_ASSERT_EQ(test, ranges[i].first, function);
		for (; function <= ranges[i].last; function++)
			KUNIT_EXPECT_EQ_MSG(test, ranges[i].bits | function,
					    k210_function_word(function),
					    "function %u", function);
	}
	KUNIT_EXPECT_EQ(test, function, 256);
}

static const struct spot {
	const char *name;
	u32 word;
} spots[] = {
	{ "JTAG_TCLK", 0x00900000 },
	{ "JTAG_TDO", 0x00001703 },
	{ "SPI0_D0", 0x00b03704 },
	{ "SPI0_ARB", 0x00900010 },
	{ "UARTHS_RX", 0x00900012 },
	{ "UARTHS_TX", 0x00001713 },
	{ "RESV6", 0x00900014 },
	{ "GPIOHS0", 0x00901718 },
	{ "GPIOHS31", 0x00901737 },
	{ "GPIO0", 0x00901738 },
	{ "GPIO7", 0x0090173f },
	{ "SPI1_D0", 0x00b03746 },
	{ "SPI1_ARB", 0x00900052 },
	{ "SPI_SLAVE_D0", 0x00b03754 },
	{ "RESV0", 0x00000078 },
	{ "I2C0_SCLK", 0x0099107e },
	{ "SCCB_SDA", 0x00b93093 },
	{ "INTERNAL13", 0x009100d9 },
	{ "INTERNAL14", 0x009910da },
	{ "CONSTANT", 0x000000de },
	{ "INTERNAL18", 0x009000df },
	{ "DEBUG31", 0x000017ff },
};

static void describe_spot(const struct spot *spot, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", spot->name);
}

KUNIT_ARRAY_PARAM(spot, spots, describe_spot);

static void a_function_s_number_has_its_name_and_word(struct kunit *test)
{
	const struct spot *spot = test->param_value;
	u8 function = spot->word & 0xff;

	KUNIT_EXPECT_STREQ(test, spot->name, k210_functions[function].name);
	KUNIT_EXPECT_EQ(test, spot->word, k210_function_word(function));
	KUNIT_EXPECT_EQ(test, function, k210_word_function(spot->word));
	KUNIT_EXPECT_EQ(test, function, k210_word_function(~0xffU | function));
}

static void names_are_unique_and_end_in_their_field(struct kunit *test)
{
	for (int i = 0; i < 256; i++) {
		const char *name = k210_functions[i].name;

		KUNIT_EXPECT_GT(test, strlen(name), 0);
		KUNIT_EXPECT_LT(test, strlen(name),
				sizeof(k210_functions[i].name));
		for (int j = 0; j < i; j++)
			KUNIT_EXPECT_NE_MSG(test, 0,
					    strcmp(name, k210_functions[j].name),
					    "functions %d and %d", j, i);
	}
}

static void only_what_feeds_no_input_is_shareable(struct kunit *test)
{
	for (int i = 0; i < 256; i++)
		KUNIT_EXPECT_EQ_MSG(test, k210_function_is_shareable(i),
				    i == 20 || i == 21 ||
				    (i >= 120 && i <= 125) || i == 222,
				    "function %d", i);
}

static void only_gpiohs_s_and_gpio_s_functions_are_lines(struct kunit *test)
{
	for (int i = 0; i < 256; i++)
		KUNIT_EXPECT_EQ_MSG(test, k210_function_is_line(i),
				    i >= 24 && i <= 63, "function %d", i);
}

static struct kunit_case functions_cases[] = {
	KUNIT_CASE(each_of_the_256_has_the_word_of_its_class),
	KUNIT_CASE_PARAM(a_function_s_number_has_its_name_and_word,
			 spot_gen_params),
	KUNIT_CASE(names_are_unique_and_end_in_their_field),
	KUNIT_CASE(only_what_feeds_no_input_is_shareable),
	KUNIT_CASE(only_gpiohs_s_and_gpio_s_functions_are_lines),
	{}
};

static struct kunit_suite functions_suite = {
	.name = "k210-functions",
	.test_cases = functions_cases,
};

kunit_test_suite(functions_suite);
