// SPDX-License-Identifier: MIT
/* What happens at lines. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

#include "chips.h"
#include "harness.h"
#include "jig.h"

#define MS 1000000ULL
#define SECOND (1000 * MS)

/* All that come until there are so many. */
static int read_all(struct k210_lines *lines, struct k210_event *events,
		    int num)
{
	int count = 0;

	while (count < num) {
		int got = CHECK_OK(k210_lines_read_events(lines, events + count,
							  num - count));

		count += got;
		if (!got && !CHECK_OK(k210_lines_wait(lines, 5000)))
			FAIL("%d events came, not %d", count, num);
	}
	CHECK_INT(k210_lines_read_events(lines, events + count, 1), 0);
	return count;
}

static uint64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * SECOND + time.tv_nsec;
}

static void tells_what_happened(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH),
		LINE(9, .mode = K210_IN, .trigger = K210_RISING),
		LINE(2, .mode = K210_IN, .trigger = K210_RISING,
		     .active_low = K210_SWITCH_ON),
		LINE(3, .mode = K210_IN),
	};
	static const struct {
		int line, level;
		uint32_t type, line_seq;
	} steps[] = {
		{ 4, 1, K210_RISING, 1 }, { 9, 1, K210_RISING, 1 },
		{ 2, 0, K210_RISING, 1 }, { 4, 0, K210_FALLING, 2 },
		{ 9, 0, 0, 0 },		  { 3, 1, 0, 0 },
		{ 2, 1, 0, 0 },		  { 2, 0, K210_RISING, 2 },
		{ 9, 1, K210_RISING, 2 },
	};
	struct k210_event event[2];
	struct k210_lines *lines;
	uint32_t seq = 0;

	jig_drive(PAD_OF_GPIOHS(2), 1);
	jig_drive(PAD_OF_GPIOHS(3), 0);
	jig_drive(PAD_OF_GPIOHS(4), 0);
	jig_drive(PAD_OF_GPIOHS(9), 0);
	lines = lines_of("gpiohs", cfg, 4);
	CHECK_INT(k210_lines_read_events(lines, event, 2), 0);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		uint64_t before = now(CLOCK_MONOTONIC);

		jig_drive(PAD_OF_GPIOHS(steps[i].line), steps[i].level);
		if (!steps[i].type)
			continue;
		memset(event, 0xff, sizeof(event));
		read_all(lines, event, 1);
		CHECK_INT(event->line, steps[i].line);
		CHECK_INT(event->type, steps[i].type);
		CHECK_INT(event->line_seq, steps[i].line_seq);
		CHECK_INT(event->seq, ++seq);
		CHECK_INT(event->lost, 0);
		CHECK_INT(event->reserved, 0);
		CHECK(!event->pin && !event->user);
		CHECK(event->time_ns >= before);
		CHECK(event->time_ns <= now(CLOCK_MONOTONIC));
	}
	CHECK_INT(k210_lines_wait(lines, 0), 0);
}

static void toggle(int pad, int first, int times)
{
	for (int i = 0; i < times; i++)
		jig_drive(pad, (first + i) % 2);
}

static void counts_what_was_lost(void)
{
	struct k210_line_cfg cfg =
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH);
	struct k210_event events[64];
	struct k210_lines *lines;

	jig_drive(PAD_OF_GPIOHS(4), 0);
	lines = lines_of("gpiohs", &cfg, 1);
	toggle(PAD_OF_GPIOHS(4), 1, 40);
	/* Of a line the kernel keeps 16. */
	CHECK_INT(read_all(lines, events, 16), 16);
	CHECK_INT(events[0].lost, 24);
	CHECK_INT(events[0].line_seq, 25);
	CHECK_INT(events[0].seq, 25);
	for (int i = 1; i < 16; i++) {
		CHECK_INT(events[i].lost, 0);
		CHECK_INT(events[i].seq, events[i - 1].seq + 1);
	}
	jig_drive(PAD_OF_GPIOHS(4), 1);
	read_all(lines, events, 1);
	CHECK_INT(events[0].lost, 0);
	CHECK_INT(events[0].line_seq, 41);
}

