// SPDX-License-Identifier: MIT
/* Lines, read and driven. */
#include <stdlib.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"
#include "jig.h"

static struct k210_lines *all(uint8_t mode)
{
	struct k210_line_cfg cfg[32];

	for (int i = 0; i < 32; i++)
		cfg[i] = (struct k210_line_cfg)LINE(i, .mode = mode);
	return lines_of("gpiohs", cfg, 32);
}

static void reads_in_the_order_given(void)
{
	static const unsigned int order[] = { 9, 2, 31, 0, 17 };
	struct k210_line_cfg cfg[5];
	struct k210_lines *lines;
	uint64_t bits;

	for (int i = 0; i < 5; i++)
		cfg[i] = (struct k210_line_cfg)LINE(order[i], .mode = K210_IN);
	cfg[4].active_low = K210_SWITCH_ON;
	lines = lines_of("gpiohs", cfg, 5);
	for (int i = 0; i < 5; i++)
		jig_drive(PAD_OF_GPIOHS(order[i]), i == 1 || i == 2);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 0x16);
	jig_drive(PAD_OF_GPIOHS(17), 1);
	jig_drive(PAD_OF_GPIOHS(9), 1);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 7);
}

/* How often GPIOHS's output_val, at 0xc, was written. */
static int writes_of_values(void)
{
	return atoi(strstr(jig_ask("count gpiohs 0xc"), "writes=") + 7);
}

static void drives_those_in_the_mask(void)
{
	struct k210_lines *lines = all(K210_OUT);
	uint64_t mask = 0xffffffff, bits = 0xa5a55a5a;
	int writes;

	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	for (int i = 0; i < 32; i++)
		CHECK_LEVEL(PAD_OF_GPIOHS(i), 0xa5a55a5a >> i & 1);
	mask = 0xff00;
	bits = ~0ULL;
	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	for (int i = 0; i < 32; i++)
		CHECK_LEVEL(PAD_OF_GPIOHS(i), 0xa5a5ff5a >> i & 1);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 0xa5a5ff5a);
	/* All by one write to the register. */
	writes = writes_of_values();
	mask = 0xffffffff;
	bits = ~bits & mask;
	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	CHECK_INT(writes_of_values() - writes, 1);
	for (int i = 0; i < 32; i++)
		CHECK_LEVEL(PAD_OF_GPIOHS(i), ~0xa5a5ff5a >> i & 1);
	mask = 0;
	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	CHECK_INT(writes_of_values() - writes, 1);
}

static void takes_lists_in_any_order(void)
{
	static const unsigned int some[] = { 30, 3, 11 };
	static const unsigned int twice[] = { 3, 30, 3 };
	static const uint8_t high[] = { 1, 0, 1 }, toggled[] = { 0, 1, 1 };
	struct k210_lines *lines = all(K210_OUT);
	uint8_t got[3] = { 9, 9, 9 };

	CHECK_OK(k210_lines_set_list(lines, some, 3, high));
	CHECK_LEVEL(PAD_OF_GPIOHS(30), 1);
	CHECK_LEVEL(PAD_OF_GPIOHS(3), 0);
	CHECK_LEVEL(PAD_OF_GPIOHS(11), 1);
	CHECK_LEVEL(PAD_OF_GPIOHS(12), 0);
	CHECK_OK(k210_lines_get_list(lines, some, 3, got));
	CHECK(!memcmp(got, high, 3));
	/* The last one counts. */
	CHECK_OK(k210_lines_set_list(lines, twice, 3, toggled));
	CHECK_LEVEL(PAD_OF_GPIOHS(3), 1);
	CHECK_OK(k210_lines_get_list(lines, twice, 3, got));
	CHECK(!memcmp(got, "\1\1\1", 3));
	CHECK_OK(k210_lines_set_list(lines, NULL, 0, NULL));
	CHECK_OK(k210_lines_get_list(lines, NULL, 0, NULL));
}

