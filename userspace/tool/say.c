// SPDX-License-Identifier: MIT
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "k210gpio.h"
#include "print.h"
#include "tool.h"

/* What was complained of first. */
static char complaint[512];

/* What has been printed comes first where both go to one place. */
static void say(const char *text)
{
	fflush(stdout);
	fputs(tool_called, stderr);
	fputs(": ", stderr);
	fputs(text, stderr);
	fputc('\n', stderr);
}

static void complain(const char *text)
{
	say(text);
	if (!*complaint)
		strcpy(complaint, text);
}

__attribute__((noreturn)) static void end(int status, const char *text)
{
	say(text);
	if (tool_json)
		json_fail(text);
	fflush(stdout);
	exit(status);
}

/* The arguments behind @format, as a text. */
#define FORMAT(text, format, list) \
	(va_start(list, format),   \
	 tool_vformat(text, sizeof(text), format, list), va_end(list))

void tool_fail(const char *format, ...)
{
	char text[sizeof(complaint)];
	va_list list;

	FORMAT(text, format, list);
	end(STATUS_FAILED, text);
}

void tool_complain(const char *format, ...)
{
	char text[sizeof(complaint)];
	va_list list;

	FORMAT(text, format, list);
	complain(text);
}

void tool_warn(const char *format, ...)
{
	char text[sizeof(complaint)];
	va_list list;

	FORMAT(text, format, list);
	say(text);
}

void tool_fail_usage(const char *format, ...)
{
	char text[sizeof(complaint)];
	va_list list;
	size_t used;

	FORMAT(text, format, list);
	used = strlen(text);
	tool_format(text + used, sizeof(text) - used, " (see %s --help)",
		    tool_called);
	end(tool_command && tool_command->usage ? tool_command->usage :
						  STATUS_USAGE,
	    text);
}

/* Whether a sentence has it, and not as a part of "IO13" where it is "IO1". */
static bool tells_of(const char *sentence, const char *what)
{
	size_t length = strlen(what);
	const char *at = sentence;

	while ((at = strstr(at, what))) {
		bool begins = at == sentence || !isalnum((unsigned char)at[-1]);

		if (begins && !isalnum((unsigned char)at[length]))
			return true;
		at++;
	}
	return false;
}

static void format_call(char *text, size_t size, int error, const char *what)
{
	const char *why = k210_errmsg();
	bool first;

	if (!*why)
		why = strerror(-error);
	first = what && !tells_of(why, what);
	tool_format(text, size, "%s%s%s", first ? what : "", first ? ": " : "",
		    why);
}

void tool_fail_call(int error, const char *what)
{
	char text[sizeof(complaint)];

	format_call(text, sizeof(text), error, what);
	end(STATUS_FAILED, text);
}

void tool_complain_call(int error, const char *what)
{
	char text[sizeof(complaint)];

	format_call(text, sizeof(text), error, what);
	complain(text);
}

void tool_warn_call(void)
{
	if (*k210_errmsg())
		say(k210_errmsg());
}

void *tool_allocate(unsigned long count, unsigned long size)
{
	void *memory = calloc(count ? count : 1, size);

	if (!memory)
		tool_fail("no memory for %lu times %lu bytes", count, size);
	return memory;
}

void tool_end_json(void)
{
	if (tool_json && *complaint)
		json_fail(complaint);
	else if (tool_json)
		json_finish();
	tool_json = false;
}

void tool_flush(void)
{
	/* Of what failed before nobody knows why. */
	int error = fflush(stdout) ? errno : 0;

	if (!error && !ferror(stdout))
		return;
	tool_json = false;
	tool_fail("can't write to stdout%s%s", error ? ": " : "",
		  error ? strerror(error) : "");
}

void tool_finish(int status)
{
	tool_end_json();
	tool_flush();
	exit(status);
}
