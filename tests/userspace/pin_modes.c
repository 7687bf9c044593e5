// SPDX-License-Identifier: MIT
/* Pins that change in place. */
#include <poll.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

/* The levels at a pad since the last time, "z10"; edges that aren't any. */
static const char *levels(void)
{
	static char text[64];
	struct jig_edge edges[63];
	int count = jig_edges(edges, 63);

	for (int i = 0; i < count; i++)
		text[i] = edges[i].level == JIG_Z ? 'z' : '0' + edges[i].level;
	text[count] = '\0';
	return text;
}

static void changes_without_glitches(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_IN));

	jig_watch(PAD);
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT,
					   .value = K210_START_ACTIVE)));
	CHECK_STR(levels(), "1");
	/* All that isn't the level. */
	CHECK_OK(k210_pin_configure(
		p, CFG(.drive = K210_DRIVE(2), .slew = K210_SLEW_SLOW,
		       .schmitt = K210_SWITCH_ON, .pull = K210_PULL_DOWN)));
	CHECK_OK(k210_pin_configure(p, CFG(.flags = K210_DEFAULTS)));
	CHECK_OK(k210_pin_configure(p, NULL));
	CHECK_OK(k210_pin_mode(p, K210_OUT));
	CHECK_STR(levels(), "");
	CHECK_OK(k210_pin_configure(p, CFG(.value = K210_START_INACTIVE)));
	CHECK_STR(levels(), "0");
	CHECK_OK(k210_pin_configure(p, CFG(.active_low = K210_SWITCH_ON)));
	CHECK_STR(levels(), "1");
	CHECK_OK(k210_pin_configure(p, CFG(.active_low = K210_SWITCH_OFF,
					   .value = K210_START_ACTIVE)));
	CHECK_STR(levels(), "");
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OPEN_DRAIN,
					   .value = K210_START_INACTIVE)));
	CHECK_STR(levels(), "0");
	CHECK_OK(k210_pin_on(p));
	CHECK_STR(levels(), "z");
	CHECK_OK(k210_pin_mode(p, K210_OPEN_SOURCE));
	CHECK_STR(levels(), "1");
	CHECK_OK(k210_pin_off(p));
	CHECK_STR(levels(), "z");
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_STR(levels(), "");
	k210_pin_close(p);
}

static void keeps_values_of_inputs(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_IN));

	jig_drive(PAD, 0);
	jig_watch(PAD);
	CHECK_OK(k210_pin_set(p, 1));
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_INT(k210_pin_get_out(p), 1);
	CHECK_OK(k210_pin_toggle(p));
	CHECK_OK(k210_pin_toggle(p));
	CHECK_INT(k210_pin_get_out(p), 1);
	CHECK_STR(levels(), "");
	jig_drive(PAD, JIG_Z);
	levels();
	CHECK_OK(k210_pin_mode(p, K210_OUT));
	CHECK_STR(levels(), "1");
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_OK(k210_pin_configure(p, CFG(.value = K210_START_INACTIVE)));
	levels();
	CHECK_OK(k210_pin_mode(p, K210_OUT));
	CHECK_STR(levels(), "0");
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
}

static void is_open_drain(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_OPEN_DRAIN,
						  .value = K210_START_ACTIVE,
						  .pull = K210_PULL_UP));

	CHECK_LEVEL(PAD, 1);
	CHECK_INT(k210_pin_get(p), 1);
	jig_drive(PAD, 0);
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_INT(k210_pin_get_out(p), 1);
	CHECK_INT(k210_pin_mode(p, 0), K210_OPEN_DRAIN);
	jig_drive(PAD, JIG_Z);
	CHECK_OK(k210_pin_off(p));
	CHECK_LEVEL(PAD, 0);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
}

