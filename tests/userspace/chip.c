// SPDX-License-Identifier: MIT
/* Chips: found, opened, told of. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"

#define GPIOHS "38001000.gpio-controller"
#define GPIO "50200000.gpio"

static const char *label(struct k210_chip *chip)
{
	static struct k210_chip_info info;

	info.size = sizeof(info);
	CHECK_OK(k210_chip_info(chip, &info));
	return info.label;
}

static void opens_by_names(void)
{
	static const struct {
		const char *id, *label;
		int lines;
	} chips[] = {
		{ "gpiohs", GPIOHS, 32 },
		{ "gpio", GPIO, 8 },
		{ GPIOHS, GPIOHS, 32 },
		{ GPIO, GPIO, 8 },
		{ "gpiochip0", GPIOHS, 32 },
		{ "gpiochip1", GPIO, 8 },
		{ "/dev/gpiochip0", GPIOHS, 32 },
		{ "0", GPIOHS, 32 },
		{ "/dev/../dev/gpiochip1", GPIO, 8 },
		{ "1", GPIO, 8 },
	};

	for (size_t i = 0; i < sizeof(chips) / sizeof(chips[0]); i++) {
		struct k210_chip *chip;

		CHECK_OK(k210_chip_open(&chip, chips[i].id));
		CHECK_STR(label(chip), chips[i].label);
		CHECK_INT(k210_chip_lines(chip), chips[i].lines);
		CHECK_STR(k210_chip_name(chip),
			  chips[i].lines == 32 ? "gpiochip0" : "gpiochip1");
		CHECK_STR(k210_errmsg(), "");
		k210_chip_close(chip);
	}
}

static void refuses_what_is_no_chip(void)
{
	struct k210_chip *chip = (void *)-1;

	jig_remember();
	CHECK_SAYS(k210_chip_open(&chip, "nope"), -ENOENT, "nope");
	CHECK_SAYS(k210_chip_open(&chip, "gpiochip"), -ENOENT, "gpiochip");
	CHECK_SAYS(k210_chip_open(&chip, "gpiochip0x"), -ENOENT, "gpiochip0x");
	CHECK_SAYS(k210_chip_open(&chip, "50200000"), -ENOENT, "50200000");
	CHECK_SAYS(k210_chip_open(&chip, "38001000."), -ENOENT, "38001000.");
	CHECK_SAYS(k210_chip_open(&chip, "9"), -ENOENT, "/dev/gpiochip9");
	CHECK_SAYS(k210_chip_open(&chip, "99999999999"), -ENOENT, "9999");
	CHECK_SAYS(k210_chip_open(&chip, "/dev/x"), -ENOENT, "/dev/x");
	CHECK_SAYS(k210_chip_open(&chip, "/dev/null/x"), -ENOENT, "null/x");
	CHECK_SAYS(k210_chip_open(&chip, "/dev/null"), -ENOTTY, "/dev/null");
	CHECK_SAYS(k210_chip_open(&chip, "/dev/"), -ENOTTY, "/dev/");
	CHECK_SAYS(k210_chip_open(&chip, "/dev/k210-fpioa"), -ENOTTY, "fpioa");
	CHECK_ERROR(k210_chip_open(&chip, ""), -EINVAL);
	CHECK_ERROR(k210_chip_open(&chip, NULL), -EINVAL);
	CHECK_ERROR(k210_chip_open(NULL, "gpiohs"), -EINVAL);
	CHECK(chip == (void *)-1);
	CHECK_UNCHANGED();
}

static void needs_permission(void)
{
	struct k210_chip *chip;

	if (seteuid(65534))
		skip_case("there are no users on this machine");
	CHECK_SAYS(k210_chip_open(&chip, "gpiochip0"), -EACCES, "permission");
	CHECK_SAYS(k210_chip_open(&chip, "gpiohs"), -EACCES, "group");
	CHECK_SAYS(k210_line_find(&chip, "nothing"), -EACCES, "group");
	CHECK_INT(seteuid(0), 0);
}

static int note(struct k210_chip *chip, void *user)
{
	char *seen = user;

	strcat(seen, strcmp(label(chip), GPIO) ? "H" : "L");
	return 0;
}

static const unsigned char extra[] = { 20, 10, 15,  11, 19, 12, 14,
				       13, 17, 100, 16, 18, 101 };

static void remove_extra(void)
{
	char path[32];

	for (size_t i = 0; i < sizeof(extra); i++) {
		sprintf(path, "/dev/gpiochip%d", extra[i]);
		unlink(path);
	}
	unlink("/dev/gpiochip30");
	unlink("/dev/gpiochip31");
	unlink("/dev/gpiochipx");
}

static void comes_in_order(void)
{
	char seen[64] = "";
	struct stat chips[2];
	char path[32];

	at_case_end(remove_extra);
	CHECK_INT(stat("/dev/gpiochip0", &chips[0]), 0);
	CHECK_INT(stat("/dev/gpiochip1", &chips[1]), 0);
	for (size_t i = 0; i < sizeof(extra); i++) {
		sprintf(path, "/dev/gpiochip%d", extra[i]);
		CHECK_INT(mknod(path, S_IFCHR | 0600,
				chips[extra[i] % 2].st_rdev),
			  0);
	}
	/* No chips, whatever they are called. */
	CHECK_INT(mknod("/dev/gpiochip30", S_IFCHR | 0600, makedev(1, 3)), 0);
	CHECK_INT(mkdir("/dev/gpiochip31", 0700), 0);
	CHECK_INT(mknod("/dev/gpiochipx", S_IFCHR | 0600, chips[0].st_rdev), 0);
	CHECK_INT(k210_chip_iter(note, seen), 0);
	rmdir("/dev/gpiochip31");
	/* 0, 1, 10 to 20, 100, 101 */
	CHECK_STR(seen, "HLHLHLHLHLHLHHL");
	CHECK_STR(k210_errmsg(), "");
}

