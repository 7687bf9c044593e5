/* SPDX-License-Identifier: MIT */
/* A pin, as its files share it. */
#ifndef K210_LIB_PIN_H
#define K210_LIB_PIN_H

#include <linux/k210-fpioa.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "k210gpio/board.h"
#include "k210gpio/pin.h"
#include "lock.h"
#include "request.h"

struct k210_chip;
struct irq;

struct k210_pin {
	/* The line's request; -1 while a function has the pad. */
	int fd;
	/* The value asked for last, 0 or 1. */
	_Atomic uint32_t out;
	/* Whether that is driven, or kept for when it will be. */
	_Atomic uint32_t drives;
	/* Whether writes are told to irq. */
	_Atomic uint32_t tells;

	/* Protects all that follows, but what is set once, when opened. */
	struct lock lock;
	struct request now; /* what the line is, or was before K210_ALT */
	uint8_t mode;	    /* enum k210_mode, of the pin */
	uint32_t trigger;   /* the pin's; that of now.words is the kernel's */
	bool quiet;	    /* its events are stopped */
	struct irq *_Atomic irq; /* what irq.c has of it, or NULL */

	/* Set once. */
	struct k210_chip *chip; /* NULL if there is no line */
	unsigned int line;
	int pad;       /* -1 if there is none, or it isn't ours */
	int line_func; /* the function of its line, -1 if unknown */
	uint32_t events;
	char name[K210_NAME_SIZE];
	char consumer[K210_NAME_SIZE];
};

/*
 * k210_pin_cfg_take() - a caller's config, checked as far as it can be without
 * asking the kernel. NULL is all 0.
 */
int k210_pin_cfg_take(struct k210_pin_cfg *ours,
		      const struct k210_pin_cfg *theirs);

/*
 * k210_pin_cfg_pad() - what of a config is the pad's.
 * @config: its pad is given, and its function where that is meant
 * @with_pull: whether the pull is: where no line takes it
 */
void k210_pin_cfg_pad(const struct k210_pin_cfg *cfg, bool with_pull,
		      struct k210_fpioa_config *config);

/*
 * k210_pin_apply() - make the pin what a config says, on top of what it is. The
 * pin is locked, or not yet anybody's.
 */
int k210_pin_apply(struct k210_pin *p, const struct k210_pin_cfg *cfg);

/*
 * k210_pin_apply_line() - make the line what @next says, requesting it where
 * that isn't done yet; likewise.
 */
int k210_pin_apply_line(struct k210_pin *p, const struct request *next);

/* k210_pin_redrive() - drive what was asked for last. */
int k210_pin_redrive(struct k210_pin *p);

/* k210_pin_func() - a function's number. Errors: -ENOENT. */
int k210_pin_func(const char *name);

/* k210_is_line() - whether a function is a line of GPIOHS or GPIO. */
static inline bool k210_is_line(int func)
{
	return func >= 24 && func < 64;
}

#endif
