// SPDX-License-Identifier: MIT
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chip.h"
#include "error.h"
#include "lines.h"
#include "request.h"
#include "sys.h"

int k210_lines_none(void)
{
	return k210_fail(-EINVAL, "lines are needed, not NULL");
}

/* Whether a line drives or not, for who leaves it as it is. */
static int find_mode(const struct k210_chip *chip, struct line *line)
{
	struct gpio_v2_line_info info = { .offset = line->offset };
	int error = sys_ioctl(chip->fd, GPIO_V2_GET_LINEINFO_IOCTL, &info);

	if (error < 0)
		return k210_lines_refused(chip, line, 1, error);
	line->words.mode =
		info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? K210_OUT : K210_IN;
	return 0;
}

/* The caller's configs as @lines, and where each line is. */
static int take(const struct k210_chip *chip, const struct k210_line_cfg *cfg,
		size_t num, struct line *lines, uint16_t *index)
{
	memset(index, 0xff, chip->lines * sizeof(*index));
	for (size_t i = 0; i < num; i++) {
		struct k210_line_cfg one;
		int error = k210_line_cfg_at(&one, cfg, i);

		if (error)
			return error;
		if (one.line >= chip->lines)
			return k210_fail(-EINVAL,
					 "%s has no line %u: it has %u",
					 chip->name, one.line, chip->lines);
		if (index[one.line] != NO_INDEX)
			return k210_fail(-EINVAL,
					 "line %u of %s is there twice",
					 one.line, chip->name);
		index[one.line] = i;
		lines[i].offset = one.line;
		if (!one.mode) {
			lines[i].keeps = true;
			lines[i].as_is = !one.value;
			error = find_mode(chip, &lines[i]);
			if (error)
				return error;
			/* The kernel may not know yet; keep_modes() does. */
			if (one.trigger || one.debounce_us)
				lines[i].words.mode = K210_IN;
		}
		error = k210_line_merge(&lines[i], &one, chip->name);
		if (error)
			return error;
	}
	return 0;
}

/* A handle of as many parts as the lines need, without descriptors. */
static struct k210_lines *plan(const struct line *line, uint32_t num)
{
	struct gpio_v2_line_config config;
	struct k210_lines *lines;
	uint32_t parts = 0;

	for (uint32_t i = 0; i < num; parts++)
		i += k210_lines_pack(&config, line + i, num - i, 0);
	lines = calloc(1, sizeof(*lines) + parts * sizeof(lines->parts[0]));
	if (!lines)
		return NULL;
	lines->num = num;
	lines->num_parts = parts;

	struct part *part = lines->parts;

	for (uint32_t i = 0; i < num; i += part++->num) {
		part->fd = -1;
		part->first = i;
		part->num = k210_lines_pack(&config, line + i, num - i, 0);
		part->mask = ~0ULL >> (64 - part->num);
		for (uint32_t bit = 0; bit < part->num; bit++)
			part->driven |= (uint64_t)line[i + bit].high << bit;
		if (parts > 1)
			part->ahead = calloc(1, sizeof(*part->ahead));
		if (parts > 1 && !part->ahead) {
			k210_lines_close(lines);
			return NULL;
		}
	}
	return lines;
}

/* The lines are the caller's from here on, and as they were. */
static int reserve(struct k210_lines *lines, const struct line *line)
{
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		struct gpio_v2_line_request request = {
			.num_lines = part->num,
		};

		line += i ? lines->parts[i - 1].num : 0;
		for (uint32_t bit = 0; bit < part->num; bit++)
			request.offsets[bit] = line[bit].offset;
		memcpy(request.consumer, lines->consumer,
		       sizeof(request.consumer));

		int error = sys_ioctl(lines->chip->fd, GPIO_V2_GET_LINE_IOCTL,
				      &request);

		if (error < 0)
			return k210_lines_refused(lines->chip, line, part->num,
						  error);
		part->fd = request.fd;
		/* Nothing but reading events ever waits. */
		fcntl(part->fd, F_SETFL, O_NONBLOCK);
	}
	return 0;
}

/* What the lines of a part are, which are reserved: whether they drive what. */
static int look(const struct k210_lines *lines, const struct part *part,
		struct line *was)
{
	struct gpio_v2_line_values values = { .mask = part->mask };
	int error = sys_ioctl(part->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values);

	for (uint32_t i = 0; i < part->num && error >= 0; i++) {
		was[i].offset = lines->lines[part->first + i].offset;
		was[i].high = values.bits >> i & 1;
		error = find_mode(lines->chip, &was[i]);
	}
	if (error < 0)
		return k210_lines_refused(lines->chip,
					  lines->lines + part->first, part->num,
					  error);
	return 0;
}

