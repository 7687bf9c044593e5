// SPDX-License-Identifier: GPL-2.0-only
/* Queues of changes: which there are, in which order, and what is lost. */

#include <kunit/test.h>
#include <linux/irq_work.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "claiming.h"
#include "watch.h"

/* What has changed, from <linux/k210-fpioa.h>, by number. */
#define FUNCTION	1
#define SETTINGS	2
#define OWNER		4
#define LINE_USER	8
#define HELD_LEVEL	16
#define LOST		0x80000000U

#define ALL		(~0ULL >> 16)

/**
 * struct watching - pads that are watched
 * @claiming: the pads
 * @watches: all that watch them
 * @last: whose event was taken last
 * @time: when that was
 * @waiter: who waits for changes
 * @wakes: how often it was woken
 */
struct watching {
	struct claiming *claiming;
	struct k210_watches watches;
	struct k210_watch *last;
	u64 time;
	struct wait_queue_entry waiter;
	unsigned int wakes;
};

static int count_wake(struct wait_queue_entry *waiter, unsigned int mode,
		      int flags, void *key)
{
	struct watching *watching =
		container_of(waiter, struct watching, waiter);

	watching->wakes++;
	return 0;
}

/* No event that is on its way comes after this. */
static void leave(void *data)
{
	struct watching *watching = data;

	irq_work_sync(&watching->watches.wake);
	remove_wait_queue(&watching->watches.queue, &watching->waiter);
}

static void free_watch(void *watch)
{
	kvfree(watch);
}

static struct k210_watch *add_watch(struct kunit *test, unsigned int size,
				    u64 mask)
{
	struct watching *watching = test->priv;
	struct k210_watch *watch = k210_watch_alloc(size);

	KUNIT_ASSERT_NOT_NULL(test, watch);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, free_watch,
							   watch));
	k210_watch_start(&watching->claiming->pads, watch);
	k210_watch_set_pads(&watching->claiming->pads, watch, mask);
	return watch;
}

static int watch_init(struct kunit *test)
{
	struct watching *watching = kunit_kzalloc(test, sizeof(*watching),
						  GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, watching);
	test->priv = watching;
	watching->claiming = claiming_alloc(test);
	k210_watches_init(&watching->watches);
	init_waitqueue_func_entry(&watching->waiter, count_wake);
	add_wait_queue(&watching->watches.queue, &watching->waiter);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, leave,
							   watching));
	watching->claiming->pads.watches = &watching->watches;
	return 0;
}

static void expect_none(struct kunit *test, struct k210_watch *watch)
{
	struct watching *watching = test->priv;
	struct k210_fpioa_event event;

	KUNIT_EXPECT_FALSE(test, k210_watch_has_event(watch));
	KUNIT_EXPECT_FALSE(test, k210_watch_take(&watching->claiming->pads,
						 watch, &event));
}

static struct k210_fpioa_event take(struct kunit *test,
				    struct k210_watch *watch)
{
	struct watching *watching = test->priv;
	struct k210_pads *pads = &watching->claiming->pads;
	struct k210_fpioa_event event;

	KUNIT_EXPECT_TRUE(test, k210_watch_has_event(watch));
	KUNIT_EXPECT_TRUE(test, k210_watch_take(pads, watch, &event));
	if (watch == watching->last)
		KUNIT_EXPECT_LE(test, watching->time, event.time_ns);
	watching->last = watch;
	watching->time = event.time_ns;
	return event;
}

static void expect(struct kunit *test, struct k210_watch *watch,
		   unsigned int pad, u32 changed, u32 state, u8 function)
{
	struct k210_fpioa_event event = take(test, watch);

	KUNIT_EXPECT_EQ_MSG(test, pad, event.pad, "after %u", pad);
	KUNIT_EXPECT_EQ_MSG(test, changed, event.changed, "pad %u", pad);
	KUNIT_EXPECT_EQ_MSG(test, state, event.state, "pad %u", pad);
	KUNIT_EXPECT_EQ_MSG(test, function, event.function, "pad %u", pad);
	KUNIT_EXPECT_EQ(test, 0U, event.lost);
	KUNIT_EXPECT_EQ(test, 0, event.reserved[0] | event.reserved[1]);
}

