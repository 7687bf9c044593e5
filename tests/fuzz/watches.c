// SPDX-License-Identifier: GPL-2.0-or-later
/* Queues of changes, which have to tell all of them. */
#include <poll.h>
#include <unistd.h>

#include "fuzz.h"

#define ALL_CHANGES                                                  \
	(K210_FPIOA_CHANGED_FUNCTION | K210_FPIOA_CHANGED_SETTINGS | \
	 K210_FPIOA_CHANGED_OWNER | K210_FPIOA_CHANGED_LINE |        \
	 K210_FPIOA_CHANGED_HELD)

static uint64_t watch_results(const struct slot *slot,
			      const struct k210_fpioa_watch *watch)
{
	uint32_t now = slot->watch.num_events;

	if (watch->pads & ~ALL_PADS || watch->reserved)
		return BIT(EINVAL);
	if (watch->num_events > 4096) /* of two reasons, either */
		return now ? BIT(EINVAL) | BIT(EBUSY) : BIT(EINVAL);
	if (!watch->pads) /* a number of events of none, says nobody */
		return watch->num_events ? OK | BIT(EINVAL) | BIT(EBUSY) : OK;
	if (now && watch->num_events && watch->num_events != now)
		return BIT(EBUSY);
	return OK;
}

/* From here on, these pads are as they are now. */
static void see(struct watch *queue, uint64_t pads)
{
	for (int pad = 0; pad < PADS; pad++) {
		if (!(pads & BIT(pad)))
			continue;
		queue->state[pad] = model_state(&model, pad);
		queue->function[pad] = model.word[pad];
	}
	queue->sure |= pads;
}

static void apply_watch(struct watch *queue,
			const struct k210_fpioa_watch *watch)
{
	if (!watch->pads) {
		memset(queue, 0, sizeof(*queue));
		return;
	}
	if (!queue->num_events)
		queue->num_events = watch->num_events ? watch->num_events : 64;
	/* What was watched before may have old events in the queue. */
	queue->sure &= watch->pads;
	see(queue, watch->pads & ~queue->ever);
	queue->pads = watch->pads;
	queue->ever |= watch->pads;
}

void call_watch(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_watch watch = { .pads = some_pads(task) };
	uint64_t allowed;
	int result;

	if (!slot)
		return;
	if (chance(task, 30))
		watch.pads = ALL_PADS;
	if (chance(task, 30))
		watch.num_events = 1 + below(task, 8);
	if (chance(task, 3))
		watch.num_events = any(task) >> below(task, 64);
	if (chance(task, 2))
		watch.reserved = any(task);
	allowed = watch_results(slot, &watch);
	if (!alone())
		allowed |= BIT(EBUSY);
	note(task, watch.pads, watch.num_events, watch.reserved);
	result = sized(task, slot->fd, K210_FPIOA_WATCH, &watch, &allowed);
	judge(task, "WATCH", result, allowed);
	if (!result && alone())
		apply_watch(&slot->watch, &watch);
}

/* All has been told: is what was told what is? */
void check_watch(struct slot *slot)
{
	struct watch *watch = &slot->watch;

	if (model.loose)
		watch->sure = 0;
	for (int pad = 0; pad < PADS; pad++) {
		uint32_t state = model_state(&model, pad);
		uint32_t told = watch->state[pad] & ~K210_FPIOA_STATE_CHANGED;

		if (!(watch->sure & BIT(pad)))
			continue;
		if (told != state ||
		    watch->function[pad] != (model.word[pad] & WORD_FUNCTION))
			wrong("pad %d: told 0x%x, function %u; not 0x%x, %u",
			      pad, told, watch->function[pad], state,
			      model.word[pad] & WORD_FUNCTION);
	}
	see(watch, watch->pads);
}

static void take(struct watch *watch, const struct k210_fpioa_event *event)
{
	if (event->reserved[0] || event->reserved[1])
		wrong("event with reserved bytes");
	if (event->changed == K210_FPIOA_LOST && event->lost) {
		watch->sure = 0;
		return;
	}
	if (!event->changed || event->changed & ~ALL_CHANGES || event->lost ||
	    event->pad >= PADS)
		wrong("event of pad %u: changed 0x%x, lost %u", event->pad,
		      event->changed, event->lost);
	if (!alone())
		return;
	if (!(watch->ever & BIT(event->pad)))
		wrong("event of pad %u, which nobody watches", event->pad);
	watch->state[event->pad] = event->state;
	watch->function[event->pad] = event->function;
}

void call_read(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_event *events = (void *)task->room;
	unsigned int size = below(task, 40 * sizeof(*events));
	uint64_t allowed = OK | BIT(EAGAIN);
	bool watched;
	int result;

	if (!slot)
		return;
	if (chance(task, 5))
		size = below(task, sizeof(*events));
	watched = slot->watch.num_events;
	if (size < sizeof(*events) || (alone() && !watched))
		allowed = size ? BIT(EINVAL) : OK | BIT(EINVAL);
	result = read(slot->fd, events, size);
	if (result < 0)
		result = -errno;
	note(task, size, watched, 0);
	judge(task, "read", result, allowed);
	if (result > 0 && result % sizeof(*events))
		wrong("read: %d bytes are no events", result);
	for (int i = 0; i < result / (int)sizeof(*events); i++)
		take(&slot->watch, &events[i]);
	if (alone() && watched &&
	    (result == -EAGAIN ||
	     (result >= 0 && result + sizeof(*events) <= size)))
		check_watch(slot);
}

void call_poll(struct task *task)
{
	enum kind kind = below(task, KINDS);
	struct slot *slot = some_slot(task, kind);
	struct pollfd fd = { .events = POLLIN };

	if (!slot)
		return;
	fd.fd = slot->fd;
	if (poll(&fd, 1, 0) < 0)
		wrong("poll: %m");
	note(task, kind, slot - slots[kind], 0);
	judge(task, "poll", 0, OK);
	if (alone() && kind < KIND_CHIP && fd.revents & ~POLLIN)
		wrong("poll: 0x%x", fd.revents);
	if (alone() && kind == KIND_CLAIM && fd.revents)
		wrong("poll of a claim: 0x%x", fd.revents);
}
