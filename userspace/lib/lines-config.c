// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "chip.h"
#include "error.h"
#include "lines.h"
#include "sys.h"

int k210_part_configure(struct part *part, const struct line *lines)
{
	struct gpio_v2_line_config config;
	uint64_t sent = part->driven;
	uint64_t outputs = k210_part_outputs(lines, part->num);

	/* What only now becomes an output can't be set by others yet. */
	part->outputs &= outputs;
	k210_lines_pack(&config, lines, part->num, sent);

	int error = sys_ioctl(part->fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config);

	if (error < 0)
		return error;
	part->outputs = outputs;
	/*
	 * A value that was set meanwhile, before the kernel took this one, is
	 * set again.
	 */
	for (;;) {
		uint64_t now = part->driven;
		struct gpio_v2_line_values values = {
			.mask = (now ^ sent) & outputs,
			.bits = now,
		};

		if (!values.mask)
			return 0;
		error = sys_ioctl(part->fd, GPIO_V2_LINE_SET_VALUES_IOCTL,
				  &values);
		if (error < 0)
			return error;
		sent = now;
	}
}

/* A change of some lines, under way. */
struct change {
	struct k210_lines *lines;
	struct line *next; /* all lines */
	/* Of each part: which lines are given a value, and what they had. */
	struct saved {
		bool meant;
		uint64_t valued;
		uint64_t had;
	} * parts;
};

static int take(struct change *change, const struct k210_line_cfg *cfg,
		size_t num)
{
	struct k210_lines *lines = change->lines;

	for (size_t i = 0; i < num; i++) {
		struct k210_line_cfg one;
		int error = k210_line_cfg_at(&one, cfg, i);

		if (error)
			return error;

		int index = k210_lines_find(lines, one.line);

		if (index < 0)
			return index;

		struct part *part = k210_part_of(lines, index);
		struct saved *saved = &change->parts[part - lines->parts];

		saved->meant = true;
		if (one.value)
			saved->valued |= 1ULL << (index - part->first);
		error = k210_line_merge(&change->next[index], &one,
					lines->chip->name);
		if (error)
			return error;
	}
	return 0;
}

/* Whether each part is still one of the kernel's requests. */
static int fit(const struct change *change)
{
	struct gpio_v2_line_config config;

	for (uint32_t i = 0; i < change->lines->num_parts; i++) {
		const struct part *part = &change->lines->parts[i];

		if (k210_lines_pack(&config, change->next + part->first,
				    part->num, 0) != part->num)
			return k210_fail(
				-ENOSPC,
				"line %u of %s and those with it have more than 10 different settings: request them apart",
				change->next[part->first].offset,
				change->lines->chip->name);
	}
	return 0;
}

/* Sets some bits and leaves others alone, that are changed meanwhile. */
static void replace(_Atomic uint64_t *word, uint64_t mask, uint64_t bits)
{
	atomic_fetch_and(word, ~mask | bits);
	atomic_fetch_or(word, mask & bits);
}

static int apply(struct change *change, uint32_t i)
{
	struct part *part = &change->lines->parts[i];
	struct saved *saved = &change->parts[i];
	const struct line *next = change->next + part->first;
	uint64_t bits = 0;

	for (uint32_t n = 0; n < part->num; n++)
		bits |= (uint64_t)next[n].high << n;
	saved->had = part->driven;
	replace(&part->driven, saved->valued, bits);
	return k210_part_configure(part, next);
}

/* The kernel may have taken some of a part's lines before it refused one. */
static void give_back(struct change *change, uint32_t i)
{
	struct part *part = &change->lines->parts[i];
	struct saved *saved = &change->parts[i];

	replace(&part->driven, saved->valued, saved->had);
	k210_part_configure(part, change->lines->lines + part->first);
}

static int apply_all(struct change *change)
{
	struct k210_lines *lines = change->lines;

	for (uint32_t i = 0; i < lines->num_parts; i++) {
		if (!change->parts[i].meant)
			continue;

		int error = apply(change, i);

		if (error >= 0)
			continue;

		struct part *part = &lines->parts[i];

		error = k210_lines_refused(lines->chip,
					   change->next + part->first,
					   part->num, error);
		do {
			if (change->parts[i].meant)
				give_back(change, i);
		} while (i--);
		return error;
	}
	return 0;
}

static int configure(struct change *change, const struct k210_line_cfg *cfg,
		     size_t num)
{
	struct k210_lines *lines = change->lines;
	size_t size = lines->num * sizeof(*change->next);
	int error;

	memcpy(change->next, lines->lines, size);
	error = take(change, cfg, num);
	if (!error)
		error = fit(change);
	if (!error)
		error = apply_all(change);
	if (!error)
		memcpy(lines->lines, change->next, size);
	return error;
}

K210_API int k210_lines_configure(struct k210_lines *lines,
				  const struct k210_line_cfg *cfg, size_t num)
{
	struct change change = { .lines = lines };
	int error;

	k210_silence();
	if (!lines)
		return k210_lines_none();
	if (!num || num > lines->num)
		return k210_fail(-EINVAL, "1 to %u lines can be configured",
				 lines->num);
	change.next = calloc(lines->num, sizeof(*change.next));
	change.parts = calloc(lines->num_parts, sizeof(*change.parts));
	if (change.next && change.parts) {
		lock_take(&lines->lock);
		error = configure(&change, cfg, num);
		lock_drop(&lines->lock);
	} else {
		error = k210_fail(-ENOMEM, "there is no memory for lines");
	}
	free(change.next);
	free(change.parts);
	return error;
}
