// SPDX-License-Identifier: MIT
/* More lines than the kernel has in a request, on a chip that isn't real. */
#include <stdlib.h>
#include <unistd.h>

#include "chips.h"
#include "fake-gpio.h"
#include "harness.h"

#define WORDS ((FAKE_LINES + 63) / 64)

static struct k210_line_cfg cfg[FAKE_LINES];
static struct fake_line before[FAKE_LINES];

static struct k210_chip *open_fake(void)
{
	struct k210_chip *chip;

	/* Any file will do: it is the fake that answers. */
	CHECK_OK(k210_chip_open(&chip, "/dev/null"));
	CHECK_INT(k210_chip_lines(chip), FAKE_LINES);
	return chip;
}

/* Lines in an order of their own, of up to @kinds debounce periods. */
static void make_up(unsigned int seed, int kinds)
{
	srand(seed);
	for (int i = 0; i < FAKE_LINES; i++) {
		int other = rand() % (i + 1);
		int debounced = kinds ? rand() % kinds : 0;

		fake_lines[i].level = rand() % 2;
		fake_lines[i].out = rand() % 2;
		cfg[i] = cfg[other];
		cfg[other] = (struct k210_line_cfg)LINE(
			i,
			.mode = rand() % 2 && !debounced ? K210_OUT : K210_IN,
			.debounce_us = debounced, .active_low = rand() % 3,
			.value = rand() % 3);
	}
}

static bool bit_of(const uint64_t *words, int i)
{
	return words[i / 64] >> i % 64 & 1;
}

static bool logical(int i)
{
	return fake_lines[cfg[i].line].level !=
	       (cfg[i].active_low == K210_SWITCH_ON);
}

static void is_several_requests(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_lines *lines;
	uint64_t bits[WORDS];
	int fds[8];

	make_up(1, 0);
	CHECK_OK(k210_lines_request(&lines, chip, cfg, FAKE_LINES, "case"));
	CHECK_INT(k210_lines_fds(lines, fds, 8), 4);
	CHECK_INT(fake_requests(), 4);
	CHECK_OK(k210_lines_get(lines, bits));
	for (int i = 0; i < FAKE_LINES; i++)
		CHECK_INT(bit_of(bits, i), logical(i));
	CHECK_INT(bits[3] >> (FAKE_LINES - 192), 0);
	CHECK_INT(k210_lines_min(lines), 0);
	CHECK_INT(k210_lines_max(lines), FAKE_LINES - 1);
	k210_lines_close(lines);
	CHECK_INT(fake_requests(), 0);
	k210_chip_close(chip);
}

/* All that was asked for has reached the chip; the requests are let go. */
static void is_as_asked_for(struct k210_lines *lines)
{
	static uint8_t values[FAKE_LINES];
	static unsigned int offsets[FAKE_LINES];
	uint64_t mask[WORDS] = { 0 }, bits[WORDS], got[WORDS];

	for (int i = 0; i < FAKE_LINES; i++) {
		const struct fake_line *line = &fake_lines[cfg[i].line];

		CHECK_INT(line->out, cfg[i].mode == K210_OUT);
		CHECK_INT(line->debounce_us, cfg[i].debounce_us);
		if (line->out)
			CHECK_INT(logical(i),
				  cfg[i].value == K210_START_ACTIVE);
		if (line->out && rand() % 2)
			mask[i / 64] |= 1ULL << i % 64;
		offsets[i] = cfg[i].line;
	}
	for (int i = 0; i < WORDS; i++)
		bits[i] = (uint64_t)rand() << 40 ^ (uint64_t)rand() << 20 ^
			  rand();
	CHECK_OK(k210_lines_set(lines, mask, bits));
	CHECK_OK(k210_lines_get(lines, got));
	CHECK_OK(k210_lines_get_list(lines, offsets, FAKE_LINES, values));
	for (int i = 0; i < FAKE_LINES; i++) {
		bool was = cfg[i].value == K210_START_ACTIVE;

		if (cfg[i].mode == K210_OUT)
			CHECK_INT(logical(i),
				  bit_of(mask, i) ? bit_of(bits, i) : was);
		CHECK_INT(bit_of(got, i), logical(i));
		CHECK_INT(values[i], logical(i));
	}
}

