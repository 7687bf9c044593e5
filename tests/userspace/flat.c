// SPDX-License-Identifier: MIT
/* What other languages call: numbers, strings and pointers alone. */
#include "events.h"
#include "pads.h"

#define FREE_PAD "IO21"

static void settings_of_pins(void)
{
	struct k210_pin *p = open_pin(FREE_PAD, CFG(.mode = K210_IN));
	static const struct {
		int (*call)(struct k210_pin *p, int word);
		const char *field;
		int on;
	} pads[] = {
		{ k210_pin_slew, "sl", 1 },
		{ k210_pin_schmitt, "st", 1 },
		{ k210_pin_output_invert, "inv", 1 },
		{ k210_pin_input_invert, "inv", 2 },
	};

	put_back(PAD);
	for (size_t i = 0; i < sizeof(pads) / sizeof(pads[0]); i++)
		for (int word = 2; word; word--) {
			CHECK_INT(pads[i].call(p, word), word);
			CHECK_INT(pads[i].call(p, 0), word);
			CHECK_INT(jig_field(PAD, pads[i].field),
				  word == 2 ? pads[i].on : 0);
			CHECK_SAYS(pads[i].call(p, 3), -EINVAL, "3");
			CHECK_SAYS(pads[i].call(p, -1), -EINVAL, "-1");
			CHECK_SAYS(pads[i].call(p, 257), -EINVAL, "257");
			CHECK_INT(pads[i].call(p, 0), word);
		}
	CHECK_INT(k210_pin_drive_ua(p, 20000), 16800);
	CHECK_INT(k210_pin_drive_ua(p, 0), 16800);
	CHECK_INT(k210_pin_drive(p, 0), K210_DRIVE(1));
	CHECK_SAYS(k210_pin_drive_ua(p, 11199), -EINVAL, "11200");
	CHECK_INT(k210_pin_drive_ua(p, 0), 16800);
}

static void settings_of_lines(void)
{
	struct k210_pin *p = open_pin(FREE_PAD, CFG(.mode = K210_IN));

	jig_drive(PAD, 1);
	CHECK_INT(k210_pin_active_low(p, 0), K210_SWITCH_OFF);
	CHECK_INT(k210_pin_get(p), 1);
	CHECK_INT(k210_pin_active_low(p, K210_SWITCH_ON), K210_SWITCH_ON);
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_INT(k210_pin_active_low(p, 0), K210_SWITCH_ON);
	CHECK_INT(k210_pin_active_low(p, K210_SWITCH_OFF), K210_SWITCH_OFF);
	CHECK_INT(k210_pin_get(p), 1);
	CHECK_SAYS(k210_pin_active_low(p, 3), -EINVAL, "3");
	CHECK_INT(k210_pin_debounce(p, 0), 0);
	CHECK_INT(k210_pin_debounce(p, 300), 300);
	CHECK_INT(k210_pin_debounce(p, 0), 300);
	CHECK_INT(k210_pin_debounce(p, 3000000000), 3000000000);
	CHECK_INT(k210_pin_debounce(p, K210_NO_DEBOUNCE), 0);
	jig_drive(PAD, JIG_Z);
	CHECK_OK(k210_pin_mode(p, K210_OUT));
	CHECK_SAYS(k210_pin_debounce(p, 300), -EINVAL, "only inputs");
	CHECK_INT(k210_pin_debounce(p, 0), 0);
}

