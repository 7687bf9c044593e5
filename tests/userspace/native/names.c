// SPDX-License-Identifier: MIT
/* Lists of names, and what names stand for as far as no driver says so. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "../harness.h"

/* All of a list, each with a bar before it; at its end an error's number. */
static const char *all_of(const char *list)
{
	static char text[4096];
	uint32_t state = 0;
	char name[K210_NAME_SIZE];
	int done;

	for (text[0] = '\0';
	     (done = k210_names_next(&list, &state, name, sizeof(name))) > 0;) {
		CHECK_INT(done, 1);
		strcat(strcat(text, "|"), name);
	}
	if (done) {
		CHECK(*k210_errmsg());
		sprintf(text + strlen(text), " %d", done);
	} else {
		CHECK_STR(list + strspn(list, " \t\n"), "");
		CHECK_INT(k210_names_next(&list, &state, name, sizeof(name)),
			  0);
	}
	return text;
}

static void names_are_apart(void)
{
	CHECK_STR(all_of(""), "");
	CHECK_STR(all_of(" \t\n"), "");
	CHECK_STR(all_of("LED_R"), "|LED_R");
	CHECK_STR(all_of("a,b c"), "|a|b|c");
	CHECK_STR(all_of("  a ,\tb\n"), "|a|b");
	CHECK_STR(all_of("IO13=GPIOHS3,gpiochip0:3,/dev/gpiochip0:4"),
		  "|IO13=GPIOHS3|gpiochip0:3|/dev/gpiochip0:4");
}

static void a_comma_needs_two(void)
{
	CHECK_STR(all_of(","), " -22");
	CHECK_STR(all_of(",a"), " -22");
	CHECK_STR(all_of("a,"), "|a -22");
	CHECK_STR(all_of("a, "), "|a -22");
	CHECK_STR(all_of("a,,b"), "|a -22");
	CHECK_STR(all_of("a , , b"), "|a -22");
	CHECK_STR(all_of("1-2,"), "|1|2 -22");
	all_of("IO21,,IO22");
	CHECK(strstr(k210_errmsg(), "',,IO22'"));
	all_of(",IO21");
	CHECK(strstr(k210_errmsg(), "',IO21'"));
}

static void ranges_go_both_ways(void)
{
	CHECK_STR(all_of("IO8-11"), "|IO8|IO9|IO10|IO11");
	CHECK_STR(all_of("IO11-8"), "|IO11|IO10|IO9|IO8");
	CHECK_STR(all_of("0-2"), "|0|1|2");
	CHECK_STR(all_of("2-0"), "|2|1|0");
	CHECK_STR(all_of("5-5"), "|5");
	CHECK_STR(all_of("IO8-11,LED_R gpiohs:3-5"),
		  "|IO8|IO9|IO10|IO11|LED_R|gpiohs:3|gpiohs:4|gpiohs:5");
	CHECK_STR(all_of("3-1 1-3"), "|3|2|1|1|2|3");
	CHECK_STR(all_of("38001000.gpio-controller:9-10"),
		  "|38001000.gpio-controller:9|38001000.gpio-controller:10");
	CHECK_STR(all_of("a-1-2"), "|a-1|a-2");
	CHECK_STR(all_of("999999998-999999999"), "|999999998|999999999");
}

static void other_hyphens_are_no_ranges(void)
{
	CHECK_STR(all_of("phy-reset"), "|phy-reset");
	CHECK_STR(all_of("led-1"), "|led-1");
	CHECK_STR(all_of("1-a"), "|1-a");
	CHECK_STR(all_of("-"), "|-");
	CHECK_STR(all_of("-1"), "|-1");
	CHECK_STR(all_of("1-"), "|1-");
	CHECK_STR(all_of("1-2-3"), "|1-2-3");
	CHECK_STR(all_of("--1"), "|--1");
	CHECK_STR(all_of("1--2"), "|1--2");
	CHECK_STR(all_of("@a1-2"), "|@a1-2");
	CHECK_STR(all_of("@"), "|@");
	CHECK_STR(all_of("IO01"), "|IO01");
	CHECK_STR(all_of("12345678901234567890"), "|12345678901234567890");
}

