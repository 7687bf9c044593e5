// SPDX-License-Identifier: GPL-2.0-only
/*
 * The jig, from within the kernel: what a request does is done when its one
 * store returns. Beside k210-bench.ko, which uses the same registers, this is
 * right because there is one hart and nobody sleeps in between. Its interrupt,
 * which comes with each answer, is off meanwhile.
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

static u32 command(struct costs_jig *jig, u32 number, u32 len)
{
	writel(jig->channel, jig->regs + BENCH_CHANNEL);
	writel(lower_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_LO);
	writel(upper_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_HI);
	writel(len, jig->regs + BENCH_LENGTH);
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
	int ret;

	node = of_find_compatible_node(NULL, NULL, "k210-gpio,bench");
	jig->regs = of_iomap(node, 0);
	of_node_put(node);
	if (!jig->regs)
		return -ENODEV;
	jig->text = kmalloc(TEXT_SIZE, GFP_KERNEL);
	ret = jig->text ? costs_jig_hush(true) : -ENOMEM;
	if (ret) {
		kfree(jig->text);
		iounmap(jig->regs);
		return ret;
	}
	jig->channel = command(jig, BENCH_CMD_OPEN, 0);
	jig->text[0] = '\0';
	return 0;
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
	size_t len = strlen(jig->text);
	va_list args;

	va_start(args, format);
	vscnprintf(jig->text + len, TEXT_SIZE - len, format, args);
	va_end(args);
}

/* All but the store that does it. */
void costs_jig_ready(struct costs_jig *jig)
{
	writel(jig->channel, jig->regs + BENCH_CHANNEL);
	writel(lower_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_LO);
	writel(upper_32_bits(virt_to_phys(jig->text)),
	       jig->regs + BENCH_ADDRESS_HI);
	writel(strlen(jig->text), jig->regs + BENCH_LENGTH);
}

/* Does what is ready; when that was. The text is as new then. */
u64 costs_jig_go(struct costs_jig *jig)
{
	u64 when = costs_stamp();

	writel_relaxed(BENCH_CMD_WRITE, jig->regs + BENCH_COMMAND);
	jig->text[0] = '\0';
	return when;
}

/* Takes all that it has answered, where nothing may have been refused. */
void costs_jig_drain(struct costs_jig *jig)
{
	s32 len;

	while ((len = command(jig, BENCH_CMD_READ, TEXT_SIZE - 1)) > 0) {
		jig->text[len] = '\0';
		WARN(strstr(jig->text, "error"), "the jig says %.80s",
		     jig->text);
	}
	jig->text[0] = '\0';
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
	s32 len;

	costs_jig_add(jig, "count %s\n", block);
	costs_jig_ready(jig);
	costs_jig_go(jig);
	len = command(jig, BENCH_CMD_READ, TEXT_SIZE - 1);
	jig->text[max(len, 0)] = '\0';
	if (sscanf(jig->text, "count %*s reads=%u writes=%u", &reads,
		   &writes) != 2)
		return -EPROTO;
	*accesses = reads + writes;
	jig->text[0] = '\0';
	return 0;
}
