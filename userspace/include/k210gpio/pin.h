/* SPDX-License-Identifier: MIT */
/*
 * Pins: a pad and the GPIO line on it, as one.
 *
 * A pin is opened by one of these names, tried in this order:
 *   "LED_R"		the board's name of a pad (k210gpio/board.h)
 *   "IO13", "13"	a pad
 *   "IO13=GPIOHS3"	a pad by any of its names, and the function that it is
 *			to carry
 *   "GPIOHS3", "GPIO5"	a line, by the function's name: the pad that carries it
 *   "gpiohs:3", "gpio:5", "gpiochip1:3", "38001000.gpio-controller:3"
 *			a line, by its chip and offset there
 *   "@reset", "reset"	a line, by its name in the device tree
 *
 * A pad that carries no line gets one: a GPIOHS function, since those have an
 * interrupt each, that is on no pad yet, or else on a pad that nobody uses and
 * that it doesn't drive.
 * The pad is claimed meanwhile, and is what it was before once the pin is
 * closed, unless K210_PERSIST is given. Lines whose pad belongs to somebody
 * else, or that are on no FPIOA at all, can be used as lines; what needs the
 * pad then returns -EBUSY or -ENXIO.
 */
#ifndef K210GPIO_PIN_H
#define K210GPIO_PIN_H

#include "fpioa.h"
#include "types.h"

K210_BEGIN

struct k210_pin;

/*
 * What a pin is to be. What is 0 stays as it is.
 */
struct k210_pin_cfg {
	uint32_t size;	       /* sizeof(struct k210_pin_cfg) */
	uint8_t mode;	       /* enum k210_mode */
	uint8_t pull;	       /* enum k210_pull */
	uint8_t drive;	       /* K210_DRIVE(0) to K210_DRIVE(15) */
	uint8_t trigger;       /* what makes an event: K210_RISING ... */
	uint8_t active_low;    /* enum k210_switch: 1 is low at the pad */
	uint8_t value;	       /* enum k210_value: what an output starts with */
	uint8_t slew;	       /* enum k210_slew */
	uint8_t schmitt;       /* enum k210_switch */
	uint8_t input_invert;  /* enum k210_switch, of the pad's input */
	uint8_t output_invert; /* enum k210_switch, of what it drives */
	uint8_t reserved[2];
	/*
	 * 11200 and more: the strongest that isn't above it, in uA; not
	 * together with drive
	 */
	uint32_t drive_ua;
	uint32_t debounce_us; /* 1 to 4294967294; K210_NO_DEBOUNCE for none */
	/* how many events the kernel keeps, when opened; 0 for its default, 16 */
	uint32_t events;
	uint32_t flags;	  /* K210_FORCE, K210_PERSIST, ... */
	const char *func; /* "UART1_TX": what the pad is to carry */
	/* who uses it, up to 31 characters; by default the program's name */
	const char *consumer;
};

#define K210_NO_DEBOUNCE UINT32_MAX

/* How a pin is, really. */
struct k210_pin_state {
	uint32_t size;	    /* sizeof(struct k210_pin_state) */
	uint8_t mode;	    /* enum k210_mode */
	uint8_t active_low; /* 0 or 1 */
	uint8_t level;	    /* 0 or 1, of the pad as it is, or is held */
	uint8_t driven;	    /* 0 or 1, that k210_pin_set() asked for last */
	uint8_t held;	    /* 0 or 1 */
	uint8_t has_pad;    /* 1 if what follows is filled in */
	uint8_t reserved[2];
	uint32_t trigger;     /* K210_RISING ... */
	uint32_t debounce_us; /* 0 for none */
	struct k210_pad pad;  /* as read back from the chip */
	struct k210_owner owner;
};

/*
 * k210_pin_open() - open a pin, and make it what @cfg says.
 * @p: filled in
 * @name: as above
 * @cfg: NULL to leave everything as it is, the direction too
 *
 * An output has its value from the first moment on: the one given, or else the
 * one that it has as an output already, or else 0. Where @cfg names a function
 * that is no line, the mode is K210_ALT and the pin has no value. A pad that
 * gets another function so also gets the settings that are the function's own,
 * where @cfg doesn't say others: that is what K210_DEFAULTS are for it. One that
 * the pad carries already keeps them.
 *
 * Errors: -ENOENT if nothing is called so, -ENOTUNIQ if several lines are;
 * -EBUSY if the pad, the function or the line is somebody's, or is on another
 * pad and K210_FORCE isn't given, or is reserved by the board; -ENXIO for a
 * function that is on no pad; -EOPNOTSUPP for K210_ALT_OPEN_DRAIN of functions
 * that can't, and for settings that the chip of a line lacks. Nothing is at the
 * pad then that wasn't before, also with K210_PERSIST.
 *
 * With K210_FORCE a warning says what the board uses the pad for, and from
 * which pad a function was taken: k210_errmsg().
 */
