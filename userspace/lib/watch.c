// SPDX-License-Identifier: MIT
#include <errno.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chip.h"
#include "error.h"
#include "line-info.h"
#include "now.h"
#include "sys.h"

/* The kernel keeps so many changes, and drops those that come then. */
#define KEPT 32
/* So many are read at once. */
#define BATCH 4

struct k210_watched {
	/* Changes that were read since there was none. */
	uint32_t in_a_row;
	/*
	 * The line to be asked for next, as many as there are if none is. What
	 * was dropped is found by that only when nothing older is left to read.
	 */
	uint32_t next;
	struct told {
		/* Told last; its size is 0 if the line isn't watched. */
		struct k210_line_info info;
		/* What is older is of a watch before this one. */
		uint64_t since_ns;
	} lines[];
};

static int ask(struct k210_chip *chip, unsigned long request, uint32_t line,
	       struct k210_line_info *info)
{
	struct gpio_v2_line_info theirs = { .offset = line };
	int error = sys_ioctl(chip->fd, request, &theirs);

	if (error == -ENODEV)
		return k210_chip_gone(chip, error);
	if (error == -EBUSY)
		return k210_fail(error, "line %u of %s is watched already",
				 line, chip->name);
	if (error < 0)
		return k210_fail(error, "line %u of %s refused: error %d", line,
				 chip->name, -error);
	k210_line_info_read(info, &theirs);
	return 0;
}

static void forget(struct k210_chip *chip, uint32_t line)
{
	chip->watched->lines[line].info.size = 0;
	sys_ioctl(chip->fd, GPIO_GET_LINEINFO_UNWATCH_IOCTL, &line);
}

/* The @i-th of a caller's list, who has none for all lines. */
static uint32_t line_at(const unsigned int *lines, size_t i)
{
	return lines ? lines[i] : i;
}

static int check(struct k210_chip *chip, const unsigned int *lines, size_t *num)
{
	k210_silence();
	if (!chip)
		return k210_chip_none();
	if (!lines)
		*num = chip->lines;
	for (size_t i = 0; i < *num; i++)
		if (line_at(lines, i) >= chip->lines)
			return k210_fail(-EINVAL,
					 "%s has no line %u: it has %u",
					 chip->name, lines[i], chip->lines);
	return 0;
}

static int watch(struct k210_chip *chip, const unsigned int *lines, size_t num)
{
	if (!chip->watched) {
		size_t size = chip->lines * sizeof(struct told);

		chip->watched = calloc(1, sizeof(*chip->watched) + size);
		if (!chip->watched)
			return k210_fail(-ENOMEM,
					 "there is no memory for a watch");
		chip->watched->next = chip->lines;
	}
	for (size_t i = 0; i < num; i++) {
		uint32_t line = line_at(lines, i);
		struct told *told = &chip->watched->lines[line];
		uint64_t since_ns = k210_now();
		int error = ask(chip, GPIO_V2_GET_LINEINFO_WATCH_IOCTL, line,
				&told->info);

		if (!error) {
			told->since_ns = since_ns;
			continue;
		}
		while (i--)
			forget(chip, line_at(lines, i));
		return error;
	}
	return 0;
}

K210_API int k210_watch(struct k210_chip *chip, const unsigned int *lines,
			size_t num)
{
	int error = check(chip, lines, &num);

	if (error)
		return error;
	lock_take(&chip->lock);
	error = watch(chip, lines, num);
	lock_drop(&chip->lock);
	return error;
}

static int unwatch(struct k210_chip *chip, const unsigned int *lines,
		   size_t num)
{
	for (size_t i = 0; lines && i < num; i++)
		if (!chip->watched || !chip->watched->lines[lines[i]].info.size)
			return k210_fail(-EINVAL, "line %u of %s isn't watched",
					 lines[i], chip->name);
	for (size_t i = 0; chip->watched && i < num; i++)
		if (chip->watched->lines[line_at(lines, i)].info.size)
			forget(chip, line_at(lines, i));
	return 0;
}

