// SPDX-License-Identifier: MIT
/* Changes of lines by others, told. */
#include <linux/gpio.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"

static struct k210_chip *watched(const unsigned int *lines, size_t num)
{
	struct k210_chip *chip = chip_called("gpiohs");

	CHECK_OK(k210_watch(chip, lines, num));
	return chip;
}

/* All that come until there are so many. */
static void read_all(struct k210_chip *chip, struct k210_info_event *events,
		     int num)
{
	struct pollfd ready = { .fd = k210_chip_fd(chip), .events = POLLIN };
	int count = 0;

	while (count < num) {
		if (poll(&ready, 1, 5000) != 1)
			FAIL("%d changes came, not %d", count, num);
		count += CHECK_OK(
			k210_watch_read(chip, events + count, num - count));
	}
}

static void configure(int fd, uint64_t flags)
{
	struct gpio_v2_line_config config = { .flags = flags };

	CHECK_INT(ioctl(fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config), 0);
}

static void tells_changes(void)
{
	static const unsigned int lines[] = { 7, 3 };
	struct k210_chip *chip = watched(lines, 2);
	unsigned int line = 7, other = 4;
	struct k210_info_event event;
	uint64_t time = 0;

	CHECK_INT(k210_watch_read(chip, &event, 1), 0);

	int fd = take_lines("gpiohs", &line, 1, GPIO_V2_LINE_FLAG_INPUT,
			    "sensord");

	read_all(chip, &event, 1);
	CHECK_INT(event.type, K210_LINE_REQUESTED);
	CHECK_INT(event.info.size, sizeof(event.info));
	CHECK_INT(event.info.line, 7);
	CHECK_INT(event.info.used, 1);
	CHECK_INT(event.info.mode, K210_IN);
	CHECK_STR(event.info.consumer, "sensord");
	CHECK(event.time_ns > time);
	time = event.time_ns;

	configure(fd, GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_ACTIVE_LOW);
	read_all(chip, &event, 1);
	CHECK_INT(event.type, K210_LINE_RECONFIGURED);
	CHECK_INT(event.info.mode, K210_OUT);
	CHECK_INT(event.info.active_low, 1);
	CHECK(event.time_ns > time);

	/* Nobody asked for this one. */
	close(take_lines("gpiohs", &other, 1, 0, "x"));
	close(fd);
	read_all(chip, &event, 1);
	CHECK_INT(event.type, K210_LINE_RELEASED);
	CHECK_INT(event.info.line, 7);
	CHECK_INT(event.info.used, 0);
	CHECK_STR(event.info.consumer, "");
	CHECK_INT(k210_watch_read(chip, &event, 1), 0);
}

static void is_all_or_none(void)
{
	static const unsigned int some[] = { 3, 7 }, again[] = { 9, 7 };
	static const unsigned int none[] = { 9, 32 }, twice[] = { 9, 9 };
	struct k210_chip *chip = watched(some, 2);
	struct k210_info_event event;
	unsigned int line = 9;

	CHECK_SAYS(k210_watch(chip, again, 2), -EBUSY, "line 7");
	CHECK_SAYS(k210_watch(chip, none, 2), -EINVAL, "32");
	CHECK_SAYS(k210_watch(chip, twice, 2), -EBUSY, "line 9");
	CHECK_ERROR(k210_watch(chip, NULL, 0), -EBUSY);
	CHECK_SAYS(k210_unwatch(chip, again, 2), -EINVAL, "line 9");
	CHECK_ERROR(k210_unwatch(chip, none, 2), -EINVAL);
	/* Nothing of that is left: 9 isn't watched, 7 still is. */
	close(take_lines("gpiohs", &line, 1, 0, "x"));
	line = 7;
	close(take_lines("gpiohs", &line, 1, 0, "x"));
	read_all(chip, &event, 1);
	CHECK_INT(event.info.line, 7);
	CHECK_OK(k210_unwatch(chip, some, 2));
	CHECK_OK(k210_watch(chip, again, 2));
}

static void forgets_what_was_before(void)
{
	static const unsigned int lines[] = { 7 };
	struct k210_chip *chip = watched(lines, 1);
	struct k210_info_event event;
	unsigned int line = 7;
	int fd = take_lines("gpiohs", &line, 1, GPIO_V2_LINE_FLAG_INPUT, "x");

	configure(fd, GPIO_V2_LINE_FLAG_OUTPUT);
	/* Both are waiting, of the watch that ends. */
	CHECK_OK(k210_unwatch(chip, lines, 1));
	configure(fd, GPIO_V2_LINE_FLAG_INPUT);
	CHECK_OK(k210_watch(chip, lines, 1));
	CHECK_INT(k210_watch_read(chip, &event, 1), 0);
	close(fd);
	read_all(chip, &event, 1);
	CHECK_INT(event.type, K210_LINE_RELEASED);
}