static void ranges_have_bounds(void)
{
	const char *list = "x1-4096";
	uint32_t state = 0;
	char name[K210_NAME_SIZE];
	int count = 0;

	CHECK_STR(all_of("IO08-11"), " -22");
	CHECK_STR(all_of("IO8-011"), " -22");
	CHECK_STR(all_of("1-1234567890"), " -22");
	CHECK_STR(all_of("1234567890-1234567891"), " -22");
	CHECK_STR(all_of("1234567890-1"), " -22");
	CHECK_STR(all_of("a 4294967295-4294967297"), "|a -22");
	CHECK_STR(all_of("0-4096"), " -22");
	CHECK_STR(all_of("4096-0"), " -22");
	CHECK_STR(all_of("0-999999999"), " -22");
	CHECK_STR(all_of("999999999-0"), " -22");
	while (k210_names_next(&list, &state, name, sizeof(name)) == 1)
		count++;
	CHECK_INT(count, 4096);
	CHECK_STR(name, "x4096");
	list = "x4096-1";
	state = 0;
	while (k210_names_next(&list, &state, name, sizeof(name)) == 1)
		count++;
	CHECK_INT(count, 2 * 4096);
	CHECK_STR(name, "x1");
}

static void a_name_has_to_fit(void)
{
	const char *text = "abcd9-10", *list = text;
	uint32_t state = 0;
	char name[6];

	CHECK_INT(k210_names_next(&list, &state, name, 6), 1);
	CHECK_STR(name, "abcd9");

	uint32_t before = state;

	CHECK_SAYS(k210_names_next(&list, &state, name, 6), -ENAMETOOLONG,
		   "5 characters");
	CHECK_STR(name, "abcd9");
	CHECK(list == text && state == before);
	list = "abcdef";
	state = 0;
	CHECK_ERROR(k210_names_next(&list, &state, name, 6), -ENAMETOOLONG);
	CHECK_ERROR(k210_names_next(&list, &state, name, 0), -ENAMETOOLONG);
	CHECK_STR(list, "abcdef");
	list = "";
	CHECK_INT(k210_names_next(&list, &state, name, 0), 0);
}

static void null_is_refused(void)
{
	const char *list = "a", *none = NULL;
	uint32_t state = 0;
	char name[6];

	CHECK_ERROR(k210_names_next(NULL, &state, name, 6), -EINVAL);
	CHECK_ERROR(k210_names_next(&none, &state, name, 6), -EINVAL);
	CHECK_ERROR(k210_names_next(&list, NULL, name, 6), -EINVAL);
	CHECK_ERROR(k210_names_next(&list, &state, NULL, 6), -EINVAL);
	CHECK_STR(list, "a");
}

static void another_list_meanwhile_is_told(void)
{
	const char *list = "1-5";
	uint32_t state = 0;
	char name[6];

	CHECK_INT(k210_names_next(&list, &state, name, 6), 1);
	list = "1";
	CHECK_ERROR(k210_names_next(&list, &state, name, 6), -EINVAL);
}

/* A bridge is there, which knows no function. */
int open(const char *path, int flags, ...)
{
	if (!strcmp(path, "/dev/k210-fpioa"))
		path = "/dev/null";
	return openat(AT_FDCWD, path, flags);
}

int ioctl(int fd, unsigned long request, ...)
{
	(void)fd;
	(void)request;
	errno = ENOENT;
	return -1;
}

static void check_pad(const char *name, int pad, const char *called)
{
	struct k210_place place = { .size = sizeof(place) };

	CHECK_OK(k210_place_find(name, &place));
	CHECK_INT(place.size, sizeof(place));
	CHECK_INT(place.pad, pad);
	CHECK_INT(place.func, -1);
	CHECK_INT(place.line, -1);
	CHECK_STR(place.chip, "");
	CHECK_STR(place.name, called);
	CHECK_STR(k210_errmsg(), "");
}

