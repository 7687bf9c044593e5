/* SPDX-License-Identifier: MIT */
/* What the parts of the program have in common that obeys scripts. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stddef.h>

/* What never comes is missing after this. */
#define WAIT_MS 10000

/* A command has printed its answer. */
#define SAID 1

/*
 * A command: run() gets what follows the name, and may change it. It answers
 * `ok` with 0, an error and errno with less, and has answered with SAID.
 */
struct verb {
	const char *name;
	int (*run)(char *words);
};

/* A part's commands, up to one without a name. */
extern const struct verb file_verbs[];
extern const struct verb line_verbs[];
extern const struct verb jig_verbs[];
extern const struct verb bridge_verbs[];
extern const struct verb process_verbs[];
extern const struct verb race_verbs[];

/* At the start, so that what comes by itself is there when it is asked for. */
int open_jig(void);
void open_files(void);
void open_processes(void);

/* The first word; *WORDS is what follows it. */
char *cut_word(char **words);

/* The chip that lines are of. */
int chip_in_use(void);

/* Descriptors by name, in bridge.c. */
int named(const char *name);
int name_descriptor(const char *name, int fd);

#endif
