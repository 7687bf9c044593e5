// SPDX-License-Identifier: GPL-2.0-only
/*
 * insmod canary.ko fault=NAME has one fault, insmod canary.ko fault=NAME
 * harmless=1 does nearly the same without it.
 */

#include <linux/delay.h>
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

#include "canary.h"

static char *fault = "";
module_param(fault, charp, 0);
MODULE_PARM_DESC(fault, "which fault");

static bool harmless;
module_param(harmless, bool, 0);
MODULE_PARM_DESC(harmless, "without the fault");

static const struct canary *canary;

static const struct canary *const canaries[] = {
	memory_canaries, lock_canaries, hang_canaries, register_canaries,
};

static const struct canary *find(const char *name)
{
	for (int i = 0; i < ARRAY_SIZE(canaries); i++)
		for (const struct canary *c = canaries[i]; c->name; c++)
			if (!strcmp(c->name, name))
				return c;
	return NULL;
}

static void (*interrupt_fn)(void);

static void interrupt(struct irq_work *work)
{
	interrupt_fn();
}

void canary_interrupt(void (*fn)(void))
{
	static struct irq_work work = IRQ_WORK_INIT_HARD(interrupt);

	interrupt_fn = fn;
	irq_work_queue(&work);
	irq_work_sync(&work);
}

static int __init canary_init(void)
{
	canary = find(fault);
	if (!canary)
		return -ENOENT;
	pr_info("canary: %s%s\n", fault, harmless ? ", harmless" : "");
	/* newer kernels have a thread for the console, which a fault may stop */
	if (!harmless)
		msleep(100);
	return canary->sing(!harmless);
}

static void __exit canary_exit(void)
{
	if (canary->leave)
		canary->leave(!harmless);
}

module_init(canary_init);
module_exit(canary_exit);

MODULE_DESCRIPTION("Faults that the test bench has to notice");
MODULE_LICENSE("GPL");
