// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>

#include "json.h"
#include "print.h"

/* What is open, the document first: a bracket for each. */
static char closers[8];
static unsigned int depth;
/* Something was put into what is open now. */
static bool filled;

static void put_escaped(unsigned int c)
{
	if (c == '"' || c == '\\')
		tool_print("\\%c", c);
	else if (c < 0x20 || c == 0x7f)
		tool_print("\\u%04x", c);
	else
		putchar((int)c);
}

/*
 * How many bytes the UTF-8 character at @s has, 0 if it is none: no overlong
 * ones, no surrogates, none beyond U+10FFFF.
 */
static int character(const unsigned char *s)
{
	int more = s[0] < 0xc2 ? -1 :
		   s[0] < 0xe0 ? 1 :
		   s[0] < 0xf0 ? 2 :
		   s[0] < 0xf5 ? 3 :
				 -1;

	if (s[0] < 0x80)
		return 1;
	for (int i = 1; i <= more; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return more + 1;
}

static void put_text(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	putchar('"');
	while (*s) {
		int length = character(s);

		if (length == 1)
			put_escaped(*s);
		else if (length)
			fwrite(s, 1, length, stdout);
		else
			fputs("\xef\xbf\xbd", stdout);
		s += length ? length : 1;
	}
	putchar('"');
}

static void open(char opener, char closer)
{
	if (depth == sizeof(closers))
		abort();
	putchar(opener);
	closers[depth++] = closer;
	filled = false;
}

static void begin(const char *key)
{
	if (!depth)
		open('{', '}');
	if (filled)
		putchar(',');
	/* Members of the document are lines, and what its arrays have too. */
	if (depth <= 2)
		putchar('\n');
	filled = true;
	if (key) {
		put_text(key);
		putchar(':');
	}
}

void json_object(const char *key)
{
	begin(key);
	open('{', '}');
}

void json_array(const char *key)
{
	begin(key);
	open('[', ']');
}

void json_end(void)
{
	putchar(closers[--depth]);
	filled = true;
}

void json_string(const char *key, const char *text)
{
	if (!text) {
		json_null(key);
		return;
	}
	begin(key);
	put_text(text);
}

void json_number(const char *key, long long number)
{
	begin(key);
	tool_print("%lld", number);
}

void json_bool(const char *key, bool yes)
{
	begin(key);
	fputs(yes ? "true" : "false", stdout);
}

void json_null(const char *key)
{
	begin(key);
	fputs("null", stdout);
}

void json_finish(void)
{
	if (!depth)
		open('{', '}');
	while (depth)
		json_end();
	putchar('\n');
}

void json_fail(const char *error)
{
	while (depth > 1)
		json_end();
	json_string("error", error);
	json_finish();
}
