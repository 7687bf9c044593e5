// SPDX-License-Identifier: MIT
/* Pads that are changed for good, or as their pins and maps are. */
#include <errno.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "k210gpio/board.h"
#include "pad.h"
#include "sized.h"

#define ALL (K210_PAD_OUTPUT_INVERT * 2 - 1)
#define DRIVES (K210_PAD_DRIVE | K210_PAD_DRIVE_UA)

/* Ours and the bridge's are the same bits. */
_Static_assert(K210_PAD_FUNC == K210_FPIOA_FUNCTION &&
		       K210_PAD_PULL == K210_FPIOA_PULL &&
		       K210_PAD_SLEW == K210_FPIOA_SLOW_SLEW &&
		       K210_PAD_SCHMITT == K210_FPIOA_SCHMITT &&
		       K210_PAD_INPUT == K210_FPIOA_INPUT &&
		       K210_PAD_OUTPUT == K210_FPIOA_OUTPUT &&
		       K210_PAD_INPUT_INVERT == K210_FPIOA_INPUT_INVERT &&
		       K210_PAD_OUTPUT_INVERT == K210_FPIOA_OUTPUT_INVERT,
	       "bits differ");

/* A word of ours that is meant, as the bridge has it: from 0 on. */
static int take(uint32_t mask, uint32_t bit, const char *what, uint8_t word,
		uint8_t most, uint8_t *to)
{
	if (!(mask & bit))
		return 0;
	if (!word || word > most)
		return k210_fail(-EINVAL, "there is no %s %d", what, word);
	*to = word - 1;
	return 0;
}

static int take_words(const struct k210_pad *st, uint32_t mask,
		      struct k210_fpioa_config *c)
{
	const struct {
		uint32_t bit;
		const char *what;
		uint8_t word, most;
		uint8_t *to;
	} words[] = {
		{ K210_PAD_PULL, "pull", st->pull, K210_PULL_DOWN, &c->pull },
		{ K210_PAD_DRIVE, "drive", st->drive, K210_DRIVE(15),
		  &c->drive_level },
		{ K210_PAD_SLEW, "slew", st->slew, K210_SLEW_SLOW,
		  &c->slow_slew },
		{ K210_PAD_SCHMITT, "schmitt", st->schmitt, K210_SWITCH_ON,
		  &c->schmitt },
		{ K210_PAD_INPUT, "input", st->input, K210_SWITCH_ON,
		  &c->input },
		{ K210_PAD_OUTPUT, "output", st->output, K210_SWITCH_ON,
		  &c->output },
		{ K210_PAD_INPUT_INVERT, "input_invert", st->input_invert,
		  K210_SWITCH_ON, &c->input_invert },
		{ K210_PAD_OUTPUT_INVERT, "output_invert", st->output_invert,
		  K210_SWITCH_ON, &c->output_invert },
	};

	for (unsigned int i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		int error = take(mask, words[i].bit, words[i].what,
				 words[i].word, words[i].most, words[i].to);

		if (error)
			return error;
	}
	return 0;
}

static int take_config(const struct k210_pad *st, uint32_t mask,
		       struct k210_fpioa_config *config)
{
	int error = take_words(st, mask, config);

	if (error)
		return error;
	if (mask & ~ALL)
		return k210_fail(-EINVAL, "mask %u has bits that mean nothing",
				 mask);
	if ((mask & DRIVES) == DRIVES)
		return k210_fail(-EINVAL,
				 "a drive is a level or a current, not both");
	if (mask & K210_PAD_DRIVE_UA && k210_pad_check_ua(st->drive_ua))
		return -EINVAL;
	config->mask = mask & ~DRIVES;
	if (mask & K210_PAD_DRIVE)
		config->mask |= K210_FPIOA_DRIVE_LEVEL;
	if (mask & K210_PAD_DRIVE_UA) {
		config->mask |= K210_FPIOA_DRIVE_UA;
		config->drive_ua = st->drive_ua;
	}
	if (mask & K210_PAD_FUNC)
		config->function = st->func;
	return 0;
}

int k210_pad_check_reserved(int pad, const char *how)
{
	const char *what = k210_board_reserved(pad);

	if (!what || k210_claim_has(pad))
		return 0;
	return k210_fail(-EBUSY,
			 "IO%d is this board's %s: %s with K210_FORCE takes it",
			 pad, what, how);
}

static void name_pad(char name[8], int pad)
{
	k210_format(name, 8, "IO%d", pad);
}

K210_API int k210_pad_set(int pad, const struct k210_pad *st, uint32_t mask)
{
	struct k210_fpioa_config config = { .pad = pad };
	struct k210_pad ours;
	char name[8];
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error)
		error = k210_sized_in(&ours, sizeof(ours), st, sizeof(ours));
	if (!error)
		error = take_config(&ours, mask, &config);
	if (!error)
		error = k210_pad_check_reserved(pad, "a pin or map");
	if (error)
		return error;
	name_pad(name, pad);
	error = k210_claim_configure(&config, 0, name);
	return error == -ENXIO ? k210_claim_for_good(&config, 0, -2, name) :
				 error;
}

/* What is this program's own is held by what has it. */
static int check_own(int pad)
{
	int what = k210_claim_has(pad);

	if (what & CLAIM_FOR_PIN)
		return k210_fail(
			-EBUSY,
			"IO%d has a pin of this program's: k210_pin_hold() holds it",
			pad);
	if (what)
		return k210_fail(
			-EBUSY,
			"this program has mapped IO%d: map it with K210_PERSIST, and hold it then",
			pad);
	return 0;
}

K210_API int k210_pad_hold(int pad, int level)
{
	struct k210_fpioa_config config = { .pad = pad };
	char name[8];
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (!error && (level < -1 || level > 1))
		error = k210_fail(-EINVAL, "level %d isn't 0, 1 or -1", level);
	if (!error)
		error = check_own(pad);
	if (!error)
		error = k210_pad_check_reserved(pad, "a pin that is held");
	if (error)
		return error;
	name_pad(name, pad);
	return k210_claim_for_good(&config, 0, level, name);
}

K210_API int k210_pad_release(int pad)
{
	struct k210_fpioa_release release = { 0 };
	struct k210_fpioa_config config = { .pad = pad };
	char name[8];
	int error;

	k210_silence();
	error = k210_pad_check(pad);
	if (error)
		return error;
	release.pads = 1ULL << pad;
	name_pad(name, pad);
	error = k210_bridge_ask(K210_FPIOA_RELEASE, &release);
	if (error == -EPERM)
		return k210_fail(error, "%s: to release a pad takes root",
				 name);
	if (error == -EBUSY)
		return k210_claim_busy(&config, false, name);
	return error;
}
