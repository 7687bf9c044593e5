/* SPDX-License-Identifier: MIT */
/* A pin, as its files share it. */
#ifndef K210_LIB_PIN_H
#define K210_LIB_PIN_H

#include <linux/gpio.h>
#include <linux/k210-fpioa.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "func-ids.h"
#include "k210gpio/board.h"
#include "k210gpio/pin.h"
#include "lock.h"
#include "request.h"

struct irq;

/* What makes a line 0 and 1. */
extern const struct gpio_v2_line_values k210_pin_values[2];

struct k210_pin {
	/*
	 * The value asked for last, 0 or 1. It comes first, since an atomic
	 * instruction takes no offset; all of these are long, since all else
	 * has to be made so.
	 */
	_Atomic long out;
	/* The line's request where a write is one ioctl, and no more; or -1. */
	_Atomic long direct;
	/* k210_pin_values, which is loaded faster from here. */
	const struct gpio_v2_line_values *values;
	/* The line's request; -1 while a function has the pad. */
	_Atomic long fd;
	/* Whether that is driven, or kept for when it will be. */
	_Atomic uint32_t drives;
	/* Whether writes are told to irq: k210_pin_tell(). */
	_Atomic uint32_t tells;

	/*
	 * Protects all that follows, and what is before it but for the value;
	 * not what is set once, when opened.
	 */
	struct lock lock;
	/*
	 * The number that fd has had, or -1. It is kept, since others may be
	 * about to use it; while there is no request it is another of the
	 * chip's descriptors.
	 */
	int slot;
	struct request now; /* what the line is, or was before K210_ALT */
	/* enum k210_mode, of the pin; read without the lock, too */
	_Atomic uint8_t mode;
	uint32_t trigger; /* the pin's; that of now.words is the kernel's */
	bool quiet;	  /* its events are stopped */
	struct irq *_Atomic irq; /* what irq.c has of it, or NULL */
	int chip;		 /* a descriptor; -1 if there was no line yet */
	unsigned int line;

	/* Set once. */
	int pad;       /* -1 if there is none, or it isn't ours */
	int line_func; /* the function of its line, -1 if unknown */
	uint32_t events;
	char name[K210_NAME_SIZE];
	char consumer[K210_NAME_SIZE];
};

/* What a pin is opened as. */
struct opening {
	const char *name;
	const char *consumer;
	uint32_t flags; /* K210_FORCE ... */
	uint32_t events;
	uint8_t mode;	    /* enum k210_mode; 0: as it is */
	uint8_t pull;	    /* enum k210_pull, or 0 */
	uint8_t active_low; /* enum k210_switch, or 0 */
	int value;	    /* 0, 1, or -1: as it is */
	int func;	    /* what its pad is to carry, or -1 */
	/* k210_place_find_line(), or NULL */
	int (*find_line)(const char *name, struct k210_place *place);
	struct k210_fpioa_config pad; /* its settings, but for the pull */
	/* What only k210_pin_open() does. NULL: k210_claim_pin() */
	int (*claim)(const struct opening *o,
		     const struct k210_fpioa_config *config, unsigned int flags,
		     const struct k210_pin *p);
	/* Makes the line what it is to be, with what functions don't have. */
	int (*start)(struct k210_pin *p, const struct opening *o);
};

/* k210_pin_make() - open it; all words are known to be ours. */
int k210_pin_make(struct k210_pin **p, const struct opening *o);

/*
 * k210_pin_cfg_take() - a caller's config, checked as far as it can be without
 * asking the kernel. NULL is all 0.
 */
int k210_pin_cfg_take(struct k210_pin_cfg *ours,
		      const struct k210_pin_cfg *theirs);

/*
 * k210_pin_cfg_defaults() - with K210_DEFAULTS, what isn't given is what it is
 * by default where the pad carries a line.
 */
void k210_pin_cfg_defaults(struct k210_pin_cfg *cfg);

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
 * @func: what it is to carry, -1 for what it does
 */
