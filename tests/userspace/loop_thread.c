// SPDX-License-Identifier: MIT
/* A loop's thread, and others beside it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "events.h"
#include "polls.h"

static struct k210_loop *loop;
static struct k210_pin *pin, *other;

static void start(unsigned int trigger, k210_irq_fn fn)
{
	jig_drive(HS_PAD, 0);
	pin = open_in(HS, 0);
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_start_thread(loop, 0));
	CHECK_OK(k210_loop_add(loop, pin));
	CHECK_OK(k210_pin_irq(pin, trigger, 0, 0, fn, NULL));
}

static struct k210_pin *open_out(unsigned int events)
{
	return open_with(OTHER,
			 PIN(.mode = K210_OUT, .value = K210_START_INACTIVE,
			     .events = events));
}

static void calls_handlers(void)
{
	start(K210_BOTH, note);
	for (int i = 1; i <= 20; i++) {
		jig_drive(HS_PAD, i & 1);
		AWAIT(num_seen == i);
		CHECK_INT(seen[i - 1].type, i & 1 ? K210_RISING : K210_FALLING);
		CHECK_INT(seen[i - 1].seq, i);
	}
	/* A level needs no more than to be there. */
	jig_drive(HS_PAD, 1);
	AWAIT(num_seen == 21);
	CHECK_OK(k210_pin_irq(pin, K210_HIGH_LEVEL, 0, 0, note, NULL));
	AWAIT(num_seen >= 25);
	jig_drive(HS_PAD, 0);
	AWAIT(k210_pin_timeout(pin) < 0);
	/* Writes are told at once. */
	other = open_out(0);
	CHECK_OK(k210_loop_add(loop, other));
	CHECK_OK(k210_pin_irq(other, K210_BOTH, 0, 0, note, NULL));
	for (int i = 0; i < 20; i++) {
		int count = num_seen;

		CHECK_OK(k210_pin_toggle(other));
		AWAIT(num_seen == count + 1);
		CHECK(seen[count].pin == other);
	}
	CHECK_INT(k210_loop_timeout(loop), -1);
	k210_loop_free(loop);
	int count = num_seen;

	CHECK_OK(k210_pin_toggle(other));
	CHECK_INT(k210_pin_dispatch(other, 0), 1);
	CHECK_INT(num_seen, count + 1);
	CHECK_OK(k210_pin_set(other, 0));
}

static atomic_int inside, runs;

/* Takes longer than what happens meanwhile. */
static void be_slow(const struct k210_event *ev)
{
	(void)ev;
	inside = 1;
	poll(NULL, 0, 30);
	inside = 0;
	runs++;
}

static void run_slowly(int level)
{
	jig_drive(HS_PAD, level);
	AWAIT(inside);
}

/* Nothing that a handler uses goes while it does. */
static void waits_for_handlers(void)
{
	start(K210_BOTH, be_slow);
	run_slowly(1);
	CHECK_INT(k210_pin_irq_flags(pin), 0);
	CHECK_OK(k210_pin_irq_enable(pin, 0));
	CHECK(!inside);
	CHECK_OK(k210_pin_irq_enable(pin, 1));
	run_slowly(0);
	CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, be_slow, NULL));
	CHECK(!inside);
	run_slowly(1);
	CHECK_OK(k210_loop_remove(loop, pin));
	CHECK(!inside);
	CHECK_OK(k210_loop_add(loop, pin));
	run_slowly(0);
	CHECK_OK(k210_pin_irq_fire(pin));
	CHECK_INT(runs, 5);
	run_slowly(1);
	k210_pin_close(pin);
	CHECK(!inside);
	pin = open_in(HS, 0);
	CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, be_slow, NULL));
	CHECK_OK(k210_loop_add(loop, pin));
	run_slowly(0);
	k210_loop_free(loop);
	CHECK(!inside);
	CHECK_INT(runs, 7);
}

static atomic_bool closed;