static void refuses_bad_values(void)
{
	struct k210_line_cfg cfg[] = { LINE(4, .mode = K210_OUT),
				       LINE(5, .mode = K210_IN) };
	struct k210_lines *lines = lines_of("gpiohs", cfg, 2);
	static const unsigned int none[] = { 4, 6 }, far[] = { 4, 32 };
	static const unsigned int huge[] = { 4, ~0U }, both[] = { 4, 5 };
	static const uint8_t high[] = { 1, 1 }, two[] = { 2, 0 };
	uint64_t beyond = 5, input = 3, bits = 7;
	uint8_t got[2] = { 9, 9 };

	jig_remember();
	CHECK_ERROR(k210_lines_set(lines, &beyond, &bits), -EINVAL);
	CHECK_ERROR(k210_lines_set(lines, &input, &bits), -EPERM);
	CHECK_ERROR(k210_lines_set(lines, NULL, &bits), -EINVAL);
	CHECK_ERROR(k210_lines_set(lines, &input, NULL), -EINVAL);
	CHECK_ERROR(k210_lines_set(NULL, &input, &bits), -EINVAL);
	CHECK_ERROR(k210_lines_get(lines, NULL), -EINVAL);
	CHECK_ERROR(k210_lines_get(NULL, &bits), -EINVAL);
	CHECK_SAYS(k210_lines_set_list(lines, none, 2, high), -EINVAL,
		   "line 6 of gpiochip0");
	CHECK_ERROR(k210_lines_set_list(lines, far, 2, high), -EINVAL);
	CHECK_ERROR(k210_lines_set_list(lines, huge, 2, high), -EINVAL);
	CHECK_ERROR(k210_lines_set_list(lines, both, 2, high), -EPERM);
	CHECK_SAYS(k210_lines_set_list(lines, both, 1, two), -EINVAL,
		   "the value of line 4 is 2");
	CHECK_ERROR(k210_lines_set_list(lines, NULL, 1, high), -EINVAL);
	CHECK_ERROR(k210_lines_set_list(lines, both, 1, NULL), -EINVAL);
	CHECK_ERROR(k210_lines_set_list(NULL, both, 1, high), -EINVAL);
	CHECK_ERROR(k210_lines_get_list(lines, none, 2, got), -EINVAL);
	CHECK_ERROR(k210_lines_get_list(lines, huge, 2, got), -EINVAL);
	CHECK_ERROR(k210_lines_get_list(lines, both, 2, NULL), -EINVAL);
	CHECK_ERROR(k210_lines_get_list(NULL, both, 2, got), -EINVAL);
	CHECK_UNCHANGED();
	CHECK_INT(got[0], 9);
}

static void are_as_one_in_parts(void)
{
	static const unsigned int some[] = { 30, 3, 11, 0 };
	static const uint8_t toggled[] = { 0, 1, 0, 1 };
	uint64_t mask = 1ULL << 22, bits = 0;
	struct k210_line_cfg cfg[32];
	struct k210_lines *lines;
	uint8_t got[4];

	/* Inputs of many kinds above, outputs below. */
	for (int i = 0; i < 32; i++)
		cfg[i] = (struct k210_line_cfg)LINE(i, .mode = K210_OUT);
	for (int i = 8; i < 30; i++) {
		cfg[i].mode = K210_IN;
		cfg[i].debounce_us = i % 2 ? 0 : 1000 + i;
		cfg[i].active_low = i % 3 ? K210_SWITCH_OFF : K210_SWITCH_ON;
	}
	lines = lines_of("gpiohs", cfg, 32);
	for (int i = 8; i < 30; i++)
		jig_drive(PAD_OF_GPIOHS(i), i % 3 == 0);
	CHECK(k210_lines_fds(lines, NULL, 0) > 1);
	CHECK_ERROR(k210_lines_set(lines, &mask, &mask), -EPERM);
	jig_remember();
	mask = 1ULL << 32 | 1;
	bits = ~0ULL;
	CHECK_ERROR(k210_lines_set(lines, &mask, &bits), -EINVAL);
	mask = 1ULL << 29 | 1;
	CHECK_ERROR(k210_lines_set(lines, &mask, &bits), -EPERM);
	CHECK_UNCHANGED();
	mask = 0xc00000f0;
	bits = 0xffffff55;
	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	for (int i = 0; i < 32; i++)
		if (i < 8 || i > 29)
			CHECK_LEVEL(PAD_OF_GPIOHS(i), 0xc0000050 >> i & 1);
	AWAIT(!k210_lines_get(lines, &bits) && bits == 0xc0000050);
	jig_drive(PAD_OF_GPIOHS(11), 1);
	jig_drive(PAD_OF_GPIOHS(9), 0);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 0xc0000a50);
	CHECK_ERROR(k210_lines_set_list(lines, some, 4, toggled), -EPERM);
	CHECK_LEVEL(PAD_OF_GPIOHS(30), 1);
	CHECK_OK(k210_lines_set_list(lines, some, 2, toggled));
	CHECK_OK(k210_lines_get_list(lines, some, 4, got));
	CHECK(!memcmp(got, "\0\1\1\0", 4));
	CHECK_LEVEL(PAD_OF_GPIOHS(30), 0);
	CHECK_LEVEL(PAD_OF_GPIOHS(3), 1);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("bits are in the order in which lines were given",
		     reads_in_the_order_given),
		CASE("lines in the mask change, by one write",
		     drives_those_in_the_mask),
		CASE("lists are in any order", takes_lists_in_any_order),
		CASE("bad values change no line", refuses_bad_values),
		CASE("lines in several requests are as one",
		     are_as_one_in_parts),
		{ 0 },
	};

	return run_cases("lines_values", cases, argc, argv);
}
