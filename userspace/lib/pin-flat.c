// SPDX-License-Identifier: MIT
/* Settings of pins and pads, one by one and without structs. */
#include <errno.h>

#include "error.h"
#include "pin.h"

#define CFG(...)                                                      \
	(&(struct k210_pin_cfg){ .size = sizeof(struct k210_pin_cfg), \
				 __VA_ARGS__ })

/* Whether a number is a word that a byte of a config could hold. */
static int check_word(const char *what, int word, int most)
{
	if (word >= 0 && word <= most)
		return 0;
	return k210_fail(-EINVAL, "there is no %s %d", what, word);
}

static int change(struct k210_pin *p, const char *what, int word, int most,
		  const struct k210_pin_cfg *cfg)
{
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	error = check_word(what, word, most);
	return error || !word ? error : k210_pin_configure(p, cfg);
}

/* What a setting of its pad really is. */
static int read_pad(struct k210_pin *p, unsigned int which)
{
	int pad = k210_pin_pad(p);

	return pad < 0 ? pad : k210_pad_configure(pad, which, -1);
}

K210_API int k210_pin_open_flags(struct k210_pin **p, const char *name,
				 int mode, int pull, int value,
				 unsigned int flags, const char *consumer)
{
	int error;

	k210_silence();
	error = check_word("mode", mode, K210_OPEN_SOURCE);
	if (!error)
		error = check_word("pull", pull, K210_PULL_DOWN);
	if (!error && value != -1)
		error = check_word("value", value, 1);
	if (error)
		return error;
	return k210_pin_open(
		p, name,
		CFG(.mode = mode, .pull = pull,
		    .value = value < 0 ? 0 : K210_START_INACTIVE + value,
		    .flags = flags, .consumer = consumer));
}

K210_API int k210_pin_active_low(struct k210_pin *p, int on)
{
	struct k210_pin_state st = { .size = sizeof(st) };
	int error = change(p, "active_low", on, K210_SWITCH_ON,
			   CFG(.active_low = on));

	if (!error)
		error = k210_pin_state(p, &st);
	return error ? error : K210_SWITCH_OFF + st.active_low;
}

K210_API int64_t k210_pin_debounce(struct k210_pin *p, uint32_t us)
{
	struct k210_pin_state st = { .size = sizeof(st) };
	int error = change(p, "debounce", us > 0, 1, CFG(.debounce_us = us));

	if (!error)
		error = k210_pin_state(p, &st);
	return error ? error : (int64_t)st.debounce_us;
}

K210_API int k210_pin_slew(struct k210_pin *p, int slew)
{
	int error = change(p, "slew", slew, K210_SLEW_SLOW, CFG(.slew = slew));

	return error ? error : read_pad(p, K210_PAD_SLEW);
}

K210_API int k210_pin_schmitt(struct k210_pin *p, int on)
{
	int error =
		change(p, "schmitt", on, K210_SWITCH_ON, CFG(.schmitt = on));

	return error ? error : read_pad(p, K210_PAD_SCHMITT);
}

K210_API int k210_pin_input_invert(struct k210_pin *p, int on)
{
	int error = change(p, "input_invert", on, K210_SWITCH_ON,
			   CFG(.input_invert = on));

	return error ? error : read_pad(p, K210_PAD_INPUT_INVERT);
}

K210_API int k210_pin_output_invert(struct k210_pin *p, int on)
{
	int error = change(p, "output_invert", on, K210_SWITCH_ON,
			   CFG(.output_invert = on));

	return error ? error : read_pad(p, K210_PAD_OUTPUT_INVERT);
}

K210_API int k210_pin_drive_ua(struct k210_pin *p, uint32_t ua)
{
	int error = change(p, "drive", ua > 0, 1, CFG(.drive_ua = ua));

	return error ? error : read_pad(p, K210_PAD_DRIVE_UA);
}

/* Where a setting that is a byte is; NULL if it isn't one. */
static uint8_t *byte_of(struct k210_pad *pad, unsigned int which)
{
	switch (which) {
	case K210_PAD_FUNC:
		return &pad->func;
	case K210_PAD_PULL:
		return &pad->pull;
	case K210_PAD_DRIVE:
		return &pad->drive;
	case K210_PAD_SLEW:
		return &pad->slew;
	case K210_PAD_SCHMITT:
		return &pad->schmitt;
	case K210_PAD_INPUT:
		return &pad->input;
	case K210_PAD_OUTPUT:
		return &pad->output;
	case K210_PAD_INPUT_INVERT:
		return &pad->input_invert;
	case K210_PAD_OUTPUT_INVERT:
		return &pad->output_invert;
	}
	return NULL;
}

K210_API int k210_pad_configure(int pad, unsigned int which, int value)
{
	struct k210_pad st = { .size = sizeof(st) };
	uint8_t *byte = byte_of(&st, which);
	int error = 0;

	k210_silence();
	if (!byte && which != K210_PAD_DRIVE_UA)
		return k210_fail(-EINVAL, "%u isn't one setting of a pad",
				 which);
	if (value != -1) {
		error = check_word("setting", value, byte ? 255 : INT32_MAX);
		if (error)
			return error;
		if (byte)
			*byte = value;
		else
			st.drive_ua = value;
		error = k210_pad_set(pad, &st, which);
	}
	if (!error)
		error = k210_pad_get(pad, &st);
	return error ? error : byte ? *byte : (int)st.drive_ua;
}
