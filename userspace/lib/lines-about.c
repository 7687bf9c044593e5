// SPDX-License-Identifier: MIT
/* What lines tell of themselves. */
#include <errno.h>

#include "error.h"
#include "lines.h"

int k210_lines_find(const struct k210_lines *lines, unsigned int offset)
{
	if (offset >= (unsigned int)k210_chip_lines(lines->chip) ||
	    lines->index[offset] == NO_INDEX)
		return k210_fail(-EINVAL, "line %u of %s isn't one of these",
				 offset, k210_chip_name(lines->chip));
	return lines->index[offset];
}

struct part *k210_part_of(struct k210_lines *lines, uint32_t index)
{
	struct part *part = lines->parts;

	while (index - part->first >= part->num)
		part++;
	return part;
}

K210_API int k210_lines_fds(const struct k210_lines *lines, int *fds,
			    size_t max)
{
	if (!lines || (max && !fds))
		return k210_lines_none();
	for (uint32_t i = 0; i < lines->num_parts && i < max; i++)
		fds[i] = lines->parts[i].fd;
	return lines->num_parts;
}

K210_API int k210_lines_count(const struct k210_lines *lines)
{
	return lines ? (int)lines->num : k210_lines_none();
}

K210_API int k210_lines_offset(const struct k210_lines *lines, size_t index)
{
	if (!lines)
		return k210_lines_none();
	if (index >= lines->num)
		return k210_fail(-EINVAL, "there are %u lines, no %u",
				 lines->num, (unsigned int)index);
	return lines->lines[index].offset;
}

static int limit(const struct k210_lines *lines, bool largest)
{
	if (!lines)
		return k210_lines_none();

	uint32_t best = lines->lines[0].offset;

	for (uint32_t i = 1; i < lines->num; i++)
		if ((lines->lines[i].offset > best) == largest)
			best = lines->lines[i].offset;
	return best;
}

K210_API int k210_lines_min(const struct k210_lines *lines)
{
	return limit(lines, false);
}

K210_API int k210_lines_max(const struct k210_lines *lines)
{
	return limit(lines, true);
}

K210_API const char *k210_lines_consumer(const struct k210_lines *lines)
{
	return lines ? lines->consumer : "";
}

K210_API int k210_lines_set_blocking(struct k210_lines *lines, int on)
{
	if (!lines)
		return k210_lines_none();
	lines->blocking = on != 0;
	return 0;
}

K210_API int k210_lines_is_blocking(const struct k210_lines *lines)
{
	return lines ? lines->blocking : k210_lines_none();
}
