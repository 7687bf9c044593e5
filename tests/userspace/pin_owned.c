// SPDX-License-Identifier: MIT
/* Pins and whose their pads are: claims, maps, force, what is given back. */
#include <linux/k210-fpioa.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

static void says_nothing_of_tries(void)
{
	int held;

	jig_remember();
	/* The line that is tried first is on a pad of somebody's. */
	held = claim_for("sensord", 47, -1);
	k210_pin_close(open_pin("IO6", NULL));
	CHECK_STR(k210_errmsg(), "");
	close(held);
	CHECK_UNCHANGED();
}

static void says_who_may_not(void)
{
	struct k210_pin *p;

	if (setegid(65534) || seteuid(65534))
		skip_case("there are no users on this machine");
	CHECK_SAYS(k210_pin_open(&p, "LED_R", NULL), -EACCES,
		   "no permission for /dev/k210-fpioa");
	CHECK_SAYS(k210_pin_open_simple(&p, "GPIOHS3", 0, 0, -1), -EACCES,
		   "no permission for /dev/k210-fpioa");
	CHECK_INT(seteuid(0) || setegid(0), 0);
	k210_pin_close(open_pin("LED_R", NULL));
}

static void says_who(void)
{
	struct k210_pin *p;
	char words[99];
	int fd;

	jig_remember();
	fd = claim_for("sensord", 16, -1);
	snprintf(words, sizeof(words),
		 "LED_R (IO13): GPIOHS0 is held by 'sensord' (pid %d)",
		 getpid());
	CHECK_ERROR(k210_pin_open(&p, "LED_R", CFG(.func = "GPIOHS0")), -EBUSY);
	CHECK_STR(k210_errmsg(), words);
	CHECK_ERROR(k210_pin_open(&p, "LED_R",
				  CFG(.func = "GPIOHS0", .flags = K210_FORCE)),
		    -EBUSY);
	CHECK_STR(k210_errmsg(), words);
	snprintf(words, sizeof(words), "IO16: it is held by 'sensord' (pid %d)",
		 getpid());
	CHECK_ERROR(k210_pin_open(&p, "IO16", NULL), -EBUSY);
	CHECK_STR(k210_errmsg(), words);
	close(fd);
	CHECK_ERROR(k210_pin_open(&p, "LED_R", CFG(.func = "GPIOHS0")), -EBUSY);
	CHECK_STR(
		k210_errmsg(),
		"LED_R (IO13): GPIOHS0 is on IO16, which nobody uses: force takes it");
	CHECK_ERROR(k210_pin_open(&p, "IO5", CFG(.flags = K210_FORCE)), -EBUSY);
	CHECK_STR(k210_errmsg(),
		  "IO5: it belongs to the device '38000000.serial'");
	CHECK_ERROR(k210_pin_open(&p, "IO5", NULL), -EBUSY);
	CHECK_STR(k210_errmsg(),
		  "IO5 (IO5) is this board's ISP_TX: it takes force");
	fd = request_for("blinkd", LINE);
	CHECK_ERROR(k210_pin_open(&p, "IO21", NULL), -EBUSY);
	CHECK_STR(k210_errmsg(), "IO21: it is in use by 'blinkd'");
	CHECK_SAYS(k210_pin_open(&p, "GPIOHS5", NULL), -EBUSY, "blinkd");
	close(fd);
	CHECK_UNCHANGED();
}

static void is_one_pin(void)
{
	struct k210_pin *p = open_pin("IO21", NULL), *q;

	CHECK_SAYS(k210_pin_open(&q, "IO21", NULL), -EBUSY, "already");
	CHECK_SAYS(k210_pin_open(&q, "GPIOHS5", NULL), -EBUSY, "already");
	CHECK_SAYS(k210_pin_open(&q, "IO22",
				 CFG(.func = "GPIOHS5", .flags = K210_FORCE)),
		   -EBUSY, "GPIOHS5");
	CHECK_OK(k210_pin_get(p));
	k210_pin_close(p);
	p = open_pin("IO21", NULL);
	k210_pin_close(p);
}

