// SPDX-License-Identifier: MIT
/* Lines, requested together. */
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/k210-fpioa.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"
#include "jig.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void takes_all(void)
{
	struct k210_line_cfg cfg[32];
	struct k210_lines *lines;

	for (int i = 0; i < 32; i++)
		cfg[i] = (struct k210_line_cfg)LINE(31 - i, .mode = K210_IN);
	lines = lines_of("gpiohs", cfg, 32);
	CHECK_INT(k210_lines_count(lines), 32);
	CHECK_INT(k210_lines_min(lines), 0);
	CHECK_INT(k210_lines_max(lines), 31);
	CHECK_INT(k210_lines_offset(lines, 0), 31);
	CHECK_INT(k210_lines_offset(lines, 31), 0);
	CHECK_ERROR(k210_lines_offset(lines, 32), -EINVAL);
	CHECK_INT(k210_lines_fds(lines, NULL, 0), 1);
	CHECK_STR(k210_lines_consumer(lines), "case");
	for (int i = 0; i < 32; i++)
		CHECK_STR(info_of("gpiohs", i).consumer, "case");
	k210_lines_close(lines);
	for (int i = 0; i < 32; i++)
		CHECK_INT(info_of("gpiohs", i).used, 0);
	CHECK_OK(k210_lines_request(&lines, chip_called("gpio"), cfg + 24, 8,
				    NULL));
	CHECK_STR(k210_lines_consumer(lines), "lines");
	CHECK_STR(info_of("gpio", 7).consumer, "lines");
	k210_lines_close(lines);
	k210_lines_close(NULL);
}

static void starts_with_its_value(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(5, .mode = K210_OUT),
		LINE(6, .mode = K210_OUT, .value = K210_START_INACTIVE,
		     .active_low = K210_SWITCH_ON),
	};
	struct jig_edge edges[8];

	/* Inputs that are high, all of them. */
	for (int i = 4; i < 7; i++) {
		jig_pull(PAD_OF_GPIOHS(i), "up");
		CHECK_LEVEL(PAD_OF_GPIOHS(i), 1);
		jig_watch(PAD_OF_GPIOHS(i));
	}
	lines_of("gpiohs", cfg, 3);
	CHECK_INT(jig_edges(edges, 8), 1);
	CHECK_INT(edges[0].pad, PAD_OF_GPIOHS(5));
	CHECK_INT(edges[0].level, 0);
	CHECK_LEVEL(PAD_OF_GPIOHS(4), 1);
	CHECK_LEVEL(PAD_OF_GPIOHS(6), 1);
}

static void has_settings_of_its_own(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(0, .mode = K210_IN, .pull = K210_PULL_UP),
		LINE(1, .mode = K210_IN, .pull = K210_PULL_DOWN,
		     .trigger = K210_BOTH, .clock = K210_CLOCK_REALTIME),
		LINE(2, .mode = K210_IN, .pull = K210_PULL_NONE,
		     .active_low = K210_SWITCH_ON, .trigger = K210_RISING),
		LINE(3, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(4, .mode = K210_OPEN_DRAIN, .value = K210_START_ACTIVE),
		LINE(5, .mode = K210_OPEN_SOURCE, .value = K210_START_INACTIVE),
		LINE(6, .mode = K210_IN, .debounce_us = 5000,
		     .trigger = K210_FALLING),
	};
	/* The pulls, and whether the pad is driven. */
	static const int wanted[][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 0 },
					 { 0, 0, 1 }, { 0, 0, 0 }, { 0, 0, 0 },
					 { 0, 0, 0 } };

	lines_of("gpiohs", cfg, LENGTH(cfg));
	for (unsigned int i = 0; i < LENGTH(cfg); i++) {
		struct k210_line_info info = info_of("gpiohs", i);
		int pad = PAD_OF_GPIOHS(i);

		CHECK_INT(info.used, 1);
		CHECK_INT(info.mode, cfg[i].mode);
		CHECK_INT(info.pull, cfg[i].pull);
		CHECK_INT(info.trigger, cfg[i].trigger);
		CHECK_INT(info.clock, cfg[i].clock);
		CHECK_INT(info.active_low, cfg[i].active_low == K210_SWITCH_ON);
		CHECK_INT(info.debounce_us, cfg[i].debounce_us);
		CHECK_INT(jig_field(pad, "pu"), wanted[i][0]);
		CHECK_INT(jig_field(pad, "pd"), wanted[i][1]);
		CHECK_INT(jig_field(pad, "oe"), wanted[i][2]);
	}
	CHECK_LEVEL(PAD_OF_GPIOHS(3), 1);
}