K210_API int k210_pin_open(struct k210_pin **p, const char *name,
			   const struct k210_pin_cfg *cfg);

/*
 * k210_pin_open_simple() - the same, by numbers: for other languages, and for
 * small programs. In one that is linked statically and doesn't call
 * k210_pin_open(), it knows neither lines by their chip, but for "gpiohs:3" and
 * "gpio:5", nor by their name in the device tree.
 * @mode: enum k210_mode, or 0
 * @pull: enum k210_pull, or 0
 * @value: 0, 1, or -1 to leave it
 */
K210_API int k210_pin_open_simple(struct k210_pin **p, const char *name,
				  int mode, int pull, int value);

/*
 * k210_pin_close() - undo what opening it did: the line is free, the pad is
 * what it was before. NULL is allowed.
 *
 * The line keeps its direction and level: where the pad carried it before, an
 * output goes on driving what it drives. K210_IN first ends that.
 */
K210_API void k210_pin_close(struct k210_pin *p);

/*
 * k210_pin_configure() - change a pin in place.
 *
 * The line isn't let go meanwhile, and there is no level between the old and
 * the new one. A value given to an input is kept for when it becomes an output.
 * A pad that gets another function keeps its settings. From a function to an
 * output the pad is held at its new level meanwhile; the first hold since the
 * machine was started may be seen at the pad, as the driver finds out how.
 *
 * A value that changes an output is an event of its trigger, as one of
 * k210_pin_set() is. Warnings: as of k210_pin_open().
 *
 * Errors: as of k210_pin_open(), and -EINVAL for what only an open can do: a
 * consumer, events, K210_PERSIST and K210_NO_MUX; -EBUSY from a line to a
 * function while a poll of the program's own, of k210_pin_fd(), keeps the line.
 */
K210_API int k210_pin_configure(struct k210_pin *p,
				const struct k210_pin_cfg *cfg);

/* k210_pin_mode() - Return: the mode; changed first unless @mode is 0. */
K210_API int k210_pin_mode(struct k210_pin *p, int mode);

/*
 * k210_pin_pull() - Return: the pull that the pad really has; changed first
 * unless @pull is 0.
 */
K210_API int k210_pin_pull(struct k210_pin *p, int pull);

/*
 * k210_pin_drive() - Return: the drive that the pad really has, as
 * K210_DRIVE(); changed first unless @drive is 0.
 */
K210_API int k210_pin_drive(struct k210_pin *p, int drive);

/*
 * k210_pin_alt() - give the pad to a function, by its number.
 * @func: 0 to 255; -1 for the line that it had before, as an input
 *
 * k210_func() lists them by name; any of them can be on any pad.
 *
 * Errors: -EBUSY if the function is on another pad that isn't free.
 */
K210_API int k210_pin_alt(struct k210_pin *p, int func);

/*
 * k210_pin_get() - the level: 1 if active.
 *
 * Never changes the direction. Of an output it is what the chip reads back: of
 * GPIOHS lines and open drain the pad, of GPIO lines what they drive. Inputs
 * and GPIOHS lines read low while the pad is held: k210_pin_hold().
 *
 * Errors: -EPERM for a pin that is K210_ALT.
 */
K210_API int k210_pin_get(struct k210_pin *p);

/* k210_pin_get_out() - the level that was asked for last: 1 if active. */
K210_API int k210_pin_get_out(const struct k210_pin *p);

/*
 * k210_pin_set() - drive it: active unless @v is 0.
 *
 * While the pin is an input the value is kept, and driven from the moment on
 * at which it becomes an output. Where several threads write to a pin just as
 * it becomes a line, one that is refused may take back what another has set.
 *
 * Errors: -EPERM for a pin that is K210_ALT.
 */
K210_API int k210_pin_set(struct k210_pin *p, int v);

/* k210_pin_value() - k210_pin_get() if @v is negative, else k210_pin_set(). */
K210_API int k210_pin_value(struct k210_pin *p, int v);

K210_API int k210_pin_on(struct k210_pin *p);
K210_API int k210_pin_off(struct k210_pin *p);

/* k210_pin_toggle() - the other level than k210_pin_get_out(). */
K210_API int k210_pin_toggle(struct k210_pin *p);

/*
 * k210_pin_pulse() - drive @v for at least @ns nanoseconds, then the opposite.
 *
 * Errors: -EPERM for pins that aren't outputs; -EINTR after a signal, with the
 * pulse ended.
 */
