// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "count.h"
#include "jig.h"
#include "where.h"

#define TEXT 256 /* of a line, at most */
#define PATIENCE_MS 100

static int jig = -1;
static char answer[TEXT]; /* the last line that was read */

/*
 * Several lines may come at once. Where answers make no interrupts, poll() sees
 * at its end what has come meanwhile, and read() would sleep on.
 */
static void read_line(void)
{
	static char unread[4 * TEXT];
	static size_t used;
	char *end;

	while (!(end = memchr(unread, '\n', used))) {
		struct pollfd poller = { .fd = jig, .events = POLLIN };
		ssize_t got;

		MUST(poll(&poller, 1, PATIENCE_MS) == 1);
		got = read(jig, unread + used, sizeof(unread) - used);
		MUST(got > 0);
		used += got;
	}
	*end++ = '\0';
	MUST(end - unread <= TEXT);
	memcpy(answer, unread, end - unread);
	used -= end - unread;
	memmove(unread, end, used);
}

__attribute__((format(printf, 1, 2))) static void ask(const char *request, ...)
{
	char text[TEXT];
	va_list list;

	if (jig < 0)
		jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
	MUST(jig >= 0);
	va_start(list, request);
	vsnprintf(text, sizeof(text) - 1, request, list);
	va_end(list);
	strcat(text, "\n");
	MUST(write(jig, text, strlen(text)) == (ssize_t)strlen(text));
	read_line();
	MUST(strncmp(answer, "error", 5));
}

void jig_drive(int pad, int level)
{
	ask("drive %d %d", pad, level);
}

void jig_drive_after(int ns, int pad, int level)
{
	ask("at %d drive %d %d", ns, pad, level);
}

void jig_pulse_after(int ns, int pad, int length)
{
	ask("at %d drive %d 1\nat %d drive %d 0", ns, pad, ns + length, pad);
	read_line();
	MUST(!strcmp(answer, "ok"));
}

uint64_t jig_done(void)
{
	unsigned long long when;
	int end = 0;

	read_line();
	MUST(sscanf(answer, "at %llu ok%n", &when, &end) == 1);
	MUST(end && !answer[end]);
	return when;
}

int jig_level(int pad)
{
	char level;

	ask("level %d", pad);
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

void jig_one_edge(void)
{
	jig_edges(EVENT_PAD, 1);
}

void jig_many_edges(void)
{
	jig_edges(EVENT_PAD, EVENTS);
}

void jig_leave(int pad)
{
	ask("drive %d z", pad);
}