static void stays_as_it_is(void)
{
	struct k210_line_cfg out =
		LINE(7, .mode = K210_OUT, .value = K210_START_ACTIVE);
	struct k210_line_cfg as_is[] = { LINE(7), LINE(8) };
	struct k210_line_cfg low = LINE(7, .active_low = K210_SWITCH_ON);
	struct k210_line_cfg given = LINE(7, .value = K210_START_INACTIVE);
	uint64_t mask = 1, bits = 0;
	struct k210_lines *lines;

	/* A line keeps what it drives when it is let go. */
	k210_lines_close(lines_of("gpiohs", &out, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(7), 1);
	jig_drive(PAD_OF_GPIOHS(8), 1);
	jig_remember();
	lines = lines_of("gpiohs", as_is, 2);
	CHECK_UNCHANGED();
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 3);
	/* Which of them is an output is known. */
	mask = 2;
	CHECK_ERROR(k210_lines_set(lines, &mask, &bits), -EPERM);
	k210_lines_close(lines);

	lines = lines_of("gpiohs", &low, 1);
	CHECK_LEVEL(PAD_OF_GPIOHS(7), 1);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 0);
	mask = bits = 1;
	CHECK_OK(k210_lines_set(lines, &mask, &bits));
	CHECK_LEVEL(PAD_OF_GPIOHS(7), 0);
	k210_lines_close(lines);
	k210_lines_close(lines_of("gpiohs", &out, 1));
	k210_lines_close(lines_of("gpiohs", &given, 1));
	CHECK_LEVEL(PAD_OF_GPIOHS(7), 0);
}

/* An output that is fine, and what is wrong with the line beside it. */
static void refuses_bad_settings(void)
{
	static const struct {
		struct k210_line_cfg cfg;
		int error;
	} bad[] = {
		{ LINE(32, .mode = K210_IN), -EINVAL },
		{ LINE(12, .mode = K210_IN), -EINVAL },
		{ LINE(13, .mode = K210_ALT), -EINVAL },
		{ LINE(13, .mode = 99), -EINVAL },
		{ LINE(13, .mode = K210_IN, .pull = 4), -EINVAL },
		{ LINE(13, .mode = K210_IN, .active_low = 3), -EINVAL },
		{ LINE(13, .mode = K210_OUT, .value = 3), -EINVAL },
		{ LINE(13, .mode = K210_IN, .clock = 3), -EINVAL },
		{ LINE(13, .mode = K210_IN, .trigger = K210_LOW_LEVEL),
		  -EINVAL },
		{ LINE(13, .mode = K210_IN,
		       .trigger = K210_NO_TRIGGER | K210_RISING),
		  -EINVAL },
		{ LINE(13, .mode = K210_OUT, .trigger = K210_RISING), -EINVAL },
		{ LINE(13, .mode = K210_OUT, .debounce_us = 1), -EINVAL },
		{ LINE(13, .mode = K210_IN, .reserved = { 1 }), -EINVAL },
		{ LINE(13, .mode = K210_IN, .trigger = K210_BOTH,
		       .clock = K210_CLOCK_HTE),
		  -EOPNOTSUPP },
		{ { .size = 4, .line = 13 }, -EINVAL },
	};
	struct k210_line_cfg cfg[2] = { LINE(12, .mode = K210_OUT,
					     .value = K210_START_ACTIVE) };
	struct k210_lines *lines = (void *)-1;

	jig_remember();
	for (size_t i = 0; i < LENGTH(bad); i++) {
		cfg[1] = bad[i].cfg;
		CHECK_ERROR(k210_lines_request(&lines, chip_called("gpiohs"),
					       cfg, 2, "case"),
			    bad[i].error);
		CHECK_UNCHANGED();
	}
	CHECK(lines == (void *)-1);
	CHECK_INT(info_of("gpiohs", 12).used, 0);
}

static void refuses_bad_arguments(void)
{
	struct k210_line_cfg cfg = LINE(12, .mode = K210_OUT);
	struct k210_chip *chip = chip_called("gpiohs");
	struct k210_lines *lines = (void *)-1;

	jig_remember();
	CHECK_ERROR(k210_lines_request(NULL, chip, &cfg, 1, "x"), -EINVAL);
	CHECK_ERROR(k210_lines_request(&lines, NULL, &cfg, 1, "x"), -EINVAL);
	CHECK_ERROR(k210_lines_request(&lines, chip, NULL, 1, "x"), -EINVAL);
	CHECK_ERROR(k210_lines_request(&lines, chip, &cfg, 0, "x"), -EINVAL);
	CHECK_ERROR(k210_lines_request(&lines, chip, &cfg, 33, "x"), -EINVAL);
	CHECK_ERROR(k210_lines_request(&lines, chip, &cfg, 1,
				       "32-characters-are-too-many-by-1-"),
		    -EINVAL);
	CHECK_ERROR(k210_lines_count(NULL), -EINVAL);
	CHECK_ERROR(k210_lines_offset(NULL, 0), -EINVAL);
	CHECK_ERROR(k210_lines_min(NULL), -EINVAL);
	CHECK_ERROR(k210_lines_max(NULL), -EINVAL);
	CHECK_ERROR(k210_lines_fds(NULL, NULL, 0), -EINVAL);
	CHECK_ERROR(k210_lines_is_blocking(NULL), -EINVAL);
	CHECK_ERROR(k210_lines_set_blocking(NULL, 1), -EINVAL);
	CHECK_STR(k210_lines_consumer(NULL), "");
	CHECK(lines == (void *)-1);
	CHECK_UNCHANGED();
}

