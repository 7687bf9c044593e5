/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_OUTPUTS_H
#define K210_OUTPUTS_H

#include <linux/types.h>

#include "regs.h"

/**
 * struct k210_outputs - what a block's lines drive; a bit a line throughout
 * @enable_reg: register with 1 for a line that drives its pad
 * @value_reg: register with what it drives
 * @enable: shadow of @enable_reg
 * @value: shadow of @value_reg
 * @output: lines that are outputs, driving or released
 * @open: lines that drive one level only, their bit of @value
 * @wanted: what those are set to
 *
 * Both blocks are built so. Its owner's lock protects it.
 */
struct k210_outputs {
	void __iomem *enable_reg;
	void __iomem *value_reg;
	u32 enable;
	u32 value;
	u32 output;
	u32 open;
	u32 wanted;
};

void k210_outputs_init(struct k210_outputs *outputs, void __iomem *enable_reg,
		       void __iomem *value_reg);
void k210_outputs_release(struct k210_outputs *outputs, u32 line);
void k210_outputs_drive(struct k210_outputs *outputs, u32 line, bool high);
void k210_outputs_set_any(struct k210_outputs *outputs, u32 mask, u32 values);
void k210_outputs_set_push_pull(struct k210_outputs *outputs, u32 line);
void k210_outputs_set_open_drain(struct k210_outputs *outputs, u32 line);
void k210_outputs_set_open_source(struct k210_outputs *outputs, u32 line);

static inline void k210_outputs_write_value(struct k210_outputs *outputs,
					    u32 value)
{
	if (outputs->value == value)
		return;
	WRITE_ONCE(outputs->value, value);
	k210_writel(value, outputs->value_reg);
}

/**
 * k210_outputs_set() - set lines that are outputs
 * @outputs: the lines
 * @mask: the lines' bits
 * @values: what they are set to
 *
 * A line that is an input drives this once it is made an output.
 */
static inline void k210_outputs_set(struct k210_outputs *outputs, u32 mask,
				    u32 values)
{
	if (mask & outputs->open)
		k210_outputs_set_any(outputs, mask, values);
	else
		k210_outputs_write_value(outputs, (outputs->value & ~mask) |
						  (values & mask));
}

#endif
