// SPDX-License-Identifier: MIT
/* Pads: read back, changed, owned. */
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

static struct k210_pad get(int pad)
{
	struct k210_pad st = { .size = sizeof(st) };

	CHECK_OK(k210_pad_get(pad, &st));
	return st;
}

static void is_read_back(void)
{
	jig_drive(PAD2, 1);
	for (int pad = 0; pad < K210_PADS; pad++) {
		struct k210_pad st = get(pad);
		uint32_t word = jig_field(pad, "word");

		CHECK_INT(st.word & 0x7fffffff, word & 0x7fffffff);
		CHECK_INT(st.pad, pad);
		CHECK_STR(k210_func(st.func)->name, jig_function(pad));
		CHECK_INT(st.drive, K210_DRIVE(jig_field(pad, "ds")));
		CHECK_INT(st.schmitt, K210_SWITCH_OFF + jig_field(pad, "st"));
		CHECK_INT(st.slew, K210_SLEW_FAST + jig_field(pad, "sl"));
		CHECK_INT(st.input, K210_SWITCH_OFF + (word >> 20 & 1));
		CHECK_INT(st.output, K210_SWITCH_OFF + (word >> 12 & 1));
		CHECK_INT(st.input_invert, K210_SWITCH_OFF);
		CHECK_INT(st.output_invert, K210_SWITCH_OFF);
		CHECK_INT(st.pull, K210_PULL_NONE);
		CHECK_INT(st.state, pad < 6 ? K210_STATE_DEVICE : 0);
		CHECK_INT(st.level, word >> 31);
	}
	CHECK_INT(get(PAD2).level, 1);
	CHECK_INT(get(PAD3).level, 0);
	CHECK_INT(get(PAD).drive_ua, 49500);
}

static void reads_sizes(void)
{
	struct {
		struct k210_pad st;
		uint64_t later;
	} longer;
	struct k210_pad st = { .size = sizeof(st) - 4 };
	struct k210_owner owner = { .size = 4 };

	CHECK_SAYS(k210_pad_get(PAD, &st), -EINVAL, "size");
	CHECK_SAYS(k210_pad_owner(PAD, &owner), -EINVAL, "size");
	CHECK_ERROR(k210_pad_get(PAD, NULL), -EINVAL);
	CHECK_ERROR(k210_pad_owner(PAD, NULL), -EINVAL);
	st.size = sizeof(st);
	CHECK_SAYS(k210_pad_get(48, &st), -EINVAL, "no pad 48");
	CHECK_SAYS(k210_pad_get(-1, &st), -EINVAL, "no pad -1");
	owner.size = sizeof(owner);
	CHECK_SAYS(k210_pad_owner(48, &owner), -EINVAL, "no pad 48");
	memset(&longer, 0xff, sizeof(longer));
	longer.st.size = sizeof(longer);
	CHECK_OK(k210_pad_get(PAD, &longer.st));
	CHECK_INT(longer.later, 0);
	CHECK_INT(longer.st.func, GPIOHS(LINE));
	/* As much as a later program knows more has to be 0. */
	CHECK_OK(k210_pad_set(PAD, &longer.st, 0));
	longer.later = 1;
	CHECK_SAYS(k210_pad_set(PAD, &longer.st, 0), -E2BIG, "newer");
}

static void is_changed_for_good(void)
{
	static const struct {
		uint32_t mask;
		struct k210_pad st;
		uint32_t word;
	} sets[] = {
		{ K210_PAD_PULL, { .pull = K210_PULL_UP }, 0x911f00 },
		{ K210_PAD_PULL, { .pull = K210_PULL_DOWN }, 0x921f00 },
		{ K210_PAD_PULL, { .pull = K210_PULL_NONE }, 0x901f00 },
		{ K210_PAD_DRIVE, { .drive = K210_DRIVE(4) }, 0x901400 },
		{ K210_PAD_DRIVE_UA, { .drive_ua = 17000 }, 0x901100 },
		{ K210_PAD_SLEW, { .slew = K210_SLEW_SLOW }, 0x981100 },
		{ K210_PAD_SCHMITT, { .schmitt = K210_SWITCH_OFF }, 0x181100 },
		{ K210_PAD_INPUT, { .input = K210_SWITCH_OFF }, 0x081100 },
		{ K210_PAD_OUTPUT, { .output = K210_SWITCH_OFF }, 0x080100 },
		{ K210_PAD_INPUT_INVERT,
		  { .input_invert = K210_SWITCH_ON },
		  0x480100 },
		{ K210_PAD_OUTPUT_INVERT,
		  { .output_invert = K210_SWITCH_ON },
		  0x488100 },
	};
	struct k210_pad st = { .size = sizeof(st), .func = UART2_TX };

	put_back(PAD);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		struct k210_pad one = sets[i].st;

		one.size = sizeof(one);
		CHECK_OK(k210_pad_set(PAD, &one, sets[i].mask));
		CHECK_INT(jig_field(PAD, "word") & 0x7fffffff,
			  sets[i].word | GPIOHS(LINE));
	}
	CHECK_OK(k210_pad_set(PAD, &st, K210_PAD_FUNC));
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_INT(get(PAD).state, 0);
}