static void is_as_one(void)
{
	struct k210_chip *chip = open_fake();

	for (unsigned int seed = 0; seed < 40; seed++) {
		struct k210_lines *lines;

		make_up(seed, seed);
		CHECK_OK(k210_lines_request(&lines, chip, cfg, FAKE_LINES,
					    "case"));
		is_as_asked_for(lines);
		k210_lines_close(lines);
		CHECK_INT(fake_requests(), 0);
	}
	k210_chip_close(chip);
}

static void is_unchanged(bool settings)
{
	for (int i = 0; i < FAKE_LINES; i++) {
		CHECK_INT(fake_lines[i].out, before[i].out);
		if (before[i].out)
			CHECK_INT(fake_lines[i].level, before[i].level);
		if (!settings)
			continue;
		CHECK_INT(fake_lines[i].debounce_us, before[i].debounce_us);
		CHECK_INT(fake_lines[i].flags, before[i].flags);
	}
}

static void is_undone_wherever_it_fails(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_lines *lines;
	int point;

	for (point = 1;; point++) {
		make_up(7, 14);
		memcpy(before, fake_lines, sizeof(before));
		fake_fails = point;

		int error = k210_lines_request(&lines, chip, cfg, FAKE_LINES,
					       "case");

		if (!error)
			break;
		CHECK(error == -EBUSY || error == -ENXIO);
		CHECK(*k210_errmsg());
		CHECK_INT(fake_requests(), 0);
		is_unchanged(false);
	}
	/* Each request is taken, and then configured. */
	CHECK(fake_requests() > 4);
	CHECK_INT(point - 1, 2 * fake_requests());
	k210_lines_close(lines);
	k210_chip_close(chip);
}

static void gives_back_wherever_it_fails(void)
{
	static struct k210_line_cfg changes[FAKE_LINES];
	struct k210_chip *chip = open_fake();
	struct k210_lines *lines;
	uint64_t mask[WORDS] = { 0 }, bits[WORDS] = { 0 };
	struct k210_line_cfg again = LINE(0);
	int parts;

	make_up(9, 14);
	CHECK_OK(k210_lines_request(&lines, chip, cfg, FAKE_LINES, "case"));
	for (int i = 0; i < FAKE_LINES; i++) {
		changes[i] = (struct k210_line_cfg)LINE(
			cfg[i].line, .active_low = i % 3, .value = i % 2 + 1);
		if (cfg[i].mode == K210_OUT && rand() % 2)
			mask[i / 64] |= 1ULL << i % 64;
	}
	CHECK_OK(k210_lines_set(lines, mask, mask));
	memcpy(before, fake_lines, sizeof(before));
	parts = k210_lines_fds(lines, NULL, 0);
	for (int point = 1; point <= parts; point++) {
		fake_fails = point;
		CHECK_ERROR(k210_lines_configure(lines, changes, FAKE_LINES),
			    -EBUSY);
		CHECK_INT(fake_fails, 0);
		is_unchanged(true);
	}
	/* What was driven is still what is driven next. */
	for (int i = 0; i < FAKE_LINES; i++) {
		again.line = cfg[i].line;
		again.mode = cfg[i].mode;
		CHECK_OK(k210_lines_configure(lines, &again, 1));
	}
	is_unchanged(true);
	CHECK_OK(k210_lines_configure(lines, changes, FAKE_LINES));
	CHECK_OK(k210_lines_get(lines, bits));
	for (int i = 0; i < FAKE_LINES; i++)
		if (cfg[i].mode == K210_OUT)
			CHECK_INT(bit_of(bits, i), i % 2);
	k210_lines_close(lines);
	k210_chip_close(chip);
}

static struct k210_lines *shared;

static void set_meanwhile(void)
{
	uint64_t mask[WORDS] = { 5 }, bits[WORDS] = { 4 };

	CHECK_OK(k210_lines_set(shared, mask, bits));
	/* Not yet an output, and no longer one. */
	mask[0] = 8;
	CHECK_ERROR(k210_lines_set(shared, mask, bits), -EPERM);
	mask[0] = 16;
	CHECK_ERROR(k210_lines_set(shared, mask, bits), -EPERM);
}