static void says_who_has_a_line(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(5, .mode = K210_IN),
	};
	unsigned int line = 5;
	int fd = take_lines("gpiohs", &line, 1, GPIO_V2_LINE_FLAG_INPUT,
			    "sensord");
	struct k210_lines *lines;

	jig_remember();
	CHECK_SAYS(k210_lines_request(&lines, chip_called("gpiohs"), cfg, 2,
				      NULL),
		   -EBUSY, "line 5 of gpiochip0 is in use by 'sensord'");
	CHECK_UNCHANGED();
	CHECK_INT(info_of("gpiohs", 4).used, 0);
	close(fd);
	lines_of("gpiohs", cfg, 2);
	CHECK_LEVEL(PAD_OF_GPIOHS(4), 1);
}

static void refuses_a_line_without_a_pad(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(31, .mode = K210_IN),
	};
	struct k210_fpioa_config config = {
		.mask = K210_FPIOA_FUNCTION,
		.pad = PAD_OF_GPIOHS(31),
		.function = 120, /* RESV0 */
	};
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)&config,
		.num = 1,
		.config_size = sizeof(config),
	};
	int fd = open("/dev/k210-fpioa", O_RDWR);
	struct k210_lines *lines;

	CHECK_INT(ioctl(fd, K210_FPIOA_CLAIM, &claim), 0);
	jig_remember();
	CHECK_SAYS(k210_lines_request(&lines, chip_called("gpiohs"), cfg, 2,
				      NULL),
		   -ENXIO, "on no pad");
	CHECK_UNCHANGED();
	close(claim.fd);
	lines_of("gpiohs", cfg, 2);
}

static void has_many_settings(struct k210_line_cfg *cfg)
{
	for (int i = 0; i < 32; i++)
		cfg[i] = (struct k210_line_cfg)LINE(i, .mode = K210_IN,
						    .debounce_us = 1000 + i);
}

static void splits_by_settings(void)
{
	struct k210_line_cfg cfg[32];
	struct k210_lines *lines;
	uint64_t bits;
	int fds[5] = { 0 };

	has_many_settings(cfg);
	lines = lines_of("gpiohs", cfg, 32);
	/* 10 settings each. */
	CHECK_INT(k210_lines_fds(lines, fds, 3), 4);
	CHECK(fcntl(fds[2], F_GETFD) == FD_CLOEXEC && !fds[3]);
	for (int i = 0; i < 32; i++) {
		CHECK_INT(info_of("gpiohs", i).debounce_us, 1000 + i);
		jig_drive(PAD_OF_GPIOHS(i), i % 3 == 0);
	}
	AWAIT(!k210_lines_get(lines, &bits) && bits == 0x49249249);
}

static void rolls_back_all_parts(void)
{
	struct k210_line_cfg cfg[32];
	unsigned int line = 31;
	int fd = take_lines("gpiohs", &line, 1, 0, "other");
	struct k210_lines *lines;
	int before;

	has_many_settings(cfg);
	cfg[0] = (struct k210_line_cfg)LINE(0, .mode = K210_OUT,
					    .value = K210_START_ACTIVE);
	jig_remember();
	before = dup(0);
	close(before);
	CHECK_SAYS(k210_lines_request(&lines, chip_called("gpiohs"), cfg, 32,
				      "case"),
		   -EBUSY, "line 31");
	CHECK_UNCHANGED();
	CHECK_INT(dup(0), before);
	for (int i = 0; i < 31; i++)
		CHECK_INT(info_of("gpiohs", i).used, 0);
	close(fd);

	/* The kernel sees only in the last part that it can't be. */
	cfg[31].trigger = K210_BOTH;
	cfg[31].clock = K210_CLOCK_HTE;
	CHECK_ERROR(k210_lines_request(&lines, chip_called("gpiohs"), cfg, 32,
				       "case"),
		    -EOPNOTSUPP);
	CHECK_UNCHANGED();
	for (int i = 0; i < 32; i++)
		CHECK_INT(info_of("gpiohs", i).used, 0);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("all lines of a chip are taken at once", takes_all),
		CASE("outputs have their values from the first moment on",
		     starts_with_its_value),
		CASE("each line has settings of its own",
		     has_settings_of_its_own),
		CASE("lines without a mode stay as they are", stays_as_it_is),
		CASE("bad settings change no line", refuses_bad_settings),
		CASE("bad arguments of lines are refused",
		     refuses_bad_arguments),
		CASE("who has a line is told", says_who_has_a_line),
		CASE("a line that is on no pad is refused",
		     refuses_a_line_without_a_pad),
		CASE("more than ten settings are several requests",
		     splits_by_settings),
		CASE("a request that is split is undone as one",
		     rolls_back_all_parts),
		{ 0 },
	};

	return run_cases("lines", cases, argc, argv);
}
