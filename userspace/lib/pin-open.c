// SPDX-License-Identifier: MIT
/* From a name to a pin: its pad, its line, its chip. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "irq.h"
#include "k210gpio/chip.h"
#include "pin.h"

#define GPIOHS0 24
#define GPIOHS31 55

/* What opens a pin, from its name on. */
struct opening {
	struct k210_pin *p;
	const struct k210_pin_cfg *cfg;
	struct k210_place place;
	struct k210_fpioa_config config;
};

static bool is_alt(const struct k210_pin_cfg *cfg)
{
	return cfg->mode == K210_ALT || cfg->mode == K210_ALT_OPEN_DRAIN;
}

int k210_pin_func(const char *name)
{
	struct k210_fpioa_function function = { .flags = K210_FPIOA_BY_NAME };
	int error = -ENOENT;

	if (strlen(name) < sizeof(function.name)) {
		strcpy(function.name, name);
		error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);
	}
	if (error == -ENOENT && strlen(name) < sizeof(function.name))
		return k210_fail(error, "there is no function '%s'", name);
	return error ? error : (int)function.function;
}

static int check_reserved(const struct opening *o)
{
	const char *what =
		o->place.pad < 0 ? NULL : k210_board_reserved(o->place.pad);

	if (!what || o->cfg->flags & K210_NO_MUX)
		return 0;
	if (!(o->cfg->flags & K210_FORCE))
		return k210_fail(-EBUSY,
				 "%s (IO%d) is this board's %s: it takes force",
				 o->p->name, o->place.pad, what);
	k210_warn("%s (IO%d) is this board's %s", o->p->name, o->place.pad,
		  what);
	return 0;
}

static int claim(struct opening *o, int func, unsigned int flags)
{
	struct k210_pin *p = o->p;
	int error;

	o->config = (struct k210_fpioa_config){ .pad = o->place.pad };
	if (func >= 0) {
		o->config.mask = K210_FPIOA_FUNCTION;
		o->config.function = func;
	}
	k210_pin_cfg_pad(o->cfg, func >= 0 && !k210_is_line(func), &o->config);
	if (o->cfg->flags & K210_FORCE)
		flags |= K210_FPIOA_FORCE;
	if (o->cfg->flags & K210_PERSIST)
		flags |= K210_FPIOA_PERSIST;
	error = k210_claim_take(&o->config, flags, CLAIM_FOR_PIN, p->name,
				p->consumer);
	if (!error)
		p->pad = o->place.pad;
	return error;
}

/*
 * A line of GPIOHS that nobody has, for a pad without one. Those that are on no
 * pad go first; from the last one on, since device trees start with the first.
 */
static int claim_any(struct opening *o)
{
	int error = -EBUSY;

	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		for (int func = GPIOHS31; func >= GPIOHS0; func--) {
			struct k210_fpioa_function f = { .function = func };

			if (k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f) ||
			    (f.pad == K210_FPIOA_NO_PAD) == elsewhere)
				continue;
			error = claim(o, func,
				      elsewhere ? K210_FPIOA_FORCE : 0);
			if (!error)
				return func;
			if (error != -EBUSY)
				return error;
		}
	}
	return k210_fail(error, "%s: all lines of GPIOHS are in use",
			 o->p->name);
}

/* The function that a pad is to carry, which then is claimed. */
static int claim_pad(struct opening *o, int func)
{
	struct k210_fpioa_pad pad = { .pad = o->place.pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &pad);

	if (error)
		return error;
	o->p->line_func =
		k210_is_line(pad.config.function) ? pad.config.function : -1;
	if (func < 0 && is_alt(o->cfg))
		func = pad.config.function;
	if (func < 0 && k210_is_line(pad.config.function))
		func = pad.config.function;
	if (func < 0 && !(pad.state & ~K210_FPIOA_STATE_CHANGED))
		return claim_any(o);
	if (func < 0)
		func = GPIOHS31; /* any will do to be told whose it is */
	error = claim(o, func, 0);
	return error ? error : func;
}

/* A line, and its pad where that is nobody's. */
static int claim_line(struct opening *o)
{
	struct k210_fpioa_pad pad = { .pad = o->place.pad };
	int error = claim(o, -1, 0);

	if (error != -EBUSY || o->config.mask)
		return error;
	if (k210_bridge_ask(K210_FPIOA_GET_PAD, &pad) ||
	    pad.state & K210_FPIOA_STATE_LINE)
		return error;
	k210_silence();
	return 0;
}

