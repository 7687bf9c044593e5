// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bank.h"
#include "parse.h"
#include "print.h"
#include "request.h"
#include "set.h"

/* A line's size, with its zero, and how many words it may have. */
#define SIZE 1024
#define WORDS 64

struct talk {
	struct bank *bank;
	uint8_t *values; /* as they are set */
	uint8_t *next;	 /* as they may be set */
};

/*
 * Take a line apart, in place: words, with quotes around what has blanks.
 *
 * Return: how many there are, -1 if a quote has no end or the line isn't whole.
 */
static int split(char *line, char *words[WORDS])
{
	int count = 0;
	char *to = line;

	if (strlen(line) + 1 == SIZE)
		return -1;
	while (*(line += strspn(line, " \t\r\n")) && count < WORDS) {
		bool quoted = false;

		words[count++] = to;
		for (; *line && (quoted || !strchr(" \t\r\n", *line)); line++) {
			if (*line == '"')
				quoted = !quoted;
			else
				*to++ = *line;
		}
		if (quoted)
			return -1;
		if (*line)
			line++;
		*to++ = '\0';
	}
	return count;
}

static int find(const struct talk *talk, const char *name)
{
	const struct items *items = talk->bank->items;

	for (size_t i = 0; i < items->count; i++)
		if (!strcmp(items->all[i].name, name))
			return i;
	tool_warn("'%s' isn't one of the lines that are set", name);
	return -1;
}

static void get(struct talk *talk, int count, char *const *names)
{
	struct item some[WORDS];
	struct items items = { some, 0 };
	uint8_t values[WORDS];

	bank_get(talk->bank, talk->next);
	if (!count) {
		show_values(talk->bank->items, talk->next, false);
		return;
	}
	for (int i = 0; i < count; i++) {
		int found = find(talk, names[i]);

		if (found < 0)
			return;
		values[items.count] = talk->next[found];
		some[items.count++] = talk->bank->items->all[found];
	}
	show_values(&items, values, false);
}

static void apply(struct talk *talk)
{
	memcpy(talk->values, talk->next, talk->bank->items->count);
	bank_set(talk->bank, talk->values);
}

static void set(struct talk *talk, int count, char *const *pairs)
{
	for (int i = 0; i < count; i++) {
		char *equals = strrchr(pairs[i], '=');
		int value = equals ? parse_value(equals + 1) : -1;
		int found;

		if (value < 0) {
			tool_warn("'%s' isn't LINE=VALUE", pairs[i]);
			return;
		}
		*equals = '\0';
		found = find(talk, pairs[i]);
		if (found < 0)
			return;
		talk->next[found] = value;
	}
	apply(talk);
}

static void toggle(struct talk *talk, int count, char *const *names)
{
	for (size_t i = 0; !count && i < talk->bank->items->count; i++)
		talk->next[i] = !talk->next[i];
	for (int i = 0; i < count; i++) {
		int found = find(talk, names[i]);

		if (found < 0)
			return;
		talk->next[found] = !talk->next[found];
	}
	apply(talk);
}

static void nap(int count, char *const *words)
{
	const char *end;
	uint64_t us;

	if (count != 1 || !parse_period_of(words[0], &end, &us) || *end)
		tool_warn("sleep needs a period, as 10us, 20ms, 1s or 1m");
	else
		request_sleep(us);
}

/* Return: false to end. */
static bool obey(struct talk *talk, int count, char *const *words)
{
	memcpy(talk->next, talk->values, talk->bank->items->count);
	if (!strcmp(words[0], "get"))
		get(talk, count - 1, words + 1);
	else if (!strcmp(words[0], "set"))
		set(talk, count - 1, words + 1);
	else if (!strcmp(words[0], "toggle"))
		toggle(talk, count - 1, words + 1);
	else if (!strcmp(words[0], "sleep"))
		nap(count - 1, words + 1);
	else if (!strcmp(words[0], "exit"))
		return false;
	else if (!strcmp(words[0], "help"))
		puts("get [LINE]...      show values, of all or some\n"
		     "set LINE=VALUE...  drive\n"
		     "toggle [LINE]...   drive the opposite\n"
		     "sleep PERIOD       wait: 10us, 20ms, 1s, 1m\n"
		     "exit               let the lines go");
	else
		tool_warn("no command '%s': see help", words[0]);
	return true;
}

void set_talk(struct bank *bank, uint8_t *values)
{
	struct talk talk = { bank, values,
			     tool_allocate(bank->items->count, 1) };
	bool terminal = isatty(STDIN_FILENO), more = true;
	char line[SIZE], *words[WORDS];

	while (more) {
		if (terminal)
			tool_print("%s> ", tool_name);
		tool_flush();
		if (!fgets(line, sizeof(line), stdin))
			return;

		int count = split(line, words);

		if (count < 0)
			tool_warn("a quote has no end, or a line is too long");
		else if (count)
			more = obey(&talk, count, words);
	}
}
