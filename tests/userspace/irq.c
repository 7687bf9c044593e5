// SPDX-License-Identifier: MIT
/* Edges of inputs, read and handled. */
#include <stdlib.h>

#include "events.h"

static const struct {
	const char *name;
	int pad;
	unsigned int line;
} lines[] = { { HS, HS_PAD, HS_LINE }, { LOW, LOW_PAD, LOW_LINE } };

/* Up, down, up, down: what is told of that, of both chips. */
static void check_edges(unsigned int trigger, bool active_low)
{
	struct k210_event ev[8];

	for (int i = 0; i < 2; i++) {
		jig_drive(lines[i].pad, 0);
		struct k210_pin *p = open_with(
			lines[i].name,
			PIN(.mode = K210_IN, .trigger = trigger,
			    .active_low = active_low ? K210_SWITCH_ON :
						       K210_SWITCH_OFF));
		uint64_t before = now_ns();
		int count = 0;

		CHECK_NOTHING(p);
		for (int level = 1; level < 5; level++)
			edge(lines[i].pad, level & 1);
		int got = k210_pin_read_events(p, ev, 8);

		for (int level = 1; level < 5; level++) {
			unsigned int type = (level & 1) ^ active_low ?
						    K210_RISING :
						    K210_FALLING;

			if (!(trigger & type))
				continue;
			CHECK(count < got);
			CHECK_INT(ev[count].type, type);
			count++;
		}
		CHECK_INT(got, count);
		check_events(ev, got, p, lines[i].line, before);
		CHECK_NOTHING(p);
		CHECK(!is_readable(p));
		k210_pin_close(p);
	}
}

static void tells_rising(void)
{
	check_edges(K210_RISING, false);
}

static void tells_falling(void)
{
	check_edges(K210_FALLING, false);
}

static void tells_both(void)
{
	check_edges(K210_BOTH, false);
}

static void tells_active_low(void)
{
	check_edges(K210_RISING, true);
	check_edges(K210_BOTH, true);
}

static void reads_as_many_as_fit(void)
{
	struct k210_event ev[9];

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_BOTH);

	for (int i = 1; i <= 12; i++)
		edge(HS_PAD, i & 1);
	memset(ev, 0x55, sizeof(ev));
	CHECK_INT(k210_pin_read_events(p, ev, 8), 8);
	CHECK_INT(ev[7].seq, 8);
	CHECK_INT(ev[8].seq, 0x55555555);
	CHECK_INT(k210_pin_read_events(p, ev, 1), 1);
	CHECK_INT(ev[0].seq, 9);
	CHECK_INT(k210_pin_read_events(p, ev, 8), 3);
	CHECK_INT(ev[2].seq, 12);
}

/* Of which the oldest are lost. */
static void check_overflow(uint32_t events, int kept)
{
	static struct k210_event ev[256];

	jig_drive(HS_PAD, 0);
	struct k210_pin *p =
		open_with(HS, PIN(.mode = K210_IN, .trigger = K210_BOTH,
				  .events = events));

	for (int i = 1; i <= kept + 5; i++)
		edge(HS_PAD, i & 1);
	CHECK_INT(k210_pin_read_events(p, ev, 256), kept);
	CHECK_INT(ev[0].lost, 5);
	CHECK_INT(ev[0].seq, 6);
	CHECK_INT(ev[0].type, K210_FALLING);
	for (int i = 1; i < kept; i++) {
		CHECK_INT(ev[i].lost, 0);
		CHECK_INT(ev[i].line_seq, 6 + i);
	}
	/* It is counted anew. */
	for (int i = 1; i <= kept + 2; i++)
		edge(HS_PAD, ~i & 1);
	CHECK_INT(k210_pin_read_events(p, ev, 1), 1);
	CHECK_INT(ev[0].lost, 2);
	CHECK_INT(ev[0].line_seq, kept + 8);
	k210_pin_close(p);
}

static void counts_lost(void)
{
	check_overflow(0, 16);
	check_overflow(64, 64);
}

static unsigned int flags_inside;

static void note_flags(const struct k210_event *ev)
{
	note(ev);
	flags_inside = k210_pin_irq_flags(ev->pin);
}

static void calls_handlers(void)
{
	int user;

	for (int i = 0; i < 2; i++) {
		jig_drive(lines[i].pad, 0);
		struct k210_pin *p = open_in(lines[i].name, 0);

		num_seen = 0;
		CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, K210_WAKE_NONE,
				      note_flags, &user));
		CHECK_INT(k210_pin_dispatch(p, 0), 0);
		edge(lines[i].pad, 1);
		edge(lines[i].pad, 0);
		edge(lines[i].pad, 1);
		CHECK_INT(num_seen, 0);
		CHECK_INT(k210_pin_irq_flags(p), 0);
		CHECK_INT(k210_pin_dispatch(p, -1), 3);
		CHECK_INT(num_seen, 3);
		CHECK_INT(seen[1].type, K210_FALLING);
		CHECK_INT(seen[2].type, K210_RISING);
		CHECK_INT(seen[2].seq, 3);
		CHECK(seen[2].pin == p && seen[2].user == &user);
		CHECK_INT(flags_inside, K210_RISING);
		CHECK_INT(k210_pin_irq_flags(p), 0);
		CHECK_INT(k210_pin_dispatch(p, 0), 0);
		k210_pin_close(p);
	}
}

