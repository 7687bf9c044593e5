// SPDX-License-Identifier: MIT
/* Which function is on which pad. */
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "func-ids.h"
#include "k210gpio/board.h"
#include "pad.h"

static int check_func(int func)
{
	if (func >= 0 && func < K210_FUNCTIONS)
		return 0;
	return k210_fail(-EINVAL, "there is no function %d: they are 0 to 255",
			 func);
}

/* What a board keeps its pad for takes force. */
static int check_reserved(int pad, unsigned int flags)
{
	const char *what = k210_board_reserved(pad);

	if (!what || flags & K210_FORCE)
		return 0;
	return k210_fail(-EBUSY, "IO%d is this board's %s: it takes force", pad,
			 what);
}

static int map(int pad, int func, unsigned int flags)
{
	const struct k210_fpioa_config config = {
		.mask = K210_FPIOA_FUNCTION,
		.pad = pad,
		.function = func,
	};
	char name[8];
	int error;

	k210_format(name, sizeof(name), "IO%d", pad);
	if (!(flags & K210_PERSIST))
		return k210_claim_map(&config, flags, name);
	/* A map can't become one that stays; but this one would do. */
	if (k210_claim_has(pad)) {
		error = k210_claim_map(&config, flags, name);
		if (!error)
			error = k210_claim_unmap(pad);
		if (error)
			return error;
	}
	return k210_claim_for_good(&config, flags, -2, name);
}

K210_API int k210_fpioa_map(int pad, int func, unsigned int flags)
{
	int error, rival;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = check_func(func);
	if (!error && flags & ~(K210_FORCE | K210_PERSIST))
		error = k210_fail(-EINVAL,
				  "flags %u: a map has force and persist only",
				  flags);
	if (!error)
		error = check_reserved(pad, flags);
	if (error)
		return error;
	rival = k210_claim_rival(func, pad, flags);
	error = map(pad, func, flags);
	if (!error && flags & K210_FORCE)
		k210_claim_warn(pad, NULL, func, rival);
	return error;
}

K210_API int k210_fpioa_unmap(int pad)
{
	const struct k210_fpioa_config nothing = {
		.mask = K210_FPIOA_FUNCTION,
		.pad = pad,
		.function = FUNC_RESV0,
	};
	char name[8];
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = k210_claim_unmap(pad);
	if (error != -ENXIO)
		return error;
	error = k210_pad_check_reserved(pad, "a map");
	if (error)
		return error;
	k210_format(name, sizeof(name), "IO%d", pad);
	return k210_claim_for_good(&nothing, 0, -2, name);
}

K210_API int k210_fpioa_pad_of(int func)
{
	struct k210_fpioa_function function = { .function = func };
	int error;

	k210_silence();
	error = check_func(func);
	if (!error)
		error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);
	if (error)
		return error;
	if (function.pad == K210_FPIOA_NO_PAD)
		return k210_fail(-ENXIO, "%s is on no pad", function.name);
	return function.pad;
}

K210_API int k210_fpioa_func_of(int pad)
{
	struct k210_fpioa_pad state = { .pad = pad };
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = k210_bridge_ask(K210_FPIOA_GET_PAD, &state);
	return error ? error : state.config.function;
}

K210_API int k210_fpioa_used(int8_t pads[40])
{
	int8_t found[FUNC_LINES];

	k210_silence();
	if (!pads)
		return k210_fail(-EINVAL, "40 pads are needed, not NULL");
	for (int i = 0; i < FUNC_LINES; i++) {
		struct k210_fpioa_function function = {
			.function = FUNC_GPIOHS0 + i,
		};
		int error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);

		if (error)
			return error;
		found[i] = -1;
		if (function.pad != K210_FPIOA_NO_PAD)
			found[i] = function.pad;
	}
	memcpy(pads, found, sizeof(found));
	return 0;
}
