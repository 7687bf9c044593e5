// SPDX-License-Identifier: MIT
/* A pin that changes in place: between its line and other functions, too. */
#include <errno.h>
#include <linux/gpio.h>
#include <poll.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "irq.h"
#include "pin.h"
#include "sys.h"

/* Pads of other functions keep the settings that pins were given. */
#define SETTINGS                                                           \
	(K210_FPIOA_PULL | K210_FPIOA_DRIVE_LEVEL | K210_FPIOA_SLOW_SLEW | \
	 K210_FPIOA_SCHMITT | K210_FPIOA_INPUT_INVERT |                    \
	 K210_FPIOA_OUTPUT_INVERT)

/*
 * How many milliseconds others may take to be done with a write, or with a piece
 * of a wait: several times as long as that is, since they may be kept waiting.
 */
#define PATIENCE_MS 500

/* What a pad was, and what of it is to be restored. */
struct before {
	struct k210_fpioa_config config;
	bool held;
	uint32_t changed;
};

static int read_pad(const struct k210_pin *p, struct k210_fpioa_pad *pad)
{
	*pad = (struct k210_fpioa_pad){ .pad = p->pad };
	return k210_bridge_ask(K210_FPIOA_GET_PAD, pad);
}

/* Those of @all that are meant; what isn't has to be 0. */
static struct k210_fpioa_config part(const struct k210_fpioa_config *all,
				     uint32_t mask)
{
	struct k210_fpioa_config some = { .mask = mask, .pad = all->pad };
	const struct {
		uint32_t bit;
		uint8_t *to;
		uint8_t from;
	} fields[] = {
		{ K210_FPIOA_FUNCTION, &some.function, all->function },
		{ K210_FPIOA_PULL, &some.pull, all->pull },
		{ K210_FPIOA_DRIVE_LEVEL, &some.drive_level, all->drive_level },
		{ K210_FPIOA_SLOW_SLEW, &some.slow_slew, all->slow_slew },
		{ K210_FPIOA_SCHMITT, &some.schmitt, all->schmitt },
		{ K210_FPIOA_INPUT, &some.input, all->input },
		{ K210_FPIOA_OUTPUT, &some.output, all->output },
		{ K210_FPIOA_INPUT_INVERT, &some.input_invert,
		  all->input_invert },
		{ K210_FPIOA_OUTPUT_INVERT, &some.output_invert,
		  all->output_invert },
	};

	for (unsigned int i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (mask & fields[i].bit)
			*fields[i].to = fields[i].from;
	return some;
}

/* After something that failed. */
static void restore(const struct k210_pin *p, const struct before *before)
{
	uint32_t mask = before->changed;
	struct k210_fpioa_config config;
	struct sentence why;

	if (mask & K210_FPIOA_DRIVE_UA)
		mask ^= K210_FPIOA_DRIVE_UA | K210_FPIOA_DRIVE_LEVEL;
	config = part(&before->config, mask);
	k210_sentence_keep(&why);
	if (mask)
		k210_claim_configure(&config, K210_FPIOA_FORCE, p->name);
	k210_sentence_say(&why);
}

/*
 * Routes another function, with the settings that the pad has and is given; or,
 * if K210_DEFAULTS are meant, the function's own. A line's output is shut until
 * the line is what it is to be.
 */
static int route(const struct k210_pin *p, const struct k210_pin_cfg *cfg,
		 int func, const struct k210_fpioa_config *old)
{
	unsigned int flags = cfg->flags & K210_FORCE;
	int rival = k210_claim_rival(func, p->pad, flags);
	struct k210_fpioa_config config;
	uint32_t keep = SETTINGS;
	int error;

	if (cfg->flags & K210_DEFAULTS && func != old->function)
		keep = 0;
	else if (cfg->drive_ua)
		keep &= ~K210_FPIOA_DRIVE_LEVEL;
	config = part(old, keep);
	config.mask |= K210_FPIOA_FUNCTION;
	config.function = func;
	if (k210_is_line(func))
		config.mask |= K210_FPIOA_OUTPUT;
	k210_pin_cfg_pad(cfg, true, &config);
	error = k210_claim_configure(&config, flags, p->name);
	if (!error && rival >= 0)
		k210_claim_warn(-1, NULL, func, rival);
	return error;
}

/* Whether nobody has the line; also not where its chip is gone. */
static bool is_free(const struct k210_pin *p)
{
	struct gpio_v2_line_info info = { .offset = p->line };

	return sys_ioctl(p->chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0 ||
	       !(info.flags & GPIO_V2_LINE_FLAG_USED);
}

/*
 * Lets the line go, since the pad of a line in use keeps it. A write of another
 * thread may still be under way, or a wait: then it is that thread which closes
 * the request. There the pad goes first: until the line has gone as well it
 * can't be requested again.
 */
static int release(struct k210_pin *p)
{
	struct k210_fpioa_pad pad;
	int error;

	k210_irq_cut(p);
	k210_pin_let_go(p);
	for (int ms = 0; ms < PATIENCE_MS; ms++) {
		error = read_pad(p, &pad);
		if (error ||
		    (!(pad.state & K210_FPIOA_STATE_LINE) && is_free(p)))
			return error;
		poll(NULL, 0, 1);
	}
	return k210_claim_busy(&pad.config, false, p->name);
}

/*
 * The line that was let go. Where that fails the pin has none, until a change
 * requests it again. Return: @error, or a worse one.
 */
static int take_again(struct k210_pin *p, int error)
{
	struct sentence why;
	int lost;

	k210_sentence_keep(&why);
	lost = k210_pin_apply_line(p, &p->now);
	if (lost)
		return k210_fail(
			lost,
			"%s: its line can't be taken again (error %d): another thread waits for it",
			p->name, -lost);
	k210_sentence_say(&why);
	return error;
}

/* To a function that is no line. */
static int to_alt(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		  uint8_t mode, int func, const struct k210_fpioa_config *old)
{
	bool had_line = p->fd >= 0;
	int error = 0;

	if (had_line)
		error = release(p);
	if (!error)
		error = route(p, cfg, func, old);
	if (!error)
		p->mode = mode;
	else if (had_line)
		error = take_again(p, error);
	k210_irq_update(p);
	return error;
}

static int apply_alt(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		     uint8_t mode, int func)
{
	struct k210_fpioa_pad pad;
	int error;

	if (cfg->trigger || cfg->value || cfg->active_low == K210_SWITCH_ON ||
	    (cfg->debounce_us && cfg->debounce_us != K210_NO_DEBOUNCE))
		return k210_fail(
			-EINVAL,
			"%s: a function has no trigger, value, active low or debounce",
			p->name);
	if (p->pad < 0)
		return k210_pin_no_pad(p);
	if (func < 0 && !k210_is_alt(p->mode))
		return k210_fail(-EINVAL, "%s: which function is it to carry?",
				 p->name);
	error = read_pad(p, &pad);
	if (error)
		return error;
	if (func < 0)
		func = pad.config.function;
	if (k210_is_line(func))
		return k210_fail(
			-EINVAL,
			"%s: that function is a line: IO%d=... opens it",
			p->name, p->pad);
	if (mode == K210_ALT_OPEN_DRAIN) {
		error = k210_pin_open_drain(p->name, func);
		if (error)
			return error;
	}
	return to_alt(p, cfg, mode, func, &pad.config);
}

/* What of @cfg the line gets, on top of what it is. */
static int line_part(const struct k210_pin *p, const struct k210_pin_cfg *cfg,
		     struct request *next)
{
	uint8_t mode = cfg->mode	    ? cfg->mode :
		       k210_is_alt(p->mode) ? K210_IN :
					      p->mode;

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
	return 0;
}

/* Whether the line is going to drive, so that there is a level to hold. */
static bool will_drive(const struct k210_pin *p, uint8_t mode)
{
	return mode == K210_OUT || (mode == K210_OPEN_DRAIN && !p->out) ||
	       (mode == K210_OPEN_SOURCE && p->out);
}

/*
 * From another function to the line. The pad is held meanwhile at the level
 * that it is to have, if it is to have one.
 */
static int to_line(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		   const struct request *next, struct before *before)
{
	bool low = next->words.active_low == K210_SWITCH_ON;
	bool hold = !before->held && will_drive(p, next->words.mode);
	int error = 0;

	if (p->chip < 0)
		error = k210_pin_find_line(p, p->line_func);
	if (!error && hold)
		error = k210_claim_hold(p->pad, p->out != low);
	if (error)
		return error;
	error = route(p, cfg, p->line_func, &before->config);
	if (!error) {
		before->changed = SETTINGS | K210_FPIOA_FUNCTION |
				  K210_FPIOA_INPUT | K210_FPIOA_OUTPUT;
		error = k210_pin_apply_line(p, next);
	}
	if (!error)
		error = k210_pin_open_output(p);
	if (error)
		restore(p, before);
	if (hold)
		k210_claim_hold(p->pad, -2);
	return error;
}

/*
 * Between push-pull, open drain and open source the kernel changes how a line
 * drives, and then its value: what a drain or source is to drive goes first,
 * so that the pad isn't let go in between.
 */
static bool goes_first(const struct k210_pin *p, const struct request *next)
{
	uint8_t from = p->mode, to = next->words.mode;
	bool low = next->words.active_low == K210_SWITCH_ON;
	bool level = p->out != low;

	if (!p->drives || from == to ||
	    low != (p->now.words.active_low == K210_SWITCH_ON))
		return false;
	return (!level && (from == K210_OPEN_DRAIN || to == K210_OPEN_DRAIN)) ||
	       (level && (from == K210_OPEN_SOURCE || to == K210_OPEN_SOURCE));
}

/* A line that stays one. */
static int change_line(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		       const struct request *next, struct before *before)
{
	struct k210_fpioa_config config = { .pad = p->pad };
	int error = 0;

	k210_pin_cfg_pad(cfg, false, &config);
	before->changed = config.mask;
	if (config.mask)
		error = k210_claim_configure(&config, 0, p->name);
	if (!error && goes_first(p, next))
		error = k210_pin_redrive(p);
	if (error)
		return error;
	error = k210_pin_apply_line(p, next);
	if (error)
		restore(p, before);
	return error;
}

static int apply_line(struct k210_pin *p, const struct k210_pin_cfg *cfg)
{
	struct k210_fpioa_config meant = { 0 };
	struct before before = { .changed = 0 };
	struct k210_fpioa_pad pad;
	struct request next;
	uint32_t was = p->out;
	int error = line_part(p, cfg, &next);

	if (error)
		return error;
	k210_pin_cfg_pad(cfg, false, &meant);
	if (k210_is_alt(p->mode) && p->line_func < 0)
		return k210_fail(-EINVAL, "%s had no line before", p->name);
	if (k210_is_alt(p->mode) || meant.mask) {
		if (p->pad < 0)
			return k210_pin_no_pad(p);
		error = read_pad(p, &pad);
		if (error)
			return error;
		before.config = pad.config;
		before.held = pad.state & K210_FPIOA_STATE_HELD;
	}
	if (cfg->value)
		p->out = cfg->value == K210_START_ACTIVE;
	error = k210_is_alt(p->mode) ? to_line(p, cfg, &next, &before) :
				       change_line(p, cfg, &next, &before);
	if (error && cfg->value) {
		struct sentence why;

		k210_sentence_keep(&why);
		p->out = was;
		if (p->drives)
			k210_pin_redrive(p);
		k210_sentence_say(&why);
	}
	return error;
}

/* What it is to be is a line, with a trigger or none. */
static int apply_trigger(struct k210_pin *p, const struct k210_pin_cfg *cfg)
{
	uint32_t trigger = p->trigger;
	bool tells = p->tells;
	uint32_t was = p->out;
	int error;

	if (cfg->trigger) {
		error = k210_irq_make(p);
		if (error)
			return error;
		p->trigger = cfg->trigger;
	}
	error = apply_line(p, cfg);
	if (error) {
		p->trigger = trigger;
		return error;
	}
	k210_irq_update(p);
	if (tells && p->tells && cfg->value &&
	    was != (cfg->value == K210_START_ACTIVE))
		k210_irq_wrote(p, !was);
	return 0;
}

int k210_pin_apply(struct k210_pin *p, const struct k210_pin_cfg *cfg, int func)
{
	uint8_t mode = cfg->mode ? cfg->mode : p->mode;
	struct k210_pin_cfg full = *cfg;

	if (func >= 0 && !k210_is_line(func) && !cfg->mode)
		mode = k210_is_alt(mode) ? mode : K210_ALT;
	if (func >= 0 && k210_is_line(func) && !cfg->mode &&
	    func == p->line_func && k210_is_alt(mode))
		mode = K210_IN;
	if (k210_is_alt(mode))
		return apply_alt(p, cfg, mode, func);
	if (func >= 0 && func != p->line_func)
		return k210_fail(-EINVAL, "%s has another line than that",
				 p->name);
	k210_pin_cfg_defaults(&full);
	return apply_trigger(p, &full);
}

int k210_pin_change(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		    int func)
{
	lock_take(&p->lock);
	int error = k210_pin_apply(p, cfg, func);

	lock_drop(&p->lock);
	return error;
}

/* What is there when a pin is opened is there to stay. */
static int check_change(const struct k210_pin *p,
			const struct k210_pin_cfg *cfg)
{
	if (cfg->consumer || cfg->events)
		return k210_fail(
			-EINVAL,
			"%s: its consumer and its events are given when it is opened",
			p->name);
	if (cfg->flags & (K210_PERSIST | K210_NO_MUX))
		return k210_fail(
			-EINVAL,
			"%s: persist and no mux are given when it is opened",
			p->name);
	return 0;
}

K210_API int k210_pin_configure(struct k210_pin *p,
				const struct k210_pin_cfg *cfg)
{
	struct k210_pin_cfg ours;
	int func = -1;
	int error;

	k210_silence();
	if (!p)
		return k210_pin_null();
	error = k210_pin_cfg_take(&ours, cfg);
	if (!error)
		error = check_change(p, &ours);
	if (!error && ours.func)
		error = func = k210_pin_func(ours.func);
	return error < 0 ? error : k210_pin_change(p, &ours, func);
}
