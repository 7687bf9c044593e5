// SPDX-License-Identifier: MIT
/* Levels: read, driven, timed; by several threads too. */
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"
#include "threads.h"

static void reads_and_drives(void)
{
	static const char *const names[] = { "IO21", "IO9" };
	static const int pads[] = { 21, 9 };

	for (int i = 0; i < 2; i++) {
		struct k210_pin *p = open_pin(names[i], CFG(.mode = K210_IN));

		jig_drive(pads[i], 1);
		CHECK_INT(k210_pin_get(p), 1);
		CHECK_INT(k210_pin_value(p, -1), 1);
		jig_drive(pads[i], 0);
		CHECK_INT(k210_pin_get(p), 0);
		jig_drive(pads[i], JIG_Z);
		CHECK_OK(k210_pin_configure(p,
					    CFG(.mode = K210_OUT,
						.value = K210_START_INACTIVE)));
		CHECK_INT(k210_pin_set(p, 1), 0);
		CHECK_LEVEL(pads[i], 1);
		CHECK_INT(k210_pin_get(p), 1);
		CHECK_INT(k210_pin_off(p), 0);
		CHECK_LEVEL(pads[i], 0);
		CHECK_INT(k210_pin_on(p), 0);
		CHECK_LEVEL(pads[i], 1);
		CHECK_INT(k210_pin_toggle(p), 0);
		CHECK_LEVEL(pads[i], 0);
		CHECK_INT(k210_pin_get_out(p), 0);
		CHECK_INT(k210_pin_toggle(p), 0);
		CHECK_LEVEL(pads[i], 1);
		CHECK_INT(k210_pin_value(p, 0), 0);
		CHECK_LEVEL(pads[i], 0);
		/* Anything but 0 is 1. */
		CHECK_INT(k210_pin_set(p, -8), 0);
		CHECK_LEVEL(pads[i], 1);
		CHECK_INT(k210_pin_get_out(p), 1);
		CHECK_OK(k210_pin_configure(p,
					    CFG(.active_low = K210_SWITCH_ON)));
		CHECK_LEVEL(pads[i], 0);
		CHECK_INT(k210_pin_get(p), 1);
		CHECK_INT(k210_pin_set(p, 0), 0);
		CHECK_LEVEL(pads[i], 1);
		CHECK_OK(k210_pin_mode(p, K210_IN));
		k210_pin_close(p);
	}
	CHECK_ERROR(k210_pin_get(NULL), -EINVAL);
	CHECK_ERROR(k210_pin_set(NULL, 1), -EINVAL);
	CHECK_ERROR(k210_pin_toggle(NULL), -EINVAL);
	CHECK_ERROR(k210_pin_value(NULL, -1), -EINVAL);
	CHECK_ERROR(k210_pin_get_out(NULL), -EINVAL);
	CHECK_ERROR(k210_pin_on(NULL), -EINVAL);
	CHECK_ERROR(k210_pin_off(NULL), -EINVAL);
}

#define THREADS 3
#define TOGGLES 101

static struct k210_pin *shared;
static atomic_int errors;

static void *toggle_often(void *unused)
{
	for (int i = 0; i < TOGGLES; i++)
		if (k210_pin_toggle(shared))
			errors++;
	return unused;
}

static void *set_often(void *unused)
{
	for (int i = 0; i < TOGGLES; i++)
		if (k210_pin_set(shared, i & 1))
			errors++;
	return unused;
}

static void in_threads(void *(*first)(void *), void *(*others)(void *))
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		threads[i] = start_thread(i ? others : first, NULL);
	for (int i = 0; i < THREADS; i++)
		join_thread(threads[i]);
	CHECK_INT(errors, 0);
}

