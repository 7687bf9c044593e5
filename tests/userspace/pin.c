// SPDX-License-Identifier: MIT
/* Pins: opened by names, refused, closed. */
#include <linux/k210-fpioa.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

static void opens_by_names(void)
{
	static const struct {
		const char *name;
		int pad;
	} names[] = {
		{ "IO21", 21 },
		{ "21", 21 },
		{ "IO21=GPIOHS5", 21 },
		{ "GPIOHS5", 21 },
		{ "gpiohs:5", 21 },
		{ "gpiochip0:5", 21 },
		{ "GPIO1", 9 },
		{ "gpio:1", 9 },
		{ "LED_R", 13 },
		{ "LED_R=GPIO5", 13 },
		{ "38001000.gpio-controller:5", 21 },
	};

	jig_remember();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct k210_pin *p = open_pin(names[i].name, NULL);

		CHECK_STR(k210_pin_name(p), names[i].name);
		CHECK_INT(k210_pin_pad(p), names[i].pad);
		CHECK_INT(k210_pin_mode(p, 0), K210_IN);
		jig_drive(names[i].pad, 1);
		CHECK_INT(k210_pin_get(p), 1);
		jig_drive(names[i].pad, 0);
		CHECK_INT(k210_pin_get(p), 0);
		jig_drive(names[i].pad, JIG_Z);
		CHECK_STR(k210_errmsg(), "");
		k210_pin_close(p);
	}
	CHECK_UNCHANGED();
}

static void refuses_names(void)
{
	struct k210_pin *p = (void *)-1;
	int fd;

	jig_remember();
	fd = first_free_fd();
	CHECK_SAYS(k210_pin_open(&p, "nope", NULL), -ENOENT, "nope");
	CHECK_SAYS(k210_pin_open(&p, "IO48", NULL), -ENOENT, "IO48");
	CHECK_ERROR(k210_pin_open(&p, "", NULL), -ENOENT);
	CHECK_SAYS(k210_pin_open(&p, "IO21=NOPE", NULL), -ENOENT, "NOPE");
	CHECK_SAYS(k210_pin_open(&p, "UART2_TX", NULL), -ENXIO, "on no pad");
	CHECK_ERROR(k210_pin_open(&p, NULL, NULL), -EINVAL);
	CHECK_ERROR(k210_pin_open(NULL, "IO21", NULL), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(NULL, "IO21", 0, 0, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, NULL, 0, 0, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", 7, 0, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", -1, 0, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", 257, 0, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", 1, 4, -1), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", 1, 0, 2), -EINVAL);
	CHECK_ERROR(k210_pin_open_simple(&p, "IO21", 1, 0, -2), -EINVAL);
	CHECK(p == (void *)-1);
	CHECK_UNCHANGED();
	CHECK_INT(first_free_fd(), fd);
	k210_pin_close(NULL);
}

static void refuses_configs(void)
{
	static const char long_name[] = "12345678901234567890123456789012";
	const struct {
		const struct k210_pin_cfg *cfg;
		const char *says;
	} bad[] = {
		{ CFG(.mode = 7), "mode 7" },
		{ CFG(.pull = 4), "pull 4" },
		{ CFG(.active_low = 3), "active_low 3" },
		{ CFG(.value = 3), "value 3" },
		{ CFG(.slew = 3), "slew 3" },
		{ CFG(.schmitt = 3), "schmitt 3" },
		{ CFG(.input_invert = 3), "input_invert 3" },
		{ CFG(.output_invert = 3), "output_invert 3" },
		{ CFG(.drive = 17), "level 16" },
		{ CFG(.drive_ua = 11199), "11200" },
		{ CFG(.drive = 1, .drive_ua = 11200), "not both" },
		{ CFG(.trigger = 16), "trigger 16" },
		{ CFG(.trigger = K210_LOW_LEVEL | K210_RISING), "trigger 5" },
		{ CFG(.trigger = K210_LOW_LEVEL | K210_HIGH_LEVEL), "trigger" },
		{ CFG(.flags = 16), "flags 16" },
		{ CFG(.reserved[1] = 1), "reserved" },
		{ CFG(.consumer = long_name), "31" },
		{ CFG(.mode = K210_OUT, .debounce_us = 1), "debounced" },
		{ CFG(.mode = K210_OUT, .func = "UART2_TX"), "alt" },
		{ CFG(.mode = K210_ALT), "line" },
		{ CFG(.mode = K210_ALT, .func = "GPIOHS9"), "line" },
		{ CFG(.func = "UART2_TX", .value = K210_START_INACTIVE),
		  "value" },
		{ CFG(.func = "UART2_TX", .active_low = K210_SWITCH_ON),
		  "value" },
		{ CFG(.func = "UART2_TX", .trigger = 1), "trigger" },
		{ CFG(.func = "UART2_TX", .debounce_us = 9), "debounce" },
	};
	struct k210_pin_cfg cfg = { .size = sizeof(cfg) - 1 };
	struct k210_pin *p = (void *)-1;
	int fd;

	jig_remember();
	fd = first_free_fd();
	jig_watch(PAD);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_SAYS(k210_pin_open(&p, "IO21", bad[i].cfg), -EINVAL,
			   bad[i].says);
	CHECK_SAYS(k210_pin_open(&p, "IO21", &cfg), -EINVAL, "size");
	CHECK_SAYS(k210_pin_open(&p, "IO21", CFG(.func = "NOPE")), -ENOENT,
		   "NOPE");
	CHECK_SAYS(k210_pin_open(&p, "IO21=UART2_TX", CFG(.func = "UART1_TX")),
		   -EINVAL, "another");
	CHECK_SAYS(k210_pin_open(&p, "GPIOHS5", CFG(.func = "GPIOHS6")),
		   -EINVAL, "another");
	CHECK_SAYS(k210_pin_open(&p, "IO21",
				 CFG(.mode = K210_ALT_OPEN_DRAIN,
				     .func = "UART2_TX")),
		   -EOPNOTSUPP, "drives high");
	CHECK(p == (void *)-1);
	CHECK_UNCHANGED();
	CHECK_INT(first_free_fd(), fd);
}

static void changes_nothing(void)
{
	struct k210_pin *p;

	put_back(PAD);
	p = open_pin("IO21",
		     CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
			 .drive = K210_DRIVE(3), .flags = K210_PERSIST));
	k210_pin_close(p);
	jig_remember();
	jig_watch(PAD);
	p = open_pin("IO21", NULL);
	CHECK_INT(k210_pin_mode(p, 0), K210_OUT);
	CHECK_INT(k210_pin_get_out(p), 1);
	CHECK_UNCHANGED();
	/* Without a value it keeps its level. */
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT)));
	k210_pin_close(p);
	p = open_pin("IO21", CFG(.mode = K210_OUT));
	k210_pin_close(p);
	p = open_pin("IO21",
		     CFG(.mode = K210_OUT, .active_low = K210_SWITCH_ON));
	CHECK_INT(k210_pin_get_out(p), 0);
	k210_pin_close(p);
	CHECK_UNCHANGED();
	CHECK_INT(jig_edges(NULL, 0), 0);
	CHECK_LEVEL(PAD, 1);
	p = open_pin("IO21", CFG(.mode = K210_IN));
	k210_pin_close(p);
}

