// SPDX-License-Identifier: GPL-2.0-or-later
/* What must hold between two calls. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fuzz.h"

static int bridge = -1;
static uint32_t start[PADS];
struct model model;

static struct k210_fpioa_pad read_pad(unsigned int number)
{
	struct k210_fpioa_pad pad = { .pad = number };

	if (ask(bridge, K210_FPIOA_GET_PAD, &pad))
		wrong("GET_PAD %u: %m", number);
	pad.word &= ~WORD_LEVEL;
	return pad;
}

/* A function's word by default: what a pad that was RESV0 gets with it. */
static void learn(uint8_t function, unsigned int place)
{
	struct k210_fpioa_function asked = { .function = function };
	struct k210_fpioa_config config = { .mask = K210_FPIOA_FUNCTION,
					    .pad = place };
	struct k210_fpioa_claim claim = { .configs = (uintptr_t)&config,
					  .num = 1,
					  .config_size = sizeof(config),
					  .flags = K210_FPIOA_FORCE };
	struct k210_fpioa_configure configure = { .num = 1,
						  .config_size = sizeof(config),
						  .flags = K210_FPIOA_FORCE };

	if (ask(bridge, K210_FPIOA_GET_FUNCTION, &asked))
		wrong("GET_FUNCTION %u: %m", function);
	model.shareable[function] = asked.shareable;
	config.function = function == RESV0 ? RESV0 + 1 : RESV0;
	if (ask(bridge, K210_FPIOA_CLAIM, &claim))
		return; /* it is a device's */
	config.function = function;
	configure.configs = claim.configs;
	if (!ask(claim.fd, K210_FPIOA_CONFIGURE, &configure))
		model.words[function] = read_pad(place).word;
	close(claim.fd);
}

/* Once is enough: what functions are by default doesn't change. */
static void learn_all(unsigned int place)
{
	static struct model learned;

	if (!learned.words[RESV0])
		for (int function = 0; function < FUNCTIONS; function++)
			learn(function, place);
	else
		memcpy(model.words, learned.words, sizeof(model.words));
	if (learned.words[RESV0])
		memcpy(model.shareable, learned.shareable,
		       sizeof(model.shareable));
	learned = model;
}

/* The pads as they are found, and functions that nobody else has. */
void check_start(void)
{
	unsigned int place = PADS;

	close(bridge);
	bridge = open_device();
	if (bridge < 0)
		wrong("/dev/k210-fpioa: %m");
	ask(bridge, K210_FPIOA_RELEASE,
	    &(struct k210_fpioa_release){ ALL_PADS });
	memset(&model, 0, sizeof(model));
	for (unsigned int pad = 0; pad < PADS; pad++) {
		struct k210_fpioa_pad now = read_pad(pad);

		start[pad] = now.word;
		model.word[pad] = now.word;
		if (now.state & K210_FPIOA_STATE_DEVICE)
			model.device |= BIT(pad);
		if (now.state & K210_FPIOA_STATE_LINE)
			model.users[now.config.function] = 1;
		if (now.state &
		    ~(K210_FPIOA_STATE_DEVICE | K210_FPIOA_STATE_LINE))
			wrong("pad %u begins in state 0x%x", pad, now.state);
		if (!now.state)
			place = pad;
	}
	learn_all(place);
	for (unsigned int pad = 0; pad < PADS; pad++)
		if (read_pad(pad).word != start[pad])
			wrong("pad %u: 0x%x, and 0x%x after claims", pad,
			      start[pad], read_pad(pad).word);
	if (model.words[RESV0] != RESV0 || !model.shareable[RESV0] ||
	    !model.shareable[CONSTANT] || model.shareable[GPIOHS0])
		wrong("RESV0 is 0x%x, shareable %d %d %d", model.words[RESV0],
		      model.shareable[RESV0], model.shareable[CONSTANT],
		      model.shareable[GPIOHS0]);
}

/* Does a config say what a word does? */
static bool is_said(const struct k210_fpioa_config *config, uint32_t word)
{
	struct k210_fpioa_config meant = *config;
	uint32_t pull = (word & WORD_PULL) >> 16;

	if (pull == 3)
		return false;
	meant.mask &= ~K210_FPIOA_DRIVE_UA;
	return config->function == (word & WORD_FUNCTION) &&
	       model_settings(word, &meant) == word;
}

static void check_held(unsigned int number, const struct k210_fpioa_pad *pad)
{
	bool same = !(pad->word & WORD_OUTPUT_INVERT) == !(pad->word & BIT(13));

	if ((pad->word & WORD_FUNCTION) != CONSTANT ||
	    !(pad->word & WORD_OUTPUT) ||
	    same != !!(pad->state & K210_FPIOA_STATE_HELD_HIGH))
		wrong("pad %u: held with word 0x%x, state 0x%x", number,
		      pad->word, pad->state);
}

