/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_SETTINGS_H
#define K210_SETTINGS_H

#include <linux/pinctrl/pinconf-generic.h>
#include <linux/types.h>

/* Parameters that pads have beyond the generic ones. */
#define K210_PIN_CONFIG_INPUT_INVERT	(PIN_CONFIG_END + 1)
#define K210_PIN_CONFIG_OUTPUT_INVERT	(PIN_CONFIG_END + 2)

/**
 * enum k210_level - whether a pad is held at a level
 * @K210_LEVEL_FUNCTION: no: its function drives it
 * @K210_LEVEL_LOW: low, whatever its function was
 * @K210_LEVEL_HIGH: high
 */
enum k210_level {
	K210_LEVEL_FUNCTION,
	K210_LEVEL_LOW,
	K210_LEVEL_HIGH,
};

/**
 * struct k210_settings - changes to a pad, made all at once
 * @mask: the bits of its word that change
 * @value: what they become; no other bits are set
 * @level: one of enum k210_level; the pad becomes CONSTANT for it
 */
struct k210_settings {
	u32 mask;
	u32 value;
	u8 level;
};

int k210_settings_add(struct k210_settings *settings, u32 param, u32 arg);
int k210_settings_add_configs(struct k210_settings *settings,
			      const unsigned long *configs, unsigned int num);
int k210_settings_read(u32 word, u32 param, u32 *arg);
u32 k210_settings_drive_ua(u32 word);

#endif
