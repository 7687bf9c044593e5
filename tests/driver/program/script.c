// SPDX-License-Identifier: MIT
/*
 * Does what it is told, a command on each line of stdin and one line on stdout
 * for each. A command that the kernel refuses answers `error`, and its errno.
 * The commands are at the heads of this program's files.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "script.h"

/* A claim of all 48 pads, in hexadecimal. */
#define LONGEST 4096

static const struct verb *const parts[] = {
	file_verbs,   line_verbs,    jig_verbs,
	bridge_verbs, process_verbs, race_verbs,
};

char *cut_word(char **words)
{
	char *word = *words;

	*words += strcspn(word, " ");
	if (**words)
		*(*words)++ = '\0';
	return word;
}

static const struct verb *find(const char *name)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (const struct verb *verb = parts[i]; verb->name; verb++)
			if (!strcmp(verb->name, name))
				return verb;
	return NULL;
}

static void obey(char *words)
{
	const char *name = cut_word(&words);
	const struct verb *verb = find(name);
	int result;

	if (!verb) {
		printf("error no command %s\n", name);
		return;
	}
	result = verb->run(words);
	if (result < 0)
		printf("error %d\n", errno);
	else if (result != SAID)
		puts("ok");
}

int main(void)
{
	static char command[LONGEST];

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (open_jig() < 0) {
		perror("/dev/k210-jig");
		return 1;
	}
	open_files();
	open_processes();
	while (fgets(command, sizeof(command), stdin)) {
		command[strcspn(command, "\n")] = '\0';
		obey(command);
	}
	return 0;
}