static void starts_with_its_value(void)
{
	static const struct {
		const char *name;
		int pad, active_low, value, level;
	} starts[] = {
		{ "IO21", 21, K210_SWITCH_OFF, K210_START_ACTIVE, 1 },
		{ "IO22", 22, K210_SWITCH_OFF, K210_START_INACTIVE, 0 },
		{ "IO23", 23, K210_SWITCH_ON, K210_START_ACTIVE, 0 },
		{ "IO24", 24, K210_SWITCH_ON, K210_START_INACTIVE, 1 },
		{ "IO9", 9, K210_SWITCH_OFF, K210_START_ACTIVE, 1 },
		{ "IO6", 6, K210_SWITCH_OFF, K210_START_ACTIVE, 1 },
		{ "IO7", 7, K210_SWITCH_OFF, K210_START_INACTIVE, 0 },
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		struct jig_edge edges[9];

		jig_watch(starts[i].pad);

		struct k210_pin *p =
			open_pin(starts[i].name,
				 CFG(.mode = K210_OUT, .value = starts[i].value,
				     .active_low = starts[i].active_low));

		CHECK_INT(jig_edges(edges, 9), 1);
		CHECK_INT(edges[0].pad, starts[i].pad);
		CHECK_INT(edges[0].level, starts[i].level);
		CHECK_INT(k210_pin_get_out(p),
			  starts[i].value == K210_START_ACTIVE);
		k210_pin_set(p, 0);
		k210_pin_mode(p, K210_IN);
		k210_pin_close(p);
		jig_edges(edges, 9);
	}
}

/* What GPIOHS5 drove last isn't seen where it is an input next. */
static void is_no_ghost(void)
{
	struct k210_pin *p = open_pin(
		"GPIOHS5", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE));
	struct jig_edge edges[9];

	k210_pin_close(p);
	jig_drive(EMPTY, 0);
	jig_watch(EMPTY);
	p = open_pin("IO6=GPIOHS5", CFG(.mode = K210_IN, .flags = K210_FORCE));
	CHECK_STR(jig_function(PAD), "RESV0");
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_INT(jig_edges(edges, 9), 0);
	CHECK_INT(jig_field(EMPTY, "oe"), 0);
	jig_drive(EMPTY, JIG_Z);
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT,
					   .value = K210_START_ACTIVE)));
	CHECK_LEVEL(EMPTY, 1);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "GPIOHS5");
	CHECK_STR(jig_function(EMPTY), "RESV0");
}

