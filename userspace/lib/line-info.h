/* SPDX-License-Identifier: MIT */
/* What the kernel says of a line, in our words. */
#ifndef K210_LIB_LINE_INFO_H
#define K210_LIB_LINE_INFO_H

#include <linux/gpio.h>

#include "k210gpio/chip.h"

/* k210_line_info_read() - the kernel's words in ours. */
void k210_line_info_read(struct k210_line_info *info,
			 const struct gpio_v2_line_info *theirs);

#endif