static void look_alive(const struct k210_event *ev)
{
	if (closed)
		FAIL("the pin is closed");
	CHECK_OK(k210_pin_get(ev->pin));
	num_seen++;
}

/* While its events pour in. */
static void closes_pins(void)
{
	start(K210_BOTH, look_alive);
	other = open_out(0);
	jig_wire(HS_PAD, OTHER_PAD);
	jig_drive(HS_PAD, JIG_Z);
	for (int i = 0; i < 40; i++) {
		int count = num_seen;

		closed = false;
		for (int j = 0; j < i; j++)
			CHECK_OK(k210_pin_toggle(other));
		if (i & 1)
			AWAIT(num_seen > count);
		if (i & 2)
			CHECK_OK(k210_loop_remove(loop, pin));
		k210_pin_close(pin);
		closed = true;
		CHECK_OK(k210_pin_toggle(other));
		/* It is free at once. */
		pin = open_in(HS, 0);
		closed = false;
		CHECK_OK(k210_loop_add(loop, pin));
		CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, look_alive, NULL));
	}
	k210_loop_free(loop);
	k210_pin_close(pin);
	CHECK_OK(k210_pin_configure(other, PIN(.mode = K210_IN)));
}

/* Its line goes and comes back while the thread waits for it. */
static void follows_lines(void)
{
	start(K210_BOTH, note);
	for (int i = 0; i < 5; i++) {
		int count = num_seen;

		jig_drive(HS_PAD, 1);
		AWAIT(num_seen == count + 1);
		jig_drive(HS_PAD, JIG_Z);
		AWAIT(num_seen == count + 2);
		CHECK_OK(k210_pin_configure(pin, PIN(.mode = K210_ALT,
						     .func = "UART3_RX")));
		CHECK_OK(k210_pin_configure(pin, PIN(.mode = K210_IN)));
		CHECK_INT(num_seen, count + 2);
		jig_drive(HS_PAD, 1);
		AWAIT(num_seen == count + 3);
		jig_drive(HS_PAD, 0);
		AWAIT(num_seen == count + 4);
	}
	k210_loop_free(loop);
}

static atomic_int told, rose, lost;

static void add_up(const struct k210_event *ev)
{
	lost += ev->lost;
	rose += ev->type == K210_RISING;
	told++;
}

static void *toggle_often(void *p)
{
	for (int i = 0; i < 500; i++)
		CHECK_OK(k210_pin_toggle(p));
	return NULL;
}

static void toggle_in_two(struct k210_pin *p)
{
	pthread_t threads[2];
	pthread_attr_t small;

	/* So that both fit into 8 MiB, whatever else has been there. */
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 32768);
	for (int i = 0; i < 2; i++)
		CHECK_INT(pthread_create(&threads[i], &small, toggle_often, p),
			  0);
	for (int i = 0; i < 2; i++)
		CHECK_INT(pthread_join(threads[i], NULL), 0);
}

static void tells_writes_of_all_threads(void)
{
	/* Read later: all are there. */
	other = open_out(1024);
	CHECK_OK(k210_pin_irq(other, K210_BOTH, 0, 0, add_up, NULL));
	toggle_in_two(other);
	CHECK_INT(k210_pin_dispatch(other, 0), 1000);
	CHECK_INT(told, 1000);
	CHECK_INT(rose, 500);
	CHECK_INT(lost, 0);
	k210_pin_close(other);

	/* Read meanwhile: none goes uncounted. */
	other = open_out(0);
	told = 0;
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, other));
	CHECK_OK(k210_pin_irq(other, K210_BOTH, 0, 0, add_up, NULL));
	CHECK_OK(k210_loop_start_thread(loop, 0));
	toggle_in_two(other);
	AWAIT(told + lost == 1000);
	k210_loop_free(loop);
}

static void *toggle_once(void *p)
{
	poll(NULL, 0, 20);
	CHECK_OK(k210_pin_toggle(p));
	return NULL;
}

