// SPDX-License-Identifier: MIT
/* A pin that changes in place: between its line and other functions, too. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "irq.h"
#include "pin.h"

/* Pads of other functions keep the settings that pins were given. */
#define SETTINGS                                                           \
	(K210_FPIOA_PULL | K210_FPIOA_DRIVE_LEVEL | K210_FPIOA_SLOW_SLEW | \
	 K210_FPIOA_SCHMITT | K210_FPIOA_INPUT_INVERT |                    \
	 K210_FPIOA_OUTPUT_INVERT)

static bool is_alt(uint8_t mode)
{
	return mode == K210_ALT || mode == K210_ALT_OPEN_DRAIN;
}

/* Why there is no pad to change. */
static int no_pad(const struct k210_pin *p)
{
	if (p->line_func < 0)
		return k210_fail(-ENXIO,
				 "%s: its chip has no pads that could be set",
				 p->name);
	return k210_fail(-EBUSY,
			 "%s: only its line is ours; the pad is another's",
			 p->name);
}

static int read_pad(int pad, struct k210_fpioa_config *config)
{
	struct k210_fpioa_pad state = { .pad = pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &state);

	*config = state.config;
	return error;
}

/*
 * Only what is meant may be anything but 0: a function's default settings
 * aren't taken from here.
 */
static void keep_only(struct k210_fpioa_config *config)
{
	struct k210_fpioa_config all = *config;

	*config =
		(struct k210_fpioa_config){ .mask = all.mask, .pad = all.pad };
	if (all.mask & K210_FPIOA_FUNCTION)
		config->function = all.function;
	if (all.mask & K210_FPIOA_PULL)
		config->pull = all.pull;
	if (all.mask & K210_FPIOA_DRIVE_LEVEL)
		config->drive_level = all.drive_level;
	if (all.mask & K210_FPIOA_SLOW_SLEW)
		config->slow_slew = all.slow_slew;
	if (all.mask & K210_FPIOA_SCHMITT)
		config->schmitt = all.schmitt;
	if (all.mask & K210_FPIOA_INPUT_INVERT)
		config->input_invert = all.input_invert;
	if (all.mask & K210_FPIOA_OUTPUT_INVERT)
		config->output_invert = all.output_invert;
}

/* What the pad was, after something that failed. */
static void restore(const struct k210_pin *p,
		    const struct k210_fpioa_config *old, uint32_t mask)
{
	struct k210_fpioa_config config = *old;

	if (mask & K210_FPIOA_DRIVE_UA)
		mask ^= K210_FPIOA_DRIVE_UA | K210_FPIOA_DRIVE_LEVEL;
	config.mask = mask;
	keep_only(&config);
	k210_claim_configure(&config, K210_FPIOA_FORCE, p->name);
}

/* Routes another function, with the settings that the pad has and is given. */
static int route(struct k210_pin *p, const struct k210_pin_cfg *cfg, int func)
{
	struct k210_fpioa_config config;
	int error = read_pad(p->pad, &config);

	if (error)
		return error;
	config.mask = SETTINGS | K210_FPIOA_FUNCTION;
	config.function = func;
	if (cfg->drive_ua)
		config.mask &= ~K210_FPIOA_DRIVE_LEVEL;
	keep_only(&config);
	k210_pin_cfg_pad(cfg, true, &config);
	return k210_claim_configure(
		&config, cfg->flags & K210_FORCE ? K210_FPIOA_FORCE : 0,
		p->name);
}

static int check_open_drain(const struct k210_pin *p, int func)
{
	struct k210_fpioa_function function = { .function = func };
	int error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);

	if (error)
		return error;
	if (!strncmp(function.name, "I2C", 3) ||
	    !strncmp(function.name, "SCCB", 4))
		return 0;
	return k210_fail(
		-EOPNOTSUPP,
		"%s: %s drives high too; the FPIOA can't keep it from that",
		p->name, function.name);
}

/* To a function that is no line. */
static int to_alt(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		  uint8_t mode, int func)
{
	int error;

	if (p->pad < 0)
		return no_pad(p);
	if (k210_is_line(func))
		return k210_fail(-EINVAL,
				 "%s: IO%d=%s opens another line on its pad",
				 p->name, p->pad,
				 cfg->func ? cfg->func : "...");
	if (mode == K210_ALT_OPEN_DRAIN) {
		error = check_open_drain(p, func);
		if (error)
			return error;
	}
	/* A pad whose line is in use keeps it. */
	bool drove = p->drives;
	bool had_line = p->fd >= 0;

	p->drives = false;
	k210_irq_cut(p);
	if (had_line)
		close(p->fd);
	p->fd = -1;
	error = route(p, cfg, func);
	if (!error) {
		p->mode = mode;
	} else if (had_line) {
		p->now.value = p->out;
		if (!k210_pin_apply_line(p, &p->now))
			p->drives = drove;
	}
	k210_irq_update(p);
	return error;
}

