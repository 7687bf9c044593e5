// SPDX-License-Identifier: MIT
#include <errno.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "pin.h"
#include "place.h"

/* What blinks doesn't need, and so isn't in k210_pin_make(). */
struct full {
	struct opening o;
	const struct k210_pin_cfg *given;
	const struct k210_pin_cfg *cfg; /* with defaults */
	/* What is to be put back if it fails although it is to persist. */
	struct k210_fpioa_config *before;
	int count;
	/* What a warning is to tell. */
	int func, rival;
};

static struct full *full_of(const struct opening *o)
{
	return (struct full *)o; /* its first member */
}

static int remember(struct k210_fpioa_config *before, int pad)
{
	struct k210_fpioa_pad state = { .pad = pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &state);

	*before = state.config;
	/* Only one of the two drives can be meant. */
	before->mask &= ~K210_FPIOA_DRIVE_UA;
	before->drive_ua = 0;
	return error;
}

/* What has no mode given stays an input or output; the line isn't ours yet. */
static int check_debounce(const struct opening *o, unsigned int func,
			  const struct k210_pin *p)
{
	const uint32_t us = full_of(o)->cfg->debounce_us;
	struct k210_fpioa_function f = { .function = func };
	int error;

	if (o->mode || !us || us == K210_NO_DEBOUNCE || !k210_is_line(func))
		return 0;
	error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f);
	return f.output ? k210_fail(-EINVAL, "%s: only inputs are debounced",
				    p->name) :
			  error;
}

/* Functions that are no line have defaults of their own, the driver's. */
static void undo_defaults(const struct opening *o,
			  struct k210_fpioa_config *config)
{
	if (!(o->flags & K210_DEFAULTS) ||
	    !(config->mask & K210_FPIOA_FUNCTION) ||
	    k210_is_line(config->function))
		return;
	*config = (struct k210_fpioa_config){
		.mask = K210_FPIOA_FUNCTION,
		.pad = config->pad,
		.function = config->function,
	};
	k210_pin_cfg_pad(full_of(o)->given, true, config);
}

static int claim(const struct opening *o,
		 const struct k210_fpioa_config *wanted, unsigned int flags,
		 const struct k210_pin *p)
{
	struct k210_fpioa_config config = *wanted;
	struct full *full = full_of(o);
	bool routes = config.mask & K210_FPIOA_FUNCTION;
	int func = routes ? config.function : -1;
	int rival = k210_claim_rival(func, config.pad, flags);
	int error = remember(&full->before[0], config.pad);

	if (!error && rival >= 0)
		error = remember(&full->before[1], rival);
	if (!error)
		error = check_debounce(
			o, routes ? func : full->before[0].function, p);
	if (error)
		return error;
	undo_defaults(o, &config);
	error = k210_claim_pin(&config, flags, p->name, p->consumer);
	if (error)
		return error;
	if (flags & K210_FPIOA_PERSIST)
		full->count = rival < 0 ? 1 : 2;
	full->func = func;
	full->rival = rival;
	return 0;
}

/* The pin is closed, and its claim with it. */
static void put_back(const struct full *full)
{
	struct sentence why;

	k210_sentence_keep(&why);
	for (int i = 0; i < full->count; i++) {
		const struct k210_fpioa_config *before = &full->before[i];
		const unsigned int flags = K210_FPIOA_FORCE;

		if (k210_claim_configure(before, flags, full->o.name) == -ENXIO)
			k210_claim_for_good(before, flags, -2, full->o.name);
	}
	k210_sentence_say(&why);
}

/*
 * The line is requested as it is: what is refused of the rest, here or by the
 * kernel, leaves it so.
 */
static int start(struct k210_pin *p, const struct opening *o)
{
	const struct k210_pin_cfg *given = full_of(o)->cfg;
	struct k210_pin_cfg cfg = {
		.mode = o->mode,
		.pull = o->pull,
		.active_low = o->active_low,
		.value = given->value,
		.trigger = given->trigger,
		.debounce_us = given->debounce_us,
	};
	int error = k210_pin_apply_line(p, &(struct request){ 0 });
	struct request was = p->now;
	struct sentence why;

	if (error)
		return error;
	/* It keeps its level. */
	if (o->active_low == K210_SWITCH_ON && p->drives && !cfg.value)
		cfg.value = p->out ? K210_START_INACTIVE : K210_START_ACTIVE;
	was.value = p->out;
	error = k210_pin_apply(p, &cfg, -1);
	if (!error)
		return 0;
	k210_sentence_keep(&why);
	k210_request_configure(p->fd, &was, p->name);
	k210_sentence_say(&why);
	return error;
}

static void warn(const struct k210_pin *p, const struct full *full)
{
	int pad = k210_pin_where(p);

	/* Lines of other chips have none. */
	k210_silence();
	k210_claim_warn(pad < 0 ? -1 : pad, p->name, full->func, full->rival);
}

K210_API int k210_pin_open(struct k210_pin **out, const char *name,
			   const struct k210_pin_cfg *cfg)
{
	struct k210_pin_cfg given, ours;
	struct k210_fpioa_config before[2];
	struct full full = {
		.o = {
			.name = name,
			.value = -1,
			.func = -1,
			.find_line = k210_place_find_line,
			.claim = claim,
		},
		.given = &given,
		.cfg = &ours,
		.before = before,
		.rival = -1,
	};
	struct opening *o = &full.o;
	int error;

	k210_silence();
	error = k210_pin_cfg_take(&given, cfg);
	if (!error && given.func)
		error = o->func = k210_pin_func(given.func);
	if (error < 0)
		return error;
	ours = given;
	k210_pin_cfg_defaults(&ours);
	o->consumer = ours.consumer;
	o->flags = ours.flags;
	o->events = ours.events;
	o->mode = ours.mode;
	o->pull = ours.pull;
	o->active_low = ours.active_low;
	if (ours.value)
		o->value = ours.value == K210_START_ACTIVE;
	if (ours.trigger ||
	    (ours.debounce_us && ours.debounce_us != K210_NO_DEBOUNCE))
		o->start = start;
	k210_pin_cfg_pad(&ours, false, &o->pad);
	error = k210_pin_make(out, o);
	if (error)
		put_back(&full);
	else if (o->flags & K210_FORCE)
		warn(*out, &full);
	return error;
}
