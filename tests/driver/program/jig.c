// SPDX-License-Identifier: MIT
/*
 * The jig, and all pads at once:
 *
 *	jig REQUEST		asks the jig
 *	await N			waits until N of its `at` requests were run,
 *				since the last time
 *	edges			all that the jig said by itself since the last time
 *	remember		takes note of all pads' words, without their levels
 *	changed			what is another word since: PAD:FUNCTION:0xWORD
 *				each, or `none`
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "script.h"

#define PADS 48
#define LEVEL 0x80000000U

static int jig;
static FILE *answers;
static unsigned int ats;
/* What came by itself, as long as it has become. */
static char *edges;
static size_t edges_len;
static uint32_t remembered[PADS];

int open_jig(void)
{
	jig = open("/dev/k210-jig", O_RDWR | O_CLOEXEC);
	answers = fdopen(fcntl(jig, F_DUPFD_CLOEXEC, 0), "r");
	return answers ? 0 : -1;
}

static void keep(const char *line)
{
	char *longer = realloc(edges, edges_len + strlen(line) + 2);

	if (!longer)
		return;
	edges = longer;
	edges_len += sprintf(edges + edges_len, "%s;", line);
}

/* A line of the jig's that is an answer; keeps what comes by itself. */
static int read_jig(char *line, size_t size)
{
	if (!fgets(line, size, answers)) {
		strcpy(line, "error the jig is gone");
		return 1;
	}
	line[strcspn(line, "\n")] = '\0';
	if (!strncmp(line, "at ", 3))
		ats++;
	else if (strncmp(line, "edge ", 5) && strncmp(line, "lost ", 5))
		return 1;
	keep(line);
	return 0;
}

static int ask(const char *request, char *line, size_t size)
{
	if (dprintf(jig, "%s\n", request) < 0)
		return -1;
	while (!read_jig(line, size))
		;
	return 0;
}

static int print_answer(char *request)
{
	char line[256];

	if (ask(request, line, sizeof(line)) < 0)
		return -1;
	puts(line);
	return SAID;
}

static int await_jig(char *number)
{
	unsigned int wanted = atoi(number);
	char line[256];

	while (ats < wanted)
		if (read_jig(line, sizeof(line))) {
			puts(line);
			return SAID;
		}
	ats -= wanted;
	return 0;
}

static int print_edges(char *)
{
	puts(edges ? edges : "");
	free(edges);
	edges = NULL;
	edges_len = 0;
	return SAID;
}

/* A pad's word and, of the jig's line, the function's name. */
static uint32_t ask_pad(unsigned int pad, char *line, size_t size)
{
	char request[16];
	const char *word;

	snprintf(request, sizeof(request), "pad %u", pad);
	if (ask(request, line, size) < 0)
		return 0;
	word = strstr(line, "word=");
	return word ? strtoul(word + 5, NULL, 16) & ~LEVEL : 0;
}

static int remember(char *)
{
	char line[256];

	for (unsigned int pad = 0; pad < PADS; pad++)
		remembered[pad] = ask_pad(pad, line, sizeof(line));
	return 0;
}

static int print_changed(char *)
{
	char line[256];
	unsigned int changes = 0;

	for (unsigned int pad = 0; pad < PADS; pad++) {
		uint32_t word = ask_pad(pad, line, sizeof(line));
		const char *name = strstr(line, "fn=");

		if (word == remembered[pad] || !name)
			continue;
		name += 3;
		printf("%s%u:%.*s:%#x", changes++ ? " " : "", pad,
		       (int)strcspn(name, " "), name, word);
	}
	puts(changes ? "" : "none");
	return SAID;
}

const struct verb jig_verbs[] = {
	{ "jig", print_answer },      { "await", await_jig },
	{ "edges", print_edges },     { "remember", remember },
	{ "changed", print_changed }, { NULL }
};
