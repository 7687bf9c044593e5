// SPDX-License-Identifier: MIT
#include <string.h>

#include "k210gpio/board.h"
#include "k210gpio/chip.h"
#include "pads.h"
#include "parse.h"
#include "print.h"
#include "tool.h"

const char *const pads_pulls[] = { "none", "up", "down", NULL };
const char *const pads_biases[] = { "disabled", "pull-up", "pull-down", NULL };
const char *const pads_slews[] = { "fast", "slow", NULL };
const char *const pads_switches[] = { "off", "on", NULL };

int pads_find(const char *name)
{
	struct k210_place place = { .size = sizeof(place) };
	int error = k210_place_find(name, &place);

	if (error)
		tool_fail_call(error, NULL);
	if (place.pad < 0)
		tool_fail("%s is on no pad", name);
	return place.pad;
}

static int add(int pad, unsigned char *pads, int count)
{
	if (count && memchr(pads, pad, count))
		return count;
	pads[count] = pad;
	return count + 1;
}

int pads_list(int argc, char **argv, unsigned char *pads)
{
	struct names names = { .count = argc, .arguments = argv };
	int count = 0;
	char *name;

	if (!argc)
		for (; count < K210_PADS; count++)
			pads[count] = count;
	while ((name = parse_names(&names)))
		count = add(pads_find(name), pads, count);
	return count;
}

static void take_list(char *list, const char *value, uint64_t *taken,
		      void (*take)(int pad, const char *value, void *user),
		      void *user)
{
	struct names names = { .count = 1, .arguments = &list };
	char *name;

	while ((name = parse_names(&names))) {
		int pad = pads_find(name);

		if (*taken >> pad & 1)
			tool_fail_usage("%s is given twice", pads_called(pad));
		*taken |= UINT64_C(1) << pad;
		take(pad, value, user);
	}
}

void pads_assigned(int argc, char **argv,
		   void (*take)(int pad, const char *value, void *user),
		   void *user)
{
	uint64_t taken = 0;

	for (int i = 0; i < argc; i++) {
		char *list = argv[i], *equal;

		while ((equal = strchr(list, '='))) {
			char *value = equal + 1, *end = strchr(value, ',');

			*equal = '\0';
			if (end)
				*end = '\0';
			if (equal == list || !*value || (end && !end[1]))
				tool_fail_usage("'%s=%s' isn't PAD=VALUE", list,
						value);
			take_list(list, value, &taken, take, user);
			list = end ? end + 1 : value + strlen(value);
		}
		if (*list || list == argv[i])
			take_list(list, NULL, &taken, take, user);
	}
}

struct naming {
	int pad;
	char *text;
	size_t size;
};

static int add_name(const struct k210_board_pin *pin, void *user)
{
	const struct naming *naming = user;
	size_t used = strlen(naming->text);

	if (pin->pad == naming->pad)
		tool_format(naming->text + used, naming->size - used, "%s%s",
			    used ? "," : "", pin->name);
	return 0;
}

void pads_each_name(k210_board_cb cb, void *user)
{
	int error = k210_board_iter(cb, user);

	if (error < 0)
		tool_fail_call(error, NULL);
}

bool pads_names(int pad, char *text, size_t size)
{
	struct naming naming = { pad, text, size };

	*text = '\0';
	pads_each_name(add_name, &naming);
	return *text;
}

const char *pads_called(int pad)
{
	static char text[96];
	char names[80];

	if (pads_names(pad, names, sizeof(names)))
		tool_format(text, sizeof(text), "%s (IO%d)", names, pad);
	else
		tool_format(text, sizeof(text), "IO%d", pad);
	return text;
}

/* Of what carries no line; its function may do so at any time. */
static const char *enabled(const struct k210_pad *pad)
{
	static const char *const words[] = { "-", "in", "out", "both" };

	return words[(pad->input == K210_SWITCH_ON) +
		     2 * (pad->output == K210_SWITCH_ON)];
}

/* What the chip of a pad's line says; NULL where that can't be asked. */
static const char *line_direction(int line)
{
	static const char *const words[] = {
		[K210_IN] = "in",
		[K210_OUT] = "out",
		[K210_OPEN_DRAIN] = "open-drain",
		[K210_OPEN_SOURCE] = "open-source",
	};
	static struct k210_chip *chips[2];
	static bool tried[2];
	struct k210_line_info info = { .size = sizeof(info) };
	int which = line >= 32;

	if (!tried[which])
		k210_chip_open(&chips[which], which ? "gpio" : "gpiohs");
	tried[which] = true;
	if (!chips[which] || k210_line_info(chips[which], line % 32, &info) ||
	    info.mode >= sizeof(words) / sizeof(words[0]))
		return NULL;
	return words[info.mode];
}

void pads_read(int pad, struct pad_view *view)
{
	int error;

	memset(view, 0, sizeof(*view));
	view->pad.size = sizeof(view->pad);
	view->owner.size = sizeof(view->owner);
	error = k210_pad_get(pad, &view->pad);
	if (!error)
		error = k210_pad_owner(pad, &view->owner);
	if (error)
		tool_fail_call(error, NULL);
	view->func = k210_func(view->pad.func);
	tool_format(view->name, sizeof(view->name), "IO%d", pad);
	pads_names(pad, view->names, sizeof(view->names));
	view->direction = NULL;
	if (view->func->line >= 0)
		view->direction = line_direction(view->func->line);
	if (!view->direction)
		view->direction = enabled(&view->pad);
}

const char *pads_level(const struct pad_view *view)
{
	if (view->pad.state & K210_STATE_HELD)
		return view->pad.state & K210_STATE_HELD_HIGH ? "1" : "0";
	if (view->pad.input != K210_SWITCH_ON)
		return "-";
	return view->pad.level ? "1" : "0";
}

void pads_state(unsigned int state, char *text, size_t size)
{
	static const char *const words[] = { "device", "claimed", "in use" };
	size_t used = 0;

	*text = '\0';
	for (int i = 0; i < 3; i++)
		if (state & (1U << i) && used < size)
			used += tool_format(text + used, size - used, "%s%s",
					    used ? ", " : "", words[i]);
	if (state & K210_STATE_HELD && used < size)
		used += tool_format(
			text + used, size - used, "%sheld %s", used ? ", " : "",
			state & K210_STATE_HELD_HIGH ? "high" : "low");
	if (!used)
		tool_format(text, size, "free");
}

bool pads_is_left(const struct k210_owner *owner)
{
	return owner->state & K210_STATE_HELD && !owner->pid;
}
