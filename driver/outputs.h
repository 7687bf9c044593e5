/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_OUTPUTS_H
#define K210_OUTPUTS_H

#include <linux/types.h>

/**
 * struct k210_outputs - what a block's lines drive; a bit a line throughout
 * @enable_reg: register with 1 for a line that drives its pad
 * @value_reg: register with what it drives
 * @enable: shadow of @enable_reg
 * @value: shadow of @value_reg
 * @output: lines that are outputs, driving or released
 * @wanted: what outputs are set to
 * @open_drain: lines that drive low only
 * @open_source: lines that drive high only
 *
 * Both blocks are built so. Its owner's lock protects it.
 */
struct k210_outputs {
	void __iomem *enable_reg;
	void __iomem *value_reg;
	u32 enable;
	u32 value;
	u32 output;
	u32 wanted;
	u32 open_drain;
	u32 open_source;
};

void k210_outputs_init(struct k210_outputs *outputs, void __iomem *enable_reg,
		       void __iomem *value_reg);
void k210_outputs_release(struct k210_outputs *outputs, u32 line);
void k210_outputs_drive(struct k210_outputs *outputs, u32 line, bool high);
void k210_outputs_set(struct k210_outputs *outputs, u32 mask, u32 values);
void k210_outputs_set_push_pull(struct k210_outputs *outputs, u32 line);
void k210_outputs_set_open_drain(struct k210_outputs *outputs, u32 line);
void k210_outputs_set_open_source(struct k210_outputs *outputs, u32 line);

#endif
