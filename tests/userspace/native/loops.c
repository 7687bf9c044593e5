// SPDX-License-Identifier: MIT
/*
 * Loops of pins whose lines are pipes: what is written there is an event, and
 * whoever still polls one that is closed keeps it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/gpio.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../harness.h"
#include "../polls.h"
#include "handle.h"
#include "irq.h"
#include "loop.h"

/* The descriptor of a line whose chip is gone, or -1. */
static int gone = -1;
static int told;

ssize_t read(int fd, void *to, size_t size)
{
	if (fd == gone) {
		errno = ENODEV;
		return -1;
	}
	return syscall(SYS_read, fd, to, size);
}

static void tell(const struct k210_event *event)
{
	(void)event;
	told++;
}

struct fake {
	struct k210_pin *pin;
	int writer;
};

static struct fake make_with(const char *name, unsigned int trigger,
			     k210_irq_fn fn)
{
	struct k210_pin *p = k210_handle_new();
	int ends[2], quiet[2];

	CHECK(p && !pipe2(ends, O_CLOEXEC) && !pipe2(quiet, O_CLOEXEC));
	p->direct = -1;
	p->fd = p->slot = ends[0];
	p->chip = quiet[0];
	p->pad = p->line_func = -1;
	p->mode = K210_IN;
	p->now.words.mode = K210_IN;
	p->now.words.trigger = trigger;
	strcpy(p->name, name);
	CHECK_OK(k210_pin_irq(p, trigger, 0, 0, fn, NULL));
	return (struct fake){ p, ends[1] };
}

static struct fake make(const char *name)
{
	return make_with(name, K210_RISING, tell);
}

static void happens(struct fake fake)
{
	struct gpio_v2_line_event event = {
		.id = GPIO_V2_LINE_EVENT_RISING_EDGE,
		.seqno = 1,
		.line_seqno = 1,
	};

	CHECK_INT(write(fake.writer, &event, sizeof(event)), sizeof(event));
}

static void drop(struct fake fake)
{
	k210_pin_close(fake.pin);
	close(fake.writer);
}

static void tells_of_one_that_is_gone(void)
{
	struct fake one = make("one"), other = make("other");
	struct k210_loop *loop;

	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, one.pin));
	CHECK_OK(k210_loop_add(loop, other.pin));
	happens(one);
	happens(other);
	gone = one.pin->fd;
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	CHECK_INT(told, 1);
	CHECK_SAYS(k210_loop_dispatch(loop, -1), -ENODEV, "one");
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
	happens(other);
	CHECK_INT(k210_loop_dispatch(loop, -1), 1);
	k210_loop_free(loop);
	drop(one);
	drop(other);
}

static int left = 1;

/* The kernel has room for so many. */
int epoll_ctl(int epoll, int what, int fd, struct epoll_event *event)
{
	(void)epoll;
	(void)fd;
	(void)event;
	if (what == EPOLL_CTL_ADD && left-- < 1) {
		errno = ENOSPC;
		return -1;
	}
	return 0;
}

static void tells_what_it_cannot_watch(void)
{
	struct fake one = make("one"), other = make("other");
	struct k210_loop *loop;

	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, one.pin));
	CHECK_OK(k210_loop_fd(loop));
	CHECK_OK(k210_loop_add(loop, other.pin));
	CHECK_SAYS(k210_loop_fd(loop), -ENOSPC, "other");
	left = 1;
	CHECK_OK(k210_loop_fd(loop));
	k210_loop_free(loop);
	drop(one);
	drop(other);
}

static struct k210_loop *shared;
static struct k210_pin *waited;

static void *dispatch_loop(void *unused)
{
	k210_loop_dispatch(shared, -1);
	return unused;
}

static void *dispatch_pin(void *unused)
{
	k210_pin_dispatch(waited, 1000);
	return unused;
}

/* A pipe that nobody has, nor polls, can't be written to. */
static bool is_kept(struct fake fake)
{
	return write(fake.writer, "", 1) == 1;
}