/* More than are read at once. */
static void calls_for_all_that_wait(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_with(HS, PIN(.mode = K210_IN, .events = 64));

	CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, 0, note, NULL));
	for (int i = 1; i <= 30; i++)
		edge(HS_PAD, i & 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 30);
	for (int i = 0; i < 30; i++)
		CHECK_INT(seen[i].seq, i + 1);
}

static void waits(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);
	uint64_t before = now_ns();

	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note, NULL));
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_INT(k210_pin_dispatch(p, 30), 0);
	CHECK(now_ns() - before >= 30000000);
	jig_at(jig_now() + 50000000, "drive %d 1", HS_PAD);
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	jig_await(1);
}

static void tells_what_was_before_the_handler(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_RISING);

	edge(HS_PAD, 1);
	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note, NULL));
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK(!seen[0].user);

	/* Another handler has what waited for the first. */
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note, p));
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK(seen[1].user == p);

	/* Who reads instead is told of the same. */
	struct k210_event ev;

	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_read_events(p, &ev, 1), 1);
	CHECK(ev.pin == p && ev.user == p);
}

static void has_no_handler_any_more(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note, NULL));
	edge(HS_PAD, 1);
	CHECK_OK(k210_pin_irq(p, 0, 0, 0, NULL, NULL));
	CHECK_SAYS(k210_pin_dispatch(p, 0), -EINVAL, HS);
	CHECK_SAYS(k210_pin_irq_fire(p), -EINVAL, HS);
	CHECK_INT(k210_pin_irq_trigger(p, 0), 0);
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, NULL, NULL));
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_TYPE(p, K210_RISING);
	CHECK_INT(num_seen, 0);
}

static void stops_and_starts(void)
{
	struct k210_event ev[4];

	for (int i = 0; i < 2; i++) {
		int pad = lines[i].pad;

		jig_drive(pad, 0);
		struct k210_pin *p = open_in(lines[i].name, K210_BOTH);
		struct k210_pin *second;

		edge(pad, 1);
		CHECK_TYPE(p, K210_RISING);
		edge(pad, 0);
		CHECK_OK(k210_pin_irq_enable(p, 0));
		CHECK_NOTHING(p);
		edge(pad, 1);
		CHECK(!is_readable(p));
		CHECK_INT(k210_pin_irq_trigger(p, 0), K210_BOTH);
		CHECK_ERROR(k210_pin_open(&second, lines[i].name, NULL),
			    -EBUSY);
		CHECK_OK(k210_pin_irq_enable(p, 1));
		CHECK_NOTHING(p);
		edge(pad, 0);
		CHECK_OK(k210_pin_irq_enable(p, 1));
		CHECK_INT(k210_pin_read_events(p, ev, 4), 1);
		CHECK_INT(ev[0].type, K210_FALLING);
		CHECK_INT(ev[0].lost, 0);
		CHECK_INT(ev[0].seq, 2);
		k210_pin_close(p);
	}
}

/* What was lost before a stop isn't lost after it. */
static void forgets_the_lost(void)
{
	struct k210_event ev;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_BOTH);

	for (int i = 1; i <= 20; i++)
		edge(HS_PAD, i & 1);
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_OK(k210_pin_irq_enable(p, 1));
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_read_events(p, &ev, 1), 1);
	CHECK_INT(ev.lost, 0);
	CHECK_INT(ev.seq, 1);
}

static void changes_its_trigger(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_RISING);

	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_RISING);
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_irq_trigger(p, K210_FALLING), K210_FALLING);
	CHECK_NOTHING(p);
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_TYPE(p, K210_FALLING);
	CHECK_NOTHING(p);

	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_INT(k210_pin_irq_trigger(p, K210_BOTH), K210_BOTH);
	edge(HS_PAD, 0);
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_irq_enable(p, 1));
	edge(HS_PAD, 1);
	CHECK_TYPE(p, K210_RISING);

	CHECK_OK(k210_pin_configure(p, PIN(.trigger = K210_FALLING)));
	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_FALLING);
	edge(HS_PAD, 0);
	CHECK_TYPE(p, K210_FALLING);
}

/* What has nothing to do with events leaves them. */
static void keeps_events_while_configured(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_RISING);

	edge(HS_PAD, 1);
	CHECK_OK(k210_pin_configure(p, PIN(.drive = K210_DRIVE_LOW,
					   .trigger = K210_RISING)));
	CHECK_TYPE(p, K210_RISING);
}

