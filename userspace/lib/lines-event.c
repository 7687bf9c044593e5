// SPDX-License-Identifier: MIT
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chip.h"
#include "error.h"
#include "lines.h"

/* So many are read at once, where there is one descriptor. */
#define BATCH 32
/* So many parts need no memory of their own to be waited for. */
#define FEW 16

/* How many events there were, 0 for none. */
static int read_part(const struct k210_lines *lines, const struct part *part,
		     struct gpio_v2_line_event *events, uint32_t max)
{
	ssize_t got = read(part->fd, events, max * sizeof(*events));

	if (got >= 0)
		return got / sizeof(*events);
	if (errno == EAGAIN)
		return 0;
	if (errno == ENODEV)
		return k210_chip_gone(lines->chip, -errno);
	return k210_fail(-errno, "events of %s can't be read: error %d",
			 lines->chip->name, errno);
}

/* Those before the first event of a line are lost too: it counts from 1. */
static void take(struct k210_lines *lines, struct part *part,
		 const struct gpio_v2_line_event *theirs,
		 struct k210_event *event)
{
	uint32_t index = lines->index[theirs->offset];

	event->time_ns = theirs->timestamp_ns;
	event->type = theirs->id == GPIO_V2_LINE_EVENT_RISING_EDGE ?
			      K210_RISING :
			      K210_FALLING;
	event->line = theirs->offset;
	event->line_seq = theirs->line_seqno;
	event->lost = theirs->line_seqno - lines->seqs[index] - 1;
	event->reserved = 0;
	event->pin = NULL;
	event->user = NULL;
	lines->seqs[index] = theirs->line_seqno;
	/* The kernel numbers those of each part. */
	event->seq = lines->seq - part->seq + theirs->seqno;
	if ((int32_t)(theirs->seqno - part->seq) > 0) {
		lines->seq += theirs->seqno - part->seq;
		part->seq = theirs->seqno;
	}
}

/*
 * The kernel queues events as its threads get to them, which is nearly in the
 * order of their times.
 */
static void sort(struct k210_event *events, int num)
{
	for (int i = 1; i < num; i++) {
		if (events[i - 1].time_ns <= events[i].time_ns)
			continue;

		struct k210_event event = events[i];
		int place = i;

		for (; place && events[place - 1].time_ns > event.time_ns;
		     place--)
			events[place] = events[place - 1];
		events[place] = event;
	}
}

static int read_one(struct k210_lines *lines, struct k210_event *events,
		    int max)
{
	struct gpio_v2_line_event theirs[BATCH];
	struct part *part = &lines->parts[0];
	int count = 0;

	while (count < max) {
		int wanted = max - count < BATCH ? max - count : BATCH;
		int got = read_part(lines, part, theirs, wanted);

		if (got < 0 && !count)
			return got;
		for (int i = 0; i < got; i++)
			take(lines, part, &theirs[i], &events[count++]);
		if (got < wanted)
			break;
	}
	sort(events, count);
	return count;
}

static int refill(const struct k210_lines *lines, struct part *part)
{
	struct ahead *ahead = part->ahead;
	int got = read_part(lines, part, ahead->events, AHEAD);

	ahead->next = 0;
	ahead->num = got < 0 ? 0 : got;
	ahead->more = got == AHEAD;
	return got;
}

/* The part whose next event is the first of all, or NULL. */
static struct part *first_of(struct k210_lines *lines)
{
	struct part *first = NULL;
	uint64_t time = 0;

	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct ahead *ahead = lines->parts[i].ahead;

		if (ahead->next == ahead->num)
			continue;

		uint64_t its = ahead->events[ahead->next].timestamp_ns;

		if (first && its >= time)
			continue;
		first = &lines->parts[i];
		time = its;
	}
	return first;
}

static int read_merged(struct k210_lines *lines, struct k210_event *events,
		       int max)
{
	int count = 0, error = 0;

	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		int got = 0;

		if (part->ahead->next == part->ahead->num)
			got = refill(lines, part);
		if (got < 0)
			error = got;
	}
	while (count < max) {
		struct part *part = first_of(lines);

		if (!part)
			break;

		struct ahead *ahead = part->ahead;

		take(lines, part, &ahead->events[ahead->next++],
		     &events[count++]);
		if (ahead->next == ahead->num && ahead->more)
			refill(lines, part);
	}
	sort(events, count);
	/* What one part fails with is told once others have no more. */
	return count ? count : error;
}

static int read_now(struct k210_lines *lines, struct k210_event *events,
		    int max)
{
	int count;

	lock_take(&lines->reading);
	count = lines->num_parts == 1 ? read_one(lines, events, max) :
					read_merged(lines, events, max);
	lock_drop(&lines->reading);
	return count;
}

static bool has_ahead(struct k210_lines *lines)
{
	bool has;

	if (lines->num_parts == 1)
		return false;
	lock_take(&lines->reading);
	has = first_of(lines);
	lock_drop(&lines->reading);
	return has;
}

static int wait(struct k210_lines *lines, int timeout_ms)
{
	struct pollfd few[FEW], *fds = few;
	uint32_t num = lines->num_parts;
	bool gone = false;
	int ready, error;

	if (num > FEW)
		fds = calloc(num, sizeof(*fds));
	if (!fds)
		return k210_fail(-ENOMEM, "there is no memory for a wait");
	for (uint32_t i = 0; i < num; i++)
		fds[i] = (struct pollfd){ lines->parts[i].fd, POLLIN, 0 };
	ready = poll(fds, num, timeout_ms);
	error = errno;
	for (uint32_t i = 0; ready > 0 && i < num; i++)
		gone = gone || fds[i].revents & ~POLLIN;
	if (fds != few)
		free(fds);
	if (ready < 0)
		return k210_fail(-error, "the wait for events ended: error %d",
				 error);
	return gone ? k210_chip_gone(lines->chip, -ENODEV) : ready > 0;
}

K210_API int k210_lines_wait(struct k210_lines *lines, int timeout_ms)
{
	k210_silence();
	if (!lines)
		return k210_lines_none();
	return has_ahead(lines) ? 1 : wait(lines, timeout_ms);
}

K210_API int k210_lines_read_events(struct k210_lines *lines,
				    struct k210_event *ev, int max)
{
	if (!lines)
		return k210_lines_none();
	if (!ev || max < 1)
		return k210_fail(-EINVAL,
				 "a place for 1 event or more is needed");
	for (;;) {
		int count = read_now(lines, ev, max);

		if (count || !lines->blocking)
			return count;

		int error = wait(lines, -1);

		if (error < 0)
			return error;
	}
}
