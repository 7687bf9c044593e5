/* SPDX-License-Identifier: MIT */
/*
 * The FPIOA: which function is on which pad, with which settings, and whose it
 * is. By /dev/k210-fpioa; -ENOENT where there is none.
 */
#ifndef K210GPIO_FPIOA_H
#define K210GPIO_FPIOA_H

#include "types.h"

K210_BEGIN

/* What kind a function is: whether it reads the pad, drives it, or both. */
enum k210_func_class {
	K210_FUNC_NONE,
	K210_FUNC_INPUT,
	K210_FUNC_OUTPUT,
	K210_FUNC_BOTH,
};

/* A function, as in the vendor's SDK. */
struct k210_func {
	uint32_t size;	    /* of this struct */
	uint8_t id;	    /* 0 to 255 */
	uint8_t func_class; /* enum k210_func_class */
	uint8_t shareable;  /* 1 if it may be on any number of pads */
	int8_t line;	    /* GPIOHS 0 to 31, GPIO 32 to 39, else -1 */
	const char *name;   /* "GPIOHS0", "UART1_TX" */
	const char *desc;   /* "GPIO High speed 0" */
};

/* A pad's settings; in configs, those in the mask are meant. */
#define K210_PAD_FUNC (1U << 0)
#define K210_PAD_PULL (1U << 1)
#define K210_PAD_DRIVE (1U << 2)
#define K210_PAD_DRIVE_UA (1U << 3)
#define K210_PAD_SLEW (1U << 4)
#define K210_PAD_SCHMITT (1U << 5)
#define K210_PAD_INPUT (1U << 6)
#define K210_PAD_OUTPUT (1U << 7)
#define K210_PAD_INPUT_INVERT (1U << 8)
#define K210_PAD_OUTPUT_INVERT (1U << 9)

/* What a pad's state is made of; none of these: it is free. */
#define K210_STATE_DEVICE (1U << 0)    /* a device of the kernel's has it */
#define K210_STATE_CLAIMED (1U << 1)   /* a program has it */
#define K210_STATE_LINE (1U << 2)      /* the line on it is in use */
#define K210_STATE_HELD (1U << 3)      /* it is held at a level */
#define K210_STATE_HELD_HIGH (1U << 4) /* which is high */
#define K210_STATE_CHANGED (1U << 5)   /* it isn't as before claims */

/* A pad, as it really is. */
struct k210_pad {
	uint32_t size;	   /* sizeof(struct k210_pad) */
	uint32_t state;	   /* K210_STATE_DEVICE ... */
	uint32_t word;	   /* its register */
	uint32_t drive_ua; /* of drive, in uA: 11200 to 49500 */
	uint8_t pad;	   /* 0 to 47 */
	uint8_t func;	   /* 0 to 255 */
	/* 0 or 1; 0 too while its input is off, but for that of a held pad */
	uint8_t level;
	uint8_t pull;	 /* enum k210_pull */
	uint8_t drive;	 /* K210_DRIVE() */
	uint8_t slew;	 /* enum k210_slew */
	uint8_t schmitt; /* enum k210_switch, as all that follow */
	uint8_t input;	 /* the function may see the pad */
	uint8_t output;	 /* the function may drive the pad */
	uint8_t input_invert;
	uint8_t output_invert;
	uint8_t reserved;
	uint32_t spare[4]; /* 0; it is a part of others, and doesn't grow */
};

/* Whose a pad is. */
struct k210_owner {
	uint32_t size;	/* sizeof(struct k210_owner) */
	uint32_t state; /* K210_STATE_DEVICE ... */
	int32_t pid;	/* of the program that claimed it; else 0 */
	uint32_t uid;	/* its user; else 0 */
	char holder[K210_NAME_SIZE]; /* the claim's name, or the device's */
	char user[K210_NAME_SIZE];   /* whoever uses the line on it */
	uint32_t spare[4]; /* 0; it is a part of others, and doesn't grow */
};

/*
 * k210_func() - a function, by its number.
 *
 * Return: NULL, and k210_errmsg(), if there is no such. The numbers and names
 * are those of the vendor's SDK, fpioa.h; descriptions are ours.
 */
K210_API const struct k210_func *k210_func(int id);

/* k210_func_id() - its number, by its name. Errors: -ENOENT. */
K210_API int k210_func_id(const char *name);

/*
 * k210_fpioa_help() - a table of name and description, a line each, as text.
 * @func: 0 to 255, or -1 for all. It is cut off at @size.
 *
 * Return: its whole length, without the zero.
 */
K210_API int k210_fpioa_help(int func, char *buf, size_t size);

