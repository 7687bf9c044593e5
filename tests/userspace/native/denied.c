// SPDX-License-Identifier: MIT
/*
 * Names while /dev/k210-fpioa can't be opened, and what is said then. Nothing
 * else is there.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "../harness.h"

static int refusal;
static bool is_no_folder;

int open(const char *path, int flags, ...)
{
	if (is_no_folder && !strcmp(path, "/dev"))
		return openat(AT_FDCWD, "/dev/null", O_RDONLY);
	(void)flags;
	errno = strcmp(path, "/dev/k210-fpioa") ? ENOENT : refusal;
	return -1;
}

/* Names of pads, of functions, of both, and of lines. */
static const char *const names[] = {
	"LED_R",  "GPIOHS3",	   "gpiohs:3",
	"gpio:5", "LED_R=GPIOHS3", "IO13=GPIOHS3",
};

static void check_names(int error, const char *words)
{
	struct k210_place place = { .size = sizeof(place) };
	struct k210_pin *p = NULL;

	CHECK_SAYS(k210_place_find("LED_R", &place), error, words);
	CHECK_SAYS(k210_place_find("GPIOHS3", &place), error, words);
	CHECK_SAYS(k210_place_find("nowhere:3", &place), error, words);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK_SAYS(k210_pin_open_simple(&p, names[i], 0, 0, -1), error,
			   words);
	CHECK_SAYS(k210_pin_open_simple(&p, "IO13", 0, 0, -1), error, words);
	CHECK(!p);
}

/* The bridge has nothing to do with lines that are called by their names. */
static void check_line(void)
{
	struct k210_place place = { .size = sizeof(place) };

	CHECK_SAYS(k210_place_find("@reset", &place), -ENOENT, "reset");
}

static void says_that_it_may_not(void)
{
	refusal = EACCES;
	check_names(-EACCES, "no permission for /dev/k210-fpioa");
	CHECK_SAYS(k210_board_lookup("LED_R"), -EACCES, "no permission");
	check_line();
}

static void says_that_there_is_none(void)
{
	refusal = ENOENT;
	check_names(-ENOENT, "/dev/k210-fpioa isn't there");
	CHECK_SAYS(k210_board_lookup("LED_R"), -ENOENT, "isn't there");
}

/* What the name itself is wrong in goes first. */
static void says_what_is_wrong(void)
{
	struct k210_pin *p;

	refusal = EACCES;
	CHECK_SAYS(k210_pin_open_simple(&p, "", 0, 0, -1), -ENOENT, "empty");
	CHECK_INT(setenv("K210_BOARD", "nosuchboard", 1), 0);
	CHECK_SAYS(k210_pin_open_simple(&p, "LED_R", 0, 0, -1), -EINVAL,
		   "nosuchboard");
	CHECK_INT(setenv("K210_BOARD", "bit", 1), 0);
	CHECK_INT(k210_board_lookup("LED_R"), 13);
	CHECK_SAYS(k210_board_lookup("LED_X"), -ENOENT, "LED_X");
	CHECK_SAYS(k210_pin_open_simple(&p, "LED_R", 0, 0, -1), -EACCES,
		   "no permission");
}

static int no_chip(struct k210_chip *chip, void *user)
{
	(void)chip;
	(void)user;
	return 1;
}

static void says_that_chips_cannot_be_listed(void)
{
	CHECK_SAYS(k210_chip_iter(no_chip, NULL), -ENOENT, "/dev");
	is_no_folder = true;
	CHECK_SAYS(k210_chip_iter(no_chip, NULL), -ENOTDIR, "/dev");
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("who may not open the bridge is told so",
		     says_that_it_may_not),
		CASE("who has no bridge is told so", says_that_there_is_none),
		CASE("a name that is wrong is wrong without a bridge, too",
		     says_what_is_wrong),
		CASE("that chips can't be listed is told",
		     says_that_chips_cannot_be_listed),
		{ 0 },
	};

	return run_cases("denied", cases, argc, argv);
}
