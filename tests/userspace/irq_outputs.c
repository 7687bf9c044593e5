// SPDX-License-Identifier: MIT
/* Edges of outputs: our own writes. And pins that become something else. */
#include "events.h"

static const char *const names[] = { HS, LOW };

static struct k210_pin *out;

/* Lines go on driving what they drove, once nobody has them. */
static void stop_driving(void)
{
	if (out)
		CHECK_OK(k210_pin_configure(out, PIN(.mode = K210_IN)));
}

static void close_out(void)
{
	stop_driving();
	k210_pin_close(out);
	out = NULL;
}

static struct k210_pin *open_out(const char *name, unsigned int trigger)
{
	at_case_end(stop_driving);
	out = open_with(name,
			PIN(.mode = K210_OUT, .value = K210_START_INACTIVE,
			    .trigger = trigger));
	return out;
}

static void tells_changes(void)
{
	struct k210_event ev[8];

	for (int i = 0; i < 2; i++) {
		struct k210_pin *p = open_out(names[i], K210_BOTH);
		uint64_t before = now_ns();

		CHECK_OK(k210_pin_set(p, 0));
		CHECK_NOTHING(p);
		CHECK_OK(k210_pin_set(p, 1));
		CHECK_OK(k210_pin_set(p, 1));
		CHECK_OK(k210_pin_toggle(p));
		CHECK_OK(k210_pin_on(p));
		CHECK_OK(k210_pin_off(p));
		CHECK_OK(k210_pin_value(p, 1));
		CHECK_INT(k210_pin_timeout(p), 0);
		CHECK_INT(k210_pin_read_events(p, ev, 3), 3);
		CHECK_INT(k210_pin_read_events(p, ev + 3, 5), 2);
		for (unsigned int j = 0; j < 5; j++)
			CHECK_INT(ev[j].type,
				  j & 1 ? K210_FALLING : K210_RISING);
		check_events(ev, 5, p, i ? LOW_LINE : HS_LINE, before);
		CHECK(k210_pin_timeout(p) != 0);
		close_out();
	}
}

static void tells_one_edge(void)
{
	struct k210_pin *p = open_out(HS, K210_FALLING);

	CHECK_OK(k210_pin_set(p, 1));
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_set(p, 0));
	CHECK_TYPE(p, K210_FALLING);
	CHECK_INT(k210_pin_irq_trigger(p, K210_RISING), K210_RISING);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_OK(k210_pin_set(p, 0));
	CHECK_TYPE(p, K210_RISING);
	CHECK_NOTHING(p);
}

/* Of an open drain that the outside holds down. */
static void tells_nothing_of_the_outside(void)
{
	struct k210_pin *p = open_with(
		HS, PIN(.mode = K210_OPEN_DRAIN, .value = K210_START_ACTIVE,
			.pull = K210_PULL_UP, .trigger = K210_BOTH));

	jig_drive(HS_PAD, 0);
	settle();
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_set(p, 0));
	CHECK_TYPE(p, K210_FALLING);
}

static void counts_lost(void)
{
	static struct k210_event ev[64];
	struct k210_pin *p = open_out(HS, K210_BOTH);

	for (int i = 0; i < 21; i++)
		CHECK_OK(k210_pin_toggle(p));
	CHECK_INT(k210_pin_read_events(p, ev, 64), 16);
	CHECK_INT(ev[0].lost, 5);
	CHECK_INT(ev[0].seq, 6);
	CHECK_INT(ev[0].type, K210_FALLING);
	CHECK_INT(ev[15].lost, 0);
	CHECK_INT(ev[15].line_seq, 21);
	CHECK_OK(k210_pin_toggle(p));
	CHECK_INT(k210_pin_read_events(p, ev, 64), 1);
	CHECK_INT(ev[0].lost, 0);
	CHECK_INT(ev[0].seq, 22);
	close_out();

	p = open_with(HS, PIN(.mode = K210_OUT, .value = K210_START_INACTIVE,
			      .trigger = K210_BOTH, .events = 32));
	out = p;
	for (int i = 0; i < 33; i++)
		CHECK_OK(k210_pin_toggle(p));
	CHECK_INT(k210_pin_read_events(p, ev, 64), 32);
	CHECK_INT(ev[0].lost, 1);
}

static void stops_and_starts(void)
{
	struct k210_pin *p = open_out(HS, K210_BOTH);

	CHECK_OK(k210_pin_toggle(p));
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_toggle(p));
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_OK(k210_pin_irq_enable(p, 1));
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_TYPE(p, K210_RISING);
	CHECK_NOTHING(p);
}

static void toggle_again(const struct k210_event *ev)
{
	note(ev);
	CHECK_OK(k210_pin_toggle(ev->pin));
}

/* What a handler causes waits for the next dispatch. */
static void handles_its_own_writes(void)
{
	struct k210_pin *p = open_out(HS, 0);
	struct k210_loop *loop;

	CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, 0, toggle_again, NULL));
	CHECK_INT(k210_pin_dispatch(p, 0), 0);
	CHECK_OK(k210_pin_toggle(p));
	for (int i = 1; i < 4; i++) {
		CHECK_INT(k210_pin_dispatch(p, -1), 1);
		CHECK_INT(num_seen, i);
		CHECK_INT(seen[i - 1].type, i & 1 ? K210_RISING : K210_FALLING);
	}
	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_loop_add(loop, p));
	for (int i = 4; i < 7; i++) {
		CHECK_INT(k210_loop_timeout(loop), 0);
		CHECK_INT(k210_loop_dispatch(loop, -1), 1);
		CHECK_INT(num_seen, i);
	}
	k210_loop_free(loop);
}