/*
 * A line that others have turned around since its direction was found out,
 * while it wasn't the caller's yet.
 */
static int keep_modes(const struct part *part, struct line *line,
		      const struct line *was, const char *chip)
{
	struct gpio_v2_line_config config;

	for (uint32_t i = 0; i < part->num; i++) {
		if (!line[i].keeps || line[i].words.mode == was[i].words.mode)
			continue;
		if (line[i].words.trigger || line[i].debounce_us)
			return k210_fail(
				-EINVAL,
				"line %u of %s is an output: it has no events",
				line[i].offset, chip);
		line[i].words.mode = was[i].words.mode;
	}
	if (k210_lines_pack(&config, line, part->num, 0) == part->num)
		return 0;
	return k210_fail(-EBUSY,
			 "a line of %s was turned around just now: try again",
			 chip);
}

/* Lines that stay as they are keep the level that they have. */
static void keep_levels(struct part *part, const struct line *line,
			const struct line *was)
{
	for (uint32_t i = 0; i < part->num; i++) {
		bool low = line[i].words.active_low == K210_SWITCH_ON;

		if (!line[i].as_is)
			continue;
		part->driven &= ~(1ULL << i);
		part->driven |= (uint64_t)(was[i].high != low) << i;
	}
}

/* After a part that was refused: that and all before it are as they were. */
static void unsettle(struct k210_lines *lines, const struct line *was,
		     uint32_t refused)
{
	for (uint32_t i = 0; i <= refused; i++) {
		struct part *part = &lines->parts[i];
		uint64_t driven = 0;

		for (uint32_t n = 0; n < part->num; n++)
			driven |= (uint64_t)was[part->first + n].high << n;
		part->driven = driven;
		k210_part_configure(part, was + part->first);
	}
}

/*
 * Lines become what they are to be only once all are reserved. The kernel would
 * leave those that came before one that it refuses as they have become.
 */
static int settle(struct k210_lines *lines, struct line *was)
{
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		int error = look(lines, part, was + part->first);

		if (!error)
			error = keep_modes(part, lines->lines + part->first,
					   was + part->first,
					   lines->chip->name);
		if (error)
			return error;
	}
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		struct line *line = lines->lines + part->first;

		keep_levels(part, line, was + part->first);

		int error = k210_part_configure(part, line);

		if (error < 0) {
			error = k210_lines_refused(lines->chip, line, part->num,
						   error);
			unsettle(lines, was, i);
			return error;
		}
	}
	return 0;
}

static int request(struct k210_lines *lines)
{
	struct line *was = calloc(lines->num, sizeof(*was));
	int error = -ENOMEM;

	if (was) {
		error = reserve(lines, lines->lines);
		if (!error)
			error = settle(lines, was);
	} else {
		k210_fail(error, "there is no memory for lines");
	}
	free(was);
	return error;
}

K210_API int k210_lines_request(struct k210_lines **lines,
				struct k210_chip *chip,
				const struct k210_line_cfg *cfg, size_t num,
				const char *consumer)
{
	struct k210_lines *new = NULL;

	k210_silence();
	if (!lines || !chip)
		return k210_lines_none();
	if (!num || num > chip->lines)
		return k210_fail(-EINVAL, "%s has 1 to %u lines to request",
				 chip->name, chip->lines);
	consumer = k210_consumer(consumer);
	if (strlen(consumer) >= K210_NAME_SIZE)
		return k210_fail(-EINVAL, "a consumer has up to 31 characters");

	struct line *line = calloc(num, sizeof(*line));
	uint16_t *index = malloc(chip->lines * sizeof(*index));
	uint32_t *seqs = calloc(num, sizeof(*seqs));
	int error = -ENOMEM;

	if (line && index && seqs) {
		error = take(chip, cfg, num, line, index);
		new = error ? NULL : plan(line, num);
	}
	if (!new) {
		free(seqs);
		free(index);
		free(line);
		return error && error != -ENOMEM ?
			       error :
			       k210_fail(-ENOMEM,
					 "there is no memory for lines");
	}
	new->chip = k210_chip_ref(chip);
	new->lines = line;
	new->index = index;
	new->seqs = seqs;
	strcpy(new->consumer, consumer);
	error = request(new);
	if (error) {
		k210_lines_close(new);
		return error;
	}
	*lines = new;
	return 0;
}

K210_API void k210_lines_close(struct k210_lines *lines)
{
	if (!lines)
		return;
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		if (lines->parts[i].fd >= 0)
			close(lines->parts[i].fd);
		free(lines->parts[i].ahead);
	}
	k210_chip_close(lines->chip);
	free(lines->lines);
	free(lines->index);
	free(lines->seqs);
	free(lines);
}
