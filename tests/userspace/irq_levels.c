// SPDX-License-Identifier: MIT
/* Levels, as events. */
#include "events.h"

#define MS 1000000

static const struct {
	const char *name;
	int pad;
} lines[] = { { HS, HS_PAD }, { LOW, LOW_PAD } };

/* @count events, and how far they are apart at least. */
static void check_apart(int first, int count)
{
	for (int i = first + 1; i < first + count; i++)
		CHECK(seen[i].time_ns - seen[i - 1].time_ns >= MS);
}

static void check_stays(unsigned int trigger, int active)
{
	for (int i = 0; i < 2; i++) {
		jig_drive(lines[i].pad, !active);
		struct k210_pin *p = open_in(lines[i].name, 0);

		num_seen = 0;
		CHECK_OK(k210_pin_irq(p, trigger, 0, 0, note, p));
		CHECK_INT(k210_pin_dispatch(p, 5), 0);
		CHECK_INT(k210_pin_timeout(p), -1);
		edge(lines[i].pad, active);
		CHECK(is_readable(p));
		while (num_seen < 5)
			CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
		for (int j = 0; j < 5; j++) {
			CHECK_INT(seen[j].type, trigger);
			CHECK_INT(seen[j].seq, j + 1);
			CHECK_INT(seen[j].line_seq, j + 1);
			CHECK_INT(seen[j].lost, 0);
			CHECK(seen[j].pin == p && seen[j].user == p);
		}
		check_apart(1, 4);
		CHECK(!is_readable(p));
		CHECK(k210_pin_timeout(p) >= 0 && k210_pin_timeout(p) <= 1);
		/* It goes. */
		edge(lines[i].pad, !active);
		CHECK_INT(k210_pin_dispatch(p, 10), 0);
		CHECK_INT(k210_pin_timeout(p), -1);
		/* It comes back. */
		edge(lines[i].pad, active);
		CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
		k210_pin_close(p);
	}
}

static void tells_high(void)
{
	check_stays(K210_HIGH_LEVEL, 1);
}

static void tells_low(void)
{
	check_stays(K210_LOW_LEVEL, 0);
}

static void tells_logical(void)
{
	jig_drive(HS_PAD, 1);
	struct k210_pin *p = open_with(HS, PIN(.mode = K210_IN,
					       .active_low = K210_SWITCH_ON));

	CHECK_OK(k210_pin_irq(p, K210_HIGH_LEVEL, 0, 0, note, NULL));
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	edge(HS_PAD, 0);
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(seen[1].type, K210_HIGH_LEVEL);
}

static void is_active_already(void)
{
	jig_drive(HS_PAD, 1);
	struct k210_pin *p = open_in(HS, 0);
	uint64_t before = now_ns();

	CHECK_OK(k210_pin_irq(p, K210_HIGH_LEVEL, 0, 0, note, NULL));
	CHECK_INT(k210_pin_timeout(p), 0);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK(seen[0].time_ns >= before && seen[0].time_ns <= now_ns());
	CHECK_INT(k210_pin_irq_trigger(p, K210_LOW_LEVEL), K210_LOW_LEVEL);
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	CHECK_INT(k210_pin_irq_trigger(p, K210_HIGH_LEVEL), K210_HIGH_LEVEL);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
}

static void stops_and_starts(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_OK(k210_pin_irq(p, K210_HIGH_LEVEL, 0, 0, note, NULL));
	edge(HS_PAD, 1);
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	/* It is still, at once. */
	CHECK_OK(k210_pin_irq_enable(p, 1));
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 0);
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_OK(k210_pin_irq_enable(p, 1));
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_OK(k210_pin_irq_enable(p, 0));
	/* It was, meanwhile. */
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	CHECK_OK(k210_pin_irq_enable(p, 1));
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
}

/* A pulse that is over before anybody looks is one event. */
static void tells_pulses(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_HIGH_LEVEL);
	struct k210_event ev[4];

	CHECK_NOTHING(p);
	uint64_t before = now_ns();

	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	uint64_t after = now_ns();

	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	CHECK_INT(k210_pin_read_events(p, ev, 4), 1);
	CHECK_INT(ev[0].type, K210_HIGH_LEVEL);
	CHECK(ev[0].time_ns > before && ev[0].time_ns < after);
	CHECK_NOTHING(p);
	struct pollfd none = { .fd = -1 };

	CHECK_INT(poll(&none, 1, k210_pin_timeout(p)), 0);
	CHECK_NOTHING(p);
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_NOTHING(p);
}