int k210_pin_apply(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		   int func);

/*
 * k210_pin_apply_line() - make the line what @next says, requesting it where
 * that isn't done yet; likewise. With mode 0, which only a first request may
 * have, it stays as it is. The value is the pin's own.
 */
int k210_pin_apply_line(struct k210_pin *p, const struct request *next);

/* k210_pin_let_go() - release the line. Errors: those of close(). */
void k210_pin_let_go(struct k210_pin *p);

/* k210_pin_open_line() - have a chip's line. @func: its function, or -1 */
int k210_pin_open_line(struct k210_pin *p, const char *chip, unsigned int line,
		       int func);

/* k210_pin_find_line() - have the chip and offset of a function's line. */
int k210_pin_find_line(struct k210_pin *p, int func);

/*
 * k210_pin_open_output() - let the pad be driven, once the line is what it is
 * to be: until then it might drive what its last user had it drive.
 */
int k210_pin_open_output(struct k210_pin *p);

/*
 * k210_pin_redrive() - drive what was asked for last, unless that is kept.
 *
 * Return: -EBADF, without a sentence, if the pin isn't a line.
 */
int k210_pin_redrive(struct k210_pin *p);

/* k210_pin_func() - a function's number. Errors: -ENOENT. */
int k210_pin_func(const char *name);

/*
 * k210_pin_open_drain() - Errors: -EOPNOTSUPP if a function drives high, too:
 * if it isn't one of those of I2C and SCCB.
 */
int k210_pin_open_drain(const char *name, int func);

/* k210_pin_no_pad() - why there is none to change. Return: -ENXIO, -EBUSY. */
int k210_pin_no_pad(const struct k210_pin *p);

/* k210_pin_where() - the pad that its line is on, whosever it is; -ENXIO. */
int k210_pin_where(const struct k210_pin *p);

/* k210_pin_change() - k210_pin_configure() with a config that is checked. */
int k210_pin_change(struct k210_pin *p, const struct k210_pin_cfg *cfg,
		    int func);

/* k210_pin_null() - Return: -EINVAL; what is to be a pin is NULL. */
int k210_pin_null(void);

/* k210_is_trigger() - whether it is an edge, both, or one level. */
static inline bool k210_is_trigger(unsigned int trigger)
{
	return (trigger >= K210_RISING && trigger <= K210_BOTH) ||
	       trigger == K210_LOW_LEVEL || trigger == K210_HIGH_LEVEL;
}

/* k210_is_alt() - whether a mode is that of a pad without a line. */
static inline bool k210_is_alt(uint8_t mode)
{
	return mode == K210_ALT || mode == K210_ALT_OPEN_DRAIN;
}

/* k210_is_output() - whether a mode is that of a line which drives. */
static inline bool k210_is_output(uint8_t mode)
{
	return mode == K210_OUT || mode == K210_OPEN_DRAIN ||
	       mode == K210_OPEN_SOURCE;
}

/* What is in no order with anything else, as a fence costs as much again. */
#define PEEK(field) atomic_load_explicit(&(field), memory_order_relaxed)
#define POKE(field, value) \
	atomic_store_explicit(&(field), value, memory_order_relaxed)

/* k210_pin_drive_from() - whether values are driven from now on, or kept. */
static inline void k210_pin_drive_from(struct k210_pin *p, bool drives)
{
	POKE(p->drives, drives);
	POKE(p->direct, drives && !PEEK(p->tells) ? PEEK(p->fd) : -1);
	/* Who asks for a value and sees the old ones is seen by who redrives. */
	atomic_thread_fence(memory_order_seq_cst);
}

/* k210_pin_tell() - whether writes are told to irq; the pin is locked. */
static inline void k210_pin_tell(struct k210_pin *p, bool tells)
{
	p->tells = tells;
	k210_pin_drive_from(p, p->drives);
}

#endif
