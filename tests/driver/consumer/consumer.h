/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONSUMER_H
#define CONSUMER_H

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/jiffies.h>

#define HARTS		2
#define PATIENCE_US	1000000

/* More of one interrupt than any test makes: it is disabled then. */
#define STORM		10000

/* What a handler does to its pad. */
struct act {
	int level;		/* each time; less than 0: nothing */
	int then;		/* after it, as many times */
	atomic_t times;
};

/* One interrupt. */
struct slot {
	struct gpio_device *gdev;
	struct gpio_desc *desc;
	struct gpio_desc *by;	/* drives the pad; NULL: its own pull does */
	struct act hard, thread;
	char name[32];
	bool alone;
	bool unmasked;
	int irq;		/* 0: not requested */
	atomic_t runs, threads, late;
	atomic_t harts[HARTS];
	atomic_t until_off;	/* 0: never */
	atomic_t again;
	int hold;
	struct completion held, go;
};

static inline bool consumer_waited(struct completion *completion)
{
	return wait_for_completion_timeout(completion,
					   usecs_to_jiffies(PATIENCE_US));
}

int consumer_get(struct slot *slot, unsigned int line, unsigned long type,
		 bool threaded);
void consumer_put(struct slot *slot);
void consumer_settle(struct slot *slot);

int consumer_get_by(struct slot *slot, unsigned int line, bool level);
int consumer_drive(struct slot *slot, bool level);
int consumer_set_act(struct act *act, const char *words);
void consumer_act(struct slot *slot, struct act *act);

#endif
