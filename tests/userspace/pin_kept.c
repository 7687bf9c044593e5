// SPDX-License-Identifier: MIT
/* Pins: what a failure leaves, and what force and defaults do. */
#include <sys/resource.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

/* A line that nobody has, and that drives high. */
static void leave_driving(const char *name)
{
	k210_pin_close(
		open_pin(name, CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
				   .flags = K210_PERSIST)));
}

static void stop_driving(const char *name)
{
	k210_pin_close(open_pin(name, CFG(.mode = K210_IN)));
}

/* Whether anything but its owner has changed since. */
static int changes(struct k210_pad_watch *w)
{
	struct k210_pad_event ev;
	int count = 0;

	while (CHECK_OK(k210_pad_watch_read(w, &ev, 1)))
		count += !!(ev.changed &
			    (K210_CHANGED_FUNC | K210_CHANGED_SETTINGS));
	return count;
}

static void fails_without_a_trace(void)
{
	const struct k210_pin_cfg *bad[] = {
		CFG(.debounce_us = 5),
		CFG(.value = K210_START_INACTIVE, .debounce_us = 5),
		CFG(.value = K210_START_INACTIVE, .debounce_us = 5,
		    .trigger = K210_BOTH, .active_low = K210_SWITCH_ON),
		CFG(.pull = K210_PULL_UP, .drive = K210_DRIVE(3),
		    .debounce_us = 5),
		CFG(.value = K210_START_INACTIVE, .drive = K210_DRIVE(3),
		    .debounce_us = 5, .flags = K210_PERSIST),
		CFG(.func = "UART2_TX", .trigger = K210_RISING),
		CFG(.func = "UART2_TX", .debounce_us = 5,
		    .flags = K210_PERSIST),
	};
	static const struct {
		const char *name;
		int pad;
	} lines[] = { { "IO21", PAD }, { "IO9", GPIO_PAD } };
	struct k210_pad_watch *w;
	struct k210_pin *p;

	for (int i = 0; i < 2; i++) {
		put_back(lines[i].pad);
		leave_driving(lines[i].name);
		jig_remember();
		jig_watch(lines[i].pad);
		jig_edges(NULL, 0);
		CHECK_OK(k210_pad_watch_open(&w, 1ULL << lines[i].pad, 0));
		for (size_t j = 0; j < sizeof(bad) / sizeof(bad[0]); j++) {
			CHECK_SAYS(k210_pin_open(&p, lines[i].name, bad[j]),
				   -EINVAL, "debounce");
			CHECK_INT(changes(w), 0);
			CHECK_INT(jig_edges(NULL, 0), 0);
			CHECK_LEVEL(lines[i].pad, 1);
		}
		/* A line whose pad isn't asked for. */
		CHECK_SAYS(k210_pin_open(&p, lines[i].name,
					 CFG(.value = K210_START_INACTIVE,
					     .debounce_us = 5,
					     .flags = K210_NO_MUX)),
			   -EINVAL, "debounced");
		CHECK_INT(jig_edges(NULL, 0), 0);
		CHECK_LEVEL(lines[i].pad, 1);
		k210_pad_watch_close(w);
		CHECK_UNCHANGED();
		stop_driving(lines[i].name);
	}
}

static void starts_with_a_trigger(void)
{
	struct k210_pin_state st = { .size = sizeof(st) };
	struct k210_pin *p;

	leave_driving("IO21");
	jig_watch(PAD);
	/* What isn't given is kept, the level too. */
	p = open_pin("IO21",
		     CFG(.active_low = K210_SWITCH_ON, .trigger = K210_BOTH));
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.mode, K210_OUT);
	CHECK_INT(st.trigger, K210_BOTH);
	CHECK_INT(st.active_low, 1);
	CHECK_INT(st.driven, 0);
	CHECK_INT(jig_edges(NULL, 0), 0);
	k210_pin_close(p);
	p = open_pin("IO21", CFG(.mode = K210_IN, .debounce_us = 7));
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.mode, K210_IN);
	CHECK_INT(st.debounce_us, 7);
	k210_pin_close(p);
}

/* It reads 0 while it drives 1: whoever leaves it as it is sets nothing. */
static void leaves_what_can_not_be_read(void)
{
	struct k210_pin *p;

	leave_driving("IO21");
	CHECK_OK(k210_pad_configure(PAD, K210_PAD_INPUT, K210_SWITCH_OFF));
	CHECK_LEVEL(PAD, 1);
	jig_watch(PAD);
	p = open_pin("IO21", NULL);
	CHECK_INT(k210_pin_get(p), 0);
	k210_pin_close(p);
	CHECK_INT(jig_edges(NULL, 0), 0);
	CHECK_LEVEL(PAD, 1);
	CHECK_OK(k210_pad_configure(PAD, K210_PAD_INPUT, K210_SWITCH_ON));
	stop_driving("IO21");
}

