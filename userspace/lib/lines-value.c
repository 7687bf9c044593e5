// SPDX-License-Identifier: MIT
/* What is called most: one ioctl for each 64 lines, and little else. */
#include <errno.h>

#include "chip.h"
#include "error.h"
#include "lines.h"
#include "sys.h"

#define COLD __attribute__((noinline, cold))

/* How often a write is tried again that came while lines became inputs. */
#define TRIES 3

/* The 64 bits of a bitmap that start at a bit; those behind its end are 0. */
static uint64_t window(const uint64_t *words, uint32_t num, uint32_t first)
{
	uint32_t word = first / 64, shift = first % 64;
	uint64_t bits = words[word] >> shift;

	if (shift && (word + 1) * 64 < num)
		bits |= words[word + 1] << (64 - shift);
	return bits;
}

COLD static int explain(const struct k210_lines *lines, int error)
{
	if (!lines)
		return k210_lines_none();
	if (error == -EINVAL)
		return k210_fail(error, "bitmaps of up to %u lines are needed",
				 lines->num);
	if (error == -EPERM)
		return k210_fail(error,
				 "a line of %s is an input: it can't be set",
				 lines->chip->name);
	if (error == -ENODEV)
		return k210_chip_gone(lines->chip, error);
	return k210_fail(error, "%s refused a value: error %d",
			 lines->chip->name, -error);
}

static inline int get(const struct part *part, uint64_t mask, uint64_t *bits)
{
	struct gpio_v2_line_values values = { .mask = mask };
	int error = sys_ioctl(part->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values);

	*bits = values.bits;
	return error;
}

/*
 * Drive what was asked for last. Of lines that have just become inputs that is
 * kept, as if they had been set before.
 */
COLD static int redrive(struct part *part, uint64_t mask)
{
	struct gpio_v2_line_values values;
	int tries = 0;
	int error;

	do {
		values.mask = mask & part->outputs;
		values.bits = part->driven;
		if (!values.mask)
			return 0;
		error = sys_ioctl(part->fd, GPIO_V2_LINE_SET_VALUES_IOCTL,
				  &values);
	} while (error == -EPERM ? tries++ < TRIES :
				   error >= 0 && (part->driven ^ values.bits) &
							 values.mask);
	return error;
}

/*
 * Others have set some of these meanwhile, or made them inputs; or the kernel
 * refuses them, as it does others' then. That is taken back.
 */
COLD static int set_again(struct part *part, uint64_t mask, uint64_t changed,
			  int error)
{
	if (error >= 0 || error == -EPERM)
		error = redrive(part, mask);
	if (error < 0) {
		atomic_fetch_xor(&part->driven, changed);
		redrive(part, mask);
	}
	return error;
}

/*
 * Those in @mask are known to be outputs. Whoever has asked for a value last
 * drives it last, since nobody stops before the lines are what is asked for.
 */
static inline int set(struct part *part, uint64_t mask, uint64_t bits)
{
	struct gpio_v2_line_values values = { .mask = mask, .bits = bits };
	uint64_t was = part->driven, now;
	int error;

	/* Before the kernel is told, for who configures at the same time. */
	do
		now = (was & ~mask) | (bits & mask);
	while (!atomic_compare_exchange_weak(&part->driven, &was, now));
	error = sys_ioctl(part->fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values);
	if (error < 0 || (part->driven ^ now) & mask)
		return set_again(part, mask, was ^ now, error);
	return error;
}

COLD static int get_parts(const struct k210_lines *lines, uint64_t *bits)
{
	for (uint32_t i = 0; i < (lines->num + 63) / 64; i++)
		bits[i] = 0;
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		const struct part *part = &lines->parts[i];
		uint32_t word = part->first / 64, shift = part->first % 64;
		uint64_t values;
		int error = get(part, part->mask, &values);

		if (error < 0)
			return explain(lines, error);
		bits[word] |= values << shift;
		if (shift && part->num > 64 - shift)
			bits[word + 1] |= values >> (64 - shift);
	}
	return 0;
}

K210_API int k210_lines_get(struct k210_lines *lines, uint64_t *bits)
{
	if (!lines || !bits)
		return explain(lines, -EINVAL);
	if (lines->num_parts > 1)
		return get_parts(lines, bits);

	int error = get(&lines->parts[0], lines->parts[0].mask, bits);

	return error < 0 ? explain(lines, error) : 0;
}