static void check_function(unsigned int number, uint64_t *seen, uint8_t carried)
{
	if (!model.shareable[carried] && seen[carried / 64] & BIT(carried % 64))
		wrong("pad %u: function %u is on another as well", number,
		      carried);
	seen[carried / 64] |= BIT(carried % 64);
}

/* A line's bias changes what its pad has, and not what it gets back. */
static void adopt(unsigned int pad, const struct k210_fpioa_pad *now)
{
	uint32_t pull = (uint32_t)now->config.pull << 16;

	if (model.biased & BIT(pad)) {
		model.word[pad] = (model.word[pad] & ~WORD_PULL) | pull;
		if (!(model.changed & BIT(pad)) &&
		    !(model.claimed & BIT(pad)) &&
		    !(model_in_use(&model) & BIT(pad)))
			model.biased &= ~BIT(pad);
	}
	if (model.loose) {
		model.word[pad] = now->word;
		if (now->state & K210_FPIOA_STATE_HELD)
			model.word[pad] = now->config.function;
	}
}

static void check_changed(unsigned int pad, const struct k210_fpioa_pad *now)
{
	bool changed = now->state & K210_FPIOA_STATE_CHANGED;

	if (model.changed & BIT(pad)) {
		if (!changed &&
		    (model.word[pad] ^ model.base[pad]) & WORD_FUNCTION)
			wrong("pad %u has changed, and doesn't say so", pad);
	} else if (changed && !(model.claimed & BIT(pad))) {
		wrong("pad %u is said to have changed", pad);
	}
}

static void check_pad(unsigned int pad, uint64_t *seen)
{
	struct k210_fpioa_pad now = read_pad(pad);

	adopt(pad, &now);
	check_function(pad, seen, now.config.function);
	if ((now.state & ~K210_FPIOA_STATE_CHANGED) != model_state(&model, pad))
		wrong("pad %u: state 0x%x, not 0x%x", pad, now.state,
		      model_state(&model, pad));
	if (now.state & K210_FPIOA_STATE_HELD)
		check_held(pad, &now);
	else if (now.word != model.word[pad])
		wrong("pad %u: word 0x%x, not 0x%x", pad, now.word,
		      model.word[pad]);
	if (model.loose)
		return;
	if (!is_said(&now.config, model.word[pad]))
		wrong("pad %u: function %u, pull %u, drive %u: not 0x%x", pad,
		      now.config.function, now.config.pull,
		      now.config.drive_level, model.word[pad]);
	check_changed(pad, &now);
}

/* All pads are as the model has them; what failed has changed none. */
void check_pads(void)
{
	uint64_t seen[FUNCTIONS / 64] = { 0 };

	for (unsigned int pad = 0; pad < PADS; pad++)
		check_pad(pad, seen);
}

/* What the bridge says is in the registers. */
void check_jig(void)
{
	static FILE *jig;
	char line[256];

	if (!jig)
		jig = fopen("/dev/k210-jig", "r+e");
	if (!jig)
		wrong("/dev/k210-jig: %m");
	for (unsigned int pad = 0; pad < PADS; pad++) {
		const char *word;

		fseek(jig, 0, SEEK_CUR);
		fprintf(jig, "pad %u\n", pad);
		fflush(jig);
		if (!fgets(line, sizeof(line), jig))
			wrong("the jig says nothing");
		word = strstr(line, "word=");
		if (!word ||
		    ((strtoul(word + 5, NULL, 16) ^ read_pad(pad).word) &
		     ~WORD_LEVEL & 0xffffffff))
			wrong("pad %u: word 0x%x, and the jig says %s", pad,
			      read_pad(pad).word, line);
	}
}

/* All is closed: everything is as it was, but for pulls. */
void check_end(void)
{
	struct k210_fpioa_release release = { .pads = ALL_PADS };
	int free;

	drop_all();
	close(bridge);
	bridge = open_device();
	if (bridge < 0)
		wrong("/dev/k210-fpioa: %m");
	if (ask(bridge, K210_FPIOA_RELEASE, &release))
		wrong("RELEASE: %m");
	model.held &= ~model.persisted;
	model.persisted = 0;
	model_restore(&model);
	if (alone())
		check_pads();
	for (unsigned int pad = 0; pad < PADS; pad++) {
		struct k210_fpioa_pad now = read_pad(pad);
		uint32_t kept = K210_FPIOA_STATE_DEVICE | K210_FPIOA_STATE_LINE;

		if (now.state & ~kept)
			wrong("pad %u: state 0x%x after all", pad, now.state);
		if (!options.persist && (now.word ^ start[pad]) & ~WORD_PULL)
			wrong("pad %u: word 0x%x, and 0x%x after all", pad,
			      start[pad], now.word);
	}
	check_jig();
	free = fcntl(bridge, F_DUPFD, 0);
	close(free);
	if (free > 16)
		wrong("descriptor %d is the first that is free", free);
}
