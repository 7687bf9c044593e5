/* SPDX-License-Identifier: MIT */
/* What cases about events have in common. */
#ifndef EVENTS_H
#define EVENTS_H

#include <poll.h>
#include <stdatomic.h>
#include <time.h>

#include "harness.h"
#include "jig.h"

/* With what has to come. */
#define PATIENCE_MS 30000

/* Pads of nobody, and a line of each chip on them. */
#define HS_PAD 22
#define HS "IO22=GPIOHS6"
#define HS_LINE 6
#define LOW_PAD 11
#define LOW "IO11=GPIO3"
#define LOW_LINE 3
#define OTHER_PAD 24
#define OTHER "IO24=GPIOHS8"

#define MARK_PAD 35
#define MARK "IO35=GPIOHS19"

#define PIN(...)                                                      \
	(&(struct k210_pin_cfg){ .size = sizeof(struct k210_pin_cfg), \
				 __VA_ARGS__ })

/* An input whose pad is low, unless the case has driven it already. */
static inline struct k210_pin *open_with(const char *name,
					 const struct k210_pin_cfg *cfg)
{
	struct k210_pin *p;

	CHECK_OK(k210_pin_open(&p, name, cfg));
	return p;
}

static inline struct k210_pin *open_in(const char *name, unsigned int trigger)
{
	return open_with(name, PIN(.mode = K210_IN, .trigger = trigger));
}

static inline uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

/* The events of one pin, in their order, of which none was lost. */
static inline void check_events(const struct k210_event *ev, int num,
				struct k210_pin *p, unsigned int line,
				uint64_t after)
{
	for (int i = 0; i < num; i++) {
		CHECK_INT(ev[i].line, line);
		CHECK_INT(ev[i].seq, i + 1);
		CHECK_INT(ev[i].line_seq, i + 1);
		CHECK_INT(ev[i].lost, 0);
		CHECK_INT(ev[i].reserved, 0);
		CHECK(ev[i].pin == p && !ev[i].user);
		CHECK(ev[i].time_ns > (i ? ev[i - 1].time_ns : after));
	}
	CHECK(ev[num - 1].time_ns < now_ns());
}

static inline void await_fd(struct k210_pin *p)
{
	struct pollfd ready = { .fd = CHECK_OK(k210_pin_fd(p)),
				.events = POLLIN };

	CHECK_INT(poll(&ready, 1, PATIENCE_MS), 1);
	CHECK_INT(ready.revents, POLLIN);
}

static inline bool is_readable(struct k210_pin *p)
{
	struct pollfd ready = { .fd = CHECK_OK(k210_pin_fd(p)),
				.events = POLLIN };

	return poll(&ready, 1, 0) == 1;
}

/*
 * Returns when the kernel has told of all edges that there were: one hart
 * handles them in their order, and that of this pad is the last.
 */
static inline void settle(void)
{
	static struct k210_pin *mark;
	static int level;
	struct k210_event ev;

	if (!mark) {
		jig_drive(MARK_PAD, 0);
		mark = open_in(MARK, K210_BOTH);
	}
	level ^= 1;
	jig_drive(MARK_PAD, level);
	await_fd(mark);
	CHECK_INT(k210_pin_read_events(mark, &ev, 1), 1);
	CHECK_INT(ev.type, level ? K210_RISING : K210_FALLING);
}

/* An edge that the kernel has told of. */
static inline void edge(int pad, int level)
{
	jig_drive(pad, level);
	settle();
}

/* A handler, and what it was called with. */
#define MAX_SEEN 512
static struct k210_event seen[MAX_SEEN];
static atomic_int num_seen;

__attribute__((unused)) static void note(const struct k210_event *ev)
{
	if (num_seen == MAX_SEEN)
		FAIL("a handler is called for ever");
	seen[num_seen] = *ev;
	num_seen++;
}

#define CHECK_NOTHING(p)                                          \
	do {                                                      \
		struct k210_event ev_;                            \
		CHECK_INT(k210_pin_read_events((p), &ev_, 1), 0); \
	} while (0)

#define CHECK_TYPE(p, wanted)                                     \
	do {                                                      \
		struct k210_event ev_;                            \
		CHECK_INT(k210_pin_read_events((p), &ev_, 1), 1); \
		CHECK_INT(ev_.type, (wanted));                    \
	} while (0)

#endif
