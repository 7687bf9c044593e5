// SPDX-License-Identifier: MIT
/* Lines, changed in place. */
#include <linux/gpio.h>
#include <stdatomic.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"
#include "jig.h"
#include "threads.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void changes_without_a_glitch(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(5, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(6, .mode = K210_IN, .pull = K210_PULL_DOWN),
	};
	struct k210_line_cfg pull = LINE(4, .pull = K210_PULL_UP);
	struct k210_line_cfg drain = LINE(4, .mode = K210_OPEN_DRAIN);
	struct k210_line_cfg out = LINE(4, .mode = K210_OUT);
	struct k210_line_cfg high =
		LINE(6, .mode = K210_OUT, .value = K210_START_ACTIVE);
	struct k210_lines *lines = lines_of("gpiohs", cfg, 3);
	struct jig_edge edges[8];

	for (int i = 4; i < 7; i++)
		jig_watch(PAD_OF_GPIOHS(i));
	CHECK_OK(k210_lines_configure(lines, &pull, 1));
	CHECK_INT(jig_field(PAD_OF_GPIOHS(4), "pu"), 1);
	CHECK_INT(jig_field(PAD_OF_GPIOHS(5), "pu"), 0);
	/* The pull holds it while it isn't driven. */
	CHECK_OK(k210_lines_configure(lines, &drain, 1));
	CHECK_INT(jig_field(PAD_OF_GPIOHS(4), "oe"), 0);
	CHECK_INT(info_of("gpiohs", 4).mode, K210_OPEN_DRAIN);
	CHECK_OK(k210_lines_configure(lines, &out, 1));
	CHECK_INT(jig_field(PAD_OF_GPIOHS(4), "oe"), 1);
	CHECK_INT(jig_edges(edges, 8), 0);
	/* Not low, first. */
	CHECK_OK(k210_lines_configure(lines, &high, 1));
	CHECK_INT(jig_edges(edges, 8), 1);
	CHECK_INT(edges[0].pad, PAD_OF_GPIOHS(6));
	CHECK_INT(edges[0].level, 1);
}

