// SPDX-License-Identifier: MIT
/* What is known of lines. */
#include <linux/gpio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"
#include "jig.h"

static void tells_of_free_lines(void)
{
	for (int i = 0; i < 8; i++) {
		struct k210_line_info info = info_of("gpio", i);

		CHECK_INT(info.size, sizeof(info));
		CHECK_INT(info.line, i);
		CHECK_INT(info.used, 0);
		CHECK_INT(info.mode, K210_IN);
		CHECK_INT(info.active_low, 0);
		CHECK_INT(info.pull, 0);
		CHECK_INT(info.trigger, 0);
		CHECK_INT(info.debounce_us, 0);
		CHECK_STR(info.consumer, "");
		CHECK_STR(info.name, i == 4 ? "both" : i == 7 ? "eighth" : "");
	}
}

static void tells_of_each_setting(void)
{
	static const struct {
		uint64_t flags;
		struct k210_line_info info;
	} settings[] = {
		{ GPIO_V2_LINE_FLAG_INPUT, { .mode = K210_IN } },
		{ GPIO_V2_LINE_FLAG_OUTPUT, { .mode = K210_OUT } },
		{ GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN,
		  { .mode = K210_OPEN_DRAIN } },
		{ GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_SOURCE,
		  { .mode = K210_OPEN_SOURCE } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_BIAS_PULL_UP,
		  { .mode = K210_IN, .pull = K210_PULL_UP } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
		  { .mode = K210_IN, .pull = K210_PULL_DOWN } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_BIAS_DISABLED,
		  { .mode = K210_IN, .pull = K210_PULL_NONE } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_ACTIVE_LOW,
		  { .mode = K210_IN, .active_low = 1 } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING,
		  { .mode = K210_IN, .trigger = K210_RISING } },
		{ GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_FALLING |
			  GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME,
		  { .mode = K210_IN,
		    .trigger = K210_FALLING,
		    .clock = K210_CLOCK_REALTIME } },
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		unsigned int line = 20;
		int fd = take_lines("gpiohs", &line, 1, settings[i].flags,
				    "somebody");
		struct k210_line_info info = info_of("gpiohs", line);

		CHECK_INT(info.used, 1);
		CHECK_STR(info.consumer, "somebody");
		CHECK_INT(info.mode, settings[i].info.mode);
		CHECK_INT(info.pull, settings[i].info.pull);
		CHECK_INT(info.active_low, settings[i].info.active_low);
		CHECK_INT(info.trigger, settings[i].info.trigger);
		CHECK_INT(info.clock, settings[i].info.clock);
		close(fd);
	}
}

static void refuses_what_is_no_line(void)
{
	struct k210_chip *chip = chip_called("gpio");
	struct k210_line_info info = { .size = sizeof(info), .line = 77 };

	CHECK_SAYS(k210_line_info(chip, 8, &info), -EINVAL, "no line 8");
	CHECK_ERROR(k210_line_info(chip, ~0U, &info), -EINVAL);
	CHECK_ERROR(k210_line_info(chip, 0, NULL), -EINVAL);
	CHECK_ERROR(k210_line_info(NULL, 0, &info), -EINVAL);
	info.size--;
	CHECK_ERROR(k210_line_info(chip, 0, &info), -EINVAL);
	CHECK_INT(info.line, 77);
}

static void is_found_by_name(void)
{
	struct k210_chip *hs = chip_called("gpiohs"),
			 *gpio = chip_called("gpio");
	struct k210_chip *chip;

	CHECK_INT(k210_chip_find_line(hs, "first"), 0);
	CHECK_INT(k210_chip_find_line(hs, "last"), 31);
	CHECK_INT(k210_chip_find_line(hs, "both"), 4);
	CHECK_INT(k210_chip_find_line(gpio, "both"), 4);
	CHECK_INT(k210_chip_find_line(hs, "a-name-of-31-characters-no-more"),
		  10);
	CHECK_STR(k210_errmsg(), "");
	CHECK_INT(k210_line_find(&chip, "eighth"), 7);
	CHECK_STR(k210_chip_name(chip), "gpiochip1");
	k210_chip_close(chip);
	CHECK_INT(k210_line_find(&chip, "last"), 31);
	CHECK_STR(k210_chip_name(chip), "gpiochip0");
	k210_chip_close(chip);
}

static void must_be_the_only_one(void)
{
	struct k210_chip *hs = chip_called("gpiohs");
	struct k210_chip *chip = (void *)-1;
	int before = dup(0);

	close(before);
	CHECK_SAYS(k210_chip_find_line(hs, "twin"), -ENOTUNIQ,
		   "twin is line 3 of gpiochip0 and line 9 of gpiochip0");
	CHECK_SAYS(k210_line_find(&chip, "both"), -ENOTUNIQ,
		   "line 4 of gpiochip0 and line 4 of gpiochip1");
	CHECK_SAYS(k210_line_find(&chip, "none"), -ENOENT, "none");
	CHECK_ERROR(k210_chip_find_line(hs, "eighth"), -ENOENT);
	CHECK_ERROR(k210_chip_find_line(hs, "First"), -ENOENT);
	CHECK_ERROR(k210_chip_find_line(hs, "firs"), -ENOENT);
	CHECK_ERROR(k210_chip_find_line(hs, "a-name-of-31-characters-no-more!"),
		    -ENOENT);
	CHECK_ERROR(k210_chip_find_line(hs, ""), -EINVAL);
	CHECK_ERROR(k210_chip_find_line(hs, NULL), -EINVAL);
	CHECK_ERROR(k210_chip_find_line(NULL, "first"), -EINVAL);
	CHECK_ERROR(k210_line_find(NULL, "first"), -EINVAL);
	CHECK_ERROR(k210_line_find(&chip, NULL), -EINVAL);
	CHECK(chip == (void *)-1);
	CHECK_INT(dup(0), before);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("lines tell that nobody uses them", tells_of_free_lines),
		CASE("lines tell their user and each setting",
		     tells_of_each_setting),
		CASE("what is no line tells nothing", refuses_what_is_no_line),
		CASE("lines are found by name", is_found_by_name),
		CASE("a name that is not one line's is refused",
		     must_be_the_only_one),
		{ 0 },
	};

	return run_cases("line_info", cases, argc, argv);
}