static void counts_each_lines_losses(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH),
		LINE(5, .mode = K210_IN, .trigger = K210_BOTH),
	};
	uint32_t lost[2] = { 0 }, last[2] = { 0 };
	struct k210_event events[33];
	struct k210_lines *lines;

	jig_drive(PAD_OF_GPIOHS(4), 0);
	jig_drive(PAD_OF_GPIOHS(5), 0);
	lines = lines_of("gpiohs", cfg, 2);
	toggle(PAD_OF_GPIOHS(5), 1, 1);
	toggle(PAD_OF_GPIOHS(4), 1, 50);
	toggle(PAD_OF_GPIOHS(5), 0, 1);
	CHECK_INT(read_all(lines, events, 32), 32);
	for (int i = 0; i < 32; i++) {
		int line = events[i].line - 4;

		CHECK_INT(events[i].line_seq, last[line] + events[i].lost + 1);
		last[line] = events[i].line_seq;
		lost[line] += events[i].lost;
	}
	/* The oldest went first: one of line 5, then those of line 4. */
	CHECK_INT(lost[1], 1);
	CHECK_INT(lost[0], 19);
}

/* For many lines with a trigger: the kernel has a thread for each. */
#define ROOM (3 << 19)

/* What the case before had is given back by and by. */
static void want_room(void)
{
	struct sysinfo memory = { 0 };

	for (int tries = 0; tries < 500 && memory.freeram < ROOM; tries++) {
		CHECK_INT(sysinfo(&memory), 0);
		poll(NULL, 0, 10);
	}
	if (memory.freeram < ROOM)
		skip_case("it takes more memory than the newest kernel leaves");
}

/* 24 inputs of 24 kinds with a trigger: 10 of them to a request. */
static struct k210_lines *many_kinds(void)
{
	static const uint8_t triggers[] = { K210_RISING, K210_FALLING,
					    K210_BOTH };
	struct k210_line_cfg cfg[24];

	want_room();
	for (int i = 0; i < 24; i++) {
		jig_drive(PAD_OF_GPIOHS(i), 0);
		cfg[i] = (struct k210_line_cfg)LINE(
			i, .mode = K210_IN, .pull = i / 3 % 4,
			.trigger = triggers[i % 3],
			.active_low =
				i < 12 ? K210_SWITCH_OFF : K210_SWITCH_ON);
	}

	struct k210_lines *lines = lines_of("gpiohs", cfg, 24);

	CHECK_INT(k210_lines_fds(lines, NULL, 0), 3);
	return lines;
}

static void merges_by_time(void)
{
	struct k210_lines *lines = many_kinds();
	struct k210_event events[200];
	uint32_t seen[24] = { 0 };
	int wanted = 0, count = 0;

	/* Up and down, of one request's and another's by turns. */
	for (int i = 0; i < 48; i++) {
		int line = i % 24 * 7 % 24;

		jig_at(20 * MS + i * MS / 2, "drive %d %d", PAD_OF_GPIOHS(line),
		       i < 24);
		wanted += i < 24 ? 1 + (line % 3 == 2) : 0;
	}
	jig_await(48);
	CHECK_INT(wanted, 32);
	/* In pieces, so that there is always more to come. */
	while (count < wanted) {
		int got = CHECK_OK(
			k210_lines_read_events(lines, events + count, 3));

		count += got;
		if (!got && !CHECK_OK(k210_lines_wait(lines, 5000)))
			FAIL("%d events came, not %d", count, wanted);
	}
	for (int i = 0; i < count; i++) {
		CHECK_INT(events[i].lost, 0);
		CHECK_INT(events[i].line_seq, ++seen[events[i].line]);
		CHECK(!i || events[i].time_ns >= events[i - 1].time_ns);
		CHECK(!i || events[i].seq > events[i - 1].seq);
	}
	CHECK_INT(events[count - 1].seq, wanted);
	for (int i = 0; i < 24; i++)
		CHECK_INT(seen[i], 1 + (i % 3 == 2));
	CHECK_INT(k210_lines_wait(lines, 0), 0);
}

