/* SPDX-License-Identifier: MIT */
/*
 * Cases in C. Each is run in a process of its own, so that one that fails,
 * crashes or waits for ever leaves nothing behind for the next; the program
 * prints all as one KTAP document. `PROGRAM NAME` runs one, in this process.
 *
 *	static void opens_by_name(void) { CHECK_OK(...); }
 *
 *	int main(int argc, char **argv)
 *	{
 *		static const struct test_case cases[] = {
 *			CASE("a chip opens by its name", opens_by_name),
 *			{ 0 },
 *		};
 *		return run_cases("chip", cases, argc, argv);
 *	}
 *
 * What a case leaves at the jig (jig.h) is undone after it.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <k210gpio.h>

struct test_case {
	const char *name;
	void (*run)(void);
};

#define CASE(sentence, function)       \
	{                              \
		(sentence), (function) \
	}

int run_cases(const char *suite, const struct test_case *cases, int argc,
	      char **argv);

/* Ends the case: as failed with a reason, or as skipped. */
__attribute__((noreturn, format(printf, 3, 4))) void
fail_case(const char *file, int line, const char *format, ...);
__attribute__((noreturn)) void skip_case(const char *why);

/* Is called when a case ends, also by a check that failed. */
void at_case_end(void (*undo)(void));

#define FAIL(...) fail_case(__FILE__, __LINE__, __VA_ARGS__)

#define CHECK(condition)                                \
	do {                                            \
		if (!(condition))                       \
			FAIL("not so: %s", #condition); \
	} while (0)

/* Waits until it is so: some 30 s at most. */
#define AWAIT(condition)                                             \
	do {                                                         \
		for (int tries_ = 0; !(condition); tries_++) {       \
			if (tries_ == 30000)                         \
				FAIL("it never is: %s", #condition); \
			poll(NULL, 0, 1);                            \
		}                                                    \
	} while (0)

#define CHECK_INT(what, wanted)                                             \
	do {                                                                \
		long long got_ = (what), wanted_ = (wanted);                \
		if (got_ != wanted_)                                        \
			FAIL("%s is %lld, not %lld", #what, got_, wanted_); \
	} while (0)

#define CHECK_STR(what, wanted)                                       \
	do {                                                          \
		const char *got_ = (what), *wanted_ = (wanted);       \
		if (!got_ || strcmp(got_, wanted_))                   \
			FAIL("%s is \"%s\", not \"%s\"", #what, got_, \
			     wanted_);                                \
	} while (0)

/* Of calls that return a negative errno; the value is that of the call. */
#define CHECK_OK(call)                                                       \
	({                                                                   \
		long long done_ = (call);                                    \
		if (done_ < 0)                                               \
			FAIL("%s is %lld: %s", #call, done_, k210_errmsg()); \
		done_;                                                       \
	})

/* That it fails with this error, and says something of it. */
#define CHECK_ERROR(call, error)                                          \
	do {                                                              \
		long long done_ = (call), wanted_ = (error);              \
		if (done_ != wanted_)                                     \
			FAIL("%s is %lld, not %lld: %s", #call, done_,    \
			     wanted_, k210_errmsg());                     \
		if (!*k210_errmsg())                                      \
			FAIL("%s is %lld, without a word", #call, done_); \
	} while (0)

/* CHECK_ERROR(), and that its sentence has these words. */
#define CHECK_SAYS(call, error, words)                                   \
	do {                                                             \
		CHECK_ERROR(call, error);                                \
		if (!strstr(k210_errmsg(), words))                       \
			FAIL("\"%s\" doesn't say \"%s\"", k210_errmsg(), \
			     words);                                     \
	} while (0)

#endif
