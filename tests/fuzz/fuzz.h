/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls made up from a seed, on the bridge and on the GPIO chips, and what must
 * hold of each.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <linux/gpio.h>
#include <linux/k210-fpioa.h>

#include "model.h"

/* Descriptors that are open at once. */
#define SLOTS 32
/* Calls of each task that are told when something is wrong. */
#define TRACED 48
/* Of the page at whose end arguments are, or of what has no MMU. */
#define ROOM 4096

enum kind {
	KIND_DEVICE, /* the bridge */
	KIND_CLAIM,
	KIND_CHIP,
	KIND_LINES,
	KINDS
};

/* A queue of changes: what it has told so far. */
struct watch {
	uint64_t pads;
	uint64_t ever; /* since there is a queue: their changes may wait */
	uint64_t sure; /* pads of which FUNCTION and STATE are known */
	uint32_t num_events;
	uint32_t state[PADS];
	uint8_t function[PADS];
};

struct slot {
	atomic_int fd; /* -1 while there is nothing */
	/* For one task alone: what the descriptor is for. */
	uint64_t pads;
	bool persist;
	char name[K210_FPIOA_NAME_SIZE];
	struct watch watch;
	int chip;
	unsigned int num;
	uint8_t offsets[GPIO_V2_LINES_MAX];
	uint64_t infos; /* lines whose infos a chip's descriptor watches */
};

struct traced {
	const char *name;
	uint64_t arguments[3];
	int result;
};

/* What makes calls, one after the other. */
struct task {
	uint64_t random;
	uint64_t call; /* number of the present one */
	uint64_t sum;  /* of all that was called, and of what came back */
	char *room;    /* ROOM bytes, nothing after them */
	struct traced traced[TRACED];
};

/* What the command line says. */
struct options {
	uint64_t seed;
	uint64_t calls;
	uint64_t tasks;
	uint64_t check;	   /* all pads are looked at after so many calls */
	uint64_t persist;  /* may claims persist? */
	uint64_t bind;	   /* may drivers be unbound? */
	uint64_t pointers; /* may addresses be bad? */
};

extern struct options options;
extern struct slot slots[KINDS][SLOTS];
extern struct task tasks[];
extern struct model model; /* for one task alone */

/* Sets of results: a bit for 0, and one for each errno. */
#define OK 1ULL
#define ALL_PADS (BIT(PADS) - 1)

/* For every errno that none of these calls may answer. */
#define NEVER 63

static inline bool alone(void)
{
	return options.tasks == 1;
}

/* random.c */
uint64_t any(struct task *task);
uint64_t below(struct task *task, uint64_t limit);
bool chance(struct task *task, unsigned int percent);
uint64_t some_pads(struct task *task);

/* slots.c */
struct slot *some_slot(struct task *task, enum kind kind);
struct slot *keep(struct task *task, enum kind kind, int fd);
void drop(struct slot *slot);
void drop_all(void);
int open_device(void);
int open_chip(int chip);
void call_duplicate(struct task *task);
void call_open(struct task *task);
void call_close(struct task *task);

/* judge.c */
void wrong(const char *what, ...)
	__attribute__((format(printf, 1, 2), noreturn));
void judge(struct task *task, const char *name, int result, uint64_t allowed);
void note(struct task *task, uint64_t a, uint64_t b, uint64_t c);
int ask(int fd, unsigned long request, void *argument);
void *bad_address(struct task *task);
bool find_devices(void);
void clear_slots(void);

/* bridge.c and claims.c: on the bridge, and claims */
int sized(struct task *task, int fd, unsigned long request, void *argument,
	  uint64_t *allowed);
void call_info(struct task *task);
void call_pad(struct task *task);
void call_function(struct task *task);
void call_owner(struct task *task);
void call_watch(struct task *task);
void call_read(struct task *task);
void call_poll(struct task *task);
void call_misplaced(struct task *task);
void call_text(struct task *task);
void call_claim(struct task *task);
void call_configure(struct task *task);
void call_hold(struct task *task);
void call_release(struct task *task);

/* lines.c: on GPIO chips, and requests of lines */
void call_chip(struct task *task);
void call_line_info(struct task *task);
void call_line_watch(struct task *task);
void call_line_request(struct task *task);
void call_line_config(struct task *task);
void call_line_get(struct task *task);
void call_line_set(struct task *task);
void call_line_events(struct task *task);
void call_old_handle(struct task *task);

/* check.c: what must hold between calls */
void check_start(void);
void check_pads(void);
void check_jig(void);
void check_watch(struct slot *slot);
void check_end(void);

/* bind.c */
void call_bind(struct task *task);
void bind_all(void);

#endif