static void waits_for_what_was_read_ahead(void)
{
	struct k210_lines *lines = many_kinds();
	struct k210_event event;
	static const unsigned int order[] = { 0, 3, 23 };
	struct pollfd fds[3];
	int numbers[3];

	jig_drive(PAD_OF_GPIOHS(0), 1);
	jig_drive(PAD_OF_GPIOHS(3), 1);
	jig_drive(PAD_OF_GPIOHS(23), 1);
	CHECK_INT(k210_lines_wait(lines, 5000), 1);
	for (int i = 0; i < 3; i++) {
		/* Line 3 has only been read ahead when line 0 is told. */
		CHECK_INT(k210_lines_wait(lines, 0), 1);
		CHECK_INT(k210_lines_read_events(lines, &event, 1), 1);
		CHECK_INT(event.line, order[i]);
	}
	CHECK_INT(k210_lines_wait(lines, 0), 0);
	CHECK_INT(k210_lines_read_events(lines, &event, 1), 0);
	CHECK_INT(k210_lines_fds(lines, numbers, 3), 3);
	jig_drive(PAD_OF_GPIOHS(23), 0);
	jig_drive(PAD_OF_GPIOHS(0), 0);
	jig_drive(PAD_OF_GPIOHS(0), 1);
	for (int i = 0; i < 3; i++)
		fds[i] = (struct pollfd){ numbers[i], POLLIN, 0 };
	CHECK(poll(fds, 3, 5000) > 0);
	CHECK(fds[0].revents == POLLIN || fds[2].revents == POLLIN);
	CHECK_INT(fds[1].revents, 0);
}

static void waits_only_if_blocking(void)
{
	struct k210_line_cfg cfg =
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH);
	struct k210_event event;
	struct k210_lines *lines;

	jig_drive(PAD_OF_GPIOHS(4), 0);
	lines = lines_of("gpiohs", &cfg, 1);
	CHECK_INT(k210_lines_is_blocking(lines), 0);
	CHECK_INT(k210_lines_read_events(lines, &event, 1), 0);
	CHECK_INT(k210_lines_wait(lines, 1), 0);
	CHECK_INT(k210_lines_set_blocking(lines, 7), 0);
	CHECK_INT(k210_lines_is_blocking(lines), 1);

	uint64_t start = jig_now() + 50 * MS;

	jig_at(50 * MS, "drive %d 1", PAD_OF_GPIOHS(4));
	CHECK_INT(k210_lines_read_events(lines, &event, 1), 1);
	CHECK_INT(event.type, K210_RISING);
	CHECK(jig_now() >= start);
	start = jig_now() + 50 * MS;
	jig_at(50 * MS, "drive %d 0", PAD_OF_GPIOHS(4));
	CHECK_INT(k210_lines_wait(lines, -1), 1);
	CHECK(jig_now() >= start);
	CHECK_INT(k210_lines_read_events(lines, &event, 1), 1);
	jig_await(2);
	CHECK_INT(k210_lines_set_blocking(lines, 0), 0);
	CHECK_INT(k210_lines_read_events(lines, &event, 1), 0);
}

static void nothing(int signal)
{
	(void)signal;
}

static void is_woken_by_a_signal(void)
{
	struct k210_line_cfg cfg =
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH);
	struct sigaction action = { .sa_handler = nothing };
	struct k210_lines *lines = lines_of("gpiohs", &cfg, 1);
	struct k210_event event;

	sigaction(SIGALRM, &action, NULL);
	alarm(1);
	CHECK_ERROR(k210_lines_wait(lines, -1), -EINTR);
	k210_lines_set_blocking(lines, 1);
	alarm(1);
	CHECK_ERROR(k210_lines_read_events(lines, &event, 1), -EINTR);
}