K210_API int k210_pin_pulse(struct k210_pin *p, int v, uint64_t ns);

/*
 * k210_pin_time_pulse() - how long the level @v lasts, by the kernel's
 * timestamps of both edges. One that is there already is waited out. Events of
 * the pin's own trigger that come meanwhile are gone.
 * @timeout_us: for the wait for its start, and again for its end
 *
 * Return: microseconds, -ETIMEDOUT; -EPERM for pins that aren't inputs, or are
 * made something else meanwhile; -EBUSY while a handler is set.
 */
K210_API int64_t k210_pin_time_pulse(struct k210_pin *p, int v,
				     uint32_t timeout_us);

/*
 * k210_pin_hold() - hold the pad at its level, whatever the pin does.
 * @on: 1 to hold, 0 to let go, -1 to ask
 *
 * Values and settings go on behind it and reach the pad once it lets go. It
 * outlives the process of a pin with K210_PERSIST. To hold a pad that is held
 * changes nothing: for a new level let go of it first.
 *
 * The pin doesn't see its pad meanwhile. What k210_pin_get() reads from the pad
 * is low, so with a trigger a hold of a high pad is a falling edge and its end
 * may be a rising one; k210_pin_state() has the level that is held. The pad of
 * an input drives the level that it had: nobody else may drive it then.
 *
 * Return: whether it is held, 0 or 1. Errors: -EBUSY or -ENXIO if the pad isn't
 * the pin's.
 */
K210_API int k210_pin_hold(struct k210_pin *p, int on);

/*
 * k210_pin_state() - read back how it is. @st->size is given.
 */
K210_API int k210_pin_state(struct k210_pin *p, struct k210_pin_state *st);

/*
 * k210_pin_describe() - that in one line: "LED_R (IO13): GPIOHS3, out, low,
 * active low, pull none, drive 7". It is cut off at @size.
 *
 * Return: its whole length, without the zero.
 */
K210_API int k210_pin_describe(struct k210_pin *p, char *buf, size_t size);

/* k210_pin_name() - as it was opened. */
K210_API const char *k210_pin_name(const struct k210_pin *p);

/* k210_pin_pad() - Return: 0 to 47, -ENXIO if it has none. */
K210_API int k210_pin_pad(const struct k210_pin *p);

/*
 * What follows is for other languages: numbers, strings and pointers alone, one
 * setting a call. Errors are those of k210_pin_open() and k210_pin_configure(),
 * and -EINVAL for numbers that don't exist.
 */

/*
 * k210_pin_open_flags() - k210_pin_open_simple(), of all names there are.
 * @flags: K210_FORCE, K210_PERSIST, ...
 * @consumer: NULL for the program's name
 */
K210_API int k210_pin_open_flags(struct k210_pin **p, const char *name,
				 int mode, int pull, int value,
				 unsigned int flags, const char *consumer);

/*
 * k210_pin_active_low() - Return: K210_SWITCH_ON or K210_SWITCH_OFF; changed
 * first unless @on is 0. A pin that is K210_ALT is never active low.
 */
K210_API int k210_pin_active_low(struct k210_pin *p, int on);

/*
 * k210_pin_debounce() - Return: microseconds, 0 for none; changed first unless
 * @us is 0. K210_NO_DEBOUNCE ends it.
 */
K210_API int64_t k210_pin_debounce(struct k210_pin *p, uint32_t us);

/*
 * Each of these returns what the pad really has, changed first unless the
 * number is 0: enum k210_slew; enum k210_switch, of the Schmitt trigger, of the
 * pad's input and of what it drives. -ENXIO if the pin has no pad.
 */
K210_API int k210_pin_slew(struct k210_pin *p, int slew);
K210_API int k210_pin_schmitt(struct k210_pin *p, int on);
K210_API int k210_pin_input_invert(struct k210_pin *p, int on);
K210_API int k210_pin_output_invert(struct k210_pin *p, int on);

/*
 * k210_pin_drive_ua() - Return: what the pad's drive is, in uA, 0 for levels
 * that have no current; changed first unless @ua is 0: to the strongest that
 * isn't above it. -ENXIO if the pin has no pad.
 */
K210_API int k210_pin_drive_ua(struct k210_pin *p, uint32_t ua);

/*
 * k210_pad_configure() - k210_pad_get() and k210_pad_set() of one setting.
 * @which: one of K210_PAD_FUNC, K210_PAD_PULL ...
 * @value: in that field's words; -1 to ask
 *
 * Return: what it is, changed first unless @value is -1. Errors: theirs.
 */
K210_API int k210_pad_configure(int pad, unsigned int which, int value);

K210_END

#endif
