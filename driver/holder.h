/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_HOLDER_H
#define K210_HOLDER_H

#include <linux/types.h>

struct device_node;

void k210_holder_name(const struct device_node *fpioa, unsigned int pad,
		      u8 function, char *name, size_t size);

#endif