K210_API int k210_unwatch(struct k210_chip *chip, const unsigned int *lines,
			  size_t num)
{
	int error = check(chip, lines, &num);

	if (error)
		return error;
	lock_take(&chip->lock);
	error = unwatch(chip, lines, num);
	lock_drop(&chip->lock);
	return error;
}

static uint32_t type_of(uint32_t theirs)
{
	switch (theirs) {
	case GPIO_V2_LINE_CHANGED_REQUESTED:
		return K210_LINE_REQUESTED;
	case GPIO_V2_LINE_CHANGED_RELEASED:
		return K210_LINE_RELEASED;
	default:
		return K210_LINE_RECONFIGURED;
	}
}

/* What the kernel has, up to @max. @drained: whether it had fewer. */
static int read_kept(struct k210_chip *chip, struct k210_info_event *ev,
		     int max, bool *drained)
{
	struct gpio_v2_line_info_changed theirs[BATCH];
	struct k210_watched *watched = chip->watched;
	int wanted = max < BATCH ? max : BATCH;
	ssize_t got = read(chip->fd, theirs, wanted * sizeof(theirs[0]));
	int count = 0;

	if (got < 0 && errno != EAGAIN)
		return k210_fail(-errno, "%s doesn't tell changes: error %d",
				 chip->name, errno);
	got = got < 0 ? 0 : got / sizeof(theirs[0]);
	*drained = got < wanted;
	watched->in_a_row += got;
	for (int i = 0; i < got; i++) {
		struct told *told = &watched->lines[theirs[i].info.offset];

		/* It was there before the end of a watch. */
		if (!told->info.size || theirs[i].timestamp_ns < told->since_ns)
			continue;
		ev[count].time_ns = theirs[i].timestamp_ns;
		ev[count].type = type_of(theirs[i].event_type);
		ev[count].reserved = 0;
		k210_line_info_read(&ev[count].info, &theirs[i].info);
		told->info = ev[count++].info;
	}
	return count;
}

/* What has changed of a line that is looked at, or 0. */
static uint32_t change(const struct k210_line_info *was,
		       const struct k210_line_info *is)
{
	if (!memcmp(was, is, sizeof(*is)))
		return 0;
	if (!is->used)
		return K210_LINE_RELEASED;
	if (!was->used || strcmp(was->consumer, is->consumer))
		return K210_LINE_REQUESTED;
	return K210_LINE_RECONFIGURED;
}

/* What was dropped, up to @max. */
static int find_dropped(struct k210_chip *chip, struct k210_info_event *ev,
			int max)
{
	struct k210_watched *watched = chip->watched;
	int count = 0;

	while (watched->next < chip->lines && count < max) {
		struct k210_line_info *told =
			&watched->lines[watched->next].info;
		struct k210_line_info is;

		if (!told->size) {
			watched->next++;
			continue;
		}

		int error = ask(chip, GPIO_V2_GET_LINEINFO_IOCTL, watched->next,
				&is);

		if (error)
			return error;
		ev[count].type = change(told, &is);
		watched->next++;
		if (!ev[count].type)
			continue;
		ev[count].time_ns = 0;
		ev[count].reserved = 0;
		ev[count++].info = *told = is;
	}
	return count;
}

static int read_changes(struct k210_chip *chip, struct k210_info_event *ev,
			int max)
{
	struct k210_watched *watched = chip->watched;
	bool drained = false;
	int count = 0;

	while (count < max && !drained) {
		int got = watched->next < chip->lines ?
				  find_dropped(chip, ev + count, max - count) :
				  read_kept(chip, ev + count, max - count,
					    &drained);

		if (got < 0)
			return count ? count : got;
		count += got;
		if (!drained)
			continue;
		if (watched->in_a_row >= KEPT) {
			watched->next = 0;
			drained = false;
		}
		watched->in_a_row = 0;
	}
	return count;
}

K210_API int k210_watch_read(struct k210_chip *chip, struct k210_info_event *ev,
			     int max)
{
	int count = 0;

	if (!chip || !ev || max < 1)
		return k210_fail(-EINVAL,
				 "a chip and a place for 1 change are needed");
	lock_take(&chip->lock);
	if (chip->watched)
		count = read_changes(chip, ev, max);
	lock_drop(&chip->lock);
	return count;
}