static void expect_lost(struct kunit *test, struct k210_watch *watch, u32 lost)
{
	struct k210_fpioa_event event = take(test, watch);

	KUNIT_EXPECT_EQ(test, LOST, event.changed);
	KUNIT_EXPECT_EQ(test, lost, event.lost);
	KUNIT_EXPECT_EQ(test, 0U, event.state);
	KUNIT_EXPECT_EQ(test, 0, event.pad | event.function);
}

/* The line's first use is one event, and the end of its last one. */
static void change(struct kunit *test, unsigned int line)
{
	struct watching *watching = test->priv;
	struct k210_pads *pads = &watching->claiming->pads;

	if (pads->users[HS(line)])
		k210_pads_unuse(pads, HS(line));
	else
		KUNIT_EXPECT_EQ(test, 0, k210_pads_use(pads, HS(line)));
}

static void what_one_call_changes_is_one_event_a_pad(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;
	struct k210_watch *watch = add_watch(test, 9, ALL);

	KUNIT_EXPECT_EQ(test, 0, FORCE(claiming, { 40, true, HS(0), PULL_UP },
				       { 30 }));
	expect(test, watch, 16, FUNCTION | SETTINGS, CHANGED, RESV0);
	expect(test, watch, 30, OWNER, CLAIMED, HS(14));
	expect(test, watch, 40, FUNCTION | SETTINGS | OWNER, CLAIMED | CHANGED,
	       HS(0));
	expect_none(test, watch);
	claiming_end(claiming, BIT_ULL(40) | BIT_ULL(30), false);
	expect(test, watch, 16, FUNCTION | SETTINGS, 0, HS(0));
	expect(test, watch, 30, OWNER, 0, HS(14));
	expect(test, watch, 40, FUNCTION | SETTINGS | OWNER, 0, HS(24));
	expect_none(test, watch);
}

static void each_kind_of_change_is_told(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;
	struct k210_watch *watch = add_watch(test, 9, ALL);
	struct k210_pads *pads = &claiming->pads;

	k210_pads_reserve(pads, 16, true);
	expect(test, watch, 16, OWNER, DEVICE, HS(0));
	KUNIT_EXPECT_EQ(test, 0, claiming_set(claiming, 16,
					      (struct k210_settings)PULL_UP));
	expect(test, watch, 16, SETTINGS, DEVICE, HS(0));
	change(test, 0);
	expect(test, watch, 16, LINE_USER, DEVICE | LINE, HS(0));
	KUNIT_EXPECT_EQ(test, 0, k210_pads_use(pads, HS(0)));
	k210_pads_unuse(pads, HS(0));
	change(test, 0);
	expect(test, watch, 16, LINE_USER, DEVICE, HS(0));
	k210_pads_reserve(pads, 16, false);
	expect(test, watch, 16, OWNER, 0, HS(0));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 17, RESV0));
	expect(test, watch, 17, FUNCTION | SETTINGS, 0, RESV0);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 17, 122));
	expect(test, watch, 17, FUNCTION, 0, 122);
	change(test, 2);
	expect(test, watch, 18, LINE_USER, LINE, HS(2));
	k210_pads_detach(pads, &claiming->lines);
	expect(test, watch, 18, LINE_USER, 0, HS(2));
	expect_none(test, watch);
}

static void levels_are_told(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;
	struct k210_watch *watch;
	u64 mask = BIT_ULL(17);

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 17, true, UART1_TX }));
	watch = add_watch(test, 9, ALL);
	k210_claims_hold(&claiming->pads, mask, mask);
	expect(test, watch, 17, HELD_LEVEL, CLAIMED | HELD | HELD_HIGH |
	       CHANGED, UART1_TX);
	k210_claims_hold_as_is(&claiming->pads, mask);
	k210_claims_hold(&claiming->pads, mask, 0);
	while (watch->num > 1)
		take(test, watch);
	expect(test, watch, 17, HELD_LEVEL, CLAIMED | HELD | CHANGED, UART1_TX);
	k210_claims_release(&claiming->pads, mask);
	expect(test, watch, 17, HELD_LEVEL, CLAIMED | CHANGED, UART1_TX);
	k210_claims_release(&claiming->pads, mask);
	expect_none(test, watch);
	k210_claims_hold(&claiming->pads, mask, mask);
	take(test, watch);
	claiming_end(claiming, mask, true);
	expect(test, watch, 17, OWNER, CLAIMED | HELD | HELD_HIGH, UART1_TX);
	claiming_end(claiming, mask, false);
	expect(test, watch, 17, OWNER | HELD_LEVEL, 0, UART1_TX);
	expect_none(test, watch);
}