/*
 * k210_fpioa_map() - route a function to a pad, for this process.
 * @pad: 0 to 47
 * @func: 0 to 255
 * @flags: K210_FORCE to take it from another free pad; K210_PERSIST to leave it
 *	so, and to let go of the pad
 *
 * The pad is this process's until k210_fpioa_unmap() or its end, and pins of
 * this process can be opened on it. A pad that this process has mapped may be
 * mapped again. With K210_FORCE a warning says what the board uses the pad for,
 * and from which pad the function was taken: k210_errmsg().
 *
 * Errors: -EBUSY if the pad or function is somebody's, or the function is on
 * another pad and K210_FORCE isn't given, or the board keeps the pad and it
 * isn't, or a pin of this process has it. With K210_PERSIST a pad that was mapped
 * is let go, and then mapped for good: should another program take it in between,
 * its map is gone.
 */
K210_API int k210_fpioa_map(int pad, int func, unsigned int flags);

/*
 * k210_fpioa_unmap() - undo k210_fpioa_map(): the pad is what it was before.
 * One that this process hasn't mapped gets RESV0, no function, and stays so.
 *
 * Errors: -EBUSY if it is somebody else's, or a pin of this process has it, or
 * the board keeps it: k210_fpioa_map() with K210_FORCE can map RESV0.
 */
K210_API int k210_fpioa_unmap(int pad);

/*
 * k210_fpioa_pad_of() - the pad that carries a function, the first of several.
 *
 * Errors: -ENXIO if none does.
 */
K210_API int k210_fpioa_pad_of(int func);

/* k210_fpioa_func_of() - the function that a pad carries. */
K210_API int k210_fpioa_func_of(int pad);

/*
 * k210_fpioa_used() - on which pads the 40 lines are.
 * @pads: for GPIOHS0 to 31 and GPIO0 to 7: the pad, or -1
 */
K210_API int k210_fpioa_used(int8_t pads[40]);

/* k210_pad_get() - read a pad back. @st->size is given. */
K210_API int k210_pad_get(int pad, struct k210_pad *st);

/*
 * k210_pad_set() - change a pad's settings, for good.
 * @mask: which of @st's are meant, K210_PAD_FUNC ...
 *
 * A pad of one of this process's pins or maps is changed as theirs, and is
 * what it was before once they end. A pull is then the pin's, too.
 *
 * Errors: -EBUSY if it is somebody else's, or the board keeps it and it isn't a
 * pin's or map's that took it with K210_FORCE.
 */
K210_API int k210_pad_set(int pad, const struct k210_pad *st, uint32_t mask);

/*
 * k210_pad_hold() - hold a pad at a level that outlives this process.
 * @level: 0, 1, or -1 for the one that it has
 *
 * Errors: -EBUSY if it is somebody's, also a pin's or map's of this process:
 * k210_pin_hold() holds a pin's. Likewise if the board keeps it: a pin with
 * K210_FORCE and K210_PERSIST can be held, and closed.
 */
K210_API int k210_pad_hold(int pad, int level);

/*
 * k210_pad_release() - end that.
 *
 * Errors: -EPERM without CAP_SYS_ADMIN; -EBUSY if a running program holds it.
 */
K210_API int k210_pad_release(int pad);

/* k210_pad_owner() - @st->size is given. */
K210_API int k210_pad_owner(int pad, struct k210_owner *st);

/* What has changed at a pad. */
#define K210_CHANGED_FUNC (1U << 0)
#define K210_CHANGED_SETTINGS (1U << 1)
#define K210_CHANGED_OWNER (1U << 2)
#define K210_CHANGED_LINE (1U << 3)
#define K210_CHANGED_HELD (1U << 4)
/* No change: so many events are missing here. */
#define K210_CHANGES_LOST (1U << 31)

/* It never grows: what tells more would be another call. */
struct k210_pad_event {
	uint64_t time_ns; /* CLOCK_MONOTONIC */
	uint32_t changed; /* K210_CHANGED_FUNC ..., or K210_CHANGES_LOST */
	uint32_t lost;	  /* with K210_CHANGES_LOST how many */
	uint32_t state;	  /* from then on */
	uint8_t pad;
	uint8_t func; /* from then on */
	uint8_t reserved[2];
};

struct k210_pad_watch;

/*
 * k210_pad_watch_open() - be told of the changes of pads.
 * @pads: a bit for each, not 0
 * @events: how many are kept, 0 for 64; more than 64 need CAP_SYS_ADMIN
 *
 * Errors: -EMFILE if this user has as many watches as it may.
 */
K210_API int k210_pad_watch_open(struct k210_pad_watch **w, uint64_t pads,
				 unsigned int events);
K210_API void k210_pad_watch_close(struct k210_pad_watch *w);

/* k210_pad_watch_fd() - readable when there is one. */
K210_API int k210_pad_watch_fd(struct k210_pad_watch *w);

/* k210_pad_watch_read() - Return: how many, 0 for none; it doesn't wait. */
K210_API int k210_pad_watch_read(struct k210_pad_watch *w,
				 struct k210_pad_event *ev, int max);

K210_END

#endif
