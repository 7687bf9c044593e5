// SPDX-License-Identifier: MIT
#include <string.h>

#include "change.h"
#include "json.h"
#include "pads.h"
#include "parse.h"
#include "print.h"
#include "tool.h"

#define WEAKEST_UA 11200
#define STRONGEST 15

static void set_drive(struct k210_fpioa_config *config, const char *text)
{
	uint64_t whole, tenths = 0;
	const char *end;
	bool good = parse_digits(text, &end, &whole) && whole <= 1000;

	if (good && !*end && whole <= STRONGEST) {
		config->mask |= K210_FPIOA_DRIVE_LEVEL;
		config->drive_level = whole;
		return;
	}
	if (good && *end == '.')
		good = parse_digits(end + 1, &end, &tenths) && tenths <= 9;
	if (!good || strcasecmp(end, "mA"))
		tool_fail_usage(
			"drive: '%s' isn't a level from 0 to %d nor a current, as 20mA or 16.8mA",
			text, STRONGEST);
	config->mask |= K210_FPIOA_DRIVE_UA;
	config->drive_ua = whole * 1000 + tenths * 100;
	if (config->drive_ua < WEAKEST_UA)
		tool_fail_usage("drive: the weakest is 11.2mA");
}

static const struct {
	const char *name;
	const char *const *words;
	uint32_t mask;
	size_t offset; /* of the field */
} settings[] = {
#define SETTING(name, words, mask, field)                                    \
	{                                                                    \
		name, words, mask, offsetof(struct k210_fpioa_config, field) \
	}
	SETTING("pull", pads_pulls, K210_FPIOA_PULL, pull),
	SETTING("slew", pads_slews, K210_FPIOA_SLOW_SLEW, slow_slew),
	SETTING("schmitt", pads_switches, K210_FPIOA_SCHMITT, schmitt),
	SETTING("input", pads_switches, K210_FPIOA_INPUT, input),
	SETTING("output", pads_switches, K210_FPIOA_OUTPUT, output),
	SETTING("input-invert", pads_switches, K210_FPIOA_INPUT_INVERT,
		input_invert),
	SETTING("output-invert", pads_switches, K210_FPIOA_OUTPUT_INVERT,
		output_invert),
#undef SETTING
};

#define COUNT (sizeof(settings) / sizeof(settings[0]))

/* "pull=up". The kernel's numbers are the words' order. */
static void read_setting(struct k210_fpioa_config *config, char *text)
{
	char *value = strchr(text, '=');

	*value++ = '\0';
	if (!strcmp(text, "drive")) {
		if (config->mask &
		    (K210_FPIOA_DRIVE_LEVEL | K210_FPIOA_DRIVE_UA))
			tool_fail_usage("drive is given twice");
		set_drive(config, value);
		return;
	}
	for (unsigned int i = 0; i < COUNT; i++) {
		if (strcmp(text, settings[i].name))
			continue;
		if (config->mask & settings[i].mask)
			tool_fail_usage("%s is given twice", text);
		config->mask |= settings[i].mask;
		*((uint8_t *)config + settings[i].offset) =
			parse_word(value, settings[i].words, text);
		return;
	}
	tool_fail_usage(
		"no setting '%s': there are pull, drive, slew, schmitt, input, output, input-invert and output-invert",
		text);
}

static const char *on_off(unsigned char value)
{
	return pads_switches[value - 1];
}

static void show(int pad)
{
	const struct k210_pad *p;
	struct pad_view view;
	char state[64];

	pads_read(pad, &view);
	if (tool_json) {
		pads_json(NULL, &view);
		return;
	}
	p = &view.pad;
	pads_state(p->state, state, sizeof(state));
	tool_print(
		"%s %s%s%s, %s, level %s, %s\n"
		"    pull=%s drive=%d (%u.%u mA) slew=%s schmitt=%s input=%s output=%s\n"
		"    input-invert=%s output-invert=%s word=0x%08x\n",
		view.name, view.names, *view.names ? " " : "", view.func->name,
		view.direction, pads_level(&view), state,
		pads_pulls[p->pull - 1], p->drive - 1, p->drive_ua / 1000,
		p->drive_ua / 100 % 10, pads_slews[p->slew - 1],
		on_off(p->schmitt), on_off(p->input), on_off(p->output),
		on_off(p->input_invert), on_off(p->output_invert), p->word);
}

/* Moves those that are settings out of the arguments. Return: how many stay. */
static int take_settings(int argc, char **argv,
			 struct k210_fpioa_config *config)
{
	int left = 0;

	for (int i = 0; i < argc; i++) {
		if (strchr(argv[i], '='))
			read_setting(config, argv[i]);
		else
			argv[left++] = argv[i];
	}
	return left;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "force", no_argument, NULL, 'f' }, TOOL_OPTIONS
	};
	struct k210_fpioa_config config = { 0 };
	static struct change change;
	unsigned char pads[K210_PADS];
	int option, count;

	while ((option = tool_option(argc, argv, "f" TOOL_LETTERS, options)) >=
	       0)
		change.force = true;
	argc = take_settings(argc - optind, argv + optind, &config);
	argv += optind;
	if (config.mask && !argc)
		tool_fail_usage("which pad?");
	count = pads_list(argc, argv, pads);
	for (int i = 0; config.mask && i < count; i++) {
		config.pad = pads[i];
		*change_add(&change, pads[i]) = config;
	}
	change_apply(&change);
	if (tool_json)
		json_array("pads");
	for (int i = 0; i < count; i++)
		if (tool_json || !config.mask)
			show(pads[i]);
	return STATUS_OK;
}

const struct command command_pad = {
	.name = "pad",
	.summary = "show or change the settings of pads",
	.arguments = "[OPTION]... [PAD]... [SETTING=VALUE]...",
	.help = "Show the settings of each PAD, or change them, for good, of all or of none.\n"
		"Without PAD: show all.\n\n"
		"  pull=none|up|down     its resistor\n"
		"  drive=0-15|CURRENT    how strongly it drives: a level, or as 16.8mA the\n"
		"                        strongest that sources no more\n"
		"  slew=fast|slow        its edges\n"
		"  schmitt=on|off        its input goes through a Schmitt trigger\n"
		"  input=on|off          the function may see it\n"
		"  output=on|off         the function may drive it\n"
		"  input-invert=on|off   the function sees the inverse\n"
		"  output-invert=on|off  it gets the inverse\n\n"
		"  -f, --force           pads too that the board keeps for what is soldered to\n"
		"                        them\n" TOOL_HELP,
	.run = run,
};