/* One that comes right after an event is told of later, although it is over. */
static void keeps_pulses_for_later(void)
{
	struct k210_event first, second;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_HIGH_LEVEL);

	for (int tries = 0; tries < 100; tries++) {
		struct pollfd none = { .fd = -1 };

		jig_drive(HS_PAD, 1);
		await_fd(p);
		CHECK_INT(k210_pin_read_events(p, &first, 1), 1);
		uint64_t told = now_ns();

		jig_drive(HS_PAD, 0);
		jig_drive(HS_PAD, 1);
		jig_drive(HS_PAD, 0);
		await_fd(p);
		int now = k210_pin_read_events(p, &second, 1);

		/* It has to have been in time for that. */
		if (now_ns() - told >= MS)
			goto again;
		CHECK_INT(now, 0);
		CHECK(!is_readable(p));
		CHECK_INT(k210_pin_timeout(p), 1);
		CHECK_INT(poll(&none, 1, 1), 0);
		CHECK_INT(k210_pin_read_events(p, &second, 1), 1);
		CHECK(second.time_ns > first.time_ns);
		CHECK(second.time_ns < told + MS);
		CHECK_INT(poll(&none, 1, 1), 0);
		CHECK_NOTHING(p);
		CHECK_INT(k210_pin_timeout(p), -1);
		return;
	again:
		poll(&none, 1, 3);
		while (k210_pin_read_events(p, &second, 1))
			poll(&none, 1, 3);
	}
	FAIL("it takes too long to be told in time");
}

static bool comes_back;

static void let_go(const struct k210_event *ev)
{
	note(ev);
	edge(HS_PAD, 0);
	if (comes_back && num_seen < 4)
		edge(HS_PAD, 1);
}

/* As an interrupt whose handler serves its source. */
static void ends_by_its_handler(void)
{
	jig_drive(HS_PAD, 1);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_OK(k210_pin_irq(p, K210_HIGH_LEVEL, 0, 0, let_go, NULL));
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(k210_pin_dispatch(p, 10), 0);
	CHECK_INT(k210_pin_timeout(p), -1);

	comes_back = true;
	edge(HS_PAD, 1);
	while (num_seen < 4)
		CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(k210_pin_dispatch(p, 10), 0);
	CHECK_INT(num_seen, 4);
}

/* The levels of a loop's pins, one of which has no more than edges. */
static void loops(void)
{
	jig_drive(HS_PAD, 1);
	jig_drive(LOW_PAD, 0);
	struct k210_pin *high = open_in(HS, 0), *low = open_in(LOW, 0);
	struct k210_loop *loop;
	struct pollfd fds[3];
	int highs = 0, lows = 0;

	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, high));
	CHECK_OK(k210_loop_add(loop, low));
	CHECK_OK(k210_pin_irq(low, K210_RISING, 7, 0, note, NULL));
	CHECK_INT(k210_loop_timeout(loop), -1);
	CHECK_OK(k210_pin_irq(high, K210_HIGH_LEVEL, 0, 0, note, NULL));
	CHECK_INT(k210_loop_timeout(loop), 0);
	CHECK_INT(k210_loop_fds(loop, fds, 3), 2);
	CHECK_INT(k210_loop_dispatch(loop, 0), 1);
	int left = k210_loop_timeout(loop);

	CHECK(left >= 0 && left <= 1);
	for (int i = 0; i < 5; i++)
		CHECK_INT(k210_loop_dispatch(loop, PATIENCE_MS), 1);
	edge(LOW_PAD, 1);
	edge(HS_PAD, 0);
	CHECK(k210_loop_dispatch(loop, PATIENCE_MS) >= 1);
	CHECK_INT(k210_loop_dispatch(loop, 10), 0);
	CHECK_INT(k210_loop_timeout(loop), -1);
	for (int i = 0; i < num_seen; i++) {
		highs += seen[i].pin == high;
		lows += seen[i].pin == low;
	}
	CHECK_INT(highs, 6);
	CHECK_INT(lows, 1);
	k210_loop_free(loop);
}

static void looks_at_outputs(void)
{
	struct k210_pin *p = open_with(HS, PIN(.mode = K210_OUT,
					       .value = K210_START_INACTIVE));

	CHECK_OK(k210_pin_irq(p, K210_HIGH_LEVEL, 0, 0, note, NULL));
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(seen[1].type, K210_HIGH_LEVEL);
	CHECK_OK(k210_pin_set(p, 0));
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_OK(k210_pin_set(p, 0));
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(k210_pin_dispatch(p, 5), 0);
	check_apart(0, 3);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a high level is told of while it stays", tells_high),
		CASE("a low level is told of while it stays", tells_low),
		CASE("levels are those of the logical value", tells_logical),
		CASE("a level that is active already is told of at once",
		     is_active_already),
		CASE("levels stop and start in place", stops_and_starts),
		CASE("pulses between two looks are one event", tells_pulses),
		CASE("a pulse right after an event is told of later",
		     keeps_pulses_for_later),
		CASE("a level ends by its handler, and comes back in it",
		     ends_by_its_handler),
		CASE("a loop looks at levels, in time", loops),
		CASE("levels of outputs are what was asked for",
		     looks_at_outputs),
		{ 0 },
	};

	return run_cases("irq_levels", cases, argc, argv);
}
