// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "count.h"
#include "jig.h"

#define LINE 256

static void write_all(int fd, const char *text)
{
	MUST(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
}

static void read_line(int fd, char *line, size_t size)
{
	size_t used = 0;

	do {
		ssize_t got = read(fd, line + used, size - used);

		MUST(got > 0);
		used += got;
	} while (line[used - 1] != '\n');
	line[used - 1] = '\0';
}

void jig_ask(char *answer, size_t size, const char *request, ...)
{
	static int jig = -1;
	char text[LINE];
	va_list list;

	if (jig < 0)
		jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
	MUST(jig >= 0);
	va_start(list, request);
	vsnprintf(text, sizeof(text), request, list);
	va_end(list);
	write_all(jig, text);
	write_all(jig, "\n");
	read_line(jig, answer, size);
	MUST(strncmp(answer, "error", 5));
}

int jig_level(int pad)
{
	char answer[LINE];
	char level;

	jig_ask(answer, sizeof(answer), "level %d", pad);
	level = answer[strlen(answer) - 1];
	return level == 'z' ? -1 : level - '0';
}

void jig_edges(int pad, int num)
{
	bool level = jig_level(pad) == 1;
	char answer[LINE];

	while (num--) {
		level = !level;
		jig_ask(answer, sizeof(answer), "drive %d %d", pad, level);
		poll(NULL, 0, 0);
	}
	poll(NULL, 0, 1);
}

void jig_leave(int pad)
{
	char answer[LINE];

	jig_ask(answer, sizeof(answer), "drive %d z", pad);
}