static void opens_with_flags(void)
{
	struct k210_line_info info = { .size = sizeof(info) };
	struct k210_chip *chip;
	struct k210_pin *p;

	put_back(PAD);
	jig_remember();
	CHECK_SAYS(k210_pin_open_flags(&p, "SD_CS", 0, 0, -1, 0, NULL), -EBUSY,
		   "SD_CS");
	CHECK_SAYS(k210_pin_open_flags(&p, FREE_PAD, 7, 0, -1, 0, NULL),
		   -EINVAL, "mode 7");
	CHECK_SAYS(k210_pin_open_flags(&p, FREE_PAD, 257, 0, -1, 0, NULL),
		   -EINVAL, "mode 257");
	CHECK_SAYS(k210_pin_open_flags(&p, FREE_PAD, 0, -1, -1, 0, NULL),
		   -EINVAL, "pull -1");
	CHECK_SAYS(k210_pin_open_flags(&p, FREE_PAD, 0, 0, 2, 0, NULL), -EINVAL,
		   "value 2");
	CHECK_SAYS(k210_pin_open_flags(&p, FREE_PAD, 0, 0, -2, 0, NULL),
		   -EINVAL, "value -2");
	CHECK_ERROR(k210_pin_open_flags(&p, FREE_PAD, 0, 0, -1, 16, NULL),
		    -EINVAL);
	CHECK_ERROR(k210_pin_open_flags(NULL, FREE_PAD, 0, 0, -1, 0, NULL),
		    -EINVAL);
	CHECK_UNCHANGED();
	for (int value = 0; value < 2; value++) {
		CHECK_OK(k210_pin_open_flags(&p, "gpiohs:5", K210_OUT, 0, value,
					     K210_FORCE, "flat"));
		CHECK_LEVEL(PAD, value);
		k210_pin_close(p);
	}
	CHECK_OK(k210_pin_open_flags(&p, "38001000.gpio-controller:5", K210_IN,
				     K210_PULL_UP, -1, K210_PERSIST, "flat"));
	CHECK_OK(k210_chip_open(&chip, "gpiohs"));
	CHECK_OK(k210_line_info(chip, 5, &info));
	CHECK_STR(info.consumer, "flat");
	k210_chip_close(chip);
	CHECK_INT(jig_field(PAD, "pu"), 1);
	k210_pin_close(p);
}

static void settings_of_pads(void)
{
	static const struct {
		unsigned int which;
		int values[2];
	} all[] = {
		{ K210_PAD_FUNC, { UART2_TX, RESV0 } },
		{ K210_PAD_PULL, { K210_PULL_UP, K210_PULL_DOWN } },
		{ K210_PAD_DRIVE, { K210_DRIVE(3), K210_DRIVE(15) } },
		{ K210_PAD_DRIVE_UA, { 22300, 11200 } },
		{ K210_PAD_SLEW, { K210_SLEW_SLOW, K210_SLEW_FAST } },
		{ K210_PAD_SCHMITT, { K210_SWITCH_ON, K210_SWITCH_OFF } },
		{ K210_PAD_INPUT, { K210_SWITCH_ON, K210_SWITCH_OFF } },
		{ K210_PAD_OUTPUT, { K210_SWITCH_ON, K210_SWITCH_OFF } },
		{ K210_PAD_INPUT_INVERT, { K210_SWITCH_ON, K210_SWITCH_OFF } },
		{ K210_PAD_OUTPUT_INVERT, { K210_SWITCH_ON, K210_SWITCH_OFF } },
	};

	put_back(EMPTY);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (int n = 0; n < 2; n++) {
			int value = all[i].values[n];

			CHECK_INT(k210_pad_configure(EMPTY, all[i].which,
						     value),
				  value);
			CHECK_INT(k210_pad_configure(EMPTY, all[i].which, -1),
				  value);
		}
	CHECK_STR(jig_function(EMPTY), "RESV0");
	CHECK_INT(jig_field(EMPTY, "pd"), 1);
	jig_remember();
	CHECK_SAYS(k210_pad_configure(EMPTY, 0, -1), -EINVAL, "one setting");
	CHECK_SAYS(k210_pad_configure(EMPTY, 3, 1), -EINVAL, "one setting");
	CHECK_SAYS(k210_pad_configure(EMPTY, 1024, 1), -EINVAL, "one setting");
	CHECK_SAYS(k210_pad_configure(EMPTY, K210_PAD_PULL, 0), -EINVAL, "0");
	CHECK_SAYS(k210_pad_configure(EMPTY, K210_PAD_PULL, 258), -EINVAL,
		   "258");
	CHECK_SAYS(k210_pad_configure(EMPTY, K210_PAD_PULL, -2), -EINVAL, "-2");
	CHECK_ERROR(k210_pad_configure(48, K210_PAD_PULL, -1), -EINVAL);
	CHECK_ERROR(k210_pad_configure(-1, K210_PAD_PULL, 1), -EINVAL);
	CHECK_UNCHANGED();
}

