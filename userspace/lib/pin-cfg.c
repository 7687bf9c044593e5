// SPDX-License-Identifier: MIT
/* What a config asks for, of the pad and of its line. */
#include <errno.h>
#include <string.h>

#include "error.h"
#include "pad.h"
#include "pin.h"
#include "sized.h"

/* The first version of the struct ended with its consumer. */
#define LEAST sizeof(struct k210_pin_cfg)

static int check_names(const struct k210_pin_cfg *cfg)
{
	if (cfg->consumer && strlen(cfg->consumer) >= K210_NAME_SIZE)
		return k210_fail(
			-EINVAL,
			"the consumer '%s' has more than 31 characters",
			cfg->consumer);
	if (cfg->reserved[0] || cfg->reserved[1])
		return k210_fail(-EINVAL, "a config's reserved bytes aren't 0");
	return 0;
}

static int check_trigger(uint32_t trigger)
{
	if (!trigger || k210_is_trigger(trigger))
		return 0;
	return k210_fail(-EINVAL,
			 "trigger %u isn't an edge, both, or one level",
			 trigger);
}

static int check_debounce(const struct k210_pin_cfg *cfg)
{
	if (cfg->debounce_us && cfg->debounce_us != K210_NO_DEBOUNCE &&
	    cfg->mode && cfg->mode != K210_IN)
		return k210_fail(-EINVAL, "only inputs are debounced");
	return 0;
}

static int check_drive(const struct k210_pin_cfg *cfg)
{
	if (cfg->drive > K210_DRIVE(15))
		return k210_fail(-EINVAL, "drive level %d isn't 0 to 15",
				 cfg->drive - 1);
	if (cfg->drive && cfg->drive_ua)
		return k210_fail(-EINVAL,
				 "a drive is a level or a current, not both");
	return cfg->drive_ua ? k210_pad_check_ua(cfg->drive_ua) : 0;
}

/* Those that are one of 0 to a greatest. */
static int check_words(const struct k210_pin_cfg *cfg)
{
	const struct {
		const char *what;
		uint8_t value;
		uint8_t most;
	} words[] = {
		{ "mode", cfg->mode, K210_OPEN_SOURCE },
		{ "pull", cfg->pull, K210_PULL_DOWN },
		{ "active_low", cfg->active_low, K210_SWITCH_ON },
		{ "value", cfg->value, K210_START_ACTIVE },
		{ "slew", cfg->slew, K210_SLEW_SLOW },
		{ "schmitt", cfg->schmitt, K210_SWITCH_ON },
		{ "input_invert", cfg->input_invert, K210_SWITCH_ON },
		{ "output_invert", cfg->output_invert, K210_SWITCH_ON },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].value > words[i].most)
			return k210_fail(-EINVAL, "there is no %s %d",
					 words[i].what, words[i].value);
	if (cfg->flags &
	    ~(K210_FORCE | K210_PERSIST | K210_NO_MUX | K210_DEFAULTS))
		return k210_fail(-EINVAL, "flags %u has bits that mean nothing",
				 cfg->flags);
	return 0;
}

void k210_pin_cfg_defaults(struct k210_pin_cfg *cfg)
{
	const struct {
		uint8_t *word;
		uint8_t otherwise;
	} words[] = {
		{ &cfg->pull, K210_PULL_NONE },
		{ &cfg->active_low, K210_SWITCH_OFF },
		{ &cfg->slew, K210_SLEW_FAST },
		{ &cfg->schmitt, K210_SWITCH_OFF },
		{ &cfg->input_invert, K210_SWITCH_OFF },
		{ &cfg->output_invert, K210_SWITCH_OFF },
	};

	if (!(cfg->flags & K210_DEFAULTS))
		return;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!*words[i].word)
			*words[i].word = words[i].otherwise;
	if (!cfg->drive && !cfg->drive_ua)
		cfg->drive = K210_DRIVE_HIGH;
	if (!cfg->debounce_us)
		cfg->debounce_us = K210_NO_DEBOUNCE;
}

int k210_pin_cfg_take(struct k210_pin_cfg *ours,
		      const struct k210_pin_cfg *theirs)
{
	int error;

	if (!theirs) {
		memset(ours, 0, sizeof(*ours));
		return 0;
	}
	error = k210_sized_in(ours, sizeof(*ours), theirs, LEAST);
	if (!error)
		error = check_words(ours);
	if (!error)
		error = check_trigger(ours->trigger);
	if (!error)
		error = check_drive(ours);
	if (!error)
		error = check_debounce(ours);
	if (!error)
		error = check_names(ours);
	return error;
}

static void set(struct k210_fpioa_config *config, uint32_t bit, uint8_t *field,
		uint8_t word, uint8_t first)
{
	if (word) {
		config->mask |= bit;
		*field = word - first;
	}
}

void k210_pin_cfg_pad(const struct k210_pin_cfg *cfg, bool with_pull,
		      struct k210_fpioa_config *config)
{
	if (with_pull)
		set(config, K210_FPIOA_PULL, &config->pull, cfg->pull,
		    K210_PULL_NONE);
	set(config, K210_FPIOA_DRIVE_LEVEL, &config->drive_level, cfg->drive,
	    K210_DRIVE(0));
	set(config, K210_FPIOA_SLOW_SLEW, &config->slow_slew, cfg->slew,
	    K210_SLEW_FAST);
	set(config, K210_FPIOA_SCHMITT, &config->schmitt, cfg->schmitt,
	    K210_SWITCH_OFF);
	set(config, K210_FPIOA_INPUT_INVERT, &config->input_invert,
	    cfg->input_invert, K210_SWITCH_OFF);
	set(config, K210_FPIOA_OUTPUT_INVERT, &config->output_invert,
	    cfg->output_invert, K210_SWITCH_OFF);
	if (cfg->drive_ua) {
		config->mask |= K210_FPIOA_DRIVE_UA;
		config->drive_ua = cfg->drive_ua;
	}
}
