// SPDX-License-Identifier: GPL-2.0-only
/*
 * The jig, from within the kernel: what a request does is done when its one
 * store returns. k210-bench.ko uses the same registers; beside it this is right
 * because nobody else uses the bench while a command is obeyed, and its
 * interrupt, which comes with each answer, is off.
 */

#include <linux/bug.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_irq.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../qemu/bench-regs.h"
#include "costs.h"

#define TEXT_SIZE	16384

/* All but the store that obeys, which is about so much of the text. */
static void prepare(struct costs_jig *jig, u32 len)
{
	writel(jig->channel, jig->regs + BENCH_CHANNEL);
	writel(lower_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_LO);
	writel(upper_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_HI);
	writel(len, jig->regs + BENCH_LENGTH);
}

/* Return: as BENCH_RESULT. */
static s32 command(struct costs_jig *jig, u32 number, u32 len)
{
	prepare(jig, len);
	writel(number, jig->regs + BENCH_COMMAND);
	return readl(jig->regs + BENCH_RESULT);
}

int costs_jig_hush(bool hush)
{
	struct device_node *node;
	int irq;

	node = of_find_compatible_node(NULL, NULL, "k210-gpio,bench");
	irq = irq_of_parse_and_map(node, 0);
	of_node_put(node);
	if (!irq)
		return -ENODEV;
	if (hush)
		disable_irq(irq);
	else
		enable_irq(irq);
	return 0;
}

int costs_jig_open(struct costs_jig *jig)
{
	struct device_node *node;
	s32 ret;

	*jig = (struct costs_jig) { };
	node = of_find_compatible_node(NULL, NULL, "k210-gpio,bench");
	jig->regs = of_iomap(node, 0);
	of_node_put(node);
	if (!jig->regs)
		return -ENODEV;
	jig->text = kmalloc(TEXT_SIZE, GFP_KERNEL);
	ret = jig->text ? costs_jig_hush(true) : -ENOMEM;
	if (ret)
		goto free;
	ret = command(jig, BENCH_CMD_OPEN, 0);
	if (ret >= 0) {
		jig->channel = ret;
		return 0;
	}
	costs_jig_hush(false);
free:
	kfree(jig->text);
	iounmap(jig->regs);
	return ret;
}

void costs_jig_close(struct costs_jig *jig)
{
	command(jig, BENCH_CMD_CLOSE, 0);
	costs_jig_hush(false);
	kfree(jig->text);
	iounmap(jig->regs);
}

/* Adds a line to the request that is being made. */
void costs_jig_add(struct costs_jig *jig, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	jig->len += vscnprintf(jig->text + jig->len, TEXT_SIZE - jig->len,
			       format, args);
	va_end(args);
}

/* All but the store that does it. */
void costs_jig_ready(struct costs_jig *jig)
{
	prepare(jig, jig->len);
}

/* Does what is ready; when that was. The text is as new then. */
u64 costs_jig_go(struct costs_jig *jig)
{
	u64 when = costs_stamp();

	writel_relaxed(BENCH_CMD_WRITE, jig->regs + BENCH_COMMAND);
	jig->len = 0;
	return when;
}

/* Takes what it has answered by now. Return: whether that is anything. */
static bool take_answer(struct costs_jig *jig)
{
	s32 len = command(jig, BENCH_CMD_READ, TEXT_SIZE - 1);

	jig->text[max(len, 0)] = '\0';
	return len > 0;
}

/* Takes all that it has answered, where nothing may have been refused. */
void costs_jig_drain(struct costs_jig *jig)
{
	while (take_answer(jig))
		WARN(strstr(jig->text, "error"), "the jig says %.80s",
		     jig->text);
}

void costs_jig_drive(struct costs_jig *jig, unsigned int pad, bool high)
{
	costs_jig_add(jig, "drive %u %d\n", pad, high);
	costs_jig_ready(jig);
	costs_jig_go(jig);
	costs_jig_drain(jig);
}

/* How often a block's registers have been read and written, together. */
int costs_jig_count(struct costs_jig *jig, const char *block, u32 *accesses)
{
	unsigned int reads, writes;

	costs_jig_add(jig, "count %s\n", block);
	costs_jig_ready(jig);
	costs_jig_go(jig);
	if (!take_answer(jig) ||
	    sscanf(jig->text, "count %*s reads=%u writes=%u", &reads,
		   &writes) != 2)
		return -EPROTO;
	*accesses = reads + writes;
	return 0;
}