static void persists_only_if_opened(void)
{
	struct rlimit limit;
	struct k210_pin *p;

	put_back(EMPTY);
	put_back(PAD2);
	jig_remember();
	/* Enough for the claim and the chip, and not for the line. */
	CHECK_INT(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = first_free_fd() + 2;
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_ERROR(k210_pin_open(&p, "IO6",
				  CFG(.func = "GPIOHS6", .drive = K210_DRIVE(2),
				      .flags = K210_FORCE | K210_PERSIST)),
		    -EMFILE);
	limit.rlim_cur = limit.rlim_max;
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_UNCHANGED();
}

static void keeps_pulls(void)
{
	struct k210_pad st = { .size = sizeof(st), .pull = K210_PULL_UP };
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_IN, .pull = K210_PULL_UP));
	CHECK_OK(k210_pin_configure(p, CFG(.func = "UART2_TX",
					   .pull = K210_PULL_DOWN)));
	CHECK_INT(k210_pin_pull(p, 0), K210_PULL_DOWN);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_INT(k210_pin_pull(p, 0), K210_PULL_DOWN);
	CHECK_INT(jig_field(PAD, "pd"), 1);
	CHECK_LEVEL(PAD, 0);
	/* And one that its pad is given. */
	CHECK_OK(k210_pad_set(PAD, &st, K210_PAD_PULL));
	CHECK_INT(jig_field(PAD, "pu"), 1);
	CHECK_OK(k210_pin_configure(p, CFG(.debounce_us = 9)));
	CHECK_OK(k210_pin_mode(p, K210_OPEN_DRAIN));
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_INT(jig_field(PAD, "pu"), 1);
	CHECK_INT(jig_field(PAD, "pd"), 0);
	CHECK_OK(k210_pin_alt(p, UART2_TX));
	CHECK_OK(k210_pin_alt(p, -1));
	CHECK_INT(jig_field(PAD, "pu"), 1);
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void says_whom_it_took_from(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("LED_R", CFG(.func = "GPIOHS0", .flags = K210_FORCE));
	CHECK_STR(k210_errmsg(), "GPIOHS0 was taken from IO16");
	k210_pin_close(p);
	p = open_pin("IO21=GPIOHS13", CFG(.flags = K210_FORCE));
	CHECK_STR(k210_errmsg(),
		  "GPIOHS13 was taken from IO29, this board's SD_CS");
	k210_pin_close(p);
	p = open_pin("SD_CS=GPIOHS5", CFG(.flags = K210_FORCE));
	CHECK_STR(k210_errmsg(), "SD_CS=GPIOHS5 (IO29) is this board's SD_CS; "
				 "GPIOHS5 was taken from IO21");
	k210_pin_close(p);
	/* Nothing was. */
	p = open_pin("IO21=GPIOHS5", CFG(.flags = K210_FORCE));
	CHECK_STR(k210_errmsg(), "");
	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, K210_FORCE));
	CHECK_STR(k210_errmsg(), "");
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_OK(k210_fpioa_map(PAD2, GPIOHS(7), K210_FORCE));
	CHECK_STR(k210_errmsg(), "GPIOHS7 was taken from IO23");
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_UNCHANGED();
	put_back(PAD2);
	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, K210_PERSIST));
	CHECK_OK(k210_pin_alt(p, UART2_TX));
	CHECK_STR(k210_errmsg(), "UART2_TX was taken from IO22");
	k210_pin_close(p);
	CHECK_OK(k210_fpioa_unmap(PAD2));
}

