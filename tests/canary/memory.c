// SPDX-License-Identifier: GPL-2.0-only
/* Warnings, deaths, and what is wrong with memory. */

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/refcount.h>
#include <linux/slab.h>

#include "canary.h"

static int warn(bool bad)
{
	pr_warn("canary: a warning, but no splat: BUG, Oops? panic!\n");
	WARN_ON(bad);
	return 0;
}

/* As a warning whose text nobody gets to see. */
static int taint(bool bad)
{
	if (bad)
		add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
	return 0;
}

static bool warn_in_interrupt;

static void interrupt(void)
{
	WARN_ON(warn_in_interrupt);
}

static int warn_irq(bool bad)
{
	warn_in_interrupt = bad;
	canary_interrupt(interrupt);
	return 0;
}

static int null(bool bad)
{
	int number = 0, *pointer = &number;

	if (bad)
		pointer = NULL;
	OPTIMIZER_HIDE_VAR(pointer);
	WRITE_ONCE(*pointer, 1);
	return 0;
}

static int instruction(bool bad)
{
	if (bad)
		asm volatile("unimp");
	else
		asm volatile("nop");
	return 0;
}

static int bug(bool bad)
{
	BUG_ON(bad);
	return 0;
}

static int deadly(bool bad)
{
	if (bad)
		panic("canary");
	return 0;
}

static int use_after_free(bool bad)
{
	char *p = kzalloc(32, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(p);
	if (bad)
		kfree(p);
	WRITE_ONCE(p[8], 1);
	if (!bad)
		kfree(p);
	return 0;
}

static int out_of_bounds(bool bad)
{
	char *p = kzalloc(32, GFP_KERNEL);
	int i = bad ? 32 : 31;

	if (!p)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(p);
	WRITE_ONCE(p[i], 1);
	kfree(p);
	return 0;
}

static int double_free(bool bad)
{
	char *p = kzalloc(32, GFP_KERNEL), *q = p;

	OPTIMIZER_HIDE_VAR(q);
	kfree(p);
	if (bad)
		kfree(q);
	return 0;
}

static int shift(bool bad)
{
	int bits = bad ? 40 : 30, number = 1;

	OPTIMIZER_HIDE_VAR(bits);
	number <<= bits;
	OPTIMIZER_HIDE_VAR(number);
	return 0;
}

static int list(bool bad)
{
	struct list_head head, *added = kzalloc(sizeof(*added), GFP_KERNEL);

	if (!added)
		return -ENOMEM;
	INIT_LIST_HEAD(&head);
	list_add(added, &head);
	if (bad)
		list_add(added, &head);
	kfree(added);
	return 0;
}

static int refcount(bool bad)
{
	refcount_t count = REFCOUNT_INIT(1);

	if (!refcount_dec_and_test(&count) || bad)
		return refcount_dec_and_test(&count);
	return 0;
}

static noinline int deep(int depth)
{
	char frame[512] = { depth };

	barrier_data(frame);
	if (depth)
		frame[0] = deep(depth - 1);
	barrier_data(frame);
	return frame[0];
}

static int stack(bool bad)
{
	return deep(bad ? 1000 : 2);
}

/* Several, since an old pointer on some stack may hide one. */
static int leak(bool bad)
{
	for (int i = 0; i < 8; i++) {
		void *p = kzalloc(96, GFP_KERNEL);

		OPTIMIZER_HIDE_VAR(p);
		if (!bad)
			kfree(p);
	}
	return 0;
}

const struct canary memory_canaries[] = {
	{ "warn", warn },
	{ "taint", taint },
	{ "warn-irq", warn_irq },
	{ "null", null },
	{ "instruction", instruction },
	{ "bug", bug },
	{ "panic", deadly },
	{ "use-after-free", use_after_free },
	{ "out-of-bounds", out_of_bounds },
	{ "double-free", double_free },
	{ "shift", shift },
	{ "list", list },
	{ "refcount", refcount },
	{ "stack", stack },
	{ "leak", leak },
	{ }
};
