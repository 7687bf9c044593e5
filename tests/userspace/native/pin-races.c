// SPDX-License-Identifier: MIT
/*
 * A pin's value while it changes between threads, on a line that isn't real: in
 * memory, races that a machine has once a month are there each second.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/gpio.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../harness.h"
#include "handle.h"
#include "pin.h"

#define MAX_FDS 64
#define ROUNDS 100

static pthread_mutex_t kernel = PTHREAD_MUTEX_INITIALIZER;
static bool is_request[MAX_FDS];
static bool is_output, level;
static atomic_uint calls;
static bool staged, hurried;

static int answer(int fd, unsigned long request, void *argument)
{
	struct gpio_v2_line_request *taken = argument;
	struct gpio_v2_line_config *config = argument;
	struct gpio_v2_line_values *values = argument;

	switch (request) {
	case GPIO_V2_GET_LINE_IOCTL:
		config = &taken->config;
		taken->fd = open("/dev/null", O_RDWR);
		is_request[taken->fd] = true;
		break;
	case GPIO_V2_LINE_SET_CONFIG_IOCTL:
		break;
	case GPIO_V2_LINE_SET_VALUES_IOCTL:
		if (!is_request[fd])
			return -EINVAL;
		if (!is_output)
			return -EPERM;
		level = values->bits & 1;
		return 0;
	default:
		return -ENOTTY;
	}
	is_output = config->flags & GPIO_V2_LINE_FLAG_OUTPUT;
	if (is_output)
		level = config->attrs[0].attr.values & 1;
	return 0;
}

/* Steps of two threads, each of which is waited for by the other. */
enum { NONE, ABOUT_TO_WRITE, IS_TURNED, IS_CHANGED, HAS_WRITTEN };
static atomic_int step;

static void await(int wanted)
{
	while (step != wanted)
		sched_yield();
}

/* Whoever comes here makes way for the other, if it is the time for that. */
static void pause_at(int here)
{
	int before = here == ABOUT_TO_WRITE ? NONE : IS_TURNED;
	int after = here == ABOUT_TO_WRITE ? IS_CHANGED : HAS_WRITTEN;

	if (staged && atomic_compare_exchange_strong(&step, &before, here))
		await(after);
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list list;
	int error;

	va_start(list, request);

	void *argument = va_arg(list, void *);

	va_end(list);
	/* Whoever is about to write is passed by others, now and then. */
	if (!hurried && !(atomic_fetch_add(&calls, 1) % 7))
		usleep(100);
	if (request == GPIO_V2_LINE_SET_VALUES_IOCTL)
		pause_at(ABOUT_TO_WRITE);
	pthread_mutex_lock(&kernel);
	error = fd < 0 ? -EBADF : answer(fd, request, argument);
	pthread_mutex_unlock(&kernel);
	if (request == GPIO_V2_LINE_SET_CONFIG_IOCTL && is_output)
		pause_at(IS_CHANGED);
	errno = -error;
	return error ? -1 : 0;
}

int dup3(int from, int to, int flags)
{
	(void)flags;
	pthread_mutex_lock(&kernel);
	is_request[to] = is_request[from];
	pthread_mutex_unlock(&kernel);
	return to;
}

static struct k210_pin *pin;
static atomic_bool over;
static atomic_int done, refused, errors;

static void *toggle_often(void *unused)
{
	while (!over) {
		int error = k210_pin_toggle(pin);

		if (!error)
			done++;
		else if (error == -EPERM)
			refused++;
		else
			errors++;
	}
	return unused;
}

static void be(uint8_t mode)
{
	const struct request what = { .words.mode = mode };

	lock_take(&pin->lock);
	CHECK_OK(k210_pin_apply_line(pin, &what));
	lock_drop(&pin->lock);
}

static void let_go(void)
{
	lock_take(&pin->lock);
	k210_pin_let_go(pin);
	lock_drop(&pin->lock);
}

static void open_fake(void)
{
	pin = k210_handle_new();
	CHECK(pin);
	pin->values = k210_pin_values;
	pin->direct = pin->fd = pin->slot = -1;
	pin->chip = open("/dev/null", O_RDWR);
	pin->pad = pin->line_func = -1;
	over = false;
	done = refused = 0;
	be(K210_OUT);
}

/* Two toggle while this one changes the pin. */
static void change_often(void (*change)(void))
{
	for (int round = 0; round < ROUNDS; round++) {
		pthread_t threads[2];

		open_fake();
		for (int i = 0; i < 2; i++)
			CHECK_INT(pthread_create(&threads[i], NULL,
						 toggle_often, NULL),
				  0);
		for (int i = 0; i < 20; i++)
			change();
		over = true;
		for (int i = 0; i < 2; i++)
			CHECK_INT(pthread_join(threads[i], NULL), 0);
		CHECK_INT(errors, 0);
		CHECK_INT(level, k210_pin_get_out(pin));
		/* Each was done, or nothing was. */
		CHECK_INT(k210_pin_get_out(pin), done & 1);
		k210_pin_close(pin);
	}
}

static void lose_and_take(void)
{
	let_go();
	sched_yield();
	be(K210_OUT);
}

static void is_driven_after_a_function(void)
{
	change_often(lose_and_take);
}

static void turn_around(void)
{
	be(K210_IN);
	sched_yield();
	be(K210_OUT);
}

