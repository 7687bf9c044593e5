// SPDX-License-Identifier: MIT
/* How a pin is, in one line. */
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "error.h"
#include "pin.h"

static const char *const modes[] = {
	[K210_IN] = "in",
	[K210_OUT] = "out",
	[K210_OPEN_DRAIN] = "open drain",
	[K210_ALT] = "alt",
	[K210_ALT_OPEN_DRAIN] = "alt open drain",
	[K210_OPEN_SOURCE] = "open source",
};

static const char *const pulls[] = {
	[K210_PULL_NONE] = "none",
	[K210_PULL_UP] = "up",
	[K210_PULL_DOWN] = "down",
};

struct line {
	char *buf;
	size_t size;
	size_t length;
};

/* Adds one part; what doesn't fit is counted only. */
#define ADD(line, ...)                                                         \
	((line)->length += k210_format((line)->length < (line)->size ?         \
					       (line)->buf + (line)->length :  \
					       NULL,                           \
				       (line)->length < (line)->size ?         \
					       (line)->size - (line)->length : \
					       0,                              \
				       __VA_ARGS__))

static void add_pad(struct line *line, const struct k210_pin_state *st)
{
	const struct k210_pad *pad = &st->pad;

	ADD(line, ", pull %s, drive %d", pulls[pad->pull], pad->drive - 1);
	if (pad->slew == K210_SLEW_SLOW)
		ADD(line, ", slow");
	if (pad->schmitt == K210_SWITCH_ON)
		ADD(line, ", schmitt");
	if (pad->input_invert == K210_SWITCH_ON)
		ADD(line, ", input inverted");
	if (pad->output_invert == K210_SWITCH_ON)
		ADD(line, ", output inverted");
	if (st->held)
		ADD(line, ", held");
}

/* "LED_R (IO13): GPIOHS3", as much of it as is known. */
static void add_names(struct line *line, const struct k210_pin *p,
		      const struct k210_pin_state *st)
{
	struct k210_fpioa_function function = { .function = st->pad.func };
	char pad[8];

	ADD(line, "%s", p->name);
	if (!st->has_pad) {
		ADD(line, ": line %u", p->line);
		return;
	}
	k210_format(pad, sizeof(pad), "IO%u", st->pad.pad);
	if (strcmp(pad, p->name))
		ADD(line, " (%s)", pad);
	if (!k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function))
		ADD(line, ": %s", function.name);
}

K210_API int k210_pin_describe(struct k210_pin *p, char *buf, size_t size)
{
	struct line line = { buf, size, 0 };
	struct k210_pin_state st = { .size = sizeof(st) };
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	if (!buf && size)
		return k210_fail(-EINVAL, "a buffer is needed, not NULL");
	error = k210_pin_state(p, &st);
	if (error)
		return error;
	add_names(&line, p, &st);
	ADD(&line, ", %s, %s", modes[st.mode], st.level ? "high" : "low");
	if (st.active_low)
		ADD(&line, ", active low");
	if (st.has_pad)
		add_pad(&line, &st);
	return line.length;
}