static void toggles_from_threads(void)
{
	struct jig_edge edges[512];
	int level = 0;

	shared = open_pin("IO21",
			  CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	jig_watch(PAD);
	for (int round = 0; round < 4; round++) {
		in_threads(toggle_often, toggle_often);
		level ^= (THREADS * TOGGLES) & 1;
		CHECK_INT(k210_pin_get_out(shared), level);
		CHECK_LEVEL(PAD, level);

		int count = jig_edges(edges, 512);

		CHECK_INT(count & 1, (THREADS * TOGGLES) & 1);
		CHECK(count <= THREADS * TOGGLES + THREADS);
		CHECK(count >= 3);
		in_threads(set_often, toggle_often);
		CHECK_LEVEL(PAD, k210_pin_get_out(shared));
		level = k210_pin_get_out(shared);
		jig_edges(edges, 512);
	}
	CHECK_OK(k210_pin_off(shared));
	CHECK_OK(k210_pin_mode(shared, K210_IN));
	k210_pin_close(shared);
}

static void *change_often(void *unused)
{
	for (int i = 0; i < 40; i++) {
		if (k210_pin_mode(shared, K210_IN) != K210_IN)
			errors++;
		if (k210_pin_mode(shared, K210_OUT) != K210_OUT)
			errors++;
		int error = k210_pin_configure(shared, CFG(.drive = 1 + i % 8));

		if (error)
			errors++;
	}
	return unused;
}

/* Nobody is refused while another makes it an input and back. */
static void sets_while_it_changes(void)
{
	shared = open_pin("IO21",
			  CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	in_threads(change_often, toggle_often);
	CHECK_LEVEL(PAD, k210_pin_get_out(shared));
	CHECK_OK(k210_pin_off(shared));
	CHECK_OK(k210_pin_mode(shared, K210_IN));
	k210_pin_close(shared);
}

static atomic_int over;
static atomic_int refused;

static void *set_until(void *unused)
{
	while (!over) {
		int error = k210_pin_toggle(shared);

		if (error == -EPERM)
			refused++;
		else if (error)
			errors++;
	}
	return unused;
}

static void *alternate(void *unused)
{
	for (int i = 0; i < 30; i++) {
		int error = k210_pin_alt(shared, UART2_TX);

		if (error) {
			printf("    # alt: %s\n", k210_errmsg());
			errors++;
		}
		/* What would be driven if a number were another's. */
		struct k210_pin *other =
			open_pin("IO22", CFG(.mode = K210_OUT,
					     .value = K210_START_INACTIVE));

		poll(NULL, 0, 1);
		k210_pin_mode(other, K210_IN);
		k210_pin_close(other);
		if (k210_pin_mode(shared, K210_OUT) != K210_OUT)
			errors++;
	}
	over = 1;
	return unused;
}

static void sets_while_it_is_a_function(void)
{
	struct jig_edge edges[512];
	int count;

	shared = open_pin("IO21",
			  CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	jig_watch(PAD2);
	in_threads(alternate, set_until);
	CHECK(refused > 0);
	CHECK_LEVEL(PAD, k210_pin_get_out(shared));
	count = jig_edges(edges, 512);
	for (int i = 0; i < count; i++)
		CHECK(edges[i].level != 1);
	CHECK_OK(k210_pin_off(shared));
	CHECK_OK(k210_pin_mode(shared, K210_IN));
	k210_pin_close(shared);
}

static void makes_pulses(void)
{
	struct k210_pin *p = open_pin(
		"IO21", CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	struct jig_edge edges[9];

	jig_watch(PAD);
	CHECK_OK(k210_pin_pulse(p, 1, 3000000));
	CHECK_INT(jig_edges(edges, 9), 2);
	CHECK_INT(edges[0].level, 1);
	CHECK_INT(edges[1].level, 0);
	CHECK(edges[1].ns - edges[0].ns >= 3000000);
	CHECK_OK(k210_pin_pulse(p, 0, 0));
	CHECK_INT(jig_edges(edges, 9), 1);
	CHECK_INT(edges[0].level, 1);
	CHECK_OK(k210_pin_off(p));
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_SAYS(k210_pin_pulse(p, 1, 1), -EPERM, "output");
	CHECK_ERROR(k210_pin_pulse(NULL, 1, 1), -EINVAL);
	k210_pin_close(p);
}

static void note(int signal)
{
	(void)signal;
}

static void ends_pulses_at_signals(void)
{
	struct k210_pin *p = open_pin(
		"IO21", CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	struct sigaction action = { .sa_handler = note };
	struct itimerval soon = { .it_value.tv_usec = 20000,
				  .it_interval.tv_usec = 20000 };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	CHECK_SAYS(k210_pin_pulse(p, 1, UINT64_MAX), -EINTR, "cut short");
	CHECK_LEVEL(PAD, 0);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_SAYS(k210_pin_time_pulse(p, 1, 10000000), -EINTR, "signal");
	k210_pin_close(p);
}

/* Pulses of this pad, at these times from now. */
static void pulses_at(int pad, const int *us, int count, int level)
{
	for (int i = 0; i < count; i++)
		jig_at(us[i] * 1000ULL, "drive %d %d", pad, level ^ (i & 1));
}

static void times_pulses(void)
{
	static const int us[] = { 500000, 700000, 1100000, 1500000 };
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_IN));
	int64_t took;

	jig_drive(PAD, 0);
	pulses_at(PAD, us, 4, 1);
	took = CHECK_OK(k210_pin_time_pulse(p, 1, 5000000));
	CHECK(took > 150000 && took < 300000);
	jig_await(4);
	/* A level that is there already isn't a whole pulse. */
	pulses_at(PAD, us, 4, 1);
	took = CHECK_OK(k210_pin_time_pulse(p, 0, 5000000));
	CHECK(took > 330000 && took < 600000);
	jig_await(4);
	CHECK_OK(k210_pin_configure(p, CFG(.active_low = K210_SWITCH_ON)));
	pulses_at(PAD, us, 4, 1);
	took = CHECK_OK(k210_pin_time_pulse(p, 1, 5000000));
	CHECK(took > 330000 && took < 600000);
	jig_await(4);
	CHECK_SAYS(k210_pin_time_pulse(p, 1, 1000), -ETIMEDOUT, "no pulse");
	/* It isn't a trigger that stays. */
	jig_drive(PAD, 1);
	jig_drive(PAD, 0);
	CHECK_INT(k210_pin_irq_trigger(p, 0), 0);
	k210_pin_close(p);
	p = open_pin("IO21=UART2_RX", NULL);
	CHECK_ERROR(k210_pin_time_pulse(p, 1, 1), -EPERM);
	k210_pin_close(p);
	CHECK_ERROR(k210_pin_time_pulse(NULL, 1, 1), -EINVAL);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("levels are read and driven", reads_and_drives),
		CASE("what threads toggle ends as it has to",
		     toggles_from_threads),
		CASE("who sets a pin isn't refused while it changes",
		     sets_while_it_changes),
		CASE("who sets a pin drives no other while it is a function",
		     sets_while_it_is_a_function),
		CASE("a pulse lasts as long as it has to", makes_pulses),
		CASE("a signal ends a pulse and a wait for one",
		     ends_pulses_at_signals),
		CASE("a pulse is timed by its edges", times_pulses),
		{ 0 },
	};

	return run_cases("pin_values", cases, argc, argv);
}
