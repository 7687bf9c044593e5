// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jig.h"

#define LINE 256

static int jig = -1;
static unsigned int users;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int jig_open(void)
{
	pthread_mutex_lock(&lock);
	if (!users)
		jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
	if (jig >= 0)
		users++;
	pthread_mutex_unlock(&lock);
	return jig < 0 ? -1 : 0;
}

void jig_close(void)
{
	pthread_mutex_lock(&lock);
	if (!--users) {
		close(jig);
		jig = -1;
	}
	pthread_mutex_unlock(&lock);
}

static void fail(const char *request, const char *answer)
{
	fprintf(stderr, "the jig says to \"%s\": \"%s\"\n", request, answer);
	abort();
}

/* The answer, a line, is at ANSWER. */
static void ask(char *answer, const char *format, ...)
{
	char request[LINE];
	ssize_t got;
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(request, sizeof(request), format, args);
	va_end(args);
	pthread_mutex_lock(&lock);
	if (write(jig, request, size) != size)
		fail(request, "nothing");
	got = read(jig, answer, LINE - 1);
	pthread_mutex_unlock(&lock);
	if (got <= 0 || answer[got - 1] != '\n')
		fail(request, "no line");
	answer[got - 1] = '\0';
	if (!strncmp(answer, "error", 5))
		fail(request, answer);
}

char jig_level(unsigned int pad)
{
	char answer[LINE];

	ask(answer, "level %u\n", pad);
	return answer[strlen(answer) - 1];
}

static bool is_driven_by_chip(unsigned int pad)
{
	char answer[LINE];

	ask(answer, "pad %u\n", pad);
	return strstr(answer, " oe=1 ");
}

void jig_pull(unsigned int pad, bool up)
{
	char answer[LINE];

	jig_let_go(pad);
	if (up)
		ask(answer, "pull %u up\n", pad);
	if ((jig_level(pad) == '1') != up && !is_driven_by_chip(pad))
		ask(answer, "drive %u %d\n", pad, up);
}

void jig_let_go(unsigned int pad)
{
	char answer[LINE];

	ask(answer, "drive %u z\n", pad);
	ask(answer, "pull %u none\n", pad);
}