static void keeps_values(void)
{
	struct k210_line_cfg cfg[] = { LINE(24, .mode = K210_OUT),
				       LINE(25, .mode = K210_OUT) };
	struct k210_line_cfg in = LINE(24, .mode = K210_IN);
	struct k210_line_cfg out = LINE(24, .mode = K210_OUT);
	struct k210_line_cfg later =
		LINE(24, .mode = K210_IN, .value = K210_START_INACTIVE);
	struct k210_lines *lines = lines_of("gpiohs", cfg, 2);
	uint64_t mask = 3, bits = 3;

	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	CHECK_OK(k210_lines_configure(lines, &in, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(24), JIG_Z);
	CHECK_LEVEL(PAD_OF_GPIOHS(25), 1);
	CHECK_ERROR(k210_lines_set(lines, &mask, &bits), -EPERM);
	CHECK_OK(k210_lines_configure(lines, &out, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(24), 1);
	CHECK_OK(k210_lines_configure(lines, &later, 1));
	CHECK_OK(k210_lines_configure(lines, &out, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(24), 0);
	CHECK_LEVEL(PAD_OF_GPIOHS(25), 1);
}

static void takes_what_inputs_have(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_IN, .trigger = K210_RISING,
		     .clock = K210_CLOCK_REALTIME, .debounce_us = 3000),
		LINE(5, .mode = K210_IN),
	};
	struct k210_line_cfg both = LINE(4, .trigger = K210_BOTH);
	struct k210_line_cfg out = LINE(4, .mode = K210_OUT);
	struct k210_line_cfg in = LINE(4, .mode = K210_IN);
	struct k210_line_cfg none = LINE(4, .trigger = K210_NO_TRIGGER,
					 .debounce_us = K210_NO_DEBOUNCE,
					 .active_low = K210_SWITCH_ON);
	struct k210_line_cfg no_more = LINE(4, .active_low = K210_SWITCH_OFF);
	struct k210_lines *lines = lines_of("gpiohs", cfg, 2);

	CHECK_OK(k210_lines_configure(lines, &both, 1));
	CHECK_INT(info_of("gpiohs", 4).trigger, K210_BOTH);
	CHECK_INT(info_of("gpiohs", 4).clock, K210_CLOCK_MONOTONIC);
	CHECK_INT(info_of("gpiohs", 4).debounce_us, 3000);
	CHECK_OK(k210_lines_configure(lines, &out, 1));
	CHECK_INT(info_of("gpiohs", 4).trigger, 0);
	CHECK_OK(k210_lines_configure(lines, &in, 1));
	CHECK_INT(info_of("gpiohs", 4).trigger, K210_BOTH);
	CHECK_OK(k210_lines_configure(lines, &none, 1));
	CHECK_INT(info_of("gpiohs", 4).trigger, 0);
	CHECK_INT(info_of("gpiohs", 4).debounce_us, 0);
	CHECK_INT(info_of("gpiohs", 4).active_low, 1);
	CHECK_INT(info_of("gpiohs", 5).active_low, 0);
	CHECK_OK(k210_lines_configure(lines, &no_more, 1));
	CHECK_INT(info_of("gpiohs", 4).active_low, 0);
}

static void refuses_bad_changes(void)
{
	static const struct {
		struct k210_line_cfg cfg;
		int error;
	} bad[] = {
		{ LINE(28, .mode = K210_IN), -EINVAL },
		{ LINE(32, .mode = K210_IN), -EINVAL },
		{ LINE(~0U, .mode = K210_IN), -EINVAL },
		{ LINE(27, .mode = K210_ALT), -EINVAL },
		{ LINE(27, .pull = 9), -EINVAL },
		{ LINE(27, .value = 9), -EINVAL },
		{ LINE(26, .trigger = K210_RISING), -EINVAL },
		{ LINE(26, .debounce_us = 1), -EINVAL },
		{ LINE(27, .trigger = K210_BOTH, .clock = K210_CLOCK_HTE),
		  -EOPNOTSUPP },
		{ { .size = 0 }, -EINVAL },
	};
	struct k210_line_cfg cfg[] = { LINE(26, .mode = K210_OUT),
				       LINE(27, .mode = K210_IN) };
	struct k210_lines *lines = lines_of("gpiohs", cfg, 2);
	struct k210_line_cfg both[2] = { LINE(26, .value = K210_START_ACTIVE,
					      .pull = K210_PULL_UP) };
	struct k210_line_cfg pull = LINE(27, .pull = K210_PULL_DOWN);

	jig_remember();
	for (size_t i = 0; i < LENGTH(bad); i++) {
		both[1] = bad[i].cfg;
		CHECK_ERROR(k210_lines_configure(lines, both, 2), bad[i].error);
		CHECK_UNCHANGED();
	}
	CHECK_ERROR(k210_lines_configure(lines, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_lines_configure(lines, cfg, 0), -EINVAL);
	CHECK_ERROR(k210_lines_configure(NULL, cfg, 1), -EINVAL);
	/* Nothing of all that has stayed behind for the next. */
	CHECK_OK(k210_lines_configure(lines, &pull, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(26), 0);
	CHECK_INT(jig_field(PAD_OF_GPIOHS(26), "pu"), 0);
	CHECK_INT(jig_field(PAD_OF_GPIOHS(27), "pd"), 1);
}

/* 22 lines of 11 settings each, in two requests. */
static struct k210_lines *split(void)
{
	struct k210_line_cfg cfg[22];

	for (int i = 0; i < 22; i++)
		cfg[i] = (struct k210_line_cfg)LINE(
			i, .mode = K210_IN,
			.debounce_us = i % 11 ? 1000 + i : 0);
	cfg[0].mode = cfg[11].mode = K210_OUT;

	struct k210_lines *lines = lines_of("gpiohs", cfg, 22);

	CHECK(k210_lines_fds(lines, NULL, 0) > 1);
	return lines;
}

static void gives_back_what_was_there(void)
{
	struct k210_lines *lines = split();
	struct k210_line_cfg cfg[] = {
		LINE(0, .value = K210_START_ACTIVE,
		     .active_low = K210_SWITCH_ON),
		LINE(21, .trigger = K210_BOTH, .clock = K210_CLOCK_HTE),
	};
	struct k210_line_cfg pull = LINE(0, .pull = K210_PULL_UP);
	struct jig_edge edges[4];

	/* The kernel takes the first part, which the second is without. */
	jig_watch(PAD_OF_GPIOHS(0));
	CHECK_ERROR(k210_lines_configure(lines, cfg, 2), -EOPNOTSUPP);
	CHECK_LEVEL(PAD_OF_GPIOHS(0), 0);
	CHECK_INT(info_of("gpiohs", 0).active_low, 0);
	CHECK_INT(info_of("gpiohs", 21).trigger, 0);
	CHECK_INT(info_of("gpiohs", 20).debounce_us, 1020);
	jig_edges(edges, 4);
	CHECK_OK(k210_lines_configure(lines, &pull, 1));
	CHECK_INT(jig_edges(edges, 4), 0);
}

static void has_no_place_for_an_eleventh(void)
{
	struct k210_line_cfg cfg[20];
	struct k210_lines *lines;

	for (int i = 0; i < 20; i++)
		cfg[i] = (struct k210_line_cfg)LINE(i, .mode = K210_IN);
	cfg[0].mode = K210_OUT;
	lines = lines_of("gpiohs", cfg, 20);
	CHECK_INT(k210_lines_fds(lines, NULL, 0), 1);
	for (int i = 1; i < 20; i++)
		cfg[i].debounce_us = 1000 + i;
	cfg[0].value = K210_START_ACTIVE;
	jig_remember();
	CHECK_ERROR(k210_lines_configure(lines, cfg, 20), -ENOSPC);
	CHECK_UNCHANGED();
	CHECK_INT(info_of("gpiohs", 1).debounce_us, 0);
	/* Inputs of 8 periods, and an output with its value. */
	CHECK_OK(k210_lines_configure(lines, cfg, 9));
	CHECK_LEVEL(PAD_OF_GPIOHS(0), 1);
	CHECK_INT(info_of("gpiohs", 8).debounce_us, 1008);
}

static struct k210_lines *shared;
static atomic_int rounds;

static void *set_all_the_time(void *unused)
{
	uint64_t mask = 1, bits = 0;

	(void)unused;
	for (int i = 0; i < 200; i++) {
		bits = !bits;
		if (k210_lines_set(shared, &mask, &bits) < 0)
			return "a set failed";
		rounds++;
	}
	bits = 1;
	return k210_lines_set(shared, &mask, &bits) < 0 ? "the last failed" :
							  NULL;
}

static void loses_no_value_that_is_set_meanwhile(void)
{
	struct k210_line_cfg cfg[] = { LINE(4, .mode = K210_OUT),
				       LINE(5, .mode = K210_OUT) };
	struct k210_line_cfg pull = LINE(5, .pull = K210_PULL_UP);
	pthread_t thread;
	void *wrong;

	shared = lines_of("gpiohs", cfg, 2);
	thread = start_thread(set_all_the_time, NULL);
	while (rounds < 200) {
		CHECK_OK(k210_lines_configure(shared, &pull, 1));
		pull.pull = K210_PULL_UP + K210_PULL_DOWN - pull.pull;
	}
	CHECK_INT(pthread_join(thread, &wrong), 0);
	CHECK(!wrong);
	CHECK_LEVEL(PAD_OF_GPIOHS(4), 1);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("lines change in place, without a glitch",
		     changes_without_a_glitch),
		CASE("a value is kept while a line is an input", keeps_values),
		CASE("what only inputs have can be changed and dropped",
		     takes_what_inputs_have),
		CASE("a bad change changes no line", refuses_bad_changes),
		CASE("a change of parts that fails gives back all",
		     gives_back_what_was_there),
		CASE("an eleventh setting has no place",
		     has_no_place_for_an_eleventh),
		CASE("no value is lost that is set meanwhile",
		     loses_no_value_that_is_set_meanwhile),
		{ 0 },
	};

	return run_cases("lines_config", cases, argc, argv);
}