static void what_changes_nothing_tells_nothing(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;
	struct k210_watch *watch;

	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 17 }));
	watch = add_watch(test, 9, ALL);
	KUNIT_EXPECT_EQ(test, -EBUSY, FORCE(claiming, { 17 }, { 18 }));
	KUNIT_EXPECT_EQ(test, -EBUSY, claiming_route(claiming, 17, RESV0));
	KUNIT_EXPECT_EQ(test, -EBUSY,
			claiming_set(claiming, 17,
				     (struct k210_settings)PULL_UP));
	KUNIT_EXPECT_EQ(test, 0, CONFIGURE(claiming, { 17, true, HS(1) }));
	KUNIT_EXPECT_EQ(test, 0, claiming_route(claiming, 18, HS(2)));
	expect_none(test, watch);
	KUNIT_EXPECT_EQ(test, 0U, watching->wakes);
}

/* Of a claim that comes to nothing a device that came meanwhile is told. */
static void a_device_that_wins_is_told(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;
	struct k210_watch *watch = add_watch(test, 9, ALL);
	struct k210_changes *changes = claiming->changes;

	changes->pads = BIT_ULL(16) | BIT_ULL(17);
	KUNIT_EXPECT_EQ(test, 0, k210_claims_prepare(&claiming->pads, changes));
	k210_pads_reserve(&claiming->pads, 16, true);
	expect_none(test, watch);
	k210_claims_cancel(&claiming->pads, changes->pads);
	expect(test, watch, 16, OWNER, DEVICE, HS(0));
	expect_none(test, watch);
}

static void a_queue_has_its_pads_alone(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct k210_pads *pads = &watching->claiming->pads;
	struct k210_watch *first = add_watch(test, 4, BIT_ULL(16));
	struct k210_watch *last = add_watch(test, 4, BIT_ULL(47) | BIT_ULL(16));
	struct k210_watch *none = add_watch(test, 4, 0);

	change(test, 31);
	change(test, 0);
	change(test, 1);
	expect(test, first, 16, LINE_USER, LINE, HS(0));
	expect_none(test, first);
	k210_watch_set_pads(pads, first, BIT_ULL(17));
	change(test, 1);
	expect(test, first, 17, LINE_USER, 0, HS(1));
	expect_none(test, first);
	expect(test, last, 47, LINE_USER, LINE, HS(31));
	k210_watch_stop(pads, last);
	change(test, 31);
	change(test, 0);
	change(test, 1);
	expect(test, first, 17, LINE_USER, LINE, HS(1));
	expect_none(test, first);
	expect(test, last, 16, LINE_USER, LINE, HS(0));
	expect_none(test, last);
	expect_none(test, none);
}

static const unsigned int sizes[] = { 1, 2, 3, 4, 7, 64 };

static void describe_size(const unsigned int *size, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%u", *size);
}

KUNIT_ARRAY_PARAM(size, sizes, describe_size);

/* The first come first, on and on, with any number of them in the queue. */
static void events_come_in_their_order(struct kunit *test)
{
	unsigned int size = *(const unsigned int *)test->param_value;
	struct k210_watch *watch = add_watch(test, size, ALL);
	unsigned int in = 0, out = 0;

	for (unsigned int round = 0; round < 40; round++) {
		unsigned int num = round % size + 1;

		for (unsigned int i = 0; i < num; i++)
			change(test, in++ % 32);
		for (unsigned int i = 0; i < num; i++, out++)
			expect(test, watch, 16 + out % 32, LINE_USER,
			       out / 32 % 2 ? 0 : LINE, HS(out % 32));
		expect_none(test, watch);
	}
}

