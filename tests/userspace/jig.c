// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"

#define PADS 48
#define LINE 256
#define MAX_EDGES 512
#define MAX_WIRES 16
#define WAIT_MS 30000

static int jig = -1;
static char buffer[4096];
static size_t filled, used;

static struct jig_edge edges[MAX_EDGES];
static int num_edges;
static int done;
static char remembered[PADS][LINE];

static uint64_t driven, pulled;
static int wires[MAX_WIRES][2];
static int num_wires;

/* The next line that there is, or that comes. */
static void read_line(char *line)
{
	size_t length = 0;

	for (;;) {
		struct pollfd ready = { .fd = jig, .events = POLLIN };

		while (used < filled) {
			char c = buffer[used++];

			if (c == '\n') {
				line[length] = '\0';
				return;
			}
			if (length < LINE - 1)
				line[length++] = c;
		}
		if (poll(&ready, 1, WAIT_MS) != 1)
			FAIL("the jig is silent");
		ssize_t got = read(jig, buffer, sizeof(buffer));

		if (got <= 0)
			FAIL("the jig is gone");
		filled = got;
		used = 0;
	}
}

/* Whether a line came by itself, and was kept. */
static bool keep(const char *line)
{
	struct jig_edge *edge = &edges[num_edges];
	char level;

	if (!strncmp(line, "at ", 3)) {
		if (strstr(line, " error"))
			FAIL("the jig says %s", line);
		done++;
		return true;
	}
	if (!strncmp(line, "lost ", 5))
		FAIL("the jig says %s", line);
	if (strncmp(line, "edge ", 5))
		return false;
	if (num_edges == MAX_EDGES)
		FAIL("there are more than %d edges", MAX_EDGES);
	unsigned long long ns;

	if (sscanf(line, "edge %d %c %llu", &edge->pad, &level, &ns) != 3)
		FAIL("the jig says %s", line);
	edge->level = level == 'z' ? JIG_Z : level - '0';
	edge->ns = ns;
	num_edges++;
	return true;
}

static void send(const char *request)
{
	size_t length = strlen(request);

	if (write(jig, request, length) != (ssize_t)length)
		FAIL("the jig doesn't take %s", request);
}

static void undo(void)
{
	for (int pad = 0; pad < PADS; pad++) {
		if (driven >> pad & 1)
			jig_ask("drive %d z", pad);
		if (pulled >> pad & 1)
			jig_ask("pull %d none", pad);
	}
	for (int i = 0; i < num_wires; i++)
		jig_ask("unwire %d %d", wires[i][0], wires[i][1]);
}

static const char *ask_list(const char *format, va_list list)
{
	static char answer[LINE];
	char request[LINE + 1];
	int length = vsnprintf(request, LINE, format, list);

	if (jig < 0) {
		jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
		if (jig < 0)
			FAIL("there is no /dev/k210-jig");
		at_case_end(undo);
	}
	strcpy(request + length, "\n");
	send(request);
	do {
		read_line(answer);
	} while (keep(answer));
	if (!strncmp(answer, "error", 5))
		FAIL("the jig answers \"%s\" to %s", answer, request);
	return answer;
}

const char *jig_ask(const char *request, ...)
{
	va_list list;

	va_start(list, request);

	const char *answer = ask_list(request, list);

	va_end(list);
	return answer;
}

void jig_drive(int pad, int level)
{
	jig_ask("drive %d %s", pad, level < 0 ? "z" : level ? "1" : "0");
	driven |= 1ULL << pad;
}

void jig_pull(int pad, const char *pull)
{
	jig_ask("pull %d %s", pad, pull);
	pulled |= 1ULL << pad;
}

void jig_wire(int pad, int other)
{
	if (num_wires == MAX_WIRES)
		FAIL("there are more than %d wires", MAX_WIRES);
	jig_ask("wire %d %d", pad, other);
	wires[num_wires][0] = pad;
	wires[num_wires++][1] = other;
}

int jig_level(int pad)
{
	const char *answer = jig_ask("level %d", pad);
	char level = answer[strlen(answer) - 1];

	return level == 'z' ? JIG_Z : level - '0';
}

/* What follows " FIELD=" in the answer to `pad`, to be ended by a space. */
static const char *pad_field(int pad, const char *field)
{
	char word[16];

	snprintf(word, sizeof(word), " %s=", field);

	const char *found = strstr(jig_ask("pad %d", pad), word);

	if (!found)
		FAIL("the jig tells no %s of pad %d", field, pad);
	return found + strlen(word);
}

const char *jig_function(int pad)
{
	static char name[32];
	const char *found = pad_field(pad, "fn");

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(found, " "), found);
	return name;
}

int jig_field(int pad, const char *field)
{
	return strtol(pad_field(pad, field), NULL, 0);
}

uint64_t jig_now(void)
{
	return strtoull(strstr(jig_ask("mark"), " ns=") + 4, NULL, 10);
}

/*
 * A pad as it is, but for its level, which is the uppermost bit, and for what
 * would be driven if it were.
 */
static void look(int pad, char *text)
{
	strcpy(text, jig_ask("pad %d", pad));

	char *out = strstr(text, " oe=0 out=");

	if (out)
		out[strlen(" oe=0 out=")] = '-';

	char *word = strstr(text, "word=0x");

	if (!word)
		FAIL("the jig tells no word of pad %d", pad);
	unsigned long bits = strtoul(word + 5, NULL, 16);
	char rest[LINE];

	strcpy(rest, word + 5 + strcspn(word + 5, " "));
	snprintf(word, LINE - (word - text), "word=0x%08lx%s",
		 bits & 0x7fffffff, rest);
}

void jig_remember(void)
{
	for (int pad = 0; pad < PADS; pad++)
		look(pad, remembered[pad]);
}

const char *jig_changed(void)
{
	static char text[2 * LINE + 8];
	char now[LINE];

	for (int pad = 0; pad < PADS; pad++) {
		look(pad, now);
		if (!strcmp(now, remembered[pad]))
			continue;
		snprintf(text, sizeof(text), "%.*s -> %.*s", LINE,
			 remembered[pad], LINE, now);
		return text;
	}
	return NULL;
}

void jig_watch(int pad)
{
	jig_ask("watch %d", pad);
}

int jig_edges(struct jig_edge *to, int max)
{
	/* What happened before a request is told before its answer. */
	jig_ask("mark");

	int count = num_edges;

	memcpy(to, edges, (count < max ? count : max) * sizeof(*to));
	num_edges = 0;
	return count;
}

void jig_at(uint64_t ns, const char *request, ...)
{
	char text[LINE];
	va_list list;

	va_start(list, request);
	vsnprintf(text, sizeof(text), request, list);
	va_end(list);
	jig_ask("at %llu %s", (unsigned long long)ns, text);
}

void jig_await(int count)
{
	char line[LINE];

	while (done < count) {
		read_line(line);
		if (!keep(line))
			FAIL("the jig says %s", line);
	}
	done -= count;
}