static void refuses_settings(void)
{
	struct k210_pad st = { .size = sizeof(st), .func = GPIOHS(6) };
	int fd;

	jig_remember();
	for (uint32_t mask = K210_PAD_PULL; mask <= K210_PAD_OUTPUT_INVERT;
	     mask *= 2)
		CHECK_SAYS(k210_pad_set(PAD, &st, mask), -EINVAL,
			   mask == K210_PAD_DRIVE_UA ? "11200" : "there is no");
	memset(&st.level, 200, sizeof(st) - offsetof(struct k210_pad, level));
	st.drive_ua = 11199;
	for (uint32_t mask = K210_PAD_PULL; mask <= K210_PAD_OUTPUT_INVERT;
	     mask *= 2)
		CHECK_ERROR(k210_pad_set(PAD, &st, mask), -EINVAL);
	st.drive = 1;
	st.drive_ua = 11200;
	CHECK_SAYS(k210_pad_set(PAD, &st, K210_PAD_DRIVE | K210_PAD_DRIVE_UA),
		   -EINVAL, "not both");
	CHECK_SAYS(k210_pad_set(PAD, &st, 1 << 10), -EINVAL, "mask 1024");
	CHECK_SAYS(k210_pad_set(48, &st, 0), -EINVAL, "no pad");
	CHECK_ERROR(k210_pad_set(PAD, NULL, 0), -EINVAL);
	CHECK_SAYS(k210_pad_set(PAD, &st, K210_PAD_FUNC), -EBUSY,
		   "IO21: GPIOHS6 is on IO22");
	fd = claim_for("sensord", PAD, -1);
	CHECK_SAYS(k210_pad_set(PAD, &st, K210_PAD_DRIVE), -EBUSY, "sensord");
	close(fd);
	CHECK_SAYS(k210_pad_set(5, &st, K210_PAD_DRIVE), -EBUSY, "ISP_TX");
	CHECK_UNCHANGED();
}

static void is_changed_as_its_pin(void)
{
	struct k210_pad st = { .size = sizeof(st), .drive = K210_DRIVE(2) };
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", NULL);
	CHECK_OK(k210_pad_set(PAD, &st, K210_PAD_DRIVE));
	CHECK_INT(jig_field(PAD, "ds"), 2);
	st.func = UART2_TX;
	CHECK_SAYS(k210_pad_set(PAD, &st, K210_PAD_FUNC), -EBUSY, "IO21");
	k210_pin_close(p);
	CHECK_UNCHANGED();
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	CHECK_OK(k210_pad_set(PAD, &st, K210_PAD_DRIVE));
	CHECK_INT(jig_field(PAD, "ds"), 2);
	CHECK_OK(k210_fpioa_unmap(PAD));
	CHECK_UNCHANGED();
}

static void takes_force(void)
{
	struct k210_pad st = { .size = sizeof(st), .drive = K210_DRIVE(2) };
	struct k210_pin *p;

	jig_remember();
	CHECK_SAYS(k210_pad_set(29, &st, K210_PAD_DRIVE), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_pad_set(29, &st, K210_PAD_DRIVE), -EBUSY, "K210_FORCE");
	CHECK_UNCHANGED();
	p = open_pin("SD_CS", CFG(.flags = K210_FORCE));
	CHECK_OK(k210_pad_set(29, &st, K210_PAD_DRIVE));
	CHECK_INT(jig_field(29, "ds"), 2);
	k210_pin_close(p);
	CHECK_OK(k210_fpioa_map(29, UART2_TX, K210_FORCE));
	CHECK_OK(k210_pad_set(29, &st, K210_PAD_DRIVE));
	CHECK_OK(k210_fpioa_unmap(29));
	CHECK_UNCHANGED();
}

static void has_an_owner(void)
{
	struct k210_owner owner = { .size = sizeof(owner) };
	int fd, line;

	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_INT(owner.state, 0);
	CHECK_INT(owner.pid, 0);
	CHECK_STR(owner.holder, "");
	CHECK_STR(owner.user, "");
	fd = claim_for("sensord", PAD, -1);
	line = request_for("blinkd", LINE);
	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_INT(owner.state, K210_STATE_CLAIMED | K210_STATE_LINE);
	CHECK_INT(owner.pid, getpid());
	CHECK_INT(owner.uid, 0);
	CHECK_STR(owner.holder, "sensord");
	CHECK_STR(owner.user, "blinkd");
	CHECK_INT(get(PAD).state, owner.state);
	close(line);
	close(fd);
	CHECK_OK(k210_pad_owner(5, &owner));
	CHECK_INT(owner.state, K210_STATE_DEVICE);
	CHECK_STR(owner.holder, "38000000.serial");
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("all pads are read back as the jig sees them",
		     is_read_back),
		CASE("structs grow by their size", reads_sizes),
		CASE("each setting of a pad can be changed for good",
		     is_changed_for_good),
		CASE("settings that can't be are refused", refuses_settings),
		CASE("the pad of a pin or a map is changed as theirs",
		     is_changed_as_its_pin),
		CASE("pads that the board keeps take force", takes_force),
		CASE("a pad tells whose it is", has_an_owner),
		{ 0 },
	};

	return run_cases("pad", cases, argc, argv);
}
