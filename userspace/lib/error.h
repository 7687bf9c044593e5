/* SPDX-License-Identifier: MIT */
/* What k210_errmsg() says. */
#ifndef K210_LIB_ERROR_H
#define K210_LIB_ERROR_H

/*
 * k210_fail() - say what is wrong, and what to do about it.
 * @error: negative errno
 * @format: with %s, %d and %u, and nothing else: printf() alone would be as
 *	large as all of the library
 *
 * Return: @error.
 */
__attribute__((format(printf, 2, 3))) int k210_fail(int error,
						    const char *format, ...);

/* k210_warn() - the same for what was done all the same. */
#define k210_warn(...) ((void)k210_fail(0, __VA_ARGS__))

/* k210_silence() - nothing is to be said of the call that starts here. */
void k210_silence(void);

/* What was said, while something is undone that may say more. */
struct sentence {
	char text[160];
};

void k210_sentence_keep(struct sentence *kept);

/* k210_sentence_say() - say it again. */
void k210_sentence_say(const struct sentence *kept);

/*
 * k210_format() - as snprintf(), with %s, %d and %u only.
 *
 * Return: the whole length, without the zero.
 */
__attribute__((format(printf, 3, 4))) int
k210_format(char *buf, unsigned long size, const char *format, ...);

#endif
