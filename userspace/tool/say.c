// SPDX-License-Identifier: MIT
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

static void name_self(void)
{
	fputs(tool_name, stderr);
	if (tool_command && strncmp(tool_name, "gpio", 4)) {
		fputc(' ', stderr);
		fputs(tool_command->name, stderr);
	}
	fputs(": ", stderr);
}

/* What has been printed comes first where both go to one place. */
static void say(const char *text)
{
	fflush(stdout);
	name_self();
	fputs(text, stderr);
	fputc('\n', stderr);
}

__attribute__((noreturn)) static void end(int status, const char *text)
{
	say(text);
	if (tool_json)
		json_fail(text);
	fflush(stdout);
	exit(status);
}

void tool_fail(const char *format, ...)
{
	char text[512];
	va_list list;

	va_start(list, format);
	tool_vformat(text, sizeof(text), format, list);
	va_end(list);
	end(STATUS_FAILED, text);
}

void tool_fail_call(int error, const char *what)
{
	const char *why = k210_errmsg();

	if (!*why)
		why = strerror(-error);
	/* The library's sentences mostly begin with it. */
	if (what && !strstr(why, what))
		tool_fail("%s: %s", what, why);
	tool_fail("%s", why);
}

void tool_fail_usage(const char *format, ...)
{
	char text[512];
	va_list list;

	va_start(list, format);
	tool_vformat(text, sizeof(text), format, list);
	va_end(list);
	if (tool_command) {
		size_t used = strlen(text);

		tool_format(text + used, sizeof(text) - used,
			    " (see k210gpio %s --help)", tool_command->name);
	}
	end(tool_command && tool_command->usage ? tool_command->usage :
						  STATUS_USAGE,
	    text);
}

void tool_complain(const char *format, ...)
{
	char text[sizeof(complaint)];
	va_list list;

	va_start(list, format);
	tool_vformat(text, sizeof(text), format, list);
	va_end(list);
	say(text);
	if (!*complaint)
		strcpy(complaint, text);
}

void tool_warn(const char *format, ...)
{
	char text[512];
	va_list list;

	va_start(list, format);
	tool_vformat(text, sizeof(text), format, list);
	va_end(list);
	say(text);
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

void tool_flush(void)
{
	if (fflush(stdout) || ferror(stdout)) {
		int error = errno;

		tool_json = false;
		tool_fail("can't write to stdout: %s", strerror(error));
	}
}

void tool_finish(int status)
{
	if (tool_json && *complaint)
		json_fail(complaint);
	else if (tool_json)
		json_finish();
	tool_flush();
	exit(status);
}