static void fires(void)
{
	int user;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_SAYS(k210_pin_irq_fire(p), -EINVAL, HS);
	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note_flags, &user));
	uint64_t before = now_ns();

	flags_inside = 7;
	CHECK_OK(k210_pin_irq_fire(p));
	CHECK_INT(num_seen, 1);
	CHECK_INT(seen[0].type, 0);
	CHECK_INT(seen[0].line, HS_LINE);
	CHECK(seen[0].pin == p && seen[0].user == &user);
	CHECK(seen[0].time_ns >= before && seen[0].time_ns <= now_ns());
	CHECK_INT(flags_inside, 0);
	/* It isn't one of the line's. */
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(seen[1].seq, 1);
	/* Stopped or not. */
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_OK(k210_pin_irq_fire(p));
	CHECK_INT(num_seen, 3);
}

static void ignores_bounces(void)
{
	struct k210_event ev[4];
	uint64_t now;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p =
		open_with(HS, PIN(.mode = K210_IN, .trigger = K210_BOTH,
				  .debounce_us = 300000));

	/* A pulse that is too short. */
	now = jig_now();
	jig_at(now + 10000000, "drive %d 1", HS_PAD);
	jig_at(now + 20000000, "drive %d 0", HS_PAD);
	jig_await(2);
	/* Longer than what it would take to be told. */
	CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, 0, note, NULL));
	CHECK_INT(k210_pin_dispatch(p, 1000), 0);

	now = jig_now();
	for (int i = 1; i <= 7; i++)
		jig_at(now + i * 10000000, "drive %d %d", HS_PAD, i & 1);
	jig_await(7);
	CHECK_INT(k210_pin_dispatch(p, PATIENCE_MS), 1);
	CHECK_INT(seen[0].type, K210_RISING);
	CHECK_INT(k210_pin_get(p), 1);
	CHECK_INT(k210_pin_read_events(p, ev, 4), 0);
}

static void refuses(void)
{
	static const unsigned int none[] = { 0,
					     16,
					     K210_RISING | K210_LOW_LEVEL,
					     K210_BOTH | K210_HIGH_LEVEL,
					     K210_LOW_LEVEL | K210_HIGH_LEVEL,
					     256 | K210_RISING };
	struct k210_event ev;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_SAYS(k210_pin_irq_enable(p, 1), -EINVAL, "trigger");
	CHECK_SAYS(k210_pin_irq_enable(p, 0), -EINVAL, "trigger");
	CHECK_SAYS(k210_pin_dispatch(p, 0), -EINVAL, "handler");
	CHECK_INT(k210_pin_irq_trigger(p, 0), 0);
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_INT(k210_pin_irq_flags(p), 0);
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_irq(p, K210_FALLING, 7, K210_WAKE_IDLE, note, p));
	CHECK_STR(k210_errmsg(), "");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		CHECK_SAYS(k210_pin_irq(p, none[i], 1, 0, note, NULL), -EINVAL,
			   HS);
		if (none[i])
			CHECK_SAYS(k210_pin_irq_trigger(p, none[i]), -EINVAL,
				   HS);
	}
	CHECK_SAYS(k210_pin_irq(p, 16, 1, 0, NULL, NULL), -EINVAL, "16");
	CHECK_SAYS(k210_pin_irq(p, K210_RISING, -1, 0, note, NULL), -EINVAL,
		   "-1");
	CHECK_SAYS(k210_pin_irq(p, K210_RISING, 8, 0, note, NULL), -EINVAL,
		   "8");
	/* The K210 has no sleep. */
	for (unsigned int wake = 2; wake; wake <<= 1)
		CHECK_SAYS(k210_pin_irq(p, K210_RISING, 1, wake, note, NULL),
			   -EOPNOTSUPP, "sleep");
	CHECK_ERROR(k210_pin_read_events(p, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_pin_read_events(p, &ev, 0), -EINVAL);
	CHECK_ERROR(k210_pin_read_events(p, &ev, -1), -EINVAL);
	/* All is as it was. */
	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_FALLING);
	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(seen[0].type, K210_FALLING);
	CHECK(seen[0].user == p);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("rising edges are told", tells_rising),
		CASE("falling edges are told", tells_falling),
		CASE("both edges are told", tells_both),
		CASE("edges are those of the logical value", tells_active_low),
		CASE("as many events are read as fit", reads_as_many_as_fit),
		CASE("lost events are counted exactly", counts_lost),
		CASE("handlers are called with each event", calls_handlers),
		CASE("handlers are called for all that waits",
		     calls_for_all_that_wait),
		CASE("a dispatch waits as long as it is told", waits),
		CASE("a handler has what waited for it",
		     tells_what_was_before_the_handler),
		CASE("a handler can be taken away", has_no_handler_any_more),
		CASE("events stop and start in place", stops_and_starts),
		CASE("what was lost before a stop isn't told after it",
		     forgets_the_lost),
		CASE("a trigger is changed in place", changes_its_trigger),
		CASE("other changes keep events",
		     keeps_events_while_configured),
		CASE("a handler is called by hand", fires),
		CASE("a debounced pin ignores bounces", ignores_bounces),
		CASE("what can't be is refused, and changes nothing", refuses),
		{ 0 },
	};

	return run_cases("irq", cases, argc, argv);
}
