// SPDX-License-Identifier: MIT
/* From a name to a pin: its pad, its line, its chip. */
#include <errno.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "handle.h"
#include "pin.h"
#include "place.h"

/* A pin on its way. */
struct way {
	struct k210_pin *p;
	const struct opening *o;
	struct k210_place place;
	/* The pad's output is shut until the line is what it is to be. */
	bool shut;
};

int k210_pin_open_drain(const char *name, int func)
{
	if ((func >= FUNC_I2C0_SCLK && func <= FUNC_I2C2_SDA) ||
	    func == FUNC_SCCB_SCLK || func == FUNC_SCCB_SDA)
		return 0;
	return k210_fail(
		-EOPNOTSUPP,
		"%s: its function drives high too; the FPIOA can't change that",
		name);
}

static int check_reserved(const struct way *w)
{
	const char *what =
		w->place.pad < 0 ? NULL : k210_board_reserved(w->place.pad);

	if (!what || w->o->flags & K210_FORCE)
		return 0;
	return k210_fail(-EBUSY, "%s (IO%d) is this board's %s: it takes force",
			 w->p->name, w->place.pad, what);
}

/* @func: what it is to carry; -1 if the pad keeps its line */
static int claim(struct way *w, int func, unsigned int flags)
{
	struct k210_fpioa_config config = w->o->pad;
	int error;

	config.pad = w->place.pad;
	if (func >= 0) {
		config.mask |= K210_FPIOA_FUNCTION;
		config.function = func;
	}
	w->shut = k210_is_line(func);
	if (w->shut) {
		config.mask |= K210_FPIOA_OUTPUT;
	} else if (func >= 0 && w->o->pull) {
		config.mask |= K210_FPIOA_PULL;
		config.pull = w->o->pull - K210_PULL_NONE;
	}
	/* K210_FORCE and K210_PERSIST are the bridge's, too. */
	flags |= w->o->flags & (K210_FPIOA_FORCE | K210_FPIOA_PERSIST);
	error = w->o->claim ? w->o->claim(w->o, &config, flags, w->p) :
			      k210_claim_pin(&config, flags, w->p->name,
					     w->p->consumer);
	if (!error)
		w->p->pad = w->place.pad;
	return error;
}

/*
 * A line of GPIOHS that nobody has, for a pad without one. Those that are on no
 * pad go first; from the last one on, since device trees start with the first.
 * One that drives its pad was left so for good.
 */
static int claim_any(struct way *w)
{
	struct k210_fpioa_pad pad = { .pad = w->place.pad };
	int error;

	for (int taken = 0; taken < 2; taken++) {
		for (int func = FUNC_GPIOHS31; func >= FUNC_GPIOHS0; func--) {
			struct k210_fpioa_function f = { .function = func };

			if (k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f) ||
			    (f.pad == K210_FPIOA_NO_PAD) == taken ||
			    (taken && (f.output || k210_board_reserved(f.pad))))
				continue;
			error = claim(w, func, taken ? K210_FPIOA_FORCE : 0);
			if (!error)
				return func;
			/* Another line may do, another pad doesn't. */
			if (error != -EBUSY ||
			    k210_bridge_ask(K210_FPIOA_GET_PAD, &pad) ||
			    pad.state & ~K210_FPIOA_STATE_CHANGED)
				return error;
		}
	}
	return k210_fail(-EBUSY,
			 "%s: all lines of GPIOHS are in use, or drive pads",
			 w->p->name);
}

static int other_mode(const struct way *w)
{
	return k210_fail(
		-EINVAL,
		"%s: alt is for functions that are no line, and only it",
		w->p->name);
}

/* A line whose pad stays as it is, or that has none. */
static int check_kept(const struct way *w)
{
	if (k210_is_alt(w->o->mode))
		return other_mode(w);
	if (!w->o->pad.mask)
		return 0;
	return k210_fail(w->place.pad < 0 ? -EOPNOTSUPP : -EINVAL,
			 "%s: its pad stays as it is", w->p->name);
}

/* The line that a pad carries, which stays as it is. */
static int keep_line(struct way *w, int carried, int func)
{
	int error = check_kept(w);

	if (!k210_is_line(carried) || (func >= 0 && func != carried))
		return k210_fail(
			-ENXIO,
			"%s: that line isn't on IO%d, and it isn't to be muxed",
			w->p->name, w->place.pad);
	return error ? error : k210_pin_find_line(w->p, carried);
}

/* What the pin's pad is to carry, -1 for any line. */
static int check_func(const struct way *w, int carried, int func)
{
	bool alt = k210_is_alt(w->o->mode);

	if (func < 0 && (alt || k210_is_line(carried)))
		func = carried;
	if (func >= 0 && w->o->mode && k210_is_line(func) == alt)
		return other_mode(w);
	if (func >= 0 && !k210_is_line(func)) {
		if (w->o->value >= 0 || w->o->active_low == K210_SWITCH_ON ||
		    w->o->start)
			return k210_fail(
				-EINVAL,
				"%s: a function has no value, trigger, debounce",
				w->p->name);
		if (w->o->mode == K210_ALT_OPEN_DRAIN)
			return k210_pin_open_drain(w->p->name, func) ?: func;
	}
	return func;
}

