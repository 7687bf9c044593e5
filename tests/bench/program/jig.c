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

static int jig = -1;

/* Several lines may come at once. */
static void read_line(char *line, size_t size)
{
	static char unread[4 * LINE];
	static size_t used;
	char *end;

	while (!(end = memchr(unread, '\n', used))) {
		ssize_t got = read(jig, unread + used, sizeof(unread) - used);

		MUST(got > 0);
		used += got;
	}
	*end++ = '\0';
	snprintf(line, size, "%s", unread);
	used -= end - unread;
	memmove(unread, end, used);
}

void jig_ask(char *answer, size_t size, const char *request, ...)
{
	char text[LINE];
	va_list list;

	if (jig < 0)
		jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
	MUST(jig >= 0);
	va_start(list, request);
	vsnprintf(text, sizeof(text) - 1, request, list);
	va_end(list);
	strcat(text, "\n");
	MUST(write(jig, text, strlen(text)) == (ssize_t)strlen(text));
	read_line(answer, size);
	MUST(strncmp(answer, "error", 5));
}

void jig_drive(int pad, int level)
{
	char answer[LINE];

	jig_ask(answer, sizeof(answer), "drive %d %d", pad, level);
}

void jig_drive_after(int ns, int pad, int level)
{
	char answer[LINE];

	jig_ask(answer, sizeof(answer), "at %d drive %d %d", ns, pad, level);
}

void jig_pulse_after(int ns, int pad, int length)
{
	char answer[LINE];

	jig_ask(answer, sizeof(answer), "at %d drive %d 1\nat %d drive %d 0",
		ns, pad, ns + length, pad);
	read_line(answer, sizeof(answer));
	MUST(!strcmp(answer, "ok"));
}

uint64_t jig_done(void)
{
	char line[LINE];
	unsigned long long when;
	int end;

	read_line(line, sizeof(line));
	MUST(sscanf(line, "at %llu ok%n", &when, &end) == 1);
	MUST(!line[end]);
	return when;
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

	while (num--) {
		level = !level;
		jig_drive(pad, level);
		poll(NULL, 0, 0);
	}
	poll(NULL, 0, 1);
}

void jig_leave(int pad)
{
	char answer[LINE];

	jig_ask(answer, sizeof(answer), "drive %d z", pad);
}
