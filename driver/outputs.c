// SPDX-License-Identifier: GPL-2.0-only
/*
 * What lines drive. Neither block has registers that set or clear single lines,
 * so each change is one of a whole register, which its shadow makes one write.
 */

#include <linux/compiler.h>

#include "outputs.h"
#include "regs.h"

static void write_enable(struct k210_outputs *outputs, u32 enable)
{
	if (outputs->enable == enable)
		return;
	WRITE_ONCE(outputs->enable, enable);
	k210_writel(enable, outputs->enable_reg);
}

/*
 * Makes the registers what the lines are to do, with VALUE in one of them. Of
 * open-drain lines that keeps 0, and they drive or not, so that they never pass
 * through a high that is driven; open source likewise, with 1. No line shows a
 * value that it is not set to: what is let go is let go first, and what begins
 * to drive has its value then.
 */
static void apply(struct k210_outputs *outputs, u32 value)
{
	u32 enable = outputs->output &
		     ~(outputs->open & (outputs->wanted ^ value));

	if (outputs->value != value)
		write_enable(outputs, outputs->enable & enable);
	k210_outputs_write_value(outputs, value);
	write_enable(outputs, enable);
}

/**
 * k210_outputs_init() - take over the lines as they are
 * @outputs: to be filled
 * @enable_reg: register with 1 for a line that drives its pad
 * @value_reg: register with what it drives
 */
void k210_outputs_init(struct k210_outputs *outputs, void __iomem *enable_reg,
		       void __iomem *value_reg)
{
	*outputs = (struct k210_outputs) {
		.enable_reg = enable_reg,
		.value_reg = value_reg,
		.enable = k210_readl(enable_reg),
		.value = k210_readl(value_reg),
	};
	outputs->output = outputs->enable;
}

/**
 * k210_outputs_release() - make a line an input
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_release(struct k210_outputs *outputs, u32 line)
{
	WRITE_ONCE(outputs->output, outputs->output & ~line);
	write_enable(outputs, outputs->enable & ~line);
}

/**
 * k210_outputs_set_any() - as k210_outputs_set(), for lines of all kinds
 * @outputs: the lines
 * @mask: the lines' bits
 * @values: what they are set to
 */
void k210_outputs_set_any(struct k210_outputs *outputs, u32 mask, u32 values)
{
	u32 plain = mask & ~outputs->open;

	outputs->wanted = (outputs->wanted & ~mask) | (values & mask);
	apply(outputs, (outputs->value & ~plain) | (values & plain));
}

/**
 * k210_outputs_drive() - make a line an output
 * @outputs: the lines
 * @line: the line's bit
 * @high: what it is set to
 */
void k210_outputs_drive(struct k210_outputs *outputs, u32 line, bool high)
{
	WRITE_ONCE(outputs->output, outputs->output | line);
	k210_outputs_set_any(outputs, line, high ? line : 0);
}

/**
 * k210_outputs_set_push_pull() - have a line drive both levels from now on
 * @outputs: the lines
 * @line: the line's bit
 *
 * What it does at its pad stays: one that was open drain and let go is an input
 * then.
 */
void k210_outputs_set_push_pull(struct k210_outputs *outputs, u32 line)
{
	WRITE_ONCE(outputs->output, (outputs->output & ~line) |
				    (outputs->enable & line));
	outputs->wanted = (outputs->wanted & ~line) | (outputs->value & line);
	outputs->open &= ~line;
}

/**
 * k210_outputs_set_open_drain() - have a line drive low or nothing
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_set_open_drain(struct k210_outputs *outputs, u32 line)
{
	k210_outputs_set_push_pull(outputs, line);
	outputs->open |= line;
	apply(outputs, outputs->value & ~line);
}

/**
 * k210_outputs_set_open_source() - have a line drive high or nothing
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_set_open_source(struct k210_outputs *outputs, u32 line)
{
	k210_outputs_set_push_pull(outputs, line);
	outputs->open |= line;
	apply(outputs, outputs->value | line);
}