static void pads_are_found(void)
{
	CHECK_OK(k210_board_load("bit"));
	check_pad("LED_R", 13, "LED_R");
	check_pad("JTAG_TCK", 0, "JTAG_TCK");
	check_pad("IO13", 13, "");
	check_pad("13", 13, "");
	check_pad("IO0", 0, "");
	check_pad("0", 0, "");
	check_pad("47", 47, "");
	check_pad("IO47", 47, "");
}

static void check_nothing(const char *name, const char *words)
{
	struct k210_place place = { .size = sizeof(place), .pad = 99 };

	CHECK_SAYS(k210_place_find(name, &place), -ENOENT, words);
	CHECK_INT(place.pad, 99);
}

static void what_is_nothing_is_told(void)
{
	static char long_name[500];

	CHECK_OK(k210_board_load("bit"));
	check_nothing("LED", "'LED'");
	check_nothing("led_r", "'led_r'");
	check_nothing("IO48", "'IO48'");
	check_nothing("48", "'48'");
	check_nothing("IO", "'IO'");
	check_nothing("IO013", "'IO013'");
	check_nothing("013", "'013'");
	check_nothing("-1", "'-1'");
	check_nothing("IO-1", "'IO-1'");
	check_nothing("io13", "'io13'");
	check_nothing("IO13 ", "'IO13 '");
	check_nothing("4294967309", "'4294967309'");
	check_nothing("", "empty");
	check_nothing("@", "empty");
	check_nothing("@IO13", "'IO13'");
	check_nothing("nowhere:3", "'nowhere:3'");
	check_nothing("nowhere:", "'nowhere:'");
	check_nothing(":", "':'");
	check_nothing("nowhere:3=GPIOHS3", "is no pad");
	check_nothing("=GPIOHS3", "is no pad");
	check_nothing("A2345678901234567890123456789012=GPIOHS3", "is no pad");
	memset(long_name, 'a', sizeof(long_name) - 1);
	check_nothing(long_name, "'aaaaaa");
	long_name[450] = ':';
	check_nothing(long_name, "'aaaaaa");
	long_name[450] = '=';
	check_nothing(long_name, "'aaaaaa");
}

static void a_place_has_its_size(void)
{
	struct {
		struct k210_place place;
		uint32_t more[2];
	} newer = { .place.size = sizeof(newer), .more = { 5, 5 } };
	struct k210_place older = { .size = sizeof(older) - 1, .pad = 99 };

	CHECK_OK(k210_place_find("IO5", &newer.place));
	CHECK_INT(newer.place.size, sizeof(newer));
	CHECK_INT(newer.place.pad, 5);
	CHECK_INT(newer.more[0] | newer.more[1], 0);
	CHECK_ERROR(k210_place_find("IO5", &older), -EINVAL);
	CHECK_INT(older.pad, 99);
	CHECK_ERROR(k210_place_find("IO5", NULL), -EINVAL);
	CHECK_ERROR(k210_place_find(NULL, &newer.place), -EINVAL);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("names are apart by commas and blanks", names_are_apart),
		CASE("a comma is between two names", a_comma_needs_two),
		CASE("ranges count up and down", ranges_go_both_ways),
		CASE("other hyphens make no range",
		     other_hyphens_are_no_ranges),
		CASE("ranges have bounds", ranges_have_bounds),
		CASE("a name that doesn't fit is told and may be read again",
		     a_name_has_to_fit),
		CASE("NULL is no list", null_is_refused),
		CASE("another list in the midst of a range is told",
		     another_list_meanwhile_is_told),
		CASE("pads are found by the board's name and their own",
		     pads_are_found),
		CASE("a name of nothing is told", what_is_nothing_is_told),
		CASE("a place is filled by its size", a_place_has_its_size),
		{ 0 },
	};

	return run_cases("names", cases, argc, argv);
}