static void takes_by_force(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
				 .func = "GPIOHS6", .flags = K210_FORCE));
	CHECK_STR(jig_function(PAD), "GPIOHS6");
	CHECK_STR(jig_function(PAD2), "RESV0");
	CHECK_LEVEL(PAD, 1);
	CHECK_OK(k210_pin_off(p));
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	CHECK_UNCHANGED();
	/* What the board keeps. */
	CHECK_SAYS(k210_pin_open(&p, "IO29", NULL), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_pin_open(&p, "GPIOHS13", NULL), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_pin_open(&p, "SD_CS", NULL), -EBUSY, "force");
	CHECK_SAYS(k210_pin_open(&p, "SD_CS", CFG(.flags = K210_NO_MUX)),
		   -EBUSY, "force");
	p = open_pin("SD_CS", CFG(.flags = K210_FORCE));
	CHECK_STR(k210_errmsg(), "SD_CS (IO29) is this board's SD_CS");
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void persists(void)
{
	struct k210_pin *p;
	struct k210_owner owner = { .size = sizeof(owner) };

	put_back(PAD);
	p = open_pin("IO21=UART2_TX",
		     CFG(.pull = K210_PULL_UP, .drive_ua = 25000,
			 .slew = K210_SLEW_SLOW, .flags = K210_PERSIST));
	CHECK_INT(k210_pin_mode(p, 0), K210_ALT);
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(jig_field(PAD, "pu"), 1);
	CHECK_INT(jig_field(PAD, "ds"), 2);
	CHECK_INT(jig_field(PAD, "sl"), 1);
	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_INT(owner.state, 0);
}

static void is_put_back(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21=UART2_TX",
		     CFG(.pull = K210_PULL_DOWN, .drive = K210_DRIVE(5),
			 .schmitt = K210_SWITCH_ON,
			 .output_invert = K210_SWITCH_ON,
			 .input_invert = K210_SWITCH_ON));
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(jig_field(PAD, "pd"), 1);
	CHECK_INT(jig_field(PAD, "ds"), 5);
	CHECK_INT(jig_field(PAD, "st"), 1);
	CHECK_INT(jig_field(PAD, "word") & 0xffff8000, 0xc28000);
	k210_pin_close(p);
	CHECK_UNCHANGED();
	p = open_pin("IO22",
		     CFG(.mode = K210_IN, .pull = K210_PULL_UP,
			 .slew = K210_SLEW_SLOW, .schmitt = K210_SWITCH_OFF,
			 .drive = K210_DRIVE(0)));
	CHECK_INT(jig_field(PAD2, "pu"), 1);
	CHECK_INT(jig_field(PAD2, "sl"), 1);
	CHECK_INT(jig_field(PAD2, "st"), 0);
	CHECK_INT(jig_field(PAD2, "ds"), 0);
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void is_not_muxed(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.flags = K210_NO_MUX));
	CHECK_OK(k210_pin_get(p));
	CHECK_INT(k210_pin_pad(p), PAD);
	CHECK_SAYS(k210_pin_drive(p, K210_DRIVE(1)), -EBUSY, "only its line");
	CHECK_SAYS(k210_pin_alt(p, UART2_TX), -EBUSY, "only its line");
	CHECK_INT(k210_pin_drive(p, 0), K210_DRIVE(15));
	k210_pin_close(p);
	p = open_pin("GPIOHS5", CFG(.flags = K210_NO_MUX));
	k210_pin_close(p);
	p = open_pin("IO21=GPIOHS5", CFG(.flags = K210_NO_MUX));
	k210_pin_close(p);
	CHECK_SAYS(k210_pin_open(&p, "IO6", CFG(.flags = K210_NO_MUX)), -ENXIO,
		   "IO6");
	CHECK_SAYS(k210_pin_open(&p, "IO21=GPIOHS6", CFG(.flags = K210_NO_MUX)),
		   -ENXIO, "muxed");
	CHECK_SAYS(k210_pin_open(&p, "IO21=UART2_TX",
				 CFG(.flags = K210_NO_MUX)),
		   -ENXIO, "muxed");
	CHECK_SAYS(k210_pin_open(&p, "IO21",
				 CFG(.flags = K210_NO_MUX,
				     .drive = K210_DRIVE(2))),
		   -EINVAL, "stays as it is");
	CHECK_SAYS(k210_pin_open(&p, "GPIOHS5",
				 CFG(.flags = K210_NO_MUX,
				     .drive = K210_DRIVE(2))),
		   -EINVAL, "stays as it is");
	CHECK_UNCHANGED();
}