static void goes_to_functions_and_back(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_START_INACTIVE,
				 .drive = K210_DRIVE(3)));
	jig_watch(PAD);
	/* An idle UART's output is high. */
	CHECK_INT(k210_pin_alt(p, UART2_TX), 0);
	CHECK_INT(k210_pin_mode(p, 0), K210_ALT);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(jig_field(PAD, "ds"), 3);
	CHECK_STR(levels(), "1");
	CHECK_SAYS(k210_pin_get(p), -EPERM, "no line");
	CHECK_SAYS(k210_pin_set(p, 1), -EPERM, "no line");
	CHECK_SAYS(k210_pin_toggle(p), -EPERM, "no line");
	CHECK_INT(k210_pin_get_out(p), 0);
	CHECK_SAYS(k210_pin_configure(p, CFG(.value = K210_START_ACTIVE)),
		   -EINVAL, "value");
	/* From what drives to what drives: one edge. */
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT,
					   .value = K210_START_INACTIVE)));
	CHECK_STR(levels(), "0");
	CHECK_STR(jig_function(PAD), "GPIOHS5");
	CHECK_INT(jig_field(PAD, "ds"), 3);
	CHECK_OK(k210_pin_toggle(p));
	CHECK_STR(levels(), "1");
	/* The line that drove is not seen when the pin is an input next. */
	CHECK_INT(k210_pin_alt(p, UART2_RX), 0);
	CHECK_STR(levels(), "z");
	jig_drive(PAD, 0);
	levels();
	CHECK_INT(k210_pin_alt(p, -1), 0);
	CHECK_INT(k210_pin_mode(p, 0), K210_IN);
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_STR(levels(), "");
	jig_drive(PAD, JIG_Z);
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT,
					   .value = K210_START_INACTIVE)));
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void opens_as_a_function(void)
{
	struct k210_pin *p;

	jig_remember();
	CHECK_OK(k210_pin_open_simple(&p, "IO21=UART2_TX", K210_ALT,
				      K210_PULL_UP, -1));
	CHECK_INT(k210_pin_mode(p, 0), K210_ALT);
	CHECK_INT(jig_field(PAD, "pu"), 1);
	CHECK_SAYS(k210_pin_mode(p, K210_ALT_OPEN_DRAIN), -EOPNOTSUPP,
		   "drives high");
	CHECK_INT(k210_pin_mode(p, K210_IN), K210_IN);
	CHECK_STR(jig_function(PAD), "GPIOHS5");
	k210_pin_close(p);
	p = open_pin("IO6",
		     CFG(.mode = K210_ALT_OPEN_DRAIN, .func = "I2C0_SCLK"));
	CHECK_STR(jig_function(EMPTY), "I2C0_SCLK");
	CHECK_INT(k210_pin_mode(p, 0), K210_ALT_OPEN_DRAIN);
	CHECK_SAYS(k210_pin_alt(p, -1), -EINVAL, "no line before");
	CHECK_SAYS(k210_pin_alt(p, GPIOHS(9)), -EINVAL, "line");
	CHECK_STR(jig_function(EMPTY), "I2C0_SCLK");
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void moves_functions(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_IN)), *q;

	put_back(PAD2);
	q = open_pin("IO22=UART2_TX", CFG(.flags = K210_PERSIST));
	CHECK_SAYS(k210_pin_alt(p, UART2_TX), -EBUSY, "UART2_TX is held by");
	CHECK_STR(jig_function(PAD), "GPIOHS5");
	CHECK_INT(k210_pin_mode(p, 0), K210_IN);
	CHECK_OK(k210_pin_get(p));
	CHECK_OK(k210_pin_set(p, 0));
	k210_pin_close(q);
	CHECK_SAYS(k210_pin_configure(p, CFG(.func = "UART2_TX")), -EBUSY,
		   "IO22");
	CHECK_OK(k210_pin_get(p));
	CHECK_INT(k210_pin_alt(p, UART2_TX), 0);
	CHECK_STR(jig_function(PAD2), "RESV0");
	/* What a board keeps isn't taken. */
	CHECK_OK(k210_fpioa_map(29, I2C0_SCLK, K210_FORCE));
	CHECK_SAYS(k210_pin_alt(p, I2C0_SCLK), -EBUSY, "SD_CS");
	CHECK_OK(k210_fpioa_unmap(29));
	k210_pin_close(p);
}