/* A dispatch of our own ends by another thread's write. */
static void waits_for_writes(void)
{
	pthread_t thread;

	other = open_out(0);
	CHECK_OK(k210_pin_irq(other, K210_BOTH, 0, 0, note, NULL));
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, other));
	pthread_create(&thread, NULL, toggle_once, other);
	CHECK_INT(k210_pin_dispatch(other, -1), 1);
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, toggle_once, other);
	CHECK_INT(k210_loop_dispatch(loop, -1), 1);
	pthread_join(thread, NULL);
	CHECK_INT(seen[1].type, K210_FALLING);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals++;
}

static void install(void)
{
	const struct sigaction action = { .sa_handler = count_signal };

	sigaction(SIGUSR1, &action, NULL);
}

/* Those of the process are for its other threads. */
static void takes_no_signals(void)
{
	sigset_t set, waiting, old;

	install();
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	start(K210_BOTH, note);
	pthread_sigmask(SIG_BLOCK, NULL, &old);
	CHECK(!sigismember(&old, SIGUSR1));
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	for (int i = 1; i <= 10; i++) {
		kill(getpid(), SIGUSR1);
		jig_drive(HS_PAD, i & 1);
		AWAIT(num_seen == i);
	}
	sigpending(&waiting);
	CHECK(sigismember(&waiting, SIGUSR1));
	CHECK_INT(signals, 0);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	CHECK_INT(signals, 1);
	k210_loop_free(loop);
}

static atomic_bool interrupted;

static void *interrupt(void *thread)
{
	while (!interrupted) {
		pthread_kill(*(pthread_t *)thread, SIGUSR1);
		poll(NULL, 0, 5);
	}
	return NULL;
}

static void ends_by_signals(void)
{
	pthread_t self = pthread_self(), thread;

	install();
	jig_drive(HS_PAD, 0);
	pin = open_in(HS, 0);
	CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, note, NULL));
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, pin));
	pthread_create(&thread, NULL, interrupt, &self);
	CHECK_ERROR(k210_pin_dispatch(pin, -1), -EINTR);
	CHECK_ERROR(k210_loop_dispatch(loop, PATIENCE_MS), -EINTR);
	interrupted = true;
	pthread_join(thread, NULL);
	CHECK(signals > 1);
	/* It goes on. */
	jig_drive(HS_PAD, 1);
	CHECK_INT(k210_loop_dispatch(loop, PATIENCE_MS), 1);
}

static void note_policy(const struct k210_event *ev)
{
	struct sched_param param;
	int policy;

	pthread_getschedparam(pthread_self(), &policy, &param);
	CHECK_INT(policy, SCHED_FIFO);
	CHECK_INT(param.sched_priority, 33);
	note(ev);
}

static void has_a_priority(void)
{
	jig_drive(HS_PAD, 0);
	pin = open_in(HS, 0);
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, pin));
	CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, note_policy, NULL));
	CHECK_OK(k210_loop_start_thread(loop, 33));
	jig_drive(HS_PAD, 1);
	AWAIT(num_seen == 1);
	k210_loop_free(loop);

	/* Not everybody may, and then there is none. */
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_INT(setuid(1000), 0);
	CHECK_SAYS(k210_loop_start_thread(loop, 33), -EPERM, "33");
	CHECK_OK(k210_loop_add(loop, pin));
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
	CHECK_OK(k210_loop_start_thread(loop, 0));
	k210_loop_free(loop);
}

static void meddle(const struct k210_event *ev)
{
	note(ev);
	switch (num_seen) {
	case 1:
		CHECK_OK(k210_loop_remove(loop, ev->pin));
		CHECK_OK(k210_loop_add(loop, ev->pin));
		k210_pin_close(other);
		other = NULL;
		break;
	case 2:
		CHECK_OK(k210_pin_irq(ev->pin, K210_FALLING, 7, 0, meddle,
				      NULL));
		break;
	}
	CHECK_ERROR(k210_loop_dispatch(loop, 0), -EBUSY);
	CHECK_ERROR(k210_loop_start_thread(loop, 0), -EALREADY);
}

