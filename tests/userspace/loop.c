// SPDX-License-Identifier: MIT
/* Loops: many pins' events, in their order. */
#include <errno.h>
#include <stdio.h>

#include "events.h"

/* All of the chip whose lines share one interrupt, and four of the other. */
#define LOWS 8
#define HIGHS 4
#define PINS (LOWS + HIGHS)
#define FIRST_LOW_PAD 8
#define FIRST_HIGH_PAD 22

static struct k210_loop *loop;
static struct k210_pin *pins[PINS];

static int pad_of(int i)
{
	return i < LOWS ? FIRST_LOW_PAD + i : FIRST_HIGH_PAD + i - LOWS;
}

static int index_of(const struct k210_pin *p)
{
	for (int i = 0; i < PINS; i++)
		if (pins[i] == p)
			return i;
	FAIL("an event of no pin");
}

static void open_loop(int first, int end)
{
	char name[16];

	CHECK_OK(k210_loop_new(&loop, 0));
	for (int i = first; i < end; i++) {
		snprintf(name, sizeof(name), "IO%d=GPIO%s%d", pad_of(i),
			 i < LOWS ? "" : "HS",
			 i < LOWS ? i : FIRST_HIGH_PAD - 16 + i - LOWS);
		jig_drive(pad_of(i), 0);
		pins[i] = open_in(name, 0);
		CHECK_OK(k210_loop_add(loop, pins[i]));
	}
}

static void handle(int i, int prio, k210_irq_fn fn)
{
	CHECK_OK(k210_pin_irq(pins[i], K210_BOTH, prio, K210_WAKE_IDLE, fn,
			      NULL));
}

static void tells_all_at_once(void)
{
	open_loop(0, PINS);
	for (int i = 0; i < PINS; i++)
		handle(i, 0, note);
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
	/* Not in the order in which they were added. */
	for (int i = 0; i < PINS; i++)
		edge(pad_of(i * 5 % PINS), 1);
	for (int i = PINS; i-- > 0;)
		edge(pad_of(i), 0);
	CHECK_INT(k210_loop_dispatch(loop, -1), 2 * PINS);
	CHECK_INT(num_seen, 2 * PINS);
	for (int i = 0; i < PINS; i++) {
		CHECK_INT(index_of(seen[i].pin), i * 5 % PINS);
		CHECK_INT(seen[i].type, K210_RISING);
		CHECK_INT(index_of(seen[PINS + i].pin), PINS - 1 - i);
		CHECK_INT(seen[PINS + i].type, K210_FALLING);
	}
	for (int i = 1; i < 2 * PINS; i++)
		CHECK(seen[i].time_ns > seen[i - 1].time_ns);
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
}

/* More of each pin than are read at once. */
static void tells_many_in_order(void)
{
	open_loop(7, 9);
	handle(7, 3, note);
	handle(8, 3, note);
	for (int i = 1; i <= 14; i++)
		edge(pad_of(7), i & 1);
	for (int i = 1; i <= 14; i++) {
		edge(pad_of(8), i & 1);
		if (i < 3)
			edge(pad_of(7), i & 1);
	}
	CHECK_INT(k210_loop_dispatch(loop, 0), 30);
	for (int i = 1; i < 30; i++)
		CHECK(seen[i].time_ns > seen[i - 1].time_ns);
	CHECK_INT(seen[29].line_seq, 14);
}

static void tells_by_priority(void)
{
	static const int prios[] = { 1, 7, 4, 7, 2 };
	static const int order[] = { 1, 3, 1, 3, 2, 2, 4, 4, 0, 0 };

	open_loop(6, 11);
	for (int i = 0; i < 5; i++)
		handle(6 + i, prios[i], note);
	for (int level = 1; level >= 0; level--)
		for (int i = 0; i < 5; i++)
			edge(pad_of(6 + i), level);
	CHECK_INT(k210_loop_dispatch(loop, 0), 10);
	for (int i = 0; i < 10; i++)
		CHECK_INT(index_of(seen[i].pin) - 6, order[i]);
	/* No priority is the lowest. */
	handle(7, 0, note);
	edge(pad_of(7), 1);
	edge(pad_of(8), 1);
	num_seen = 0;
	CHECK_INT(k210_loop_dispatch(loop, 0), 2);
	CHECK_INT(index_of(seen[0].pin), 8);
}

static void make_urgent(const struct k210_event *ev)
{
	note(ev);
	if (num_seen == 1)
		edge(pad_of(8), 1);
}

/* While a handler ran. */
static void lets_the_urgent_go_first(void)
{
	open_loop(7, 9);
	handle(7, 1, make_urgent);
	handle(8, 7, note);
	for (int i = 1; i <= 3; i++)
		edge(pad_of(7), i & 1);
	CHECK_INT(k210_loop_dispatch(loop, 0), 4);
	CHECK_INT(index_of(seen[0].pin), 7);
	CHECK_INT(index_of(seen[1].pin), 8);
	CHECK_INT(index_of(seen[2].pin), 7);
}

