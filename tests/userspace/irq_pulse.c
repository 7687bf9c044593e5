// SPDX-License-Identifier: MIT
/* Events after a pulse that was timed. */
#include "events.h"

/* Edges of a pulse that is timed are gone, and none of them is lost. */
static void counts_from_a_timed_pulse_on(void)
{
	static const unsigned int triggers[] = { 0, K210_RISING, K210_BOTH };
	struct k210_event ev[4];

	for (int i = 0; i < 3; i++) {
		jig_drive(HS_PAD, 0);
		struct k210_pin *p = open_in(HS, triggers[i]);
		int both = triggers[i] == K210_BOTH;
		uint64_t now;

		if (triggers[i]) {
			edge(HS_PAD, 1);
			CHECK_TYPE(p, K210_RISING);
			edge(HS_PAD, 0);
		}
		now = jig_now();
		for (int level = 1; level < 4; level++)
			jig_at(now + level * 20000000, "drive %d %d", HS_PAD,
			       level & 1);
		int64_t took = k210_pin_time_pulse(p, 0, 5000000);

		CHECK(took > 10000 && took < 30000);
		jig_await(3);
		if (!triggers[i])
			CHECK_OK(
				k210_pin_irq(p, K210_RISING, 0, 0, NULL, NULL));
		CHECK_NOTHING(p);
		edge(HS_PAD, 0);
		edge(HS_PAD, 1);
		CHECK_INT(k210_pin_read_events(p, ev, 4), 1 + both);
		CHECK_INT(ev[0].lost, 0);
		CHECK_INT(ev[0].seq, triggers[i] ? 2 : 1);
		CHECK_INT(ev[both].type, K210_RISING);
		CHECK_INT(ev[both].lost, 0);
		k210_pin_close(p);
	}
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("what a timed pulse takes isn't counted as lost",
		     counts_from_a_timed_pulse_on),
		{ 0 },
	};

	return run_cases("irq_pulse", cases, argc, argv);
}
