// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "error.h"
#include "k210gpio/types.h"
#include "per-thread.h"

static PER_THREAD char message[sizeof(struct sentence)];

struct text {
	char *buf;
	unsigned long size;
	unsigned long length;
};

static void put(struct text *text, char c)
{
	if (text->length + 1 < text->size)
		text->buf[text->length] = c;
	text->length++;
}

static void put_number(struct text *text, uint32_t number)
{
	if (number > 9)
		put_number(text, number / 10);
	put(text, '0' + number % 10);
}

static int format_list(char *buf, unsigned long size, const char *format,
		       va_list list)
{
	struct text text = { buf, size, 0 };

	for (; *format; format++) {
		if (*format != '%') {
			put(&text, *format);
			continue;
		}
		format++;
		if (*format == 's') {
			for (const char *s = va_arg(list, char *); *s; s++)
				put(&text, *s);
			continue;
		}
		int number = va_arg(list, int);

		if (*format == 'd' && number < 0) {
			put(&text, '-');
			number = -(unsigned int)number;
		}
		put_number(&text, number);
	}
	if (size)
		buf[text.length < size ? text.length : size - 1] = '\0';
	return text.length;
}

int k210_format(char *buf, unsigned long size, const char *format, ...)
{
	va_list list;

	va_start(list, format);

	int length = format_list(buf, size, format, list);

	va_end(list);
	return length;
}

int k210_fail(int error, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	format_list(message, sizeof(message), format, list);
	va_end(list);
	return error;
}

void k210_silence(void)
{
	message[0] = '\0';
}

void k210_sentence_keep(struct sentence *kept)
{
	memcpy(kept->text, message, sizeof(message));
}

void k210_sentence_say(const struct sentence *kept)
{
	memcpy(message, kept->text, sizeof(message));
}

K210_API const char *k210_errmsg(void)
{
	return message;
}