static void merges_outputs(void)
{
	open_loop(7, 9);
	handle(7, 1, note);
	jig_drive(pad_of(8), JIG_Z);
	CHECK_OK(k210_pin_configure(
		pins[8], PIN(.mode = K210_OUT, .value = K210_START_INACTIVE)));
	handle(8, 1, note);
	edge(pad_of(7), 1);
	CHECK_OK(k210_pin_set(pins[8], 1));
	edge(pad_of(7), 0);
	CHECK_OK(k210_pin_set(pins[8], 0));
	CHECK_INT(k210_loop_timeout(loop), 0);
	CHECK_INT(k210_loop_dispatch(loop, 0), 4);
	for (int i = 0; i < 4; i++)
		CHECK_INT(index_of(seen[i].pin), 7 + (i & 1));
}

static void waits(void)
{
	struct pollfd fds[4] = { [2] = { .fd = 77 } };

	open_loop(7, 9);
	CHECK_INT(k210_loop_fds(loop, fds, 4), 0);
	handle(7, 1, note);
	handle(8, 1, note);
	CHECK_INT(k210_loop_timeout(loop), -1);
	CHECK_INT(k210_loop_fds(loop, NULL, 0), 2);
	CHECK_INT(k210_loop_fds(loop, fds, 1), 2);
	CHECK_INT(fds[1].fd, 0);
	CHECK_INT(k210_loop_fds(loop, fds, 4), 2);
	CHECK_INT(fds[2].fd, 77);
	CHECK_INT(fds[0].fd, k210_pin_fd(pins[7]));
	CHECK_INT(fds[1].fd, k210_pin_fd(pins[8]));
	CHECK_INT(poll(fds, 2, 0), 0);

	uint64_t before = now_ns();

	CHECK_INT(k210_loop_dispatch(loop, 30), 0);
	CHECK(now_ns() - before >= 30000000);
	jig_at(jig_now() + 50000000, "drive %d 1", pad_of(8));
	CHECK_INT(poll(fds, 2, PATIENCE_MS), 1);
	CHECK_INT(fds[1].revents, POLLIN);
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	jig_await(1);
	jig_at(jig_now() + 50000000, "drive %d 1", pad_of(7));
	CHECK_INT(k210_loop_dispatch(loop, -1), 1);
	jig_await(1);
}

/* Where there is epoll. */
static void has_one_descriptor(void)
{
	struct pollfd ready = { .events = POLLIN };

	open_loop(7, 9);
	handle(7, 1, note);
	int fd = k210_loop_fd(loop);

	if (fd == -ENOSYS) {
		CHECK(strstr(k210_errmsg(), "epoll"));
		skip_case("this kernel has no epoll");
	}
	CHECK_OK(fd);
	CHECK_INT(k210_loop_fd(loop), fd);
	handle(8, 1, note);
	ready.fd = fd;
	CHECK_INT(poll(&ready, 1, 0), 0);
	for (int i = 7; i < 9; i++) {
		edge(pad_of(i), 1);
		CHECK_INT(poll(&ready, 1, 0), 1);
		CHECK_INT(k210_loop_dispatch(loop, 0), 1);
		CHECK_INT(poll(&ready, 1, 0), 0);
	}
	/* What isn't handled is nothing to wake up for. */
	CHECK_OK(k210_pin_irq(pins[7], K210_BOTH, 0, 0, NULL, NULL));
	edge(pad_of(7), 0);
	CHECK_INT(poll(&ready, 1, 0), 0);
	handle(7, 1, note);
	CHECK_INT(poll(&ready, 1, 0), 1);
	CHECK_OK(k210_loop_remove(loop, pins[7]));
	CHECK_INT(poll(&ready, 1, 0), 0);
	CHECK_OK(k210_loop_add(loop, pins[7]));
	CHECK_INT(poll(&ready, 1, 0), 1);
	k210_pin_close(pins[7]);
	CHECK_INT(poll(&ready, 1, 0), 0);
	k210_loop_free(loop);
	edge(pad_of(8), 0);
	CHECK_TYPE(pins[8], K210_FALLING);
}

static void meddle(const struct k210_event *ev)
{
	note(ev);
	switch (num_seen) {
	case 1: /* its own pin, whose other events wait still */
		CHECK_OK(k210_loop_remove(loop, ev->pin));
		break;
	case 2: /* another one, of which some wait too */
		k210_pin_close(pins[9]);
		pins[9] = NULL;
		CHECK_OK(k210_loop_add(loop, pins[7]));
		break;
	}
	CHECK_SAYS(k210_loop_dispatch(loop, 0), -EBUSY, "dispatched");
	CHECK_SAYS(k210_pin_dispatch(ev->pin, 0), -EBUSY, "running");
}