static int count_to(struct k210_chip *chip, void *user)
{
	int *left = user;

	(void)chip;
	return --*left ? 0 : -77;
}

static void iter_is_ended(void)
{
	int left = 1;

	CHECK_INT(k210_chip_iter(count_to, &left), -77);
	CHECK_INT(left, 0);
	left = 2;
	CHECK_INT(k210_chip_iter(count_to, &left), -77);
	left = 9;
	CHECK_INT(k210_chip_iter(count_to, &left), 0);
	CHECK_INT(left, 7);
	CHECK_ERROR(k210_chip_iter(NULL, NULL), -EINVAL);
}

static int of_lines(struct k210_chip *chip, void *user)
{
	return k210_chip_lines(chip) >= *(int *)user;
}

static int broken(struct k210_chip *chip, void *user)
{
	(void)chip;
	(void)user;
	return -EPIPE;
}

static void finds_the_first(void)
{
	struct k210_chip *chip = NULL;
	int least = 8;

	CHECK_INT(k210_chip_find(&chip, of_lines, &least), 0);
	CHECK_STR(k210_chip_name(chip), "gpiochip0");
	k210_chip_close(chip);
	least = 33;
	chip = NULL;
	CHECK_ERROR(k210_chip_find(&chip, of_lines, &least), -ENOENT);
	CHECK_INT(k210_chip_find(&chip, broken, NULL), -EPIPE);
	CHECK_ERROR(k210_chip_find(NULL, of_lines, &least), -EINVAL);
	CHECK_ERROR(k210_chip_find(&chip, NULL, &least), -EINVAL);
	CHECK(!chip);
}

static int keep(struct k210_chip *chip, void *user)
{
	*(struct k210_chip **)user = k210_chip_ref(chip);
	return 1;
}

static void lives_as_long_as_used(void)
{
	struct k210_chip *chip;
	int fd;

	CHECK_INT(k210_chip_iter(keep, &chip), 1);
	fd = CHECK_OK(k210_chip_fd(chip));
	CHECK(k210_chip_ref(chip) == chip);
	k210_chip_close(chip);
	CHECK_STR(label(chip), GPIOHS);
	CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
	k210_chip_close(chip);
	CHECK_INT(fcntl(fd, F_GETFD), -1);
	k210_chip_close(NULL);
}

static void leaves_no_descriptor(void)
{
	struct k210_chip *chip;
	int least = 33;
	int before = dup(0);

	close(before);
	k210_chip_open(&chip, "nope");
	k210_chip_open(&chip, "/dev/null");
	k210_chip_find(&chip, of_lines, &least);
	k210_chip_iter(count_to, &least);
	k210_line_find(&chip, "nothing");
	CHECK_INT(dup(0), before);
}

static void tells_by_size(void)
{
	struct {
		struct k210_chip_info info;
		uint32_t later;
	} longer;
	struct k210_chip_info info = { .size = sizeof(info) - 1 };
	struct k210_chip *chip;

	CHECK_OK(k210_chip_open(&chip, "gpio"));
	CHECK_SAYS(k210_chip_info(chip, &info), -EINVAL, "size");
	info.size = 0;
	CHECK_ERROR(k210_chip_info(chip, &info), -EINVAL);
	CHECK_ERROR(k210_chip_info(chip, NULL), -EINVAL);
	CHECK_ERROR(k210_chip_info(NULL, &info), -EINVAL);
	memset(&longer, 0xff, sizeof(longer));
	longer.info.size = sizeof(longer);
	CHECK_OK(k210_chip_info(chip, &longer.info));
	CHECK_INT(longer.info.size, sizeof(longer));
	CHECK_INT(longer.info.lines, 8);
	CHECK_INT(longer.later, 0);
	CHECK_ERROR(k210_chip_lines(NULL), -EINVAL);
	CHECK_ERROR(k210_chip_fd(NULL), -EINVAL);
	CHECK_STR(k210_chip_name(NULL), "");
	CHECK(!k210_chip_ref(NULL));
	k210_chip_close(chip);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("chips open by name, path, number and label",
		     opens_by_names),
		CASE("what is no chip is refused by name",
		     refuses_what_is_no_chip),
		CASE("who may not open a chip is told so", needs_permission),
		CASE("chips come in the order of their numbers",
		     comes_in_order),
		CASE("a return that is not 0 ends the walk over chips",
		     iter_is_ended),
		CASE("the first chip that fits is found", finds_the_first),
		CASE("a chip lives as long as somebody uses it",
		     lives_as_long_as_used),
		CASE("looking for chips leaves no descriptor behind",
		     leaves_no_descriptor),
		CASE("a chip tells of itself by the size of the struct",
		     tells_by_size),
		{ 0 },
	};

	return run_cases("chip", cases, argc, argv);
}
