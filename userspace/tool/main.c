// SPDX-License-Identifier: MIT
/* k210gpio: finds the command, and shows help. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "k210gpio.h"
#include "print.h"
#include "tool.h"

#define COMMAND(name) extern const struct command command_##name;
#include "commands.h"
#undef COMMAND

static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.h"
#undef COMMAND
};

#define TOOL_JSON 1000

#define COUNT (sizeof(commands) / sizeof(commands[0]))

const struct command *tool_command;
const char *tool_name = "k210gpio";
const char *tool_called = "k210gpio";
bool tool_json;
char **tool_arguments;

static const struct command *find(const char *name)
{
	for (unsigned int i = 0; i < COUNT; i++)
		if (!strcmp(name, commands[i]->name))
			return commands[i];
	return NULL;
}

/* The one that begins with most of what was typed. */
static const char *guess(const char *name)
{
	const char *best = NULL;
	size_t most = 1;

	for (unsigned int i = 0; i < COUNT; i++) {
		const char *other = commands[i]->name;
		size_t same = 0;

		while (name[same] && name[same] == other[same])
			same++;
		if (same > most) {
			most = same;
			best = other;
		}
	}
	return best;
}

static void show_version(void)
{
	uint32_t version = k210_version();

	tool_print("k210gpio %u.%u\n", version >> 16, version & 0xffff);
}

static void show_commands(void)
{
	puts("Usage: k210gpio [--json] COMMAND [OPTION]... [ARGUMENT]...\n\n"
	     "Pads, GPIO lines and functions of a Kendryte K210.\n");
	for (unsigned int i = 0; i < COUNT; i++)
		tool_print("  %-8s  %s\n", commands[i]->name,
			   commands[i]->summary);
	puts("\nk210gpio COMMAND --help tells more of each.\n\n"
	     "Names: what the board calls a pad (LED_R), pads (IO13), functions (GPIOHS3),\n"
	     "lines at chips (gpiohs:3) and lines' own names; lists and ranges of them\n"
	     "(IO8-11,LED_R).\n\n"
	     "  -h, --help     show this and end\n"
	     "  -v, --version  show the version and end\n"
	     "      --json     print one JSON object; \"error\" in it tells what failed\n\n"
	     "Exit status: 0 all was done; 1 it failed, or something was lost, but not of mon,\n"
	     "or doctor found what is wrong; 2 wrong usage, but 1 of detect, info, get, set,\n"
	     "mon and notify, as of libgpiod's tools; 3 nothing came at wfi's pins in time.\n\n"
	     "K210_BOARD in the environment: a board's name, or the path of its config.json.\n"
	     "Called gpioget, gpioset and so on it is get, set and so on.");
}

static void show_command(void)
{
	tool_print("Usage: %s %s\n\n%s", tool_called, tool_command->arguments,
		   tool_command->help);
}

static void serve(int option)
{
	switch (option) {
	case 'h':
		if (tool_command)
			show_command();
		else
			show_commands();
		break;
	case 'v':
		show_version();
		break;
	case TOOL_JSON:
		tool_json = true;
		return;
	}
	tool_json = false;
	tool_finish(STATUS_OK);
}

/* What getopt_long() found to be wrong; @word is what it read last. */
__attribute__((noreturn)) static void
refuse_option(const char *word, const struct option *options)
{
	int alike = 0;

	for (; options->name; options++) {
		if (!optopt)
			alike += !strncmp(options->name, word + 2,
					  strcspn(word, "=") - 2);
		else if (optopt == options->val)
			tool_fail_usage(options->has_arg ?
						"--%s needs an argument" :
						"--%s takes no argument",
					options->name);
	}
	if (optopt)
		tool_fail_usage("there is no option '-%c'", optopt);
	tool_fail_usage(alike > 1 ? "'%s' may be several options" :
				    "there is no option '%s'",
			word);
}

/*
 * With those that all commands have. A table of them in each would be 3 KiB on
 * the small machine.
 */
static const struct option *all_options(const struct option *options)
{
	static const struct option common[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ "json", no_argument, NULL, TOOL_JSON },
	};
	static const struct option *before;
	static struct option *all;
	size_t count = 0;

	if (options == before)
		return all;
	while (options[count].name)
		count++;
	free(all);
	all = tool_allocate(count + 1 + sizeof(common) / sizeof(common[0]),
			    sizeof(common[0]));
	memcpy(all, options, count * sizeof(common[0]));
	memcpy(all + count, common, sizeof(common));
	before = options;
	return all;
}

int tool_option(int argc, char **argv, const char *letters,
		const struct option *options)
{
	options = all_options(options);
	for (;;) {
		int option = getopt_long(argc, argv, letters, options, NULL);

		if (option == '?')
			refuse_option(argv[optind - 1], options);
		if (option != 'h' && option != 'v' && option != TOOL_JSON)
			return option;
		serve(option);
	}
}

/* Which command a program's name is: "/usr/bin/gpioget" is "get". */
static const struct command *called(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const struct command *command =
		strncmp(name, "gpio", 4) ? NULL : find(name + 4);

	if (command)
		tool_name = tool_called = name;
	return command;
}

static const struct command *chosen(int argc, char **argv)
{
	static const struct option options[] = { TOOL_OPTIONS };

	tool_option(argc, argv, "+" TOOL_LETTERS, options);
	if (optind >= argc)
		tool_fail_usage("which command?");

	const char *name = argv[optind];
	const struct command *command = find(name);

	if (command)
		return command;
	if (guess(name))
		tool_fail_usage("no command '%s': do you mean %s?", name,
				guess(name));
	tool_fail_usage("no command '%s'", name);
}

int main(int argc, char **argv)
{
	static char whole[32];
	int first = 0;

	opterr = 0;
	tool_arguments = argv;
	argv = tool_allocate(argc + 1, sizeof(*argv));
	memcpy(argv, tool_arguments, argc * sizeof(*argv));
	tool_command = argc ? called(argv[0]) : NULL;
	if (!tool_command) {
		const struct command *command = chosen(argc, argv);

		first = optind;
		tool_command = command;
		tool_format(whole, sizeof(whole), "k210gpio %s", command->name);
		tool_called = whole;
	}
	optind = 0;
	tool_finish(tool_command->run(argc - first, argv + first));
}
