/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_BRIDGE_CONFIG_H
#define K210_BRIDGE_CONFIG_H

#include <linux/types.h>

struct k210_change;
struct k210_changes;
struct k210_fpioa_config;

int k210_config_read(struct k210_changes *changes, unsigned int num,
		     const struct k210_fpioa_config *config);
void k210_config_show(u32 word, unsigned int pad,
		      struct k210_fpioa_config *config);

#endif