/* One more than there is place for is lost, and so are two and three. */
static void what_is_lost_is_told_after_what_came_before(struct kunit *test)
{
	unsigned int size = *(const unsigned int *)test->param_value;
	struct k210_watch *watch = add_watch(test, size, ALL);

	for (unsigned int lost = 0; lost < 4; lost++) {
		for (unsigned int i = 0; i < size; i++)
			change(test, 5);
		for (unsigned int i = 0; i < lost; i++)
			change(test, 6);
		for (unsigned int i = 0; i < size; i++)
			KUNIT_EXPECT_EQ(test, 21, take(test, watch).pad);
		if (lost)
			expect_lost(test, watch, lost);
		expect_none(test, watch);
	}
}

/* Which takes two places: for what was lost, and for the event. */
static void what_is_lost_is_told_before_what_comes_after(struct kunit *test)
{
	unsigned int size = *(const unsigned int *)test->param_value;
	struct k210_watch *watch = add_watch(test, size, ALL);

	for (unsigned int i = 0; i < size + 3; i++)
		change(test, 5);
	KUNIT_EXPECT_EQ(test, 21, take(test, watch).pad);
	change(test, 6);
	if (size < 2) {
		expect_lost(test, watch, 4);
		expect_none(test, watch);
		return;
	}
	KUNIT_EXPECT_EQ(test, 21, take(test, watch).pad);
	change(test, 7);
	for (unsigned int i = 2; i < size; i++)
		KUNIT_EXPECT_EQ(test, 21, take(test, watch).pad);
	expect_lost(test, watch, 4);
	expect(test, watch, 23, LINE_USER, LINE, HS(7));
	expect_none(test, watch);
}

static void who_waits_is_woken_once_a_call(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct claiming *claiming = watching->claiming;

	add_watch(test, 1, BIT_ULL(17));
	KUNIT_EXPECT_EQ(test, 0, CLAIM(claiming, { 17 }, { 18, true, 122 }));
	irq_work_sync(&watching->watches.wake);
	KUNIT_EXPECT_EQ(test, 1U, watching->wakes);
	change(test, 1);
	irq_work_sync(&watching->watches.wake);
	KUNIT_EXPECT_EQ(test, 2U, watching->wakes);
}

/* While nobody watches; what came before comes to nobody later. */
static void what_nobody_watches_is_forgotten(struct kunit *test)
{
	struct watching *watching = test->priv;
	struct k210_watch *watch;

	change(test, 1);
	irq_work_sync(&watching->watches.wake);
	KUNIT_EXPECT_EQ(test, 0U, watching->wakes);
	watching->claiming->pads.watches = NULL;
	change(test, 2);
	watching->claiming->pads.watches = &watching->watches;
	watch = add_watch(test, 4, ALL);
	expect_none(test, watch);
	KUNIT_EXPECT_EQ(test, 0, claiming_route(watching->claiming, 19, 122));
	expect(test, watch, 19, FUNCTION | SETTINGS, 0, 122);
	KUNIT_EXPECT_EQ(test, 0,
			claiming_set(watching->claiming, 19,
				     (struct k210_settings)PULL_UP));
	expect(test, watch, 19, SETTINGS, 0, 122);
	expect_none(test, watch);
}

static struct kunit_case watch_cases[] = {
	KUNIT_CASE(what_one_call_changes_is_one_event_a_pad),
	KUNIT_CASE(each_kind_of_change_is_told),
	KUNIT_CASE(levels_are_told),
	KUNIT_CASE(what_changes_nothing_tells_nothing),
	KUNIT_CASE(a_device_that_wins_is_told),
	KUNIT_CASE(a_queue_has_its_pads_alone),
	KUNIT_CASE_PARAM(events_come_in_their_order, size_gen_params),
	KUNIT_CASE_PARAM(what_is_lost_is_told_after_what_came_before,
			 size_gen_params),
	KUNIT_CASE_PARAM(what_is_lost_is_told_before_what_comes_after,
			 size_gen_params),
	KUNIT_CASE(who_waits_is_woken_once_a_call),
	KUNIT_CASE(what_nobody_watches_is_forgotten),
	{}
};

static struct kunit_suite watch_suite = {
	.name = "k210-watch",
	.init = watch_init,
	.test_cases = watch_cases,
};

kunit_test_suite(watch_suite);