static void watches_all(void)
{
	struct k210_chip *chip = watched(NULL, 0);
	struct k210_info_event events[3];
	unsigned int line = 31;

	close(take_lines("gpiohs", &line, 1, 0, "x"));
	line = 0;

	int fd = take_lines("gpiohs", &line, 1, 0, "x");

	read_all(chip, events, 3);
	CHECK_INT(events[1].info.line, 31);
	CHECK_INT(events[1].type, K210_LINE_RELEASED);
	CHECK_INT(events[2].info.line, 0);
	/* What was not yet read when the watch ended isn't told. */
	close(fd);
	CHECK_OK(k210_unwatch(chip, NULL, 0));
	close(take_lines("gpiohs", &line, 1, 0, "x"));
	CHECK_INT(k210_watch_read(chip, events, 3), 0);
	CHECK_OK(k210_unwatch(chip, NULL, 0));
	CHECK_OK(k210_watch(chip, NULL, 0));
}

/* The last that is told of each line, in pieces. */
static int follow(struct k210_chip *chip, int piece,
		  struct k210_line_info *last)
{
	struct k210_info_event events[64];
	int found = 0, got;

	do {
		got = CHECK_OK(k210_watch_read(chip, events, piece));
		for (int i = 0; i < got; i++) {
			last[events[i].info.line] = events[i].info;
			found += !events[i].time_ns;
		}
	} while (got == piece);
	return found;
}

/*
 * Changes come later than what made them, but in order, and first at the chip
 * that was opened first.
 */
static void wait_for(struct k210_chip *later, uint32_t type)
{
	struct k210_info_event event;

	do
		read_all(later, &event, 1);
	while (event.type != type);
}

static void finds_what_was_dropped(void)
{
	static const int pieces[] = { 64, 16, 1, 3 };
	static const unsigned int changed_last = 31;
	struct k210_chip *chip = watched(NULL, 0), *later;
	struct k210_line_info last[32];

	CHECK_OK(k210_chip_open(&later, "gpiohs"));
	CHECK_OK(k210_watch(later, &changed_last, 1));
	for (int round = 0; round < 4; round++) {
		unsigned int lines[32];
		int fds[2];

		for (int i = 0; i < 32; i++)
			lines[i] = i;
		memset(last, 0, sizeof(last));
		/* 20 and 12 fill it; what follows is dropped. */
		fds[0] = take_lines("gpiohs", lines, 20,
				    GPIO_V2_LINE_FLAG_INPUT, "first");
		fds[1] = take_lines("gpiohs", lines + 20, 12,
				    GPIO_V2_LINE_FLAG_INPUT, "second");
		close(fds[0]);
		fds[0] = take_lines("gpiohs", lines, 5, GPIO_V2_LINE_FLAG_INPUT,
				    "third");
		configure(fds[1], GPIO_V2_LINE_FLAG_INPUT |
					  GPIO_V2_LINE_FLAG_ACTIVE_LOW);
		wait_for(later, K210_LINE_RECONFIGURED);
		CHECK_INT(follow(chip, pieces[round], last), 32);
		for (int i = 0; i < 32; i++) {
			struct k210_line_info info = info_of("gpiohs", i);

			CHECK(!memcmp(&last[i], &info, sizeof(info)));
			CHECK_STR(last[i].consumer, i < 5  ? "third" :
						    i < 20 ? "" :
							     "second");
		}
		close(fds[0]);
		close(fds[1]);
		wait_for(later, K210_LINE_RELEASED);
		/* 17, which all fit. */
		CHECK_INT(follow(chip, pieces[round], last), 0);
		CHECK_INT(last[2].used, 0);
		CHECK_INT(k210_watch_read(chip, &(struct k210_info_event){ 0 },
					  1),
			  0);
	}
}

static void refuses_bad_reads(void)
{
	struct k210_chip *chip = chip_called("gpiohs");
	struct k210_info_event event;

	CHECK_INT(k210_watch_read(chip, &event, 1), 0);
	CHECK_ERROR(k210_watch_read(chip, &event, 0), -EINVAL);
	CHECK_ERROR(k210_watch_read(chip, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_watch_read(NULL, &event, 1), -EINVAL);
	CHECK_ERROR(k210_watch(NULL, NULL, 0), -EINVAL);
	CHECK_ERROR(k210_unwatch(NULL, NULL, 0), -EINVAL);
	CHECK_OK(k210_unwatch(chip, NULL, 0));
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("requests, changes and releases of lines are told",
		     tells_changes),
		CASE("lines are watched all or none", is_all_or_none),
		CASE("a watch tells nothing of the one before it",
		     forgets_what_was_before),
		CASE("all lines of a chip can be watched", watches_all),
		CASE("what the kernel dropped is found",
		     finds_what_was_dropped),
		CASE("bad reads of changes are refused", refuses_bad_reads),
		{ 0 },
	};

	return run_cases("watch", cases, argc, argv);
}
