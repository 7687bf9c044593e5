/* SPDX-License-Identifier: MIT */
/* GPIO chips, any there are, and what is known of their lines. */
#ifndef K210GPIO_CHIP_H
#define K210GPIO_CHIP_H

#include "types.h"

K210_BEGIN

struct k210_chip;

struct k210_chip_info {
	uint32_t size;		    /* sizeof(struct k210_chip_info) */
	uint32_t lines;		    /* how many; offsets are 0 to lines - 1 */
	char name[K210_NAME_SIZE];  /* "gpiochip0" */
	char label[K210_NAME_SIZE]; /* "38001000.gpio-controller" */
};

/* A line, as the kernel has it; the pad may be otherwise. */
struct k210_line_info {
	uint32_t size; /* sizeof(struct k210_line_info) */
	uint32_t line;
	uint8_t used;	    /* 0 or 1 */
	uint8_t mode;	    /* enum k210_mode: in, out, open drain, source */
	uint8_t active_low; /* 0 or 1 */
	uint8_t pull;	    /* enum k210_pull; 0 if nobody asked for one */
	uint8_t clock;	    /* enum k210_clock, of its events */
	uint8_t reserved[3];
	uint32_t trigger;	       /* K210_RISING ... */
	uint32_t debounce_us;	       /* 0 for none */
	char name[K210_NAME_SIZE];     /* "" if it has none */
	char consumer[K210_NAME_SIZE]; /* "" if nobody uses it */
	uint32_t spare[4]; /* 0; it is a part of others, and doesn't grow */
};

/* By which clock events are timed. */
enum k210_clock {
	K210_CLOCK_MONOTONIC = 0,
	K210_CLOCK_REALTIME = 1,
	K210_CLOCK_HTE = 2, /* the hardware's own; the K210 has none */
};

/*
 * k210_chip_open() - open a chip.
 * @id: "gpiochip0", a path, its label, "gpiohs" or "gpio", or its number as in
 *	/dev/gpiochipN
 *
 * Errors: -ENOENT if there is none, -ENOTTY if a path isn't a GPIO chip's.
 */
K210_API int k210_chip_open(struct k210_chip **chip, const char *id);

/*
 * k210_chip_find() - open the first chip that @match returns 1 for, in the
 * order of their numbers. Errors: -ENOENT, and whatever is negative of @match.
 */
typedef int (*k210_chip_match)(struct k210_chip *chip, void *user);
K210_API int k210_chip_find(struct k210_chip **chip, k210_chip_match match,
			    void *user);

/*
 * k210_chip_iter() - call @match for each chip that may be opened; a return
 * that isn't 0 ends it. The chip is closed afterwards.
 *
 * Return: what @match returned last, else 0.
 */
K210_API int k210_chip_iter(k210_chip_match match, void *user);

/* k210_chip_ref() - one close more is needed. Return: @chip. */
K210_API struct k210_chip *k210_chip_ref(struct k210_chip *chip);
K210_API void k210_chip_close(struct k210_chip *chip);

K210_API int k210_chip_info(struct k210_chip *chip,
			    struct k210_chip_info *info);

/* k210_chip_lines() - how many lines it has. */
K210_API int k210_chip_lines(const struct k210_chip *chip);

/* k210_chip_name() - "gpiochip0" */
K210_API const char *k210_chip_name(const struct k210_chip *chip);

/* k210_chip_fd() - readable when k210_watch_read() has something. */
K210_API int k210_chip_fd(const struct k210_chip *chip);

/* k210_line_info() - Errors: -EINVAL if there is no such line. */
K210_API int k210_line_info(struct k210_chip *chip, unsigned int line,
			    struct k210_line_info *info);

/*
 * k210_chip_find_line() - the offset of the line of that name.
 *
 * Errors: -ENOENT, -ENOTUNIQ.
 */
K210_API int k210_chip_find_line(struct k210_chip *chip, const char *name);

/*
 * k210_line_find() - the chip and offset of the line of that name, on any chip.
 * @chip: filled; to be closed
 *
 * Return: the offset. Errors: -ENOENT, -ENOTUNIQ.
 */
K210_API int k210_line_find(struct k210_chip **chip, const char *name);

enum k210_info_type {
	K210_LINE_REQUESTED = 1,
	K210_LINE_RELEASED = 2,
	K210_LINE_RECONFIGURED = 3,
};

/* It never grows: what tells more would be another call. */
struct k210_info_event {
	uint64_t time_ns; /* CLOCK_MONOTONIC; 0 if only found out later */
	uint32_t type;	  /* enum k210_info_type */
	uint32_t reserved;
	struct k210_line_info info; /* from then on */
};

/*
 * k210_watch() - be told when lines are requested, released or configured by
 * others.
 * @lines: NULL for all
 *
 * All or none. Errors: -EBUSY if one is watched already, by this handle; for
 * k210_unwatch() -EINVAL if one isn't, unless all are meant.
 */
K210_API int k210_watch(struct k210_chip *chip, const unsigned int *lines,
			size_t num);
K210_API int k210_unwatch(struct k210_chip *chip, const unsigned int *lines,
			  size_t num);

/*
 * k210_watch_read() - what has changed, without waiting.
 *
 * The kernel keeps 32 changes for a chip and drops what comes then without a
 * word. After that many in a row the library asks for all lines, and what it
 * finds changed is given as events with @time_ns 0: the last state that is told
 * is always true. That may come when the descriptor isn't readable any more:
 * after a wait read until there are less than @max.
 *
 * Return: how many, 0 for none.
 */
K210_API int k210_watch_read(struct k210_chip *chip, struct k210_info_event *ev,
			     int max);

K210_END

#endif