static void refuses_changes(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_OUT,
						  .value = K210_START_ACTIVE));
	int fd = claim_for("sensord", PAD2, UART2_TX);

	jig_watch(PAD);
	jig_remember();
	CHECK_SAYS(k210_pin_mode(p, 7), -EINVAL, "mode 7");
	CHECK_SAYS(k210_pin_mode(p, -1), -EINVAL, "mode -1");
	CHECK_SAYS(k210_pin_mode(p, K210_ALT), -EINVAL, "which function");
	CHECK_SAYS(k210_pin_pull(p, 4), -EINVAL, "pull 4");
	CHECK_SAYS(k210_pin_pull(p, -1), -EINVAL, "pull");
	CHECK_SAYS(k210_pin_drive(p, 17), -EINVAL, "drive 17");
	CHECK_SAYS(k210_pin_alt(p, 256), -EINVAL, "256");
	CHECK_SAYS(k210_pin_alt(p, -2), -EINVAL, "-2");
	CHECK_SAYS(k210_pin_alt(p, GPIOHS(6)), -EINVAL, "line");
	CHECK_SAYS(k210_pin_alt(p, UART2_TX), -EBUSY, "sensord");
	CHECK_SAYS(k210_pin_configure(p, CFG(.func = "GPIOHS6")), -EINVAL,
		   "another line");
	CHECK_SAYS(k210_pin_configure(p, CFG(.debounce_us = 5)), -EINVAL,
		   "debounced");
	CHECK_SAYS(k210_pin_configure(p, CFG(.mode = K210_IN, .trigger = 3,
					     .pull = 9)),
		   -EINVAL, "pull 9");
	CHECK_SAYS(k210_pin_configure(p, CFG(.func = "NOPE")), -ENOENT, "NOPE");
	CHECK_ERROR(k210_pin_configure(NULL, NULL), -EINVAL);
	CHECK_ERROR(k210_pin_mode(NULL, 0), -EINVAL);
	CHECK_ERROR(k210_pin_pull(NULL, 0), -EINVAL);
	CHECK_ERROR(k210_pin_drive(NULL, 0), -EINVAL);
	CHECK_ERROR(k210_pin_alt(NULL, 0), -EINVAL);
	CHECK_INT(k210_pin_mode(p, 0), K210_OUT);
	CHECK_INT(k210_pin_get_out(p), 1);
	CHECK_LEVEL(PAD, 1);
	CHECK_STR(levels(), "");
	CHECK_UNCHANGED();
	close(fd);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
}

static void tells_settings(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_IN));

	for (int pull = K210_PULL_NONE; pull <= K210_PULL_DOWN; pull++) {
		CHECK_INT(k210_pin_pull(p, pull), pull);
		CHECK_INT(k210_pin_pull(p, 0), pull);
		CHECK_INT(jig_field(PAD, "pu"), pull == K210_PULL_UP);
		CHECK_INT(jig_field(PAD, "pd"), pull == K210_PULL_DOWN);
	}
	for (int level = 0; level < 16; level++) {
		CHECK_INT(k210_pin_drive(p, K210_DRIVE(level)),
			  K210_DRIVE(level));
		CHECK_INT(k210_pin_drive(p, 0), K210_DRIVE(level));
		CHECK_INT(jig_field(PAD, "ds"), level);
	}
	CHECK_OK(k210_pin_configure(p, CFG(.drive_ua = 22299)));
	CHECK_INT(jig_field(PAD, "ds"), 1);
	CHECK_OK(k210_pin_configure(p, CFG(.drive_ua = 1000000)));
	CHECK_INT(jig_field(PAD, "ds"), 7);
	k210_pin_close(p);
}