/* All are looked at before any is driven. */
COLD static int set_parts(struct k210_lines *lines, const uint64_t *mask,
			  const uint64_t *bits)
{
	uint32_t rest = lines->num % 64;

	if (rest && mask[lines->num / 64] >> rest)
		return explain(lines, -EINVAL);
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];

		if (window(mask, lines->num, part->first) & part->mask &
		    ~part->outputs)
			return explain(lines, -EPERM);
	}
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		uint64_t some =
			window(mask, lines->num, part->first) & part->mask;
		int error = 0;

		if (some)
			error = set(part, some,
				    window(bits, lines->num, part->first));
		if (error < 0)
			return explain(lines, error);
	}
	return 0;
}

K210_API int k210_lines_set(struct k210_lines *lines, const uint64_t *mask,
			    const uint64_t *bits)
{
	if (!lines || !mask || !bits)
		return explain(lines, -EINVAL);
	if (lines->num_parts > 1)
		return set_parts(lines, mask, bits);

	struct part *part = &lines->parts[0];
	uint64_t outputs =
		atomic_load_explicit(&part->outputs, memory_order_relaxed);

	if (*mask & ~outputs)
		return explain(lines, *mask & ~part->mask ? -EINVAL : -EPERM);
	if (!*mask)
		return 0;

	int error = set(part, *mask, *bits);

	return error < 0 ? explain(lines, error) : 0;
}

/* The bits of a part that are in a list; @values as well, unless NULL. */
static uint64_t listed(const struct k210_lines *lines, const struct part *part,
		       const unsigned int *offsets, size_t num,
		       const uint8_t *values, uint64_t *bits)
{
	uint64_t mask = 0;

	for (size_t i = 0; i < num; i++) {
		uint32_t bit = lines->index[offsets[i]] - part->first;

		if (bit >= part->num)
			continue;
		mask |= 1ULL << bit;
		if (!values)
			continue;
		*bits &= ~(1ULL << bit);
		*bits |= (uint64_t)values[i] << bit;
	}
	return mask;
}

static int check_list(const struct k210_lines *lines,
		      const unsigned int *offsets, size_t num,
		      const uint8_t *values)
{
	if (!lines || (num && (!offsets || !values)))
		return explain(NULL, -EINVAL);
	for (size_t i = 0; i < num; i++)
		if (offsets[i] >= lines->chip->lines ||
		    lines->index[offsets[i]] == NO_INDEX)
			return k210_lines_find(lines, offsets[i]);
	return 0;
}

K210_API int k210_lines_get_list(struct k210_lines *lines,
				 const unsigned int *offsets, size_t num,
				 uint8_t *values)
{
	int error = check_list(lines, offsets, num, values);

	for (uint32_t i = 0; !error && i < lines->num_parts; i++) {
		const struct part *part = &lines->parts[i];
		uint64_t bits;
		uint64_t mask = listed(lines, part, offsets, num, NULL, NULL);

		if (!mask)
			continue;
		error = get(part, mask, &bits);
		if (error < 0)
			return explain(lines, error);
		error = 0;
		for (size_t n = 0; n < num; n++) {
			uint32_t bit = lines->index[offsets[n]] - part->first;

			if (bit < part->num)
				values[n] = bits >> bit & 1;
		}
	}
	return error;
}

static int check_values(const struct k210_lines *lines,
			const unsigned int *offsets, size_t num,
			const uint8_t *values)
{
	for (size_t i = 0; i < num; i++)
		if (values[i] > 1)
			return k210_fail(
				-EINVAL,
				"the value of line %u is %u: it has to be 0 or 1",
				offsets[i], values[i]);
	for (uint32_t i = 0; i < lines->num_parts; i++) {
		const struct part *part = &lines->parts[i];

		if (listed(lines, part, offsets, num, NULL, NULL) &
		    ~part->outputs)
			return explain(lines, -EPERM);
	}
	return 0;
}

K210_API int k210_lines_set_list(struct k210_lines *lines,
				 const unsigned int *offsets, size_t num,
				 const uint8_t *values)
{
	int error = check_list(lines, offsets, num, values);

	if (!error)
		error = check_values(lines, offsets, num, values);
	for (uint32_t i = 0; !error && i < lines->num_parts; i++) {
		struct part *part = &lines->parts[i];
		uint64_t bits = 0;
		uint64_t mask =
			listed(lines, part, offsets, num, values, &bits);

		if (mask)
			error = set(part, mask, bits);
		if (error < 0)
			return explain(lines, error);
	}
	return error;
}
