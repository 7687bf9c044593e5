/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONSUMER_H
#define CONSUMER_H

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/jiffies.h>

#define HARTS		2
#define PATIENCE_US	1000000

/* One interrupt. */
struct slot {
	struct gpio_device *gdev;
	struct gpio_desc *desc;
	char name[32];
	bool alone;
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

#endif