static void is_driven_after_an_input(void)
{
	change_often(turn_around);
	CHECK_INT(refused, 0);
}

static void *set_high(void *unused)
{
	CHECK_OK(k210_pin_set(pin, 1));
	step = HAS_WRITTEN;
	return unused;
}

/* It is so by then, but values aren't driven yet. */
static void leaves_no_older_value(void)
{
	pthread_t thread;

	open_fake();
	staged = true;
	CHECK_INT(pthread_create(&thread, NULL, set_high, NULL), 0);
	await(ABOUT_TO_WRITE);
	be(K210_IN);
	CHECK_OK(k210_pin_set(pin, 0));
	step = IS_TURNED;
	be(K210_OUT);
	CHECK_INT(pthread_join(thread, NULL), 0);
	CHECK_INT(k210_pin_get_out(pin), 0);
	CHECK_INT(level, 0);
	k210_pin_close(pin);
}

static void takes_refusals_back(void)
{
	open_fake();
	CHECK_OK(k210_pin_set(pin, 1));
	let_go();
	CHECK_SAYS(k210_pin_toggle(pin), -EPERM, "function");
	CHECK_SAYS(k210_pin_set(pin, 0), -EPERM, "function");
	CHECK_SAYS(k210_pin_set(pin, 1), -EPERM, "function");
	CHECK_INT(k210_pin_get_out(pin), 1);
	be(K210_OUT);
	CHECK_INT(level, 1);
	k210_pin_close(pin);
}

/* What one thread writes, which stops at one of the points below. */
enum { LOW, HIGH, OTHER, WRITES };
#define POINTS 16
struct writer {
	pthread_t thread;
	int writes;
	int points; /* how many it passes before it stops */
	int error;
	atomic_bool stands, goes;
};

static _Thread_local struct writer *self;

/*
 * The library is built for a fuzzer, that is told what is compared: there a
 * thread is stopped between what it has seen and what it does about it.
 */
static void pass(void)
{
	if (!self || self->points--)
		return;
	self->stands = true;
	while (!self->goes)
		sched_yield();
}

#define PASS(name, type)           \
	void name(type a, type b); \
	void name(type a, type b)  \
	{                          \
		(void)a;           \
		(void)b;           \
		pass();            \
	}

PASS(__sanitizer_cov_trace_cmp1, uint8_t)
PASS(__sanitizer_cov_trace_cmp4, uint32_t)
PASS(__sanitizer_cov_trace_cmp8, uint64_t)
PASS(__sanitizer_cov_trace_const_cmp1, uint8_t)
PASS(__sanitizer_cov_trace_const_cmp4, uint32_t)
PASS(__sanitizer_cov_trace_const_cmp8, uint64_t)

static int refusals;

static void *write_once(void *of)
{
	struct writer *writer = of;

	self = writer;
	writer->error = writer->writes == OTHER ?
				k210_pin_toggle(pin) :
				k210_pin_set(pin, writer->writes);
	self = NULL;
	writer->stands = true;
	return NULL;
}

static void begin(struct writer *writer, int writes, int points)
{
	*writer = (struct writer){ .writes = writes, .points = points };
	CHECK_INT(pthread_create(&writer->thread, NULL, write_once, writer), 0);
	while (!writer->stands)
		sched_yield();
}

static void finish(struct writer *writer)
{
	writer->goes = true;
	CHECK_INT(pthread_join(writer->thread, NULL), 0);
	if (writer->error)
		CHECK_INT(writer->error, -EPERM);
}

static int after(int value, const struct writer *writer)
{
	if (writer->error)
		return value;
	return writer->writes == OTHER ? !value : writer->writes;
}

/* What wasn't refused was written, in some order, and nothing else was. */
static void check_order(const struct writer *a, const struct writer *b)
{
	int value = k210_pin_get_out(pin);

	if (level != value ||
	    (value != after(after(0, a), b) && value != after(after(0, b), a)))
		FAIL("%d is driven, %d asked for, after %d (error %d) and %d (error %d)",
		     level, value, a->writes, a->error, b->writes, b->error);
}

/* The pin becomes a line after the first has begun, and before the second. */
static void check_writers(int first, int second, int points)
{
	struct writer a, b;

	open_fake();
	let_go();
	begin(&a, first, points);
	be(K210_OUT);
	begin(&b, second, -1);
	finish(&b);
	finish(&a);
	check_order(&a, &b);
	refusals += a.error != 0;
	k210_pin_close(pin);
}

static void takes_nobody_elses_back(void)
{
	hurried = true;
	for (int first = 0; first < WRITES; first++)
		for (int second = 0; second < WRITES; second++)
			for (int points = 0; points < POINTS; points++)
				check_writers(first, second, points);
	/* It was a line before some looked, and after others did. */
	CHECK(refusals > 0 && refusals < POINTS * WRITES * WRITES);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("what is refused is taken back", takes_refusals_back),
		CASE("what others write isn't taken back with what is refused",
		     takes_nobody_elses_back),
		CASE("who writes late leaves no older value",
		     leaves_no_older_value),
		CASE("a pad has the pin's value after a function",
		     is_driven_after_a_function),
		CASE("a pad has the pin's value after an input",
		     is_driven_after_an_input),
		{ 0 },
	};

	return run_cases("pin-races", cases, argc, argv);
}