static void is_a_line_of_anothers_pad(void)
{
	int fd = claim_for("sensord", PAD, -1);
	struct k210_pin *p;

	CHECK_SAYS(k210_pin_open(&p, "IO21", NULL), -EBUSY, "sensord");
	CHECK_SAYS(k210_pin_open(&p, "GPIOHS5",
				 CFG(.schmitt = K210_SWITCH_OFF)),
		   -EBUSY, "sensord");
	p = open_pin("GPIOHS5",
		     CFG(.mode = K210_OUT, .value = K210_START_ACTIVE));
	CHECK_STR(k210_errmsg(), "");
	CHECK_LEVEL(PAD, 1);
	CHECK_INT(k210_pin_pad(p), PAD);
	CHECK_SAYS(k210_pin_drive(p, K210_DRIVE(1)), -EBUSY, "only its line");
	CHECK_SAYS(k210_pin_hold(p, 1), -EBUSY, "only its line");
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	close(fd);
}

static void shares_a_map(void)
{
	struct k210_pin *p, *q;

	jig_remember();
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	p = open_pin("IO21",
		     CFG(.mode = K210_OUT, .func = "GPIOHS5",
			 .value = K210_START_ACTIVE, .drive = K210_DRIVE(1)));
	CHECK_LEVEL(PAD, 1);
	CHECK_SAYS(k210_fpioa_unmap(PAD), -EBUSY, "pin");
	CHECK_SAYS(k210_fpioa_map(PAD, UART2_TX, 0), -EBUSY, "pin");
	CHECK_SAYS(k210_pin_open(&q, "IO21", NULL), -EBUSY, "already");
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(jig_field(PAD, "word"), 0x1743);
	p = open_pin("IO21", CFG(.func = "UART1_TX", .flags = K210_PERSIST));
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "UART1_TX");
	/* A function that is gone meanwhile doesn't come back. */
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	p = open_pin("IO21=UART1_TX", NULL);
	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, 0));
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "RESV0");
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_OK(k210_fpioa_unmap(PAD));
	CHECK_UNCHANGED();
}

/* Lines that went back are to be had again, with events too. */
static void borrows_again_and_again(void)
{
	const struct k210_line_cfg cfg = { .size = sizeof(cfg),
					   .line = 19,
					   .trigger = K210_BOTH };
	struct k210_lines *lines;
	struct k210_chip *chip;

	jig_remember();
	for (int i = 0; i < 40; i++) {
		struct k210_pin *p = open_pin("IO6", CFG(.mode = K210_OUT));

		CHECK_STR(jig_function(6), "GPIOHS19");
		k210_pin_close(p);
	}
	CHECK_OK(k210_chip_open(&chip, "gpiohs"));
	CHECK_OK(k210_lines_request(&lines, chip, &cfg, 1, NULL));
	k210_lines_close(lines);
	k210_chip_close(chip);
	CHECK_UNCHANGED();
}

static void leaves_what_is_driven(void)
{
	/* Its line is the first that would be taken. */
	const int pad = 35;
	struct jig_edge edge;
	struct k210_pin *p;

	k210_pin_close(open_pin("IO35", CFG(.mode = K210_OUT,
					    .value = K210_START_ACTIVE)));
	jig_remember();
	jig_watch(pad);
	p = open_pin("IO6", CFG(.mode = K210_OUT));
	CHECK_LEVEL(pad, 1);
	k210_pin_close(p);
	CHECK_INT(jig_edges(&edge, 1), 0);
	CHECK_UNCHANGED();
	p = open_pin("IO35", CFG(.mode = K210_IN));
	k210_pin_close(p);
	p = open_pin("IO6", CFG(.mode = K210_IN));
	CHECK_STR(jig_function(6), "GPIOHS19");
	k210_pin_close(p);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a line that was tried and is taken isn't told",
		     says_nothing_of_tries),
		CASE("who may not open the bridge is told so",
		     says_who_may_not),
		CASE("who has a pad or its function is said", says_who),
		CASE("a pad has one pin", is_one_pin),
		CASE("a line is borrowed again and again",
		     borrows_again_and_again),
		CASE("a line that drives its pad isn't taken from it",
		     leaves_what_is_driven),
		CASE("force takes from free pads, and gives back",
		     takes_by_force),
		CASE("what persists stays, and is free", persists),
		CASE("a closed pin's pad is what it was", is_put_back),
		CASE("without mux pads stay as they are", is_not_muxed),
		CASE("the line of another's pad can be used",
		     is_a_line_of_anothers_pad),
		CASE("a pin on a mapped pad gives it back to the map",
		     shares_a_map),
		{ 0 },
	};

	return run_cases("pin_owned", cases, argc, argv);
}