static void has_the_clock_asked_for(void)
{
	struct k210_line_cfg cfg[] = {
		LINE(4, .mode = K210_IN, .trigger = K210_RISING,
		     .clock = K210_CLOCK_REALTIME),
	};
	struct k210_line_cfg monotonic = LINE(4, .trigger = K210_RISING);
	struct k210_event event;
	struct k210_lines *lines;
	/* So that the two differ, whatever the machine was started with. */
	struct timespec later = { .tv_sec = 2000000000 };

	CHECK_INT(clock_settime(CLOCK_REALTIME, &later), 0);
	jig_drive(PAD_OF_GPIOHS(4), 0);
	lines = lines_of("gpiohs", cfg, 1);
	jig_drive(PAD_OF_GPIOHS(4), 1);
	read_all(lines, &event, 1);
	CHECK(event.time_ns >= 2000000000 * SECOND);
	CHECK(event.time_ns <= now(CLOCK_REALTIME));
	CHECK_OK(k210_lines_configure(lines, &monotonic, 1));
	jig_drive(PAD_OF_GPIOHS(4), 0);
	jig_drive(PAD_OF_GPIOHS(4), 1);
	read_all(lines, &event, 1);
	CHECK(event.time_ns <= now(CLOCK_MONOTONIC));
	CHECK_INT(event.line_seq, 2);
	CHECK_INT(event.lost, 0);
}

static void refuses_bad_reads(void)
{
	struct k210_line_cfg cfg = LINE(4, .mode = K210_IN);
	struct k210_lines *lines = lines_of("gpiohs", &cfg, 1);
	struct k210_event event;

	CHECK_ERROR(k210_lines_read_events(lines, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_lines_read_events(lines, &event, 0), -EINVAL);
	CHECK_ERROR(k210_lines_read_events(lines, &event, -1), -EINVAL);
	CHECK_ERROR(k210_lines_read_events(NULL, &event, 1), -EINVAL);
	CHECK_ERROR(k210_lines_wait(NULL, 0), -EINVAL);
	/* Without a trigger nothing comes. */
	jig_drive(PAD_OF_GPIOHS(4), 1);
	CHECK_INT(k210_lines_wait(lines, 1), 0);
}

static void write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	CHECK_INT(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

#define DRIVER "/sys/bus/platform/drivers/k210-gpio/"
#define DEVICE "50200000.gpio"

static void bind_again(void)
{
	write_to(DRIVER "bind", DEVICE);
}

static void says_when_the_driver_is_gone(void)
{
	struct k210_line_cfg cfg =
		LINE(4, .mode = K210_IN, .trigger = K210_BOTH);
	struct k210_lines *more, *lines = lines_of("gpio", &cfg, 1);
	struct k210_line_info info = { .size = sizeof(info) };
	struct k210_chip *chip = chip_called("gpio");
	struct k210_event event;
	uint64_t bits;

	write_to(DRIVER "unbind", DEVICE);
	at_case_end(bind_again);
	CHECK_ERROR(k210_lines_get(lines, &bits), -ENODEV);
	CHECK_ERROR(k210_lines_wait(lines, -1), -ENODEV);
	CHECK_ERROR(k210_lines_read_events(lines, &event, 1), -ENODEV);
	CHECK_ERROR(k210_lines_configure(lines, &cfg, 1), -ENODEV);
	CHECK_SAYS(k210_line_info(chip, 0, &info), -ENODEV, "gpiochip1");
	CHECK_ERROR(k210_lines_request(&more, chip, &cfg, 1, NULL), -ENODEV);
	CHECK_ERROR(k210_chip_find_line(chip, "both"), -ENODEV);
	CHECK_ERROR(k210_watch(chip, NULL, 0), -ENODEV);
	k210_lines_close(lines);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("events tell what happened, to which line, and when",
		     tells_what_happened),
		CASE("events that nobody read in time are counted as lost",
		     counts_what_was_lost),
		CASE("what each line lost is counted",
		     counts_each_lines_losses),
		CASE("events of several requests come in the order of time",
		     merges_by_time),
		CASE("a wait sees what was read ahead",
		     waits_for_what_was_read_ahead),
		CASE("reading waits only if lines are blocking",
		     waits_only_if_blocking),
		CASE("a signal ends a wait for events", is_woken_by_a_signal),
		CASE("events have the clock that was asked for",
		     has_the_clock_asked_for),
		CASE("bad reads of events are refused", refuses_bad_reads),
		CASE("lines say when their driver is gone",
		     says_when_the_driver_is_gone),
		{ 0 },
	};

	return run_cases("lines_events", cases, argc, argv);
}