static void handlers_may_meddle(void)
{
	start(K210_BOTH, meddle);
	jig_drive(OTHER_PAD, 0);
	other = open_in(OTHER, K210_BOTH);
	CHECK_OK(k210_loop_add(loop, other));
	CHECK_INT(num_seen, 0);
	for (int i = 1; i <= 2; i++) {
		jig_drive(HS_PAD, i & 1);
		AWAIT(num_seen == i);
	}
	AWAIT(k210_pin_irq_trigger(pin, 0) == K210_FALLING);
	if (other)
		FAIL("nobody closed it at events %u and %u, to %u and %u",
		     seen[0].type, seen[1].type, seen[0].line_seq,
		     seen[1].line_seq);
	other = open_in(OTHER, 0);
	jig_drive(HS_PAD, 1);
	jig_drive(HS_PAD, 0);
	AWAIT(num_seen == 3);
	CHECK_INT(seen[2].type, K210_FALLING);
	k210_loop_free(loop);
}

static void refuses(void)
{
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_ERROR(k210_loop_start_thread(NULL, 0), -EINVAL);
	CHECK_SAYS(k210_loop_start_thread(loop, -1), -EINVAL, "-1");
	CHECK_SAYS(k210_loop_start_thread(loop, 100), -EINVAL, "100");
	CHECK_INT(k210_loop_dispatch(loop, 0), 0);
	k210_loop_free(loop);
	start(K210_BOTH, note);
	CHECK_ERROR(k210_loop_start_thread(loop, 0), -EALREADY);
	CHECK_ERROR(k210_loop_dispatch(loop, 0), -EBUSY);
	CHECK_SAYS(k210_pin_dispatch(pin, 0), -EBUSY, HS);
	jig_drive(HS_PAD, 1);
	AWAIT(num_seen == 1);
}

static atomic_bool ended;

static void *dispatch_until(void *of)
{
	struct k210_pin *alone = of;

	while (!ended)
		alone ? k210_pin_dispatch(alone, 1000) :
			k210_loop_dispatch(loop, 1000);
	return NULL;
}

/* @alone: it is waited for without a loop. */
static void check_leaves(struct k210_pin *alone)
{
	pthread_t thread;

	ended = false;
	awaits = 0;
	awaited = k210_pin_fd(pin);
	CHECK_INT(pthread_create(&thread, NULL, dispatch_until, alone), 0);
	for (int i = 0; i < 10; i++) {
		AWAIT(awaits);
		CHECK_OK(k210_pin_alt(pin, 66));
		awaits = 0;
		CHECK_OK(k210_pin_alt(pin, -1));
	}
	ended = true;
	jig_drive(HS_PAD, 1);
	CHECK_INT(pthread_join(thread, NULL), 0);
	jig_drive(HS_PAD, 0);
}

static void leaves_its_line(void)
{
	jig_drive(HS_PAD, 0);
	pin = open_in(HS, 0);
	CHECK_OK(k210_pin_irq(pin, K210_BOTH, 0, 0, note, NULL));
	check_leaves(pin);
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, pin));
	check_leaves(NULL);
	k210_loop_free(loop);
	k210_pin_close(pin);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a thread calls handlers", calls_handlers),
		CASE("changes wait for a handler that runs",
		     waits_for_handlers),
		CASE("pins are closed while their events pour in", closes_pins),
		CASE("a thread follows lines that go and come back",
		     follows_lines),
		CASE("writes of all threads are told",
		     tells_writes_of_all_threads),
		CASE("a dispatch waits for other threads' writes",
		     waits_for_writes),
		CASE("a pin becomes a function while it is waited for",
		     leaves_its_line),
		CASE("a thread takes no signals", takes_no_signals),
		CASE("a dispatch ends by a signal", ends_by_signals),
		CASE("a thread has a priority", has_a_priority),
		CASE("handlers in a thread change, add, remove and close",
		     handlers_may_meddle),
		CASE("threads refuse what can't be", refuses),
		{ 0 },
	};

	return run_cases("loop_thread", cases, argc, argv);
}
