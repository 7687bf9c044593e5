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
	outputs->enable = enable;
	k210_writel(enable, outputs->enable_reg);
}

static void write_value(struct k210_outputs *outputs, u32 value)
{
	if (outputs->value == value)
		return;
	outputs->value = value;
	k210_writel(value, outputs->value_reg);
}

/*
 * Makes the registers what the lines are to do. An open-drain line keeps a
 * value of 0 and drives or not, so that it never passes through a high that is
 * driven; open source likewise. No line shows a value that it is not set to:
 * what is let go is let go first, and what begins to drive has its value then.
 */
static void apply(struct k210_outputs *outputs)
{
	u32 enable = outputs->output &
		     ~(outputs->open_drain & outputs->wanted) &
		     ~(outputs->open_source & ~outputs->wanted);
	u32 value = (outputs->wanted & ~outputs->open_drain) |
		    outputs->open_source;

	if (outputs->value != value)
		write_enable(outputs, outputs->enable & enable);
	write_value(outputs, value);
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
	outputs->wanted = outputs->value;
}

/**
 * k210_outputs_release() - make a line an input
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_release(struct k210_outputs *outputs, u32 line)
{
	WRITE_ONCE(outputs->output, outputs->output & ~line);
	apply(outputs);
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
	k210_outputs_set(outputs, line, high ? line : 0);
}

/**
 * k210_outputs_set() - set lines that are outputs
 * @outputs: the lines
 * @mask: the lines' bits
 * @values: what they are set to
 *
 * A line that is an input drives this once it is made an output.
 */
void k210_outputs_set(struct k210_outputs *outputs, u32 mask, u32 values)
{
	outputs->wanted = (outputs->wanted & ~mask) | (values & mask);
	apply(outputs);
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
	outputs->open_drain &= ~line;
	outputs->open_source &= ~line;
}

/**
 * k210_outputs_set_open_drain() - have a line drive low or nothing
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_set_open_drain(struct k210_outputs *outputs, u32 line)
{
	k210_outputs_set_push_pull(outputs, line);
	outputs->open_drain |= line;
	apply(outputs);
}

/**
 * k210_outputs_set_open_source() - have a line drive high or nothing
 * @outputs: the lines
 * @line: the line's bit
 */
void k210_outputs_set_open_source(struct k210_outputs *outputs, u32 line)
{
	k210_outputs_set_push_pull(outputs, line);
	outputs->open_source |= line;
	apply(outputs);
}