static void events_of_pins(void)
{
	struct k210_pin *p;
	uint64_t before = now_ns(), when = 0;
	uint32_t lost = 5;

	jig_drive(HS_PAD, 0);
	p = open_in(HS, K210_BOTH);
	CHECK_INT(k210_pin_read_event(p, &when, &lost), 0);
	CHECK(!when && lost == 5);
	for (int i = 1; i <= 18; i++)
		edge(HS_PAD, i & 1);
	CHECK_INT(k210_pin_read_event(p, &when, &lost), K210_RISING);
	CHECK(when > before && when < now_ns());
	CHECK_INT(lost, 2);
	CHECK_INT(k210_pin_read_event(p, NULL, NULL), K210_FALLING);
	CHECK_ERROR(k210_pin_read_event(NULL, &when, &lost), -EINVAL);
}

static void lines_and_their_events(void)
{
	static const unsigned int offsets[] = { HS_LINE, LINE };
	struct k210_lines *lines;
	struct k210_chip *chip;
	uint64_t bits, when = 0;
	unsigned int line = 99;
	uint32_t lost = 5;

	CHECK_OK(k210_chip_open(&chip, "gpiohs"));
	jig_drive(HS_PAD, 0);
	jig_drive(PAD, 0);
	CHECK_OK(k210_lines_request_simple(&lines, chip, offsets, 2, K210_IN, 0,
					   K210_RISING, NULL));
	CHECK_INT(k210_lines_read_event(lines, &line, &when, &lost), 0);
	CHECK(line == 99 && !when && lost == 5);
	edge(PAD, 1);
	CHECK_INT(k210_lines_read_event(lines, &line, &when, &lost),
		  K210_RISING);
	CHECK_INT(line, LINE);
	CHECK_INT(lost, 0);
	CHECK(when);
	CHECK_OK(k210_lines_get(lines, &bits));
	CHECK_INT(bits, 2);
	edge(HS_PAD, 1);
	CHECK_INT(k210_lines_read_event(lines, NULL, NULL, NULL), K210_RISING);
	CHECK_INT(k210_lines_read_event(lines, NULL, NULL, NULL), 0);
	k210_lines_close(lines);
	k210_chip_close(chip);
}

static void lines_that_cant_be(void)
{
	static const unsigned int offsets[33] = { HS_LINE, LINE, LINE };
	struct k210_lines *lines = (void *)-1;
	struct k210_chip *chip;

	CHECK_OK(k210_chip_open(&chip, "gpiohs"));
	jig_remember();
#define REFUSED(chip, offsets, num, mode, pull, trigger, words)                \
	CHECK_SAYS(k210_lines_request_simple(&lines, chip, offsets, num, mode, \
					     pull, trigger, NULL),             \
		   -EINVAL, words)
	REFUSED(NULL, offsets, 1, K210_IN, 0, 0, "NULL");
	REFUSED(chip, NULL, 1, K210_IN, 0, 0, "needed");
	REFUSED(chip, offsets, 0, K210_IN, 0, 0, "1 to 32");
	REFUSED(chip, offsets, 33, K210_IN, 0, 0, "1 to 32");
	REFUSED(chip, offsets, (size_t)-1, K210_IN, 0, 0, "1 to 32");
	REFUSED(chip, offsets, 3, K210_IN, 0, 0, "twice");
	REFUSED(chip, offsets, 2, 257, 0, 0, "257");
	REFUSED(chip, offsets, 2, K210_IN, -1, 0, "-1");
	REFUSED(chip, offsets, 2, K210_IN, 0, 256, "256");
	REFUSED(chip, offsets, 2, K210_ALT, 0, 0, "4");
	CHECK_ERROR(k210_lines_request_simple(NULL, chip, offsets, 1, 0, 0, 0,
					      NULL),
		    -EINVAL);
	CHECK_ERROR(k210_lines_read_event(NULL, NULL, NULL, NULL), -EINVAL);
	CHECK(lines == (void *)-1);
	CHECK_UNCHANGED();
	k210_chip_close(chip);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a pin's pad is set by numbers", settings_of_pins),
		CASE("a pin's line is set by numbers", settings_of_lines),
		CASE("a pin opens with flags", opens_with_flags),
		CASE("a pad is set by numbers", settings_of_pads),
		CASE("a pin's events are read by numbers", events_of_pins),
		CASE("lines are requested and read by numbers",
		     lines_and_their_events),
		CASE("numbers that lines can't have are refused",
		     lines_that_cant_be),
		{ 0 },
	};

	return run_cases("flat", cases, argc, argv);
}