static void has_defaults_of_its_function(void)
{
	/* Of I2C: as the driver routes it, with nothing said. */
	struct k210_pin *p = open_pin("IO6=I2C0_SCLK", NULL);
	int own = jig_field(EMPTY, "word") & 0x7fffffff;

	CHECK_INT(jig_field(EMPTY, "pu"), 1);
	k210_pin_close(p);
	p = open_pin("IO6=I2C0_SCLK", CFG(.flags = K210_DEFAULTS));
	CHECK_INT(jig_field(EMPTY, "word") & 0x7fffffff, own);
	CHECK_OK(k210_pin_configure(p, CFG(.flags = K210_DEFAULTS)));
	CHECK_INT(jig_field(EMPTY, "word") & 0x7fffffff, own);
	k210_pin_close(p);
	p = open_pin("IO6", CFG(.func = "I2C0_SCLK", .drive = K210_DRIVE(2),
				.flags = K210_DEFAULTS));
	CHECK_INT(jig_field(EMPTY, "ds"), 2);
	CHECK_INT(jig_field(EMPTY, "pu"), 1);
	k210_pin_close(p);
	/* In place, and back. */
	p = open_pin("IO21", CFG(.mode = K210_IN, .pull = K210_PULL_DOWN,
				 .slew = K210_SLEW_SLOW));
	CHECK_OK(k210_pin_configure(p, CFG(.func = "I2C0_SCLK",
					   .flags = K210_DEFAULTS)));
	CHECK_INT(jig_field(PAD, "word") & 0x7fffffff, own);
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_IN,
					   .flags = K210_DEFAULTS)));
	CHECK_INT(jig_field(PAD, "pu"), 0);
	CHECK_INT(jig_field(PAD, "sl"), 0);
	CHECK_INT(jig_field(PAD, "ds"), 7);
	k210_pin_close(p);
}

static void tells_of_configured_values(void)
{
	struct k210_event ev[4];
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_OUT,
						  .value = K210_START_ACTIVE,
						  .trigger = K210_BOTH));

	CHECK_INT(k210_pin_read_events(p, ev, 4), 0);
	CHECK_OK(k210_pin_configure(p, CFG(.value = K210_START_ACTIVE)));
	CHECK_INT(k210_pin_read_events(p, ev, 4), 0);
	CHECK_OK(k210_pin_configure(p, CFG(.value = K210_START_INACTIVE)));
	CHECK_INT(k210_pin_read_events(p, ev, 4), 1);
	CHECK_INT(ev[0].type, K210_FALLING);
	CHECK_OK(k210_pin_configure(p, CFG(.value = K210_START_ACTIVE,
					   .drive = K210_DRIVE(1))));
	CHECK_INT(k210_pin_read_events(p, ev, 4), 1);
	CHECK_INT(ev[0].type, K210_RISING);
	/* One that fails wrote nothing. */
	CHECK_ERROR(k210_pin_configure(p, CFG(.value = K210_START_INACTIVE,
					      .debounce_us = 5)),
		    -EINVAL);
	CHECK_INT(k210_pin_read_events(p, ev, 4), 0);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
}

static void leaves_its_line(void)
{
	struct k210_pin *p = open_pin("IO21", CFG(.mode = K210_OUT,
						  .value = K210_START_ACTIVE));

	k210_pin_close(p);
	CHECK_LEVEL(PAD, 1);
	stop_driving("IO21");
	CHECK_LEVEL(PAD, JIG_Z);
}

static void refuses_what_opens_do(void)
{
	const struct {
		const struct k210_pin_cfg *cfg;
		const char *says;
	} bad[] = {
		{ CFG(.consumer = "me", .pull = K210_PULL_UP), "consumer" },
		{ CFG(.events = 4, .pull = K210_PULL_UP), "events" },
		{ CFG(.flags = K210_PERSIST, .pull = K210_PULL_UP), "persist" },
		{ CFG(.flags = K210_NO_MUX, .pull = K210_PULL_UP), "no mux" },
	};
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_IN));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CHECK_SAYS(k210_pin_configure(p, bad[i].cfg), -EINVAL,
			   bad[i].says);
		CHECK_INT(jig_field(PAD, "pu"), 0);
	}
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("what can't be opened leaves no trace at the pad",
		     fails_without_a_trace),
		CASE("a trigger and a debounce change nothing else",
		     starts_with_a_trigger),
		CASE("an output that can't be read is left as it is",
		     leaves_what_can_not_be_read),
		CASE("what can't be opened doesn't persist",
		     persists_only_if_opened),
		CASE("a pull stays until another is given", keeps_pulls),
		CASE("force says from which pad it took a function",
		     says_whom_it_took_from),
		CASE("defaults of a function are its own",
		     has_defaults_of_its_function),
		CASE("an output's trigger tells of configured values",
		     tells_of_configured_values),
		CASE("what only an open can do a change refuses",
		     refuses_what_opens_do),
		CASE("the line of a closed pin goes on driving",
		     leaves_its_line),
		{ 0 },
	};

	return run_cases("pin_kept", cases, argc, argv);
}