/* The chip and the offset of a function that is a line. */
static int find_line(struct k210_pin *p, int func)
{
	struct k210_fpioa_function f = { .function = func };
	int error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f);

	if (error)
		return error;
	if (!*f.chip)
		return k210_fail(-ENODEV, "%s: the chip of %s isn't there",
				 p->name, f.name);
	p->line = f.line;
	p->line_func = func;
	return k210_chip_open(&p->chip, f.chip);
}

static int open_pad(struct opening *o)
{
	int func = o->place.func;

	if (o->cfg->func)
		func = k210_pin_func(o->cfg->func);
	if (o->cfg->func && func < 0)
		return func;
	if (func >= 0 && !k210_is_line(func) && o->cfg->mode && !is_alt(o->cfg))
		return k210_fail(-EINVAL,
				 "%s: a function that is no line has mode alt",
				 o->p->name);
	func = claim_pad(o, func);
	if (func < 0)
		return func;
	if (k210_is_line(func))
		return find_line(o->p, func);
	o->p->mode = K210_ALT;
	return 0;
}

static int open_line(struct opening *o)
{
	struct k210_pin *p = o->p;
	int error;

	p->line_func = o->place.func;
	if (o->place.func >= 0 && !(o->cfg->flags & K210_NO_MUX)) {
		if (o->place.pad < 0)
			return k210_fail(-ENXIO, "%s is on no pad: open IOn=%s",
					 p->name, p->name);
		error = claim_line(o);
		if (error)
			return error;
	}
	p->line = o->place.line;
	return k210_chip_open(&p->chip, o->place.chip);
}

/* What the pin is to be, once it has its pad and its chip. */
static int start(struct k210_pin *p, struct k210_pin_cfg *cfg)
{
	struct request as_it_is = { 0 };
	int error;

	/* Done with the claim. */
	cfg->func = NULL;
	cfg->drive = 0;
	cfg->drive_ua = 0;
	cfg->slew = 0;
	cfg->schmitt = 0;
	cfg->input_invert = 0;
	cfg->output_invert = 0;
	if (p->mode == K210_ALT && !cfg->mode)
		cfg->mode = K210_ALT;
	if (!cfg->mode) {
		error = k210_pin_apply_line(p, &as_it_is);
		if (error)
			return error;
	}
	return k210_pin_apply(p, cfg);
}

static int open_place(struct opening *o)
{
	int error = check_reserved(o);

	if (error)
		return error;
	if (o->place.line >= 0)
		return open_line(o);
	if (o->place.pad >= 0)
		return open_pad(o);
	return k210_fail(-ENXIO, "%s is on no pad: open IOn=%s", o->p->name,
			 o->p->name);
}

K210_API int k210_pin_open(struct k210_pin **out, const char *name,
			   const struct k210_pin_cfg *cfg)
{
	struct k210_pin_cfg ours;
	struct opening o = { .cfg = &ours, .place.size = sizeof(o.place) };
	int error;

	k210_silence();
	if (!out || !name)
		return k210_fail(-EINVAL, "a pin has to have a name");
	error = k210_pin_cfg_take(&ours, cfg);
	if (!error)
		error = k210_place_find(name, &o.place);
	if (error)
		return error;

	struct k210_pin *p = calloc(1, sizeof(*p));

	if (!p)
		return k210_fail(-ENOMEM, "no memory for a pin");
	p->fd = -1;
	p->pad = -1;
	p->line_func = -1;
	p->events = ours.events;
	strncpy(p->name, name, sizeof(p->name) - 1);
	strncpy(p->consumer, k210_consumer(ours.consumer),
		sizeof(p->consumer) - 1);
	o.p = p;
	error = open_place(&o);
	if (!error)
		error = start(p, &ours);
	if (error) {
		k210_pin_close(p);
		return error;
	}
	*out = p;
	return 0;
}

K210_API int k210_pin_open_simple(struct k210_pin **p, const char *name,
				  int mode, int pull, int value)
{
	struct k210_pin_cfg cfg = { .size = sizeof(cfg) };

	if (mode < 0 || mode > UINT8_MAX || pull < 0 || pull > UINT8_MAX ||
	    value < -1 || value > 1)
		return k210_fail(
			-EINVAL,
			"mode %d, pull %d, value %d: one doesn't exist", mode,
			pull, value);
	cfg.mode = mode;
	cfg.pull = pull;
	cfg.value = value < 0 ? 0 : value ? K210_HIGH : K210_LOW;
	return k210_pin_open(p, name, &cfg);
}
