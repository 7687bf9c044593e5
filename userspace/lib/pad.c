// SPDX-License-Identifier: MIT
/* How a pad is, and whose. */
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "error.h"
#include "pad.h"
#include "sized.h"

/* A pad's state is passed on as it is. */
#define SAME(bit)                                                  \
	_Static_assert(K210_STATE_##bit == K210_FPIOA_STATE_##bit, \
		       "bits differ")
SAME(DEVICE);
SAME(CLAIMED);
SAME(LINE);
SAME(HELD);
SAME(HELD_HIGH);
SAME(CHANGED);

int k210_pad_check(int pad)
{
	if (pad >= 0 && pad < K210_PADS)
		return 0;
	return k210_fail(-EINVAL, "there is no pad %d: they are 0 to 47", pad);
}

/* Of the pads' currents, in uA; the data sheet's. */
#define WEAKEST_UA 11200

int k210_pad_check_ua(uint32_t ua)
{
	if (ua >= WEAKEST_UA)
		return 0;
	return k210_fail(
		-EINVAL,
		"a pad can't drive as little as %u uA: %d is the least", ua,
		WEAKEST_UA);
}

static uint8_t word_of(uint8_t on)
{
	return on ? K210_SWITCH_ON : K210_SWITCH_OFF;
}

int k210_pad_read(int pad, struct k210_pad *ours)
{
	struct k210_fpioa_pad state = { .pad = pad };
	const struct k210_fpioa_config *config = &state.config;
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &state);

	if (error)
		return error;
	*ours = (struct k210_pad){
		.size = sizeof(*ours),
		.state = state.state,
		.word = state.word,
		.drive_ua = config->drive_ua,
		.pad = pad,
		.func = config->function,
		.level = state.state & K210_FPIOA_STATE_HELD ?
				 !!(state.state & K210_FPIOA_STATE_HELD_HIGH) :
				 state.level,
		.pull = config->pull + K210_PULL_NONE,
		.drive = K210_DRIVE(config->drive_level),
		.slew = config->slow_slew ? K210_SLEW_SLOW : K210_SLEW_FAST,
		.schmitt = word_of(config->schmitt),
		.input = word_of(config->input),
		.output = word_of(config->output),
		.input_invert = word_of(config->input_invert),
		.output_invert = word_of(config->output_invert),
	};
	return 0;
}

K210_API int k210_pad_get(int pad, struct k210_pad *st)
{
	struct k210_pad ours;
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = k210_pad_read(pad, &ours);
	return error ? error :
		       k210_sized_out(st, &ours, sizeof(ours), sizeof(ours));
}

int k210_pad_ask_owner(int pad, struct k210_owner *ours)
{
	struct k210_fpioa_owner owner = { .pad = pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_OWNER, &owner);

	if (error)
		return error;
	_Static_assert(sizeof(ours->holder) == sizeof(owner.holder) &&
			       sizeof(ours->user) == sizeof(owner.user),
		       "names are as long");
	*ours = (struct k210_owner){
		.size = sizeof(*ours),
		.state = owner.state,
		.pid = owner.pid,
		.uid = owner.uid,
	};
	memcpy(ours->holder, owner.holder, sizeof(ours->holder));
	memcpy(ours->user, owner.user, sizeof(ours->user));
	return 0;
}

K210_API int k210_pad_owner(int pad, struct k210_owner *st)
{
	struct k210_owner ours;
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = k210_pad_ask_owner(pad, &ours);
	return error ? error :
		       k210_sized_out(st, &ours, sizeof(ours), sizeof(ours));
}
