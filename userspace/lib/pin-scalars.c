// SPDX-License-Identifier: MIT
/* A pin's settings one by one, as numbers. */
#include <errno.h>

#include "bridge.h"
#include "error.h"
#include "pad.h"
#include "pin.h"

/* One setting; what is 0 in it isn't there. */
static int change(struct k210_pin *p, const char *what, int word, int most,
		  const struct k210_pin_cfg *cfg)
{
	k210_silence();
	if (!p)
		return k210_pin_null();
	if (word < 0 || word > most)
		return k210_fail(-EINVAL, "there is no %s %d", what, word);
	return word ? k210_pin_change(p, cfg, -1) : 0;
}

K210_API int k210_pin_mode(struct k210_pin *p, int mode)
{
	const struct k210_pin_cfg cfg = { .mode = mode };
	int error = change(p, "mode", mode, K210_OPEN_SOURCE, &cfg);

	return error ? error : p->mode;
}

/* The pad, as it really is. */
static int read_back(const struct k210_pin *p, struct k210_pad *pad)
{
	int where = k210_pin_where(p);

	return where < 0 ? where : k210_pad_read(where, pad);
}

K210_API int k210_pin_pull(struct k210_pin *p, int pull)
{
	const struct k210_pin_cfg cfg = { .pull = pull };
	struct k210_pad pad;
	int error = change(p, "pull", pull, K210_PULL_DOWN, &cfg);

	if (!error)
		error = read_back(p, &pad);
	return error ? error : pad.pull;
}

K210_API int k210_pin_drive(struct k210_pin *p, int drive)
{
	const struct k210_pin_cfg cfg = { .drive = drive };
	struct k210_pad pad;
	int error = change(p, "drive", drive, K210_DRIVE(15), &cfg);

	if (!error)
		error = read_back(p, &pad);
	return error ? error : pad.drive;
}

/* Whether a function can be taken from the pad that it is on. */
static int check_other_pad(const struct k210_pin *p, int func)
{
	struct k210_fpioa_function f = { .function = func };
	const char *what;
	int error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f);

	if (error || f.pad == K210_FPIOA_NO_PAD || f.shareable ||
	    (int)f.pad == p->pad)
		return error;
	what = k210_board_reserved(f.pad);
	return what ? k210_fail(-EBUSY,
				"%s: %s is on IO%u, which is this board's %s",
				p->name, f.name, f.pad, what) :
		      0;
}

K210_API int k210_pin_alt(struct k210_pin *p, int func)
{
	const struct k210_pin_cfg to_line = { .mode = K210_IN };
	const struct k210_pin_cfg to_alt = { .flags = K210_FORCE };
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	if (func < -1 || func >= K210_FUNCTIONS)
		return k210_fail(
			-EINVAL,
			"there is no function %d: they are 0 to 255, or -1",
			func);
	if (func < 0)
		return k210_pin_change(p, &to_line, -1);
	error = check_other_pad(p, func);
	return error ? error : k210_pin_change(p, &to_alt, func);
}
