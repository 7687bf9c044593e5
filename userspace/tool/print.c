// SPDX-License-Identifier: MIT
#include <stdbool.h>
#include <string.h>

#include "print.h"

/* Where it goes: @file, or else @text. */
struct print {
	FILE *file;
	char *text;
	size_t size;
	size_t count; /* so far, with what was cut off */
	va_list list;
};

struct field {
	bool left;
	bool zeros;
	int width;
	int most; /* characters of a text; -1 for all */
	int longs;
};

static void put(struct print *print, const char *text, size_t count)
{
	if (print->file)
		fwrite(text, 1, count, print->file);
	else if (print->count + 1 < print->size)
		memcpy(print->text + print->count, text,
		       count < print->size - print->count - 1 ?
			       count :
			       print->size - print->count - 1);
	print->count += count;
}

static void fill(struct print *print, char c, int count)
{
	while (count-- > 0)
		put(print, &c, 1);
}

static void put_field(struct print *print, const struct field *field,
		      const char *text, size_t count)
{
	int rest = field->width - (int)count;

	if (!field->left)
		fill(print, field->zeros ? '0' : ' ', rest);
	put(print, text, count);
	if (field->left)
		fill(print, ' ', rest);
}

static void put_text(struct print *print, const struct field *field,
		     const char *text)
{
	put_field(print, field, text,
		  field->most < 0 ? strlen(text) : strnlen(text, field->most));
}

static void put_number(struct print *print, const struct field *field,
		       unsigned long long number, unsigned int base, bool minus)
{
	char digits[24], *at = digits + sizeof(digits);

	do {
		*--at = "0123456789abcdef"[number % base];
		number /= base;
	} while (number);
	if (minus)
		*--at = '-';
	put_field(print, field, at, digits + sizeof(digits) - at);
}

static unsigned long long take_unsigned(struct print *print, int longs)
{
	if (longs > 1)
		return va_arg(print->list, unsigned long long);
	if (longs)
		return va_arg(print->list, unsigned long);
	return va_arg(print->list, unsigned int);
}

static long long take_signed(struct print *print, int longs)
{
	if (longs > 1)
		return va_arg(print->list, long long);
	if (longs)
		return va_arg(print->list, long);
	return va_arg(print->list, int);
}

/* A width or precision. */
static int read_count(struct print *print, const char **format)
{
	int count = 0;

	if (**format == '*') {
		++*format;
		return va_arg(print->list, int);
	}
	for (; **format >= '0' && **format <= '9'; ++*format)
		count = count * 10 + **format - '0';
	return count;
}

static struct field read_field(struct print *print, const char **format)
{
	struct field field = { .most = -1 };

	for (;; ++*format) {
		if (**format == '-')
			field.left = true;
		else if (**format == '0')
			field.zeros = true;
		else
			break;
	}
	field.width = read_count(print, format);
	if (**format == '.') {
		++*format;
		field.most = read_count(print, format);
	}
	for (; **format == 'l'; ++*format)
		field.longs++;
	return field;
}

static void convert(struct print *print, const struct field *field, char letter)
{
	unsigned long long size;
	long long number;
	char c;

	switch (letter) {
	case 's':
		put_text(print, field, va_arg(print->list, const char *));
		break;
	case 'd':
		number = take_signed(print, field->longs);
		size = number;
		put_number(print, field, number < 0 ? -size : size, 10,
			   number < 0);
		break;
	case 'u':
	case 'x':
		put_number(print, field, take_unsigned(print, field->longs),
			   letter == 'x' ? 16 : 10, false);
		break;
	default:
		c = letter == 'c' ? va_arg(print->list, int) : letter;
		put_field(print, field, &c, 1);
	}
}

static void run(struct print *print, const char *format)
{
	while (*format) {
		size_t plain = strcspn(format, "%");

		put(print, format, plain);
		format += plain;
		if (*format && *++format) {
			struct field field = read_field(print, &format);

			convert(print, &field, *format++);
		}
	}
}

void tool_print(const char *format, ...)
{
	struct print print = { .file = stdout };

	va_start(print.list, format);
	run(&print, format);
	va_end(print.list);
}

void tool_print_to(FILE *file, const char *format, ...)
{
	struct print print = { .file = file };

	va_start(print.list, format);
	run(&print, format);
	va_end(print.list);
}

size_t tool_vformat(char *text, size_t size, const char *format, va_list list)
{
	struct print print = { .text = text, .size = size };

	va_copy(print.list, list);
	run(&print, format);
	va_end(print.list);
	if (size)
		text[print.count < size ? print.count : size - 1] = '\0';
	return print.count;
}

size_t tool_format(char *text, size_t size, const char *format, ...)
{
	va_list list;
	size_t count;

	va_start(list, format);
	count = tool_vformat(text, size, format, list);
	va_end(list);
	return count;
}
