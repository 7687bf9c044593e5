// SPDX-License-Identifier: GPL-2.0-or-later
/* The pads as the bridge's header has them. */
#include "fuzz.h"

/* Pads whose line is requested. */
uint64_t model_in_use(const struct model *model)
{
	uint64_t pads = 0;

	for (int pad = 0; pad < PADS; pad++)
		if (model->users[model->word[pad] & WORD_FUNCTION])
			pads |= BIT(pad);
	return pads;
}

uint64_t model_free(const struct model *model)
{
	return ALL_PADS & ~(model->device | model->claimed | model->persisted |
			    model_in_use(model));
}

uint32_t model_state(const struct model *model, unsigned int pad)
{
	uint32_t state = 0;

	if (model->device & BIT(pad))
		state |= K210_FPIOA_STATE_DEVICE;
	if ((model->claimed | model->persisted) & BIT(pad))
		state |= K210_FPIOA_STATE_CLAIMED;
	if (model_in_use(model) & BIT(pad))
		state |= K210_FPIOA_STATE_LINE;
	if (model->held & BIT(pad))
		state |= K210_FPIOA_STATE_HELD;
	if (model->held & model->high & BIT(pad))
		state |= K210_FPIOA_STATE_HELD_HIGH;
	return state;
}

/* The first pad that carries a function, or -1. */
int model_find(const struct model *model, uint8_t function)
{
	for (int pad = 0; pad < PADS; pad++)
		if ((model->word[pad] & WORD_FUNCTION) == function)
			return pad;
	return -1;
}

static uint32_t drive_of(uint32_t microampere)
{
	static const uint16_t drives[] = { 11200, 16800, 22300, 27800,
					   33300, 38700, 44100, 49500 };
	uint32_t level = 7;

	while (drives[level] > microampere)
		level--;
	return level;
}

static uint32_t put(uint32_t word, uint32_t field, uint32_t value)
{
	return (word & ~field) | (value * (field & -field));
}

/* A word with what a config asks for, but for its function. */
uint32_t model_settings(uint32_t word, const struct k210_fpioa_config *config)
{
	if (config->mask & K210_FPIOA_PULL)
		word = put(word, WORD_PULL, config->pull);
	if (config->mask & K210_FPIOA_DRIVE_LEVEL)
		word = put(word, WORD_DRIVE, config->drive_level);
	if (config->mask & K210_FPIOA_DRIVE_UA)
		word = put(word, WORD_DRIVE, drive_of(config->drive_ua));
	if (config->mask & K210_FPIOA_SLOW_SLEW)
		word = put(word, WORD_SLOW, config->slow_slew);
	if (config->mask & K210_FPIOA_SCHMITT)
		word = put(word, WORD_SCHMITT, config->schmitt);
	if (config->mask & K210_FPIOA_INPUT)
		word = put(word, WORD_INPUT, config->input);
	if (config->mask & K210_FPIOA_OUTPUT)
		word = put(word, WORD_OUTPUT, config->output);
	if (config->mask & K210_FPIOA_INPUT_INVERT)
		word = put(word, WORD_INPUT_INVERT, config->input_invert);
	if (config->mask & K210_FPIOA_OUTPUT_INVERT)
		word = put(word, WORD_OUTPUT_INVERT, config->output_invert);
	return word;
}

/* Is a field what its mask allows? Without it, it must be 0. */
static bool fits(uint32_t mask, uint32_t bit, uint32_t value, uint32_t most)
{
	return value <= (mask & bit ? most : 0);
}

static bool is_valid(const struct k210_fpioa_config *config)
{
	const uint32_t drives = K210_FPIOA_DRIVE_UA | K210_FPIOA_DRIVE_LEVEL;
	uint32_t mask = config->mask;

	return mask < K210_FPIOA_OUTPUT_INVERT << 1 &&
	       (mask & drives) != drives && config->pad < PADS &&
	       fits(mask, K210_FPIOA_FUNCTION, config->function, 255) &&
	       fits(mask, K210_FPIOA_PULL, config->pull, 2) &&
	       fits(mask, K210_FPIOA_DRIVE_LEVEL, config->drive_level, 15) &&
	       fits(mask, K210_FPIOA_DRIVE_UA, config->drive_ua, ~0U) &&
	       (!(mask & K210_FPIOA_DRIVE_UA) || config->drive_ua >= 11200) &&
	       fits(mask, K210_FPIOA_SLOW_SLEW, config->slow_slew, 1) &&
	       fits(mask, K210_FPIOA_SCHMITT, config->schmitt, 1) &&
	       fits(mask, K210_FPIOA_INPUT, config->input, 1) &&
	       fits(mask, K210_FPIOA_OUTPUT, config->output, 1) &&
	       fits(mask, K210_FPIOA_INPUT_INVERT, config->input_invert, 1) &&
	       fits(mask, K210_FPIOA_OUTPUT_INVERT, config->output_invert, 1) &&
	       !config->reserved[0] && !config->reserved[1];
}

