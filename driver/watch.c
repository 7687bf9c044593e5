// SPDX-License-Identifier: GPL-2.0-only
/* Queues of changes to pads. */

#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "pads-locked.h"
#include "watch.h"

static void wake_readers(struct irq_work *work)
{
	struct k210_watches *watches =
		container_of(work, struct k210_watches, wake);

	wake_up_all(&watches->queue);
}

/**
 * k210_watches_init() - nobody is told yet
 * @watches: to be filled
 */
void k210_watches_init(struct k210_watches *watches)
{
	INIT_LIST_HEAD(&watches->list);
	init_irq_work(&watches->wake, wake_readers);
	init_waitqueue_head(&watches->queue);
}

/**
 * k210_watch_alloc() - make a queue, which is nobody's yet
 * @size: for how many events, 1 and more
 *
 * Without a word in the log: 4096 of them are more than 8 MiB may have in one
 * piece, and the caller is told.
 *
 * Return: the queue, for kvfree(), or NULL.
 */
struct k210_watch *k210_watch_alloc(unsigned int size)
{
	struct k210_watch *watch;

	watch = kvzalloc(struct_size(watch, events, size),
			 GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (watch)
		watch->size = size;
	return watch;
}

/**
 * k210_watch_start() - let changes come to a queue
 * @pads: the pads
 * @watch: the queue, which no pads' changes come to until
 *	k210_watch_set_pads()
 */
void k210_watch_start(struct k210_pads *pads, struct k210_watch *watch)
{
	guard(k210_pads)(pads);
	list_add_tail(&watch->node, &pads->watches->list);
}

/**
 * k210_watch_stop() - no more of them
 * @pads: the pads
 * @watch: the queue
 */
void k210_watch_stop(struct k210_pads *pads, struct k210_watch *watch)
{
	guard(k210_pads)(pads);
	list_del(&watch->node);
}

/**
 * k210_watch_set_pads() - choose the pads whose changes come
 * @pads: the pads
 * @watch: the queue
 * @mask: a bit for each pad
 */
void k210_watch_set_pads(struct k210_pads *pads, struct k210_watch *watch,
			 u64 mask)
{
	guard(k210_pads)(pads);
	watch->pads = mask;
}

static void put(struct k210_watch *watch,
		const struct k210_fpioa_event *event)
{
	unsigned int place = (watch->first + watch->num++) % watch->size;

	watch->events[place] = *event;
}

/* What was lost is told in its place, before what comes after it. */
static void queue_event(struct k210_watch *watch,
			const struct k210_fpioa_event *event)
{
	unsigned int room = watch->size - watch->num;

	if (room < 1 + !!watch->lost) {
		watch->lost++;
		return;
	}
	if (watch->lost) {
		put(watch, &(struct k210_fpioa_event) {
			.time_ns = event->time_ns,
			.changed = K210_FPIOA_LOST,
			.lost = watch->lost,
		});
		watch->lost = 0;
	}
	put(watch, event);
}

static void tell(struct k210_pads *pads, unsigned int pad, u64 now)
{
	struct k210_fpioa_event event = {
		.time_ns = now,
		.changed = pads->changes[pad],
		.state = k210_pad_state(pads, pad),
		.pad = pad,
		.function = k210_pad_function(pads, pad),
	};
	struct k210_watch *watch;

	list_for_each_entry(watch, &pads->watches->list, node)
		if (watch->pads & BIT_ULL(pad))
			queue_event(watch, &event);
}

/**
 * k210_watches_tell() - queue what has changed since the lock was taken
 * @pads: the pads, locked
 */
void k210_watches_tell(struct k210_pads *pads)
{
	u64 changed = pads->changed;
	unsigned int pad;
	u64 now;

	if (!changed)
		return;
	pads->changed = 0;
	if (pads->watches && !list_empty(&pads->watches->list)) {
		now = ktime_get_ns();
		k210_for_each_pad(pad, changed)
			tell(pads, pad, now);
		irq_work_queue(&pads->watches->wake);
	}
	memset(pads->changes, 0, sizeof(pads->changes));
}

/**
 * k210_watch_has_event() - is there anything to take?
 * @watch: the queue
 *
 * Return: as it was a moment ago.
 */
bool k210_watch_has_event(const struct k210_watch *watch)
{
	return READ_ONCE(watch->num) || READ_ONCE(watch->lost);
}

/**
 * k210_watch_take() - take the oldest event
 * @pads: the pads
 * @watch: the queue
 * @event: filled
 *
 * Return: whether there was one.
 */
bool k210_watch_take(struct k210_pads *pads, struct k210_watch *watch,
		     struct k210_fpioa_event *event)
{
	guard(k210_pads)(pads);
	if (watch->num) {
		*event = watch->events[watch->first];
		watch->first = (watch->first + 1) % watch->size;
		watch->num--;
		return true;
	}
	if (!watch->lost)
		return false;
	*event = (struct k210_fpioa_event) {
		.time_ns = ktime_get_ns(),
		.changed = K210_FPIOA_LOST,
		.lost = watch->lost,
	};
	watch->lost = 0;
	return true;
}