static void tells_its_state(void)
{
	struct k210_pin *p = open_pin(
		"LED_R",
		CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
		    .active_low = K210_SWITCH_ON, .drive = K210_DRIVE(7),
		    .schmitt = K210_SWITCH_OFF, .consumer = "lamp"));
	struct {
		struct k210_pin_state st;
		uint32_t later;
	} longer;
	struct k210_pin_state st = { .size = sizeof(st) };
	char text[80], cut[10];
	const char *wanted =
		"LED_R (IO13): GPIO5, out, low, active low, pull none, drive 7";

	CHECK_INT(k210_pin_describe(p, text, sizeof(text)), strlen(wanted));
	CHECK_STR(text, wanted);
	CHECK_INT(k210_pin_describe(p, cut, sizeof(cut)), strlen(wanted));
	CHECK_STR(cut, "LED_R (IO");
	CHECK_INT(k210_pin_describe(p, NULL, 0), strlen(wanted));
	CHECK_ERROR(k210_pin_describe(p, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_pin_describe(NULL, text, 1), -EINVAL);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.mode, K210_OUT);
	CHECK_INT(st.active_low, 1);
	CHECK_INT(st.level, 0);
	CHECK_INT(st.driven, 1);
	CHECK_INT(st.held, 0);
	CHECK_INT(st.has_pad, 1);
	CHECK_INT(st.pad.pad, 13);
	CHECK_INT(st.pad.func, 61);
	CHECK_INT(st.owner.pid, getpid());
	CHECK_STR(st.owner.holder, "lamp");
	memset(&longer, 0xff, sizeof(longer));
	longer.st.size = sizeof(longer);
	CHECK_OK(k210_pin_state(p, &longer.st));
	CHECK_INT(longer.later, 0);
	CHECK_INT(longer.st.size, sizeof(longer));
	st.size--;
	CHECK_SAYS(k210_pin_state(p, &st), -EINVAL, "size");
	CHECK_ERROR(k210_pin_state(p, NULL), -EINVAL);
	CHECK_ERROR(k210_pin_state(NULL, &st), -EINVAL);
	CHECK_OK(k210_pin_configure(
		p, CFG(.mode = K210_IN, .active_low = K210_SWITCH_OFF,
		       .trigger = K210_BOTH, .debounce_us = 7000,
		       .slew = K210_SLEW_SLOW, .schmitt = K210_SWITCH_ON,
		       .input_invert = K210_SWITCH_ON,
		       .output_invert = K210_SWITCH_ON, .pull = K210_PULL_UP)));
	CHECK_OK(k210_pin_describe(p, text, sizeof(text)));
	CHECK(strstr(text, "slow, schmitt, input inv"));
	st.size = sizeof(st);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.trigger, K210_BOTH);
	CHECK_INT(st.debounce_us, 7000);
	CHECK_INT(st.pad.slew, K210_SLEW_SLOW);
	CHECK_INT(st.pad.pull, K210_PULL_UP);
	CHECK_INT(st.pad.input_invert, K210_SWITCH_ON);
	CHECK_INT(st.pad.output_invert, K210_SWITCH_ON);
	k210_pin_close(p);
	CHECK_ERROR(k210_pin_pad(NULL), -EINVAL);
	CHECK_STR(k210_pin_name(NULL), "");
	CHECK_INT(k210_version(),
		  K210_VERSION_MAJOR << 16 | K210_VERSION_MINOR);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a change in place has no edge but the one asked for",
		     changes_without_glitches),
		CASE("values of inputs are kept for outputs",
		     keeps_values_of_inputs),
		CASE("open drain drives low, and reads the pad", is_open_drain),
		CASE("a pin carries functions and goes back to its line",
		     goes_to_functions_and_back),
		CASE("a pin opens as a function", opens_as_a_function),
		CASE("functions are moved from free pads only",
		     moves_functions),
		CASE("a change that can't be changes nothing", refuses_changes),
		CASE("settings are read back from the pad", tells_settings),
		CASE("a pin tells its state", tells_its_state),
		{ 0 },
	};

	return run_cases("pin_modes", cases, argc, argv);
}