static void handlers_add_remove_and_close(void)
{
	open_loop(7, 10);
	for (int i = 7; i < 10; i++)
		handle(i, 0, meddle);
	for (int i = 7; i < 10; i++) {
		edge(pad_of(i), 1);
		edge(pad_of(i), 0);
	}
	/* 7 goes, 8 closes 9 and brings 7 back. */
	int count = k210_loop_dispatch(loop, 0);

	if (count < 4)
		count += k210_loop_dispatch(loop, 0);
	CHECK_INT(count, 4);
	CHECK_INT(num_seen, 4);
	CHECK_INT(index_of(seen[0].pin), 7);
	CHECK_INT(index_of(seen[1].pin), 8);
	for (int i = 0; i < 4; i++)
		CHECK(index_of(seen[i].pin) ==
		      7 + (i == 1 || seen[i].pin == pins[8]));
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
	/* Those that are left go on. */
	edge(pad_of(8), 1);
	edge(pad_of(7), 1);
	CHECK_INT(k210_loop_dispatch(loop, 0), 2);
	k210_pin_close(pins[8]);
	edge(pad_of(7), 0);
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	k210_loop_free(loop);
	handle(7, 0, note);
	edge(pad_of(7), 1);
	CHECK_INT(k210_pin_dispatch(pins[7], 0), 1);
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, pins[7]));
}

static void stop_next(const struct k210_event *ev)
{
	note(ev);
	CHECK_OK(k210_pin_irq_enable(pins[8], 0));
}

static void handlers_stop_what_waits(void)
{
	open_loop(7, 9);
	handle(7, 0, stop_next);
	handle(8, 0, note);
	edge(pad_of(7), 1);
	edge(pad_of(8), 1);
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	CHECK_OK(k210_pin_irq_enable(pins[8], 1));
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
}

static void refuses(void)
{
	struct k210_loop *other = (void *)-1;
	struct pollfd fds[1];

	CHECK_SAYS(k210_loop_new(&other, 1), -EINVAL, "flags");
	CHECK(other == (void *)-1);
	CHECK_ERROR(k210_loop_new(NULL, 0), -EINVAL);
	open_loop(7, 9);
	handle(7, 1, note);
	CHECK_OK(k210_loop_new(&other, 0));
	CHECK_SAYS(k210_loop_add(loop, pins[7]), -EBUSY, "IO15");
	CHECK_SAYS(k210_loop_add(other, pins[7]), -EBUSY, "IO15");
	CHECK_SAYS(k210_loop_remove(other, pins[7]), -ENOENT, "IO15");
	CHECK_ERROR(k210_loop_add(NULL, pins[7]), -EINVAL);
	CHECK_ERROR(k210_loop_add(loop, NULL), -EINVAL);
	CHECK_ERROR(k210_loop_remove(NULL, pins[7]), -EINVAL);
	CHECK_ERROR(k210_loop_remove(loop, NULL), -EINVAL);
	CHECK_ERROR(k210_loop_dispatch(NULL, 0), -EINVAL);
	CHECK_ERROR(k210_loop_fds(NULL, fds, 1), -EINVAL);
	CHECK_ERROR(k210_loop_fds(loop, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_loop_fd(NULL), -EINVAL);
	CHECK_ERROR(k210_loop_timeout(NULL), -EINVAL);
	k210_loop_free(NULL);
	CHECK_OK(k210_loop_remove(loop, pins[8]));
	CHECK_SAYS(k210_loop_remove(loop, pins[8]), -ENOENT, "IO22");
	CHECK_OK(k210_loop_add(other, pins[8]));
	/* Nothing was changed by what was refused. */
	edge(pad_of(7), 1);
	CHECK_INT(k210_loop_dispatch(other, 0), 0);
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	k210_loop_free(other);
	CHECK_OK(k210_loop_add(loop, pins[8]));
	CHECK_INT(k210_loop_dispatch(loop, 1), 0);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("events of all pins are told in the order of time",
		     tells_all_at_once),
		CASE("more events than are read at once keep their order",
		     tells_many_in_order),
		CASE("events that wait together are told by priority",
		     tells_by_priority),
		CASE("what is more urgent than what waits goes first",
		     lets_the_urgent_go_first),
		CASE("edges of outputs are told among the others",
		     merges_outputs),
		CASE("a loop waits as long as it is told", waits),
		CASE("a loop has one descriptor", has_one_descriptor),
		CASE("handlers add, remove and close pins",
		     handlers_add_remove_and_close),
		CASE("what a handler stops isn't told",
		     handlers_stop_what_waits),
		CASE("loops refuse what can't be", refuses),
		{ 0 },
	};

	return run_cases("loop", cases, argc, argv);
}
