/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_WATCH_H
#define K210_WATCH_H

#include <linux/irq_work.h>
#include <linux/kconfig.h>
#include <linux/list.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/k210-fpioa.h>

struct k210_pads;

/**
 * struct k210_watches - all who are told of changes
 * @list: of struct k210_watch, protected by the pads' lock
 * @wake: wakes them, since a change may come in any context
 * @queue: where they sleep
 */
struct k210_watches {
	struct list_head list;
	struct irq_work wake;
	wait_queue_head_t queue;
};

/**
 * struct k210_watch - a queue of changes
 * @node: in the list of all
 * @pads: a bit for each pad whose changes come here
 * @size: how many events there is place for
 * @first: the oldest one
 * @num: how many there are
 * @lost: how many found no place since the last one that did
 * @events: all places
 *
 * Protected by the pads' lock.
 */
struct k210_watch {
	struct list_head node;
	u64 pads;
	unsigned int size;
	unsigned int first;
	unsigned int num;
	u32 lost;
	struct k210_fpioa_event events[] __counted_by(size);
};

void k210_watches_init(struct k210_watches *watches);
struct k210_watch *k210_watch_alloc(unsigned int size);
void k210_watch_start(struct k210_pads *pads, struct k210_watch *watch);
void k210_watch_stop(struct k210_pads *pads, struct k210_watch *watch);
void k210_watch_set_pads(struct k210_pads *pads, struct k210_watch *watch,
			 u64 mask);
bool k210_watch_has_event(const struct k210_watch *watch);
bool k210_watch_take(struct k210_pads *pads, struct k210_watch *watch,
		     struct k210_fpioa_event *event);

#if IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE)
void k210_watches_tell(struct k210_pads *pads);
#else
static inline void k210_watches_tell(struct k210_pads *pads)
{
}
#endif

#endif