/*
 * What another pad that carries a config's function makes of it; it may be one
 * that gets another function by the same call, or is evicted.
 */
static uint64_t other_carrier(const struct model *model, unsigned int other,
			      const uint16_t *wanted, uint64_t asked,
			      bool force)
{
	if (wanted[other] < FUNCTIONS)
		return 0;
	if (asked & BIT(other)) /* a function on two pads, or one in use */
		return BIT(EINVAL) | BIT(EBUSY);
	if (!force || !(model_free(model) & BIT(other)))
		return BIT(EBUSY);
	return 0;
}

/* What is wrong with a call that is well-formed, where pads get WANTED. */
static uint64_t find_conflicts(const struct model *model,
			       const uint16_t *wanted, uint64_t asked,
			       bool force)
{
	uint64_t in_use = model_in_use(model);
	uint64_t errors = 0;

	for (int pad = 0; pad < PADS; pad++) {
		if (wanted[pad] == FUNCTIONS)
			continue;
		if ((model->word[pad] & WORD_FUNCTION) != wanted[pad] &&
		    in_use & BIT(pad))
			errors |= BIT(EBUSY);
		if (model->shareable[wanted[pad]])
			continue;
		for (int other = 0; other < PADS; other++) {
			if (other == pad)
				continue;
			if (wanted[other] == wanted[pad])
				errors |= BIT(EINVAL);
			if ((model->word[other] & WORD_FUNCTION) == wanted[pad])
				errors |= other_carrier(model, other, wanted,
							asked, force);
		}
	}
	return errors;
}

static void change(struct model *model, unsigned int pad, uint32_t word)
{
	if (!(model->changed & BIT(pad)))
		model->base[pad] = model->word[pad];
	model->changed |= BIT(pad);
	model->word[pad] = word;
}

static void apply(struct model *model, const struct k210_fpioa_config *configs,
		  uint32_t num)
{
	struct model before = *model;

	for (uint32_t i = 0; i < num; i++) {
		uint8_t function = configs[i].function;

		if (!(configs[i].mask & K210_FPIOA_FUNCTION) ||
		    model->shareable[function])
			continue;
		for (int pad = 0; pad < PADS; pad++)
			if ((before.word[pad] & WORD_FUNCTION) == function &&
			    pad != configs[i].pad)
				change(model, pad, model->words[RESV0]);
	}
	for (uint32_t i = 0; i < num; i++) {
		unsigned int pad = configs[i].pad;
		uint32_t word = before.word[pad];

		if (configs[i].mask & K210_FPIOA_FUNCTION &&
		    (word & WORD_FUNCTION) != configs[i].function)
			word = model->words[configs[i].function];
		change(model, pad, model_settings(word, &configs[i]));
	}
}

/*
 * Pads to be claimed, or a claim's OWN pads to be changed: the set of results
 * that this may have. If it is OK, that is done.
 */
uint64_t model_route(struct model *model,
		     const struct k210_fpioa_config *configs, uint32_t num,
		     uint64_t own, bool claiming, bool force)
{
	uint16_t wanted[PADS];
	uint64_t asked = 0;
	uint64_t errors = 0;

	for (int pad = 0; pad < PADS; pad++)
		wanted[pad] = FUNCTIONS;
	for (uint32_t i = 0; i < num; i++) {
		unsigned int pad = configs[i].pad;

		if (!is_valid(&configs[i]) || asked & BIT(pad)) {
			errors |= BIT(EINVAL);
			continue;
		}
		asked |= BIT(pad);
		if (configs[i].mask & K210_FPIOA_FUNCTION)
			wanted[pad] = configs[i].function;
	}
	if (claiming && asked & ~model_free(model))
		errors |= BIT(EBUSY);
	if (!claiming && asked & ~own)
		errors |= BIT(EINVAL);
	errors |= find_conflicts(model, wanted, asked, force);
	if (errors)
		return errors;
	apply(model, configs, num);
	if (claiming)
		model->claimed |= asked;
	model_restore(model);
	return OK;
}

/* Pads that are nobody's get what they had, if its function is to be had. */
void model_restore(struct model *model)
{
	uint64_t pads = model->changed & ~model->claimed & ~model->persisted &
			~model_in_use(model);

	for (int pad = 0; pad < PADS; pad++)
		if (pads & BIT(pad))
			model->word[pad] = model->words[RESV0];
	for (int pad = 0; pad < PADS; pad++) {
		uint8_t function = model->base[pad] & WORD_FUNCTION;

		if (!(pads & BIT(pad)) || (!model->shareable[function] &&
					   model_find(model, function) >= 0))
			continue;
		model->word[pad] = model->base[pad];
		model->changed &= ~BIT(pad);
	}
}

void model_close(struct model *model, uint64_t pads, bool persist)
{
	model->claimed &= ~pads;
	if (persist) {
		model->persisted |= pads & model->held;
		model->changed &= ~pads;
		model->loose = true;
	} else {
		model->held &= ~pads;
	}
	model_restore(model);
}
