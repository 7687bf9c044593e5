// SPDX-License-Identifier: GPL-2.0-only
/*
 * What lines drive, by the writes that make them do so: which, and in which
 * order. ENABLE and VALUE are the two registers' offsets.
 */

#include <kunit/test.h>

#include "outputs.h"
#include "registers.h"

#define ENABLE	0x08
#define VALUE	0x0c

/* Other lines, of which the first two are on: no bit of theirs may change. */
#define OTHERS_ENABLE	0xa0000003
#define OTHERS_VALUE	0x60000001
#define LINE		0x00000100

struct fixture {
	struct registers registers;
	struct k210_outputs outputs;
};

static void take_over(struct fixture *fixture)
{
	void __iomem *base = fixture->registers.hook.base;

	k210_outputs_init(&fixture->outputs, base + ENABLE, base + VALUE);
}

/* The line is an input; a value waits in its register, or none. */
static int outputs_init(struct kunit *test)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	registers_init(test, &fixture->registers);
	fixture->registers.value[ENABLE / 4] = OTHERS_ENABLE;
	fixture->registers.value[VALUE / 4] = OTHERS_VALUE;
	take_over(fixture);
	test->priv = fixture;
	return 0;
}

static void taking_over_writes_nothing(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	EXPECT_NO_WRITES(test, &fixture->registers);
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, OTHERS_ENABLE);
	KUNIT_EXPECT_EQ(test, fixture->outputs.open, 0);
}

static void a_line_has_its_value_before_it_drives(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, true);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000101 },
		      { ENABLE, 0xa0000103 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000103);
	k210_outputs_drive(&fixture->outputs, LINE, false);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000001 });
}

static void a_value_that_is_there_is_not_written(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, false);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
	k210_outputs_drive(&fixture->outputs, LINE, false);
	k210_outputs_set(&fixture->outputs, LINE, 0);
	k210_outputs_set(&fixture->outputs, 0, ~0);
	EXPECT_NO_WRITES(test, &fixture->registers);
}

static void an_input_is_one_write_and_keeps_its_value(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, true);
	registers_forget(&fixture->registers);
	k210_outputs_release(&fixture->outputs, LINE);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000003);
	k210_outputs_release(&fixture->outputs, LINE);
	EXPECT_NO_WRITES(test, &fixture->registers);
	k210_outputs_drive(&fixture->outputs, LINE, true);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
}

static void setting_an_input_does_not_make_it_drive(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set(&fixture->outputs, LINE, LINE);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000101 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000003);
}

static void many_lines_are_set_in_one_write(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set(&fixture->outputs, 0xe0000003, 0x80000fff);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x80000003 });
}

static void open_drain_is_let_go_in_one_write(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set_open_drain(&fixture->outputs, LINE);
	EXPECT_NO_WRITES(test, &fixture->registers);
	k210_outputs_drive(&fixture->outputs, LINE, false);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
	k210_outputs_set(&fixture->outputs, LINE, LINE);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000103);
	k210_outputs_drive(&fixture->outputs, LINE, true);
	EXPECT_NO_WRITES(test, &fixture->registers);
	k210_outputs_set(&fixture->outputs, LINE, 0);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
}

static void open_source_is_let_go_in_one_write(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set_open_source(&fixture->outputs, LINE);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000101 });
	k210_outputs_drive(&fixture->outputs, LINE, true);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
	k210_outputs_set(&fixture->outputs, LINE, 0);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000103);
	k210_outputs_drive(&fixture->outputs, LINE, true);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
}

static void a_high_that_becomes_open_drain_is_let_go_first(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, true);
	registers_forget(&fixture->registers);
	k210_outputs_set_open_drain(&fixture->outputs, LINE);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 },
		      { VALUE, 0x60000001 });
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000103);
	k210_outputs_set(&fixture->outputs, LINE, 0);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
}

static void a_low_that_becomes_open_source_is_let_go_first(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, false);
	registers_forget(&fixture->registers);
	k210_outputs_set_open_source(&fixture->outputs, LINE);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 },
		      { VALUE, 0x60000101 });
	k210_outputs_set(&fixture->outputs, LINE, LINE);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000103 });
}

static void a_low_stays_when_it_becomes_open_drain_and_back(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, false);
	registers_forget(&fixture->registers);
	k210_outputs_set_open_drain(&fixture->outputs, LINE);
	k210_outputs_set_push_pull(&fixture->outputs, LINE);
	EXPECT_NO_WRITES(test, &fixture->registers);
	k210_outputs_set(&fixture->outputs, LINE, LINE);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000101 });
}