static void keeps_what_is_set_meanwhile(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_line_cfg lines[] = {
		LINE(0, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(1, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(2, .mode = K210_OUT),
		LINE(3, .mode = K210_IN),
		LINE(4, .mode = K210_OUT),
	};
	struct k210_line_cfg changes[] = {
		LINE(1, .value = K210_START_INACTIVE),
		LINE(3, .mode = K210_OUT, .value = K210_START_ACTIVE),
		LINE(4, .mode = K210_IN),
	};

	CHECK_OK(k210_lines_request(&shared, chip, lines, 5, NULL));
	fake_meanwhile = set_meanwhile;
	CHECK_OK(k210_lines_configure(shared, changes, 3));
	CHECK(!fake_meanwhile);
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_INT(fake_lines[1].level, 0);
	CHECK_INT(fake_lines[2].level, 1);
	CHECK_INT(fake_lines[3].level, 1);
	CHECK_INT(fake_lines[4].out, 0);
	k210_lines_close(shared);
	k210_chip_close(chip);
}

static void set_low_meanwhile(void)
{
	uint64_t mask[WORDS] = { 1 }, bits[WORDS] = { 0 };

	CHECK_OK(k210_lines_set(shared, mask, bits));
}

static void drives_what_was_asked_for_last(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_line_cfg lines[] = {
		LINE(0, .mode = K210_OUT),
		LINE(1, .mode = K210_OUT),
	};
	struct k210_line_cfg change = LINE(1, .value = K210_START_ACTIVE);
	uint64_t mask[WORDS] = { 1 }, bits[WORDS] = { 1 };

	CHECK_OK(k210_lines_request(&shared, chip, lines, 2, NULL));
	fake_meanwhile = set_low_meanwhile;
	CHECK_OK(k210_lines_set(shared, mask, bits));
	CHECK(!fake_meanwhile);
	CHECK_INT(fake_lines[0].level, 0);
	/* What is refused isn't driven by what comes after it, either. */
	fake_fails = 1;
	CHECK(k210_lines_set(shared, mask, bits) < 0);
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_OK(k210_lines_configure(shared, &change, 1));
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_INT(fake_lines[1].level, 1);
	k210_lines_close(shared);
	k210_chip_close(chip);
}

static void turn_and_set_meanwhile(void)
{
	struct k210_line_cfg change = LINE(1, .mode = K210_IN);

	CHECK_OK(k210_lines_configure(shared, &change, 1));
	set_low_meanwhile();
}

/* As if it had been done before one became an input. */
static void sets_what_still_is_an_output(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_line_cfg lines[] = {
		LINE(0, .mode = K210_OUT),
		LINE(1, .mode = K210_OUT),
		LINE(2, .mode = K210_OUT),
	};
	struct k210_line_cfg change = LINE(1, .mode = K210_OUT);
	uint64_t mask[WORDS] = { 7 }, bits[WORDS] = { 7 };

	CHECK_OK(k210_lines_request(&shared, chip, lines, 3, NULL));
	fake_meanwhile = turn_and_set_meanwhile;
	CHECK_OK(k210_lines_set(shared, mask, bits));
	CHECK(!fake_meanwhile);
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_INT(fake_lines[1].out, 0);
	CHECK_INT(fake_lines[2].level, 1);
	CHECK_OK(k210_lines_configure(shared, &change, 1));
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_INT(fake_lines[1].level, 1);
	/* Nothing is left of it to be driven. */
	mask[0] = 2;
	fake_meanwhile = turn_and_set_meanwhile;
	CHECK_OK(k210_lines_set(shared, mask, bits));
	/* Denied for good. */
	fake_lines[2].out = false;
	mask[0] = 5;
	CHECK_ERROR(k210_lines_set(shared, mask, bits), -EPERM);
	CHECK_INT(fake_lines[0].level, 0);
	CHECK_OK(k210_lines_configure(shared, &change, 1));
	CHECK_INT(fake_lines[0].level, 0);
	k210_lines_close(shared);
	k210_chip_close(chip);
}

static void turn_meanwhile(void)
{
	fake_lines[0].out = true;
	fake_lines[0].level = true;
}

static void keeps_what_others_made_of_it(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_line_cfg same = LINE(0);
	struct k210_line_cfg events = LINE(0, .trigger = K210_RISING);
	const uint64_t first[WORDS] = { 1 }, none[WORDS] = { 0 };
	uint64_t bits[WORDS];

	fake_lines[0].out = false;
	fake_meanwhile = turn_meanwhile;
	CHECK_OK(k210_lines_request(&shared, chip, &same, 1, NULL));
	CHECK(fake_lines[0].out && fake_lines[0].level);
	CHECK_OK(k210_lines_set(shared, first, none));
	CHECK_OK(k210_lines_get(shared, bits));
	CHECK_INT(bits[0], 0);
	k210_lines_close(shared);
	fake_requests();
	fake_lines[0].out = false;
	fake_meanwhile = turn_meanwhile;
	CHECK_SAYS(k210_lines_request(&shared, chip, &events, 1, NULL), -EINVAL,
		   "output");
	CHECK(fake_lines[0].out && fake_lines[0].level);
	CHECK_INT(fake_requests(), 0);
	k210_chip_close(chip);
}

static void one_that_fails_hides_none(void)
{
	struct k210_chip *chip = open_fake();
	struct k210_event event;
	int fds[8];

	make_up(3, 0);
	for (int i = 0; i < FAKE_LINES; i++) {
		cfg[i].mode = K210_IN;
		cfg[i].trigger = K210_BOTH;
	}
	CHECK_OK(k210_lines_request(&shared, chip, cfg, FAKE_LINES, NULL));
	CHECK_INT(k210_lines_fds(shared, fds, 8), 4);
	fake_event(cfg[FAKE_LINES - 1].line, 7, 0);
	close(fds[0]);
	CHECK_INT(k210_lines_read_events(shared, &event, 1), 1);
	CHECK_INT(event.line, cfg[FAKE_LINES - 1].line);
	CHECK_ERROR(k210_lines_read_events(shared, &event, 1), -EBADF);
	k210_lines_close(shared);
	k210_chip_close(chip);
}

/* Each line's count, and who is next, of events that are in order. */
static void merges_all_events(void)
{
	struct k210_chip *chip = open_fake();
	static uint32_t seqs[FAKE_LINES];

	for (unsigned int seed = 1; seed < 20; seed++) {
		struct k210_event events[50];
		struct k210_lines *lines;
		uint64_t time = 0, last = 0;
		uint32_t seq = 0, all = 0;
		int told = 0, got;

		make_up(seed, 0);
		memset(seqs, 0, sizeof(seqs));
		for (int i = 0; i < FAKE_LINES; i++) {
			cfg[i].mode = K210_IN;
			cfg[i].trigger = K210_BOTH;
		}
		CHECK_OK(k210_lines_request(&lines, chip, cfg, FAKE_LINES,
					    NULL));
		for (int i = 0; i < 500; i++) {
			int line = rand() % FAKE_LINES;
			uint32_t gone = rand() % 4 ? 0 : rand() % 5;

			time += rand() % 3;
			fake_event(line, time, gone);
			all += gone + 1;
		}
		do {
			int max = 1 + rand() % 50;

			got = CHECK_OK(
				k210_lines_read_events(lines, events, max));
			CHECK(got <= max);
			for (int i = 0; i < got; i++) {
				uint32_t line = events[i].line;

				CHECK(events[i].time_ns >= last);
				last = events[i].time_ns;
				CHECK_INT(events[i].line_seq,
					  seqs[line] + events[i].lost + 1);
				seqs[line] = events[i].line_seq;
				CHECK(events[i].seq > seq);
				seq = events[i].seq;
			}
			told += got;
		} while (got);
		CHECK_INT(told, 500);
		CHECK_INT(seq, all);
		k210_lines_close(lines);
		fake_requests();
	}
	k210_chip_close(chip);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("more than 64 lines are several requests",
		     is_several_requests),
		CASE("any number of lines is as one", is_as_one),
		CASE("a request is undone wherever it fails",
		     is_undone_wherever_it_fails),
		CASE("a change is given back wherever it fails",
		     gives_back_wherever_it_fails),
		CASE("what is set while lines change is kept",
		     keeps_what_is_set_meanwhile),
		CASE("what is asked for last is driven last",
		     drives_what_was_asked_for_last),
		CASE("what is set while a line becomes an input is set before that",
		     sets_what_still_is_an_output),
		CASE("a line stays what others have made of it until then",
		     keeps_what_others_made_of_it),
		CASE("a request that fails doesn't hide others' events",
		     one_that_fails_hides_none),
		CASE("events of all requests are one stream",
		     merges_all_events),
		{ 0 },
	};

	return run_cases("lines_many", cases, argc, argv);
}