/* The line is let go as k210_pin_alt() does. */
static void let_go(struct k210_pin *p)
{
	lock_take(&p->lock);
	k210_irq_cut(p);
	k210_pin_let_go(p);
	k210_irq_update(p);
	lock_drop(&p->lock);
}

static void lets_pins_go_while_it_waits(void)
{
	struct fake one = make("one"), other = make("other");
	pthread_t thread;

	signal(SIGPIPE, SIG_IGN);
	CHECK_OK(k210_loop_new(&shared, 0));
	CHECK_OK(k210_loop_add(shared, one.pin));
	CHECK_OK(k210_loop_add(shared, other.pin));
	CHECK_INT(pthread_create(&thread, NULL, dispatch_loop, NULL), 0);
	while (!shared->polling)
		poll(NULL, 0, 1);
	let_go(one.pin);
	CHECK(!is_kept(one));
	/* The other one's events are waited for as before. */
	happens(other);
	CHECK_INT(pthread_join(thread, NULL), 0);
	CHECK_INT(told, 1);
	k210_loop_free(shared);
	drop(one);
	drop(other);
}

/* It would end a poll to try whether the line is kept: that is done once. */
static void check_lets_go(struct fake fake, void *(*wait)(void *))
{
	pthread_t thread;

	signal(SIGPIPE, SIG_IGN);
	waited = fake.pin;
	awaited = fake.pin->fd;
	CHECK_INT(pthread_create(&thread, NULL, wait, NULL), 0);
	AWAIT(awaits);
	CHECK_INT(others, 0);
	let_go(fake.pin);
	AWAIT(others);
	CHECK(!is_kept(fake));
	waited->mode = K210_ALT;
	CHECK_INT(pthread_join(thread, NULL), 0);
	drop(fake);
}

static void lets_itself_go_while_it_waits(void)
{
	check_lets_go(make("one"), dispatch_pin);
}

static void *time_pulse(void *unused)
{
	CHECK_SAYS(k210_pin_time_pulse(waited, 1, UINT32_MAX), -EPERM, "input");
	return unused;
}

static void lets_itself_go_while_a_pulse_is_timed(void)
{
	check_lets_go(make_with("one", K210_BOTH, NULL), time_pulse);
}

static void *dispatch_often(void *errors)
{
	int error;

	do
		error = k210_loop_dispatch(shared, 0);
	while (error >= 0);
	if (error != -EBUSY)
		++*(int *)errors;
	return NULL;
}

static void has_one_who_dispatches(void)
{
	for (int i = 0; i < 200; i++) {
		struct fake pins[4];
		int errors = 0, error;
		pthread_t thread;

		CHECK_OK(k210_loop_new(&shared, 0));
		CHECK_INT(pthread_create(&thread, NULL, dispatch_often,
					 &errors),
			  0);
		for (int n = 0; n < 4; n++) {
			pins[n] = make("pin");
			happens(pins[n]);
			CHECK_OK(k210_loop_add(shared, pins[n].pin));
		}
		do
			error = k210_loop_start_thread(shared, 0);
		while (error == -EBUSY);
		CHECK_OK(error);
		CHECK_SAYS(k210_loop_start_thread(shared, 0), -EALREADY,
			   "thread");
		CHECK_SAYS(k210_loop_dispatch(shared, 0), -EBUSY, "dispatched");
		CHECK_INT(pthread_join(thread, NULL), 0);
		CHECK_INT(errors, 0);
		k210_loop_free(shared);
		for (int n = 0; n < 4; n++)
			drop(pins[n]);
	}
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("one that is gone is told although another has events",
		     tells_of_one_that_is_gone),
		CASE("what a loop's descriptor can't watch is told",
		     tells_what_it_cannot_watch),
		CASE("a loop lets a line go that it waits for",
		     lets_pins_go_while_it_waits),
		CASE("a pin lets its line go that is waited for",
		     lets_itself_go_while_it_waits),
		CASE("a pin lets its line go while a pulse is timed",
		     lets_itself_go_while_a_pulse_is_timed),
		CASE("a thread starts while nobody dispatches",
		     has_one_who_dispatches),
		{ 0 },
	};

	return run_cases("loops", cases, argc, argv);
}
