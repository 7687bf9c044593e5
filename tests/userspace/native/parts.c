// SPDX-License-Identifier: MIT
/* What the library's files share: sentences, and structs with a size. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "../harness.h"
#include "error.h"
#include "sized.h"

static void formats_as_printf_does(void)
{
	static const int numbers[] = { 0, 9, 10, -1, -10, INT_MAX, INT_MIN };
	char ours[64], theirs[64];

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		int wanted = snprintf(theirs, sizeof(theirs), "<%d %u %s>",
				      numbers[i], numbers[i], "text");

		CHECK_INT(k210_format(ours, sizeof(ours), "<%d %u %s>",
				      numbers[i], numbers[i], "text"),
			  wanted);
		CHECK_STR(ours, theirs);
	}
}

static void cuts_off_at_the_size(void)
{
	for (int size = 0; size < 12; size++) {
		char *buf = malloc(size + 1);

		buf[size] = 'x';
		CHECK_INT(k210_format(buf, size, "%s%d", "abcdefg", 42), 9);
		CHECK_INT(buf[size], 'x');
		if (size)
			CHECK_INT(strlen(buf), size > 9 ? 9 : size - 1);
		free(buf);
	}
}

static void keeps_a_sentence(void)
{
	char text[400];

	CHECK_STR(k210_errmsg(), "");
	CHECK_INT(k210_fail(-EBUSY, "IO%d is %s", 13, "taken"), -EBUSY);
	CHECK_STR(k210_errmsg(), "IO13 is taken");
	k210_warn("%u", 4294967295U);
	CHECK_STR(k210_errmsg(), "4294967295");
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	CHECK_INT(k210_fail(-EIO, "%s", text), -EIO);
	CHECK(strlen(k210_errmsg()) > 100 && strlen(k210_errmsg()) < 399);
	k210_silence();
	CHECK_STR(k210_errmsg(), "");
}

struct first {
	uint32_t size;
	uint32_t a;
};

struct second {
	uint32_t size;
	uint32_t a;
	uint32_t b;
};

static void takes_older_structs(void)
{
	struct first theirs = { sizeof(theirs), 5 };
	struct second ours = { 9, 9, 9 };

	CHECK_OK(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(theirs)));
	CHECK_INT(ours.a, 5);
	CHECK_INT(ours.b, 0);
}

static void takes_newer_structs_whose_rest_is_0(void)
{
	struct second theirs = { sizeof(theirs), 5, 0 };
	struct first ours = { 9, 9 };

	CHECK_OK(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)));
	CHECK_INT(ours.a, 5);
	theirs.b = 1U << 31;
	theirs.a = 6;
	CHECK_ERROR(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)),
		    -E2BIG);
	CHECK_INT(ours.a, 5);
}

static void refuses_short_structs(void)
{
	struct second theirs = { sizeof(theirs) - 1, 5, 6 }, ours = { 9, 9, 9 };

	CHECK_ERROR(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)),
		    -EINVAL);
	CHECK_ERROR(k210_sized_out(&theirs, &ours, sizeof(ours), sizeof(ours)),
		    -EINVAL);
	CHECK_ERROR(k210_sized_in(&ours, sizeof(ours), NULL, sizeof(ours)),
		    -EINVAL);
	CHECK_ERROR(k210_sized_out(NULL, &ours, sizeof(ours), sizeof(ours)),
		    -EINVAL);
	theirs.size = 0;
	CHECK_ERROR(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)),
		    -EINVAL);
	CHECK_INT(ours.a, 9);
	CHECK_INT(theirs.a, 5);
}

static void refuses_long_structs(void)
{
	struct {
		struct first known;
		uint8_t rest[4097 - sizeof(struct first)];
	} theirs = { { 4097, 5 }, { 0 } };
	struct first ours = { 9, 9 };

	CHECK_SAYS(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)),
		   -E2BIG, "4096");
	CHECK_SAYS(k210_sized_out(&theirs, &ours, sizeof(ours), sizeof(ours)),
		   -E2BIG, "4096");
	CHECK_INT(ours.a, 9);
	CHECK_INT(theirs.known.a, 5);
	theirs.known.size = 4096;
	theirs.rest[sizeof(theirs.rest) - 1] = 7;
	CHECK_OK(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)));
	CHECK_INT(ours.a, 5);
	CHECK_OK(k210_sized_out(&theirs, &ours, sizeof(ours), sizeof(ours)));
	CHECK_INT(theirs.rest[sizeof(theirs.rest) - 1], 7);
	/* What isn't there isn't looked at, either. */
	theirs.known.size = UINT32_MAX;
	CHECK_ERROR(k210_sized_in(&ours, sizeof(ours), &theirs, sizeof(ours)),
		    -E2BIG);
}

static void gives_what_fits(void)
{
	struct second ours = { sizeof(ours), 5, 6 };
	struct first older = { sizeof(older), 9 };
	struct {
		struct second known;
		uint32_t more;
	} newer = { { sizeof(newer), 9, 9 }, 9 };

	CHECK_OK(k210_sized_out(&older, &ours, sizeof(ours), sizeof(older)));
	CHECK_INT(older.size, sizeof(older));
	CHECK_INT(older.a, 5);
	CHECK_OK(k210_sized_out(&newer, &ours, sizeof(ours), sizeof(older)));
	CHECK_INT(newer.known.size, sizeof(newer));
	CHECK_INT(newer.known.b, 6);
	CHECK_INT(newer.more, 0);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("%s, %d and %u are as printf's", formats_as_printf_does),
		CASE("a text is cut off at the size", cuts_off_at_the_size),
		CASE("a sentence stays until the next", keeps_a_sentence),
		CASE("an older struct is taken", takes_older_structs),
		CASE("a newer struct is taken if its rest is 0",
		     takes_newer_structs_whose_rest_is_0),
		CASE("a struct that is too short is refused",
		     refuses_short_structs),
		CASE("a struct that is too long to be one is refused",
		     refuses_long_structs),
		CASE("as much of a struct is given as fits", gives_what_fits),
		{ 0 },
	};

	return run_cases("parts", cases, argc, argv);
}