static int open_pad(struct way *w, int func)
{
	struct k210_fpioa_pad pad = { .pad = w->place.pad };
	int carried, error = k210_bridge_ask(K210_FPIOA_GET_PAD, &pad);

	if (error)
		return error;
	carried = pad.config.function;
	if (w->o->flags & K210_NO_MUX)
		return keep_line(w, carried, func);
	if (k210_is_line(carried))
		w->p->line_func = carried;
	func = check_func(w, carried, func);
	if (func < -1)
		return func;
	if (func < 0) {
		func = claim_any(w);
		if (func < 0)
			return func;
	} else {
		error = claim(w,
			      func == carried && k210_is_line(func) ? -1 : func,
			      0);
		if (error)
			return error;
	}
	if (k210_is_line(func))
		return k210_pin_find_line(w->p, func);
	POKE(w->p->mode, w->o->mode ? w->o->mode : K210_ALT);
	return 0;
}

/* A line, and its pad where that is nobody's. */
static int open_line(struct way *w)
{
	struct k210_pin *p = w->p;
	struct k210_fpioa_pad pad = { .pad = w->place.pad };
	int error;

	if (w->place.func < 0 || w->o->flags & K210_NO_MUX) {
		error = check_kept(w);
		if (error)
			return error;
	} else {
		if (w->place.pad < 0)
			return k210_fail(-ENXIO, "%s is on no pad: open IOn=%s",
					 p->name, p->name);
		error = claim(w, -1, 0);
		/* The line of another's pad can be had all the same. */
		if (error == -EBUSY && !w->o->pad.mask &&
		    !k210_bridge_ask(K210_FPIOA_GET_PAD, &pad) &&
		    !(pad.state & K210_FPIOA_STATE_LINE)) {
			k210_silence();
			error = 0;
		}
		if (error)
			return error;
	}
	return k210_pin_open_line(p, w->place.chip, w->place.line,
				  w->place.func);
}

static int open_place(struct way *w)
{
	int func = w->o->func;
	int named = w->place.func;
	int error = check_reserved(w);

	if (error)
		return error;
	if (func >= 0 && named >= 0 && func != named &&
	    (w->place.line < 0 || k210_is_line(func)))
		return k210_fail(-EINVAL, "%s says another function already",
				 w->p->name);
	if (w->place.line >= 0 && (func < 0 || func == named))
		return open_line(w);
	if (w->place.pad >= 0)
		return open_pad(w, func >= 0 ? func : named);
	return k210_fail(-ENXIO, "%s is on no pad: open IOn=%s", w->p->name,
			 w->p->name);
}

/* What the line is to be. */
static int start_line(struct k210_pin *p, const struct opening *o)
{
	struct request next = {
		.words.mode = o->mode,
		.words.pull = o->pull,
		.words.active_low = o->active_low,
	};
	int error;

	/* What isn't given is what it is, and has to be found out. */
	if (!o->mode || (o->mode != K210_IN && o->value < 0)) {
		error = k210_pin_apply_line(p, &(struct request){ 0 });
		if (error ||
		    (!o->mode && !o->pull && !o->active_low && o->value < 0))
			return error;
		if (!o->mode)
			next.words.mode = PEEK(p->mode);
		if (o->active_low == K210_SWITCH_ON && PEEK(p->drives))
			POKE(p->out, !PEEK(p->out));
	}
	if (o->value >= 0)
		POKE(p->out, o->value);
	return k210_pin_apply_line(p, &next);
}

int k210_pin_make(struct k210_pin **out, const struct opening *o)
{
	struct way w = { .o = o, .place.size = sizeof(w.place) };
	struct k210_pin *p;
	int error;

	_Static_assert(sizeof(*p) <= HANDLE_SIZE, "too large");
	if (!out || !o->name)
		return k210_fail(-EINVAL, "a pin needs a name");
	error = k210_place_by_name(o->name, &w.place, o->find_line);
	if (error)
		return error;
	w.p = p = k210_handle_new();
	if (!p)
		return -ENOMEM;
	POKE(p->direct, -1);
	POKE(p->fd, -1);
	p->slot = p->chip = p->pad = p->line_func = -1;
	p->values = k210_pin_values;
	p->events = o->events;
	k210_format(p->name, sizeof(p->name), "%s", o->name);
	k210_format(p->consumer, sizeof(p->consumer), "%s",
		    k210_consumer(o->consumer));
	error = open_place(&w);
	if (!error && p->chip >= 0) {
		error = (o->start ? o->start : start_line)(p, o);
		if (!error && w.shut)
			error = k210_pin_open_output(p);
	}
	if (error)
		k210_pin_close(p);
	else
		*out = p;
	return error;
}