static void a_high_stays_when_it_becomes_open_source_and_back(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_drive(&fixture->outputs, LINE, true);
	registers_forget(&fixture->registers);
	k210_outputs_set_open_source(&fixture->outputs, LINE);
	k210_outputs_set_push_pull(&fixture->outputs, LINE);
	EXPECT_NO_WRITES(test, &fixture->registers);
	k210_outputs_set(&fixture->outputs, LINE, 0);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000001 });
}

static void what_was_let_go_is_an_input_in_push_pull(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set_open_drain(&fixture->outputs, LINE);
	k210_outputs_drive(&fixture->outputs, LINE, true);
	k210_outputs_set_push_pull(&fixture->outputs, LINE);
	k210_outputs_set(&fixture->outputs, 0, 0);
	EXPECT_NO_WRITES(test, &fixture->registers);
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000003);
	KUNIT_EXPECT_EQ(test, fixture->outputs.open, 0);

	k210_outputs_set_open_source(&fixture->outputs, LINE);
	k210_outputs_drive(&fixture->outputs, LINE, false);
	k210_outputs_set_push_pull(&fixture->outputs, LINE);
	KUNIT_EXPECT_EQ(test, fixture->outputs.output, 0xa0000003);
	KUNIT_EXPECT_EQ(test, fixture->outputs.open, 0);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000101 });
}

static void modes_of_lines_are_apart(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	k210_outputs_set_open_drain(&fixture->outputs, 0x100);
	k210_outputs_set_open_drain(&fixture->outputs, 0x200);
	k210_outputs_set_open_source(&fixture->outputs, 0x400);
	k210_outputs_set_open_source(&fixture->outputs, 0x800);
	KUNIT_EXPECT_EQ(test, fixture->outputs.open, 0xf00);
	KUNIT_EXPECT_EQ(test, fixture->outputs.value & 0xf00, 0xc00);
	k210_outputs_set_push_pull(&fixture->outputs, 0x100);
	k210_outputs_set_push_pull(&fixture->outputs, 0x400);
	KUNIT_EXPECT_EQ(test, fixture->outputs.open, 0xa00);
}

static void other_lines_of_one_set_wait_for_no_low(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	/* Bit 8 is open drain and low, bit 9 is let go, bit 0 is high. */
	k210_outputs_set_open_drain(&fixture->outputs, 0x100);
	k210_outputs_set_open_drain(&fixture->outputs, 0x200);
	k210_outputs_drive(&fixture->outputs, 0x100, false);
	k210_outputs_drive(&fixture->outputs, 0x200, true);
	registers_forget(&fixture->registers);
	k210_outputs_set(&fixture->outputs, 0x301, 0x100);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000003 },
		      { VALUE, 0x60000000 }, { ENABLE, 0xa0000203 });
}

static void lines_beside_open_ones_are_one_write_of_values(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	/* Bit 8 is open drain, bit 9 open source, and both are let go. */
	k210_outputs_set_open_drain(&fixture->outputs, 0x100);
	k210_outputs_set_open_source(&fixture->outputs, 0x200);
	k210_outputs_drive(&fixture->outputs, 0x100, true);
	k210_outputs_drive(&fixture->outputs, 0x200, false);
	registers_forget(&fixture->registers);
	k210_outputs_set(&fixture->outputs, 0x003, 0x002);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000202 });
	k210_outputs_set(&fixture->outputs, 0x103, 0x001);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000201 },
		      { ENABLE, 0xa0000103 });
	k210_outputs_set(&fixture->outputs, 0x203, 0x203);
	EXPECT_WRITES(test, &fixture->registers, { VALUE, 0x60000203 },
		      { ENABLE, 0xa0000303 });
	k210_outputs_release(&fixture->outputs, 0x002);
	EXPECT_WRITES(test, &fixture->registers, { ENABLE, 0xa0000301 });
}

enum pad { PAD_LOW, PAD_HIGH, PAD_FREE };

/* A line by the rules, apart from registers. */
struct line {
	void (*mode)(struct k210_outputs *outputs, u32 line);
	bool output;
	bool wanted;
};

static enum pad line_pad(const struct line *line)
{
	if (!line->output ||
	    (line->mode == k210_outputs_set_open_drain && line->wanted) ||
	    (line->mode == k210_outputs_set_open_source && !line->wanted))
		return PAD_FREE;
	return line->wanted ? PAD_HIGH : PAD_LOW;
}

static enum pad pad_of(const struct registers *registers)
{
	if (!(registers->value[ENABLE / 4] & LINE))
		return PAD_FREE;
	return registers->value[VALUE / 4] & LINE ? PAD_HIGH : PAD_LOW;
}

static bool strayed;
static enum pad pad_before, pad_after;

