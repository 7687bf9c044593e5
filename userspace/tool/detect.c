// SPDX-License-Identifier: MIT
#include "json.h"
#include "k210gpio/chip.h"
#include "print.h"
#include "tool.h"

static int show(struct k210_chip *chip, void *user)
{
	struct k210_chip_info info = { .size = sizeof(info) };
	int error = k210_chip_info(chip, &info);

	(void)user;
	if (error)
		tool_fail_call(error, k210_chip_name(chip));
	if (tool_json) {
		json_object(NULL);
		json_string("name", info.name);
		json_string("label", info.label);
		json_number("lines", info.lines);
		json_end();
	} else {
		tool_print("%s [%s] (%u lines)\n", info.name, info.label,
			   info.lines);
	}
	return 0;
}

/* Return: false if there is none. */
static bool show_named(const char *name)
{
	struct k210_chip *chip;
	int error = k210_chip_open(&chip, name);

	if (error) {
		tool_complain_call(error, NULL);
		return false;
	}
	show(chip, NULL);
	k210_chip_close(chip);
	return true;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { TOOL_OPTIONS };
	bool good = true;
	int error = 0;

	tool_option(argc, argv, TOOL_LETTERS, options);
	if (tool_json)
		json_array("chips");
	if (optind == argc)
		error = k210_chip_iter(show, NULL);
	if (error)
		tool_fail_call(error, NULL);
	for (int i = optind; i < argc; i++)
		good &= show_named(argv[i]);
	return good ? STATUS_OK : STATUS_FAILED;
}

const struct command command_detect = {
	.name = "detect",
	.summary = "list GPIO chips",
	.arguments = "[OPTION]... [CHIP]...",
	.help = "List GPIO chips, their labels and how many lines they have.\n"
		"A CHIP is a number, a name, a path, a label, gpiohs or gpio.\n\n" TOOL_HELP,
	.run = run,
	.usage = STATUS_FAILED,
};
