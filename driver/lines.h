/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_LINES_H
#define K210_LINES_H

#include <linux/kconfig.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct device;
struct k210_chip;

/**
 * struct k210_lines - the chips whose lines the pads carry
 * @lock: protects @chips; who has it may use them
 * @chips: GPIOHS and GPIO, or NULL
 */
struct k210_lines {
	struct mutex lock; /* see above */
	struct k210_chip *chips[2];
};

#if IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE)
int k210_lines_add(struct k210_chip *chip, struct device *dev);
#else
static inline int k210_lines_add(struct k210_chip *chip, struct device *dev)
{
	return 0;
}
#endif

void k210_lines_chip_name(struct k210_lines *lines, u8 function, char *name,
			  size_t size);
bool k210_lines_is_output(struct k210_lines *lines, u8 function);
void k210_lines_user(struct k210_lines *lines, u8 function, char *name,
		     size_t size);

#endif