static void watch_pad(struct registers *registers)
{
	enum pad pad = pad_of(registers);

	if (pad != pad_before && pad != pad_after && pad != PAD_FREE)
		strayed = true;
	if ((registers->value[ENABLE / 4] ^ OTHERS_ENABLE) & ~LINE ||
	    (registers->value[VALUE / 4] ^ OTHERS_VALUE) & ~LINE)
		strayed = true;
}

static void become(struct line *line,
		   void (*mode)(struct k210_outputs *outputs, u32 line))
{
	enum pad pad = line_pad(line);

	line->output = pad != PAD_FREE;
	if (line->output)
		line->wanted = pad == PAD_HIGH;
	line->mode = mode;
}

#define STEPS	8

/* One of STEPS things that can be done to a line, to both of its forms. */
static void do_step(struct k210_outputs *outputs, struct line *line,
		    unsigned int step, bool real)
{
	static void (*const modes[])(struct k210_outputs *outputs, u32 line) = {
		k210_outputs_set_push_pull, k210_outputs_set_open_drain,
		k210_outputs_set_open_source,
	};
	bool high = step & 1;

	if (step < 2 && real) {
		k210_outputs_drive(outputs, LINE, high);
	} else if (step < 4 && real) {
		k210_outputs_set(outputs, LINE, high ? LINE : 0);
	} else if (step < 7 && real) {
		modes[step - 4](outputs, LINE);
	} else if (real) {
		k210_outputs_release(outputs, LINE);
	} else if (step < 4) {
		line->output |= step < 2;
		line->wanted = high;
	} else if (step < 7) {
		become(line, modes[step - 4]);
	} else {
		line->output = false;
	}
}

static void walk(struct kunit *test, unsigned int steps)
{
	struct fixture *fixture = test->priv;
	struct line line = { k210_outputs_set_push_pull };
	unsigned int left = steps;

	fixture->registers.value[ENABLE / 4] = OTHERS_ENABLE;
	fixture->registers.value[VALUE / 4] = OTHERS_VALUE;
	take_over(fixture);
	for (int i = 0; i < 4; i++, left /= STEPS) {
		pad_before = line_pad(&line);
		do_step(&fixture->outputs, &line, left % STEPS, false);
		pad_after = line_pad(&line);
		registers_forget(&fixture->registers);
		do_step(&fixture->outputs, &line, left % STEPS, true);
		if (fixture->registers.num_writes > 2)
			KUNIT_FAIL(test, "%u writes in step %d of %o",
				   fixture->registers.num_writes, i, steps);
		if (pad_of(&fixture->registers) != pad_after)
			KUNIT_FAIL(test, "pad is wrong after step %d of %o",
				   i, steps);
		if (!!(fixture->outputs.output & LINE) != line.output)
			KUNIT_FAIL(test, "direction after step %d of %o", i,
				   steps);
	}
}

static void no_way_shows_what_was_not_set_or_takes_3_writes(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->registers.after_write = watch_pad;
	strayed = false;
	for (unsigned int steps = 0; steps < STEPS * STEPS * STEPS * STEPS;
	     steps++) {
		walk(test, steps);
		if (strayed)
			KUNIT_FAIL(test, "pad or others strayed in %o", steps);
		strayed = false;
	}
}

static struct kunit_case outputs_cases[] = {
	KUNIT_CASE(taking_over_writes_nothing),
	KUNIT_CASE(a_line_has_its_value_before_it_drives),
	KUNIT_CASE(a_value_that_is_there_is_not_written),
	KUNIT_CASE(an_input_is_one_write_and_keeps_its_value),
	KUNIT_CASE(setting_an_input_does_not_make_it_drive),
	KUNIT_CASE(many_lines_are_set_in_one_write),
	KUNIT_CASE(open_drain_is_let_go_in_one_write),
	KUNIT_CASE(open_source_is_let_go_in_one_write),
	KUNIT_CASE(a_high_that_becomes_open_drain_is_let_go_first),
	KUNIT_CASE(a_low_that_becomes_open_source_is_let_go_first),
	KUNIT_CASE(a_low_stays_when_it_becomes_open_drain_and_back),
	KUNIT_CASE(a_high_stays_when_it_becomes_open_source_and_back),
	KUNIT_CASE(what_was_let_go_is_an_input_in_push_pull),
	KUNIT_CASE(modes_of_lines_are_apart),
	KUNIT_CASE(other_lines_of_one_set_wait_for_no_low),
	KUNIT_CASE(lines_beside_open_ones_are_one_write_of_values),
	KUNIT_CASE(no_way_shows_what_was_not_set_or_takes_3_writes),
	{}
};

static struct kunit_suite outputs_suite = {
	.name = "k210-outputs",
	.init = outputs_init,
	.test_cases = outputs_cases,
};

kunit_test_suite(outputs_suite);