/* What of @cfg the line gets, on top of what it is. */
static int line_part(const struct k210_pin *p, const struct k210_pin_cfg *cfg,
		     struct request *next)
{
	uint8_t mode = cfg->mode       ? cfg->mode :
		       is_alt(p->mode) ? K210_IN :
					 p->now.words.mode;

	*next = p->now;
	next->words.mode = mode;
	next->words.trigger = k210_irq_edges(p, mode);
	if (cfg->pull)
		next->words.pull = cfg->pull;
	if (cfg->active_low)
		next->words.active_low = cfg->active_low;
	if (cfg->debounce_us == K210_NO_DEBOUNCE)
		next->debounce_us = 0;
	else if (cfg->debounce_us && mode != K210_IN)
		return k210_fail(-EINVAL, "%s: only inputs are debounced",
				 p->name);
	else if (cfg->debounce_us)
		next->debounce_us = cfg->debounce_us;
	next->value = cfg->value ? cfg->value == K210_HIGH : p->out;
	return 0;
}

/* The pad's part of a line; @changed is filled with what is to be restored. */
static int pad_part(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		    struct k210_fpioa_config *old, uint32_t *changed)
{
	struct k210_fpioa_config config = { .pad = p->pad };
	int error;

	k210_pin_cfg_pad(cfg, false, &config);
	*changed = config.mask;
	if (is_alt(p->mode)) {
		if (p->line_func < 0)
			return k210_fail(-EINVAL, "%s had no line before",
					 p->name);
		*changed = SETTINGS | K210_FPIOA_FUNCTION;
	}
	if (!*changed)
		return 0;
	if (p->pad < 0)
		return no_pad(p);
	error = read_pad(p->pad, old);
	if (error)
		return error;
	if (is_alt(p->mode))
		return route(p, cfg, p->line_func);
	return k210_claim_configure(&config, 0, p->name);
}

static int to_line(struct k210_pin *p, const struct k210_pin_cfg *cfg)
{
	struct k210_fpioa_config old;
	uint32_t changed;
	uint8_t was = p->out;
	struct request next;
	int error = line_part(p, cfg, &next);

	if (!error)
		error = pad_part(p, cfg, &old, &changed);
	if (error)
		return error;
	if (cfg->value)
		p->out = next.value;
	error = k210_pin_apply_line(p, &next);
	if (error) {
		p->out = was;
		if (changed)
			restore(p, &old, changed);
	}
	return error;
}

static int apply_line(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		      int func)
{
	uint32_t trigger = p->trigger;
	int error;

	if (func >= 0 && func != p->line_func)
		return k210_fail(-EINVAL, "%s has another line than %s",
				 p->name, cfg->func);
	if (cfg->trigger) {
		error = k210_irq_make(p);
		if (error)
			return error;
		p->trigger = cfg->trigger;
	}
	error = to_line(p, cfg);
	if (error)
		p->trigger = trigger;
	else
		k210_irq_update(p);
	return error;
}

static int apply_alt(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		     uint8_t mode, int func)
{
	struct k210_fpioa_config config;

	if (cfg->trigger || cfg->value || cfg->debounce_us ||
	    cfg->active_low == K210_ON)
		return k210_fail(
			-EINVAL,
			"%s: a function has no trigger, value, active low or debounce",
			p->name);
	if (func < 0) {
		if (!is_alt(p->mode))
			return k210_fail(-EINVAL,
					 "%s: which function is it to carry?",
					 p->name);
		int error = read_pad(p->pad, &config);

		if (error)
			return error;
		func = config.function;
	}
	return to_alt(p, cfg, mode, func);
}

int k210_pin_apply(struct k210_pin *p, const struct k210_pin_cfg *cfg)
{
	uint8_t mode = cfg->mode ? cfg->mode : p->mode;
	int func = cfg->func ? k210_pin_func(cfg->func) : -1;

	if (cfg->func && func < 0)
		return func;
	if (func >= 0 && !k210_is_line(func) && !cfg->mode && !is_alt(mode))
		mode = K210_ALT;
	return is_alt(mode) ? apply_alt(p, cfg, mode, func) :
			      apply_line(p, cfg, func);
}

K210_API int k210_pin_configure(struct k210_pin *p,
				const struct k210_pin_cfg *cfg)
{
	struct k210_pin_cfg ours;
	int error;

	k210_silence();
	error = k210_pin_cfg_take(&ours, cfg);
	if (error)
		return error;
	lock_take(&p->lock);
	error = k210_pin_apply(p, &ours);
	lock_drop(&p->lock);
	return error;
}