/* An input that becomes an output and comes back has its trigger all along. */
static void changes_direction(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, K210_RISING);

	edge(HS_PAD, 1);
	jig_drive(HS_PAD, JIG_Z);
	CHECK_OK(k210_pin_configure(p, PIN(.mode = K210_OUT,
					   .value = K210_START_INACTIVE)));
	CHECK_NOTHING(p);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_OK(k210_pin_configure(p, PIN(.mode = K210_IN)));
	CHECK_NOTHING(p);
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_TYPE(p, K210_RISING);
	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_RISING);
}

static void is_no_line(void)
{
	struct k210_loop *loop;
	struct k210_event ev;

	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_OK(k210_loop_new(&loop, 0));
	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, note, NULL));
	edge(HS_PAD, 1);
	jig_drive(HS_PAD, JIG_Z);
	CHECK_OK(k210_pin_configure(p, PIN(.func = "TIMER0_TOGGLE1",
					   .mode = K210_ALT)));
	CHECK_SAYS(k210_pin_irq(p, K210_RISING, 0, 0, note, NULL), -EPERM, HS);
	CHECK_SAYS(k210_pin_irq_trigger(p, K210_FALLING), -EPERM, HS);
	CHECK_SAYS(k210_pin_fd(p), -EPERM, HS);
	CHECK_SAYS(k210_pin_read_events(p, &ev, 1), -EPERM, HS);
	CHECK_SAYS(k210_loop_add(loop, p), -EPERM, HS);
	CHECK_INT(k210_pin_timeout(p), -1);
	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_RISING);
	CHECK_INT(k210_pin_dispatch(p, 1), 0);
	CHECK_OK(k210_pin_irq_enable(p, 0));
	CHECK_OK(k210_pin_irq_enable(p, 1));

	/* The line that it gets back has events again, of new numbers. */
	CHECK_OK(k210_pin_configure(p, PIN(.mode = K210_IN)));
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 2);
	CHECK_INT(seen[0].lost, 0);
	CHECK_INT(seen[1].lost, 0);
	CHECK_INT(seen[1].seq, seen[0].seq + 1);
	CHECK_NOTHING(p);
	k210_loop_free(loop);
}

static void becomes_an_output(const struct k210_event *ev)
{
	note(ev);
	jig_drive(HS_PAD, JIG_Z);
	CHECK_OK(k210_pin_configure(
		ev->pin, PIN(.mode = K210_OUT, .value = K210_START_INACTIVE)));
	CHECK_OK(k210_pin_toggle(ev->pin));
	CHECK_OK(k210_pin_configure(ev->pin, PIN(.mode = K210_IN)));
	jig_drive(HS_PAD, 0);
	CHECK_INT(k210_pin_irq_trigger(ev->pin, K210_FALLING), K210_FALLING);
}

static void disables_itself(const struct k210_event *ev)
{
	note(ev);
	CHECK_OK(k210_pin_irq_enable(ev->pin, 0));
}

static void reads_itself(const struct k210_event *ev)
{
	struct k210_event more[2];

	note(ev);
	if (num_seen > 3)
		return;
	CHECK_INT(k210_pin_read_events(ev->pin, more, 2), 2);
	CHECK_INT(more[0].seq, ev->seq + 1);
	CHECK_INT(more[1].seq, ev->seq + 2);
}

static void handlers_may_do_anything(void)
{
	jig_drive(HS_PAD, 0);
	struct k210_pin *p = open_in(HS, 0);

	CHECK_OK(k210_pin_irq(p, K210_RISING, 0, 0, becomes_an_output, NULL));
	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	edge(HS_PAD, 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(k210_pin_irq_trigger(p, 0), K210_FALLING);
	CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, 0, disables_itself, NULL));
	edge(HS_PAD, 1);
	edge(HS_PAD, 0);
	CHECK_INT(k210_pin_dispatch(p, 0), 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 0);
	CHECK_OK(k210_pin_irq(p, K210_BOTH, 0, 0, reads_itself, NULL));
	for (int i = 1; i <= 4; i++)
		edge(HS_PAD, i & 1);
	CHECK_INT(k210_pin_dispatch(p, 0), 2);
	CHECK_INT(num_seen, 4);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("each change of an output is told", tells_changes),
		CASE("one edge of an output is told", tells_one_edge),
		CASE("an open drain tells nothing of the outside",
		     tells_nothing_of_the_outside),
		CASE("lost writes are counted exactly", counts_lost),
		CASE("writes stop and start being told", stops_and_starts),
		CASE("a handler that writes is called later",
		     handles_its_own_writes),
		CASE("a pin that changes direction keeps its trigger",
		     changes_direction),
		CASE("a pin that is no line has no events", is_no_line),
		CASE("handlers reconfigure, stop and read their pin",
		     handlers_may_do_anything),
		{ 0 },
	};

	return run_cases("irq_outputs", cases, argc, argv);
}
