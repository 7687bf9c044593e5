// SPDX-License-Identifier: MIT
/* Why the kernel refused lines, in a sentence. */
#include <errno.h>

#include "chip.h"
#include "error.h"
#include "lines.h"
#include "request.h"
#include "sys.h"

/* Says which line is in use, as far as it can be found out. */
static int busy(const struct k210_chip *chip, const struct line *lines,
		uint32_t num)
{
	for (uint32_t i = 0; i < num; i++) {
		struct gpio_v2_line_info info = { .offset = lines[i].offset };

		if (sys_ioctl(chip->fd, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0)
			break;
		if (info.flags & GPIO_V2_LINE_FLAG_USED)
			return k210_fail(-EBUSY,
					 "line %u of %s is in use by '%s'",
					 lines[i].offset, chip->name,
					 info.consumer);
	}
	return k210_fail(-EBUSY, "a line of %s is in use", chip->name);
}

int k210_lines_refused(const struct k210_chip *chip, const struct line *lines,
		       uint32_t num, int error)
{
	switch (error) {
	case -EBUSY:
		return busy(chip, lines, num);
	case -ENODEV:
		return k210_chip_gone(chip, error);
	case -ENXIO:
		return k210_fail(
			error,
			"line %u of %s, or one with it, is on no pad, or can't make interrupts: map its function to a pad",
			lines->offset, chip->name);
	case -EOPNOTSUPP:
	case -KERNEL_ENOTSUPP:
		return k210_fail(
			-EOPNOTSUPP,
			"%s can't do all that lines are to be: see clock and pull",
			chip->name);
	default:
		return k210_fail(error,
				 "%s refused line %u, or one with it: error %d",
				 chip->name, lines->offset, -error);
	}
}
