/* SPDX-License-Identifier: MIT */
/* What all commands of k210gpio share. */
#ifndef K210_TOOL_H
#define K210_TOOL_H

#include <getopt.h>
#include <stdbool.h>

/* How k210gpio ends; by a signal as the shell has it, 128 and its number. */
enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	/* Commands that libgpiod has too end as its do: STATUS_FAILED. */
	STATUS_USAGE = 2,
	/* What was waited for didn't come in time. */
	STATUS_TIMED_OUT = 3,
};

struct command {
	const char *name;
	const char *summary;		   /* one line, for k210gpio --help */
	const char *arguments;		   /* "[OPTION]... NAME..." */
	const char *help;		   /* whole lines, for its own --help */
	int (*run)(int argc, char **argv); /* Return: enum status */
	enum status usage;		   /* for wrong usage; 0 is 2 */
};

/* The one that runs; NULL before it is known. */
extern const struct command *tool_command;

/* By which name the program was called: "k210gpio", or "gpioget". */
extern const char *tool_name;

/* The same with the command, as its messages begin: "k210gpio get", "gpioget". */
extern const char *tool_called;

/* What main() was given, for a program that starts itself anew. */
extern char **tool_arguments;

/* --json was given: the only thing on stdout is one JSON object. */
extern bool tool_json;

/*
 * tool_fail() - end with STATUS_FAILED and a message, "k210gpio get: ...". With
 * --json it is the document's "error" too.
 */
__attribute__((format(printf, 1, 2), noreturn)) void
tool_fail(const char *format, ...);

/*
 * tool_fail_call() - the same for a call of the library's that returned @error,
 * with k210_errmsg(), or else errno's text.
 * @what: what it was about, unless the library says so; or NULL
 */
__attribute__((noreturn)) void tool_fail_call(int error, const char *what);

/* tool_fail_usage() - the same for wrong usage, with a hint to --help. */
__attribute__((format(printf, 1, 2), noreturn)) void
tool_fail_usage(const char *format, ...);

/*
 * tool_complain() - the same message, but go on: the program ends by
 * tool_finish(STATUS_FAILED) later.
 */
__attribute__((format(printf, 1, 2))) void tool_complain(const char *format,
							 ...);

/* tool_complain_call() - the same for a call of the library's. */
void tool_complain_call(int error, const char *what);

/* tool_warn() - go on, but say so. */
__attribute__((format(printf, 1, 2))) void tool_warn(const char *format, ...);

/* tool_warn_call() - as above, if the library's last call has a warning. */
void tool_warn_call(void);

/* tool_allocate() - zeroed memory for @count of @size; it doesn't fail. */
void *tool_allocate(unsigned long count, unsigned long size);

/*
 * tool_option() - the next option of the command, as getopt_long() has it. It
 * serves those that all commands have, -h, -v and --json, and ends the program
 * if an option is wrong.
 *
 * Return: the option's character or value, -1 after all.
 */
int tool_option(int argc, char **argv, const char *letters,
		const struct option *options);

/* What each command's table of options ends with, and its letters. */
#define TOOL_LETTERS "hv"
/* clang-format off */
#define TOOL_OPTIONS { NULL, 0, NULL, 0 }
/* clang-format on */

/* And its help. */
#define TOOL_HELP                                                         \
	"  -h, --help            show this and end\n"                     \
	"  -v, --version         show the version and end\n"              \
	"      --json            print one JSON object; \"error\" in it " \
	"tells what failed\n"

/* tool_end_json() - with --json: end the document, with the first complaint. */
void tool_end_json(void);

/* tool_flush() - hand on what was printed; fails where nobody can read it. */
void tool_flush(void);

/* tool_finish() - end as main() does, with all that was printed handed on. */
__attribute__((noreturn)) void tool_finish(int status);

#endif
