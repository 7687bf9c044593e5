/* SPDX-License-Identifier: MIT */
/*
 * Any number of lines of a chip, requested, read and driven together. The
 * kernel has at most 64 lines and 10 different settings in a request; where
 * there are more, a request here is several of the kernel's, all or none.
 *
 * Bitmaps: lines are numbered in the order in which they were given; the first
 * is bit 0 of word 0, the 65th bit 0 of word 1.
 */
#ifndef K210GPIO_LINES_H
#define K210GPIO_LINES_H

#include "chip.h"
#include "irq.h"
#include "pin.h"
#include "types.h"

K210_BEGIN

struct k210_lines;

/*
 * What a line is to be; what is 0 stays as it is. What only inputs have is kept
 * while a line is an output.
 */
struct k210_line_cfg {
	uint32_t size;	    /* sizeof(struct k210_line_cfg) */
	uint32_t line;	    /* the offset at the chip */
	uint8_t mode;	    /* K210_IN, OUT, OPEN_DRAIN or OPEN_SOURCE */
	uint8_t pull;	    /* enum k210_pull */
	uint8_t active_low; /* enum k210_switch */
	/*
	 * enum k210_value: what an output starts with; 0 is low, or without a
	 * mode what it is
	 */
	uint8_t value;
	uint8_t trigger; /* K210_RISING, FALLING, BOTH, NO_TRIGGER */
	uint8_t clock;	 /* enum k210_clock; it goes with the trigger */
	uint8_t reserved[2];
	uint32_t debounce_us; /* of inputs; K210_NO_DEBOUNCE for none */
};

/* No events any more, for k210_lines_configure(). */
#define K210_NO_TRIGGER 0x80U

/*
 * k210_lines_request() - take lines, all or none.
 * @cfg: @num of them, in any order, no line twice
 * @consumer: up to 31 characters; NULL for the program's name
 *
 * All are taken as they are, and then become what they are to be. If that
 * fails, those before it get back their direction and level, not a pull.
 *
 * Errors: -EBUSY if one is in use; -ENXIO if one is on no pad, and for a
 * trigger where the chip has no interrupts; -EOPNOTSUPP for settings and clocks
 * that the chip lacks.
 */
K210_API int k210_lines_request(struct k210_lines **lines,
				struct k210_chip *chip,
				const struct k210_line_cfg *cfg, size_t num,
				const char *consumer);

/*
 * k210_lines_request_simple() - lines that all are to be the same, by numbers:
 * for other languages. Outputs start low.
 * @mode: enum k210_mode, or 0
 * @pull: enum k210_pull, or 0
 * @trigger: K210_RISING, FALLING, BOTH, or 0
 *
 * Errors: likewise, and -EINVAL for numbers that don't exist.
 */
K210_API int k210_lines_request_simple(struct k210_lines **lines,
				       struct k210_chip *chip,
				       const unsigned int *offsets, size_t num,
				       int mode, int pull, int trigger,
				       const char *consumer);

/* k210_lines_close() - let them go, as they are. NULL is allowed. */
K210_API void k210_lines_close(struct k210_lines *lines);

/*
 * k210_lines_configure() - change some in place; the others stay as they are.
 *
 * Where the kernel refuses a part of a request that is split, the parts before
 * it are given back what they had. Errors: as above; -EINVAL for lines that
 * aren't in it; -ENOSPC where those that the kernel has in one request would
 * have more than 10 different settings.
 */
K210_API int k210_lines_configure(struct k210_lines *lines,
				  const struct k210_line_cfg *cfg, size_t num);

/* k210_lines_get() - read all. @bits: a word for each 64 lines begun. */
K210_API int k210_lines_get(struct k210_lines *lines, uint64_t *bits);

/*
 * k210_lines_set() - drive those in @mask; a word for each 64 lines begun.
 *
 * Lines of one request of the kernel's change as one; others one after the
 * other. A write that the kernel refuses for want of memory may take back what
 * another thread sets of the same lines meanwhile. Errors: -EPERM if one is an
 * input, -EINVAL for bits that are no line.
 */
K210_API int k210_lines_set(struct k210_lines *lines, const uint64_t *mask,
			    const uint64_t *bits);

/*
 * k210_lines_get_list() - read some, by their offsets at the chip, in any
 * order. @values: @num of 0 or 1.
 *
 * Errors: -EINVAL for lines that aren't in it.
 */
K210_API int k210_lines_get_list(struct k210_lines *lines,
				 const unsigned int *offsets, size_t num,
				 uint8_t *values);
K210_API int k210_lines_set_list(struct k210_lines *lines,
				 const unsigned int *offsets, size_t num,
				 const uint8_t *values);

/*
 * k210_lines_read_events() - those of all lines, in the order of their times.
 *
 * Where there are several descriptors, some are read ahead, and then they are
 * no longer readable: after a wait of your own read until there are less than
 * @max. Lines with different clocks have times that can't be compared.
 *
 * Return: how many, 0 for none; it waits only if the lines are blocking, and
 * then for the first. Errors: -EINTR after a signal, if it waits.
 */
K210_API int k210_lines_read_events(struct k210_lines *lines,
				    struct k210_event *ev, int max);

/*
 * k210_lines_read_event() - one of them, without a struct: for other languages.
 * @line, @time_ns, @lost: filled as that struct's; NULL is allowed
 *
 * Return: its type, K210_RISING ...; 0 for none. Errors: likewise.
 */
K210_API int k210_lines_read_event(struct k210_lines *lines, unsigned int *line,
				   uint64_t *time_ns, uint32_t *lost);

/*
 * k210_lines_wait() - wait for events. Return: 1; 0 after the time.
 * @timeout_ms: -1 to wait for ever
 *
 * Errors: -EINTR after a signal.
 */
K210_API int k210_lines_wait(struct k210_lines *lines, int timeout_ms);

/*
 * k210_lines_fds() - what can be polled. @fds: @max of them are filled in.
 *
 * Return: how many there are.
 */
K210_API int k210_lines_fds(const struct k210_lines *lines, int *fds,
			    size_t max);

/*
 * k210_lines_set_blocking() - whether k210_lines_read_events() waits: no, at
 * first.
 */
K210_API int k210_lines_set_blocking(struct k210_lines *lines, int on);
K210_API int k210_lines_is_blocking(const struct k210_lines *lines);

/* k210_lines_count() - how many lines. */
K210_API int k210_lines_count(const struct k210_lines *lines);

/* k210_lines_offset() - the offset of the @index-th. Errors: -EINVAL. */
K210_API int k210_lines_offset(const struct k210_lines *lines, size_t index);

/* The smallest and the largest of the offsets, and who they were taken for. */
K210_API int k210_lines_min(const struct k210_lines *lines);
K210_API int k210_lines_max(const struct k210_lines *lines);
K210_API const char *k210_lines_consumer(const struct k210_lines *lines);

K210_END

#endif
