// SPDX-License-Identifier: MIT
/*
 * Lines found by their names while a chip goes, which no driver does at the
 * right moment. Here are the kernel's answers, and the chips in /dev.
 */
#include <linux/gpio.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include "../harness.h"
#include "chip.h"

#define CHIPS 3
#define LINES 4

/* The names of each one's lines. */
static const char *names[CHIPS][LINES];
/* From which line on each doesn't answer any more. */
static unsigned int gone_at[CHIPS];
static int chip_of[64]; /* a descriptor's */
static int opened;

int ioctl(int fd, unsigned long request, ...)
{
	va_list list;

	va_start(list, request);

	void *argument = va_arg(list, void *);

	va_end(list);
	if (request == GPIO_GET_CHIPINFO_IOCTL) {
		struct gpiochip_info *info = argument;

		memset(info, 0, sizeof(*info));
		sprintf(info->name, "gpiochip%d", opened);
		info->lines = LINES;
		chip_of[fd] = opened;
		return 0;
	}

	struct gpio_v2_line_info *info = argument;
	int chip = chip_of[fd];
	const char *name = names[chip][info->offset];

	if (info->offset >= gone_at[chip]) {
		errno = ENODEV;
		return -1;
	}
	if (name)
		strcpy(info->name, name);
	return 0;
}

int k210_chip_each(k210_chip_match match, void *user, int *denied)
{
	int done = 0;

	*denied = -ENOENT;
	for (opened = 0; opened < CHIPS && !done; opened++) {
		struct k210_chip *chip;

		CHECK_OK(k210_chip_open_path(&chip, "/dev/null"));
		done = match(chip, user);
		k210_chip_close(chip);
	}
	return done;
}

static void all_are_there(void)
{
	for (int chip = 0; chip < CHIPS; chip++)
		gone_at[chip] = LINES;
}

static void check_found(const char *chip_name, int line)
{
	struct k210_chip *chip;

	CHECK_INT(k210_line_find(&chip, "reset"), line);
	CHECK_STR(k210_chip_name(chip), chip_name);
	CHECK_STR(k210_errmsg(), "");
	k210_chip_close(chip);
}

static void chips_that_go_are_passed_over(void)
{
	all_are_there();
	names[1][2] = "reset";
	gone_at[0] = 0;
	check_found("gpiochip1", 2);
	gone_at[0] = 2;
	gone_at[2] = 3;
	check_found("gpiochip1", 2);
	gone_at[1] = 1;
	CHECK_SAYS(k210_line_find(&(struct k210_chip *){ NULL }, "reset"),
		   -ENOENT, "reset");
}

static void so_are_their_lines(void)
{
	all_are_there();
	names[0][1] = names[2][3] = "reset";
	CHECK_SAYS(k210_line_find(&(struct k210_chip *){ NULL }, "reset"),
		   -ENOTUNIQ, "gpiochip2:3");
	gone_at[0] = 2;
	check_found("gpiochip2", 3);
	all_are_there();
	gone_at[2] = 1;
	check_found("gpiochip0", 1);
}

static void a_chip_of_ones_own_is_gone(void)
{
	struct k210_chip *chip;

	all_are_there();
	opened = 0;
	CHECK_OK(k210_chip_open_path(&chip, "/dev/null"));
	gone_at[0] = 2;
	CHECK_SAYS(k210_chip_find_line(chip, "reset"), -ENODEV, "gpiochip0");
	k210_chip_close(chip);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a chip that goes meanwhile is passed over",
		     chips_that_go_are_passed_over),
		CASE("a line that goes with its chip isn't found",
		     so_are_their_lines),
		CASE("a chip of one's own that goes is told",
		     a_chip_of_ones_own_is_gone),
		{ 0 },
	};

	return run_cases("line-find", cases, argc, argv);
}
