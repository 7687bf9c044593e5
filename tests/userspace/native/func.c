// SPDX-License-Identifier: MIT
/* The functions' names; `func list` prints them, for test_driverless.py. */
#include <stdio.h>
#include <stdlib.h>

#include "../harness.h"

static void all_are_there(void)
{
	for (int id = 0; id < K210_FUNCTIONS; id++) {
		const struct k210_func *f = k210_func(id);

		CHECK_INT(f->size, sizeof(*f));
		CHECK_INT(f->id, id);
		CHECK(*f->name && strlen(f->name) < 16);
		CHECK(*f->desc && strlen(f->desc) < 32);
		CHECK_INT(k210_func_id(f->name), id);
		CHECK(k210_func(id) == f);
	}
}

static void lines_are_numbered(void)
{
	for (int id = 0; id < K210_FUNCTIONS; id++) {
		const struct k210_func *f = k210_func(id);
		char name[16];

		sprintf(name, f->line < 32 ? "GPIOHS%d" : "GPIO%d",
			f->line < 32 ? f->line : f->line - 32);
		if (id < 24 || id > 63)
			CHECK_INT(f->line, -1);
		else
			CHECK_STR(f->name, name);
	}
}

static void classes_are_as_the_hardware_has_them(void)
{
	CHECK_INT(k210_func(0)->func_class, K210_FUNC_INPUT);
	CHECK_INT(k210_func(3)->func_class, K210_FUNC_OUTPUT);
	CHECK_INT(k210_func(24)->func_class, K210_FUNC_BOTH);
	CHECK_INT(k210_func(120)->func_class, K210_FUNC_NONE);
	CHECK_INT(k210_func(255)->func_class, K210_FUNC_OUTPUT);
}

static void wrong_numbers_and_names_are_told(void)
{
	CHECK(!k210_func(-1));
	CHECK(strstr(k210_errmsg(), "-1"));
	CHECK(!k210_func(256));
	CHECK(strstr(k210_errmsg(), "256"));
	CHECK_SAYS(k210_func_id("GPIOHS32"), -ENOENT, "'GPIOHS32'");
	CHECK_ERROR(k210_func_id(""), -ENOENT);
	CHECK_ERROR(k210_func_id("gpiohs0"), -ENOENT);
	CHECK_ERROR(k210_func_id("GPIOHS"), -ENOENT);
	CHECK_ERROR(k210_func_id(NULL), -EINVAL);
}

static void help_is_a_table(void)
{
	char *buf;
	int length = CHECK_OK(k210_fpioa_help(-1, NULL, 0));
	int lines = 0;

	buf = malloc(length + 1);
	CHECK_INT(k210_fpioa_help(-1, buf, length + 1), length);
	CHECK_INT(strlen(buf), length);
	for (const char *c = buf; *c; c++)
		lines += *c == '\n';
	CHECK_INT(lines, K210_FUNCTIONS);
	CHECK(!strncmp(buf, "JTAG_TCLK       JTAG clock\n", 27));
	CHECK(strstr(buf, "\nUART1_RS485_EN  UART 1 RS-485 enable\n"));
	free(buf);
}

static void help_is_cut_off(void)
{
	char whole[64], part[64];
	int length = CHECK_OK(k210_fpioa_help(24, whole, sizeof(whole)));

	CHECK_STR(whole, "GPIOHS0         high-speed GPIO line 0\n");
	for (int size = 1; size <= length; size++) {
		memset(part, 'x', sizeof(part));
		CHECK_INT(k210_fpioa_help(24, part, size), length);
		CHECK_INT(strlen(part), size - 1);
		CHECK(!strncmp(part, whole, size - 1));
		CHECK_INT(part[size], 'x');
	}
	CHECK_ERROR(k210_fpioa_help(256, part, sizeof(part)), -EINVAL);
	CHECK_ERROR(k210_fpioa_help(-2, part, sizeof(part)), -EINVAL);
	CHECK_ERROR(k210_fpioa_help(24, NULL, 5), -EINVAL);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("all 256 are there, and found by name", all_are_there),
		CASE("lines have their numbers", lines_are_numbered),
		CASE("classes are as the hardware has them",
		     classes_are_as_the_hardware_has_them),
		CASE("wrong numbers and names are told",
		     wrong_numbers_and_names_are_told),
		CASE("help is a line each", help_is_a_table),
		CASE("help is cut off where the buffer ends", help_is_cut_off),
		{ 0 },
	};

	if (argc > 1 && !strcmp(argv[1], "list")) {
		for (int id = 0; id < K210_FUNCTIONS; id++)
			printf("%s %d %d\n", k210_func(id)->name,
			       k210_func(id)->func_class,
			       k210_func(id)->shareable);
		return 0;
	}
	return run_cases("func", cases, argc, argv);
}