static void gets_a_line(void)
{
	struct k210_pin *p, *q;
	char first[K210_NAME_SIZE];
	const struct k210_func *func;

	jig_remember();
	p = open_pin("IO6", CFG(.mode = K210_IN, .pull = K210_PULL_UP));
	strcpy(first, jig_function(EMPTY));
	CHECK(!strncmp(first, "GPIOHS", 6));
	/* Neither of a board's part, nor of one in use. */
	q = open_pin("IO7", NULL);
	CHECK(strcmp(jig_function(EMPTY2), first));
	CHECK_INT(k210_pin_get(p), 1);
	jig_drive(EMPTY, 0);
	CHECK_INT(k210_pin_get(p), 0);
	for (int pad = 0; pad < K210_PADS; pad++)
		if (k210_board_reserved(pad))
			CHECK(strcmp(jig_function(pad), "RESV0"));
	/* A function that is on no pad goes first. */
	k210_pin_close(q);
	put_back(PAD3);
	CHECK_OK(k210_fpioa_unmap(PAD3));
	q = open_pin("IO7", NULL);
	func = k210_func(k210_fpioa_func_of(EMPTY2));
	CHECK_STR(func->name, "GPIOHS7");
	k210_pin_close(q);
	k210_pin_close(p);
	CHECK_STR(jig_function(EMPTY), "RESV0");
	CHECK_STR(jig_function(EMPTY2), "RESV0");
}

static void has_defaults(void)
{
	struct k210_pin *p;

	put_back(PAD);
	p = open_pin("IO21",
		     CFG(.pull = K210_PULL_UP, .slew = K210_SLEW_SLOW,
			 .drive = K210_DRIVE(2), .input_invert = K210_SWITCH_ON,
			 .output_invert = K210_SWITCH_ON,
			 .flags = K210_PERSIST));
	k210_pin_close(p);
	p = open_pin("IO21", CFG(.mode = K210_IN, .flags = K210_DEFAULTS));
	/* As the driver routes a line, and without its Schmitt trigger. */
	CHECK_INT(jig_field(PAD, "word") & 0x7fffffff,
		  (0x901700 & ~0x800000) | GPIOHS(LINE));
	CHECK_OK(k210_pin_configure(
		p, CFG(.pull = K210_PULL_DOWN, .schmitt = K210_SWITCH_ON,
		       .debounce_us = 1000, .active_low = K210_SWITCH_ON)));
	CHECK_OK(k210_pin_configure(p, CFG(.flags = K210_DEFAULTS)));
	CHECK_INT(jig_field(PAD, "word") & 0x7fffffff,
		  (0x901700 & ~0x800000) | GPIOHS(LINE));
	k210_pin_close(p);
	p = open_pin("IO21=UART2_TX", CFG(.flags = K210_DEFAULTS));
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(jig_field(PAD, "ds"), 7);
	k210_pin_close(p);
}

static void is_called(void)
{
	struct k210_owner owner = { .size = sizeof(owner) };
	struct k210_pin *p = open_pin("IO21", CFG(.consumer = "lamp"));

	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_STR(owner.holder, "lamp");
	CHECK_STR(owner.user, "lamp");
	CHECK_INT(owner.pid, getpid());
	CHECK_INT(owner.state, K210_STATE_CLAIMED | K210_STATE_LINE);
	k210_pin_close(p);
	p = open_pin("IO21", NULL);
	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_STR(owner.holder, "pin");
	CHECK_STR(owner.user, "pin");
	k210_pin_close(p);
}

static void may_be_many(void)
{
	struct k210_pin *pins[16];
	int fd;

	jig_remember();
	fd = first_free_fd();
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 15; i++) {
			char name[8];

			sprintf(name, "IO%d", i < 4 ? 16 + i : 17 + i);
			if (k210_board_reserved(i < 4 ? 16 + i : 17 + i))
				sprintf(name, "IO%d", 8 + i % 8);
			if (k210_pin_open(&pins[i], name, NULL))
				pins[i] = NULL;
		}
		for (int i = 0; i < 15; i++)
			k210_pin_close(pins[(i * 7) % 15]);
	}
	CHECK_UNCHANGED();
	CHECK_INT(first_free_fd(), fd);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("pins open by pad, function, line and chip",
		     opens_by_names),
		CASE("what is no pin is refused", refuses_names),
		CASE("a config that can't be is refused", refuses_configs),
		CASE("a pin opened as it is changes nothing", changes_nothing),
		CASE("an output has its value from its first moment on",
		     starts_with_its_value),
		CASE("what a line drove last isn't seen at another pad",
		     is_no_ghost),
		CASE("a pad without a line gets one", gets_a_line),
		CASE("defaults are what isn't given", has_defaults),
		CASE("a pin has its consumer's name, or the program's",
		     is_called),
		CASE("pins leave no descriptors and no pads", may_be_many),
		{ 0 },
	};

	return run_cases("pin", cases, argc, argv);
}
