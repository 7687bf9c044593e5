// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/k210-costs: a write is a command, which is done when it returns, and a
 * read is its answer, lines "NAME NUMBER" with instructions where nothing else
 * is said. LABEL is a chip's, LINE is one of it, PAD carries that. TYPE is 1
 * for rising edges or 3 for both. BLOCK is the jig's name.
 *
 *	hush 1 | 0		from now on the jig's answers make no
 *				interrupts, or make them again
 *	calls LABEL BLOCK	what is asked of a chip: instructions of each,
 *				and accesses of its registers
 *	interrupt LABEL LINE PAD TYPE BLOCK
 *				the first one after the request, a whole one
 *				with an empty handler, from the pad to its
 *				handler, and accesses of the block and of the
 *				PLIC
 *	together LABEL LINES PAD [LABEL LINES PAD]
 *				each of an interrupt of so many lines, of which
 *				the first is on PAD, that have an edge at once
 *	distance LABEL LINE PAD TYPE BUSY
 *				the shortest of two edges from which on both are
 *				handled, by a handler of BUSY instructions
 *	stream LABEL LINE PAD	the same of many edges, one after the other
 *	losses LABEL LINE PAD FROM EDGES
 *				edges that are not handled, of so many at random
 *				distances from FROM to four times that, and runs
 *				of the handler without one
 *	last LABEL LINE PAD BELOW BURSTS
 *				bursts of edges at random distances below that
 *				whose last edge no handler run follows
 *
 * Programs may count instructions from then on.
 */

#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "costs.h"

#define COMMAND_LEN	160

/* What programs may count; the kernel's headers lack it. */
#define CSR_MCOUNTEREN	0x306

static struct costs_answer answer;
static DEFINE_MUTEX(lock);	/* protects the answer */

static int costs_hush(const char *words, struct costs_answer *answer)
{
	bool hush;
	int ret = kstrtobool(words, &hush);

	return ret ?: costs_jig_hush(hush);
}

static const struct command {
	const char *name;
	int (*obey)(const char *words, struct costs_answer *answer);
} commands[] = {
	{ "hush", costs_hush },
	{ "calls", costs_calls },
	{ "interrupt", costs_interrupt },
	{ "together", costs_together },
	{ "distance", costs_distance },
	{ "stream", costs_stream },
	{ "losses", costs_losses },
	{ "last", costs_last },
};

void costs_say(struct costs_answer *answer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	answer->len += vscnprintf(answer->text + answer->len,
				  sizeof(answer->text) - answer->len, format,
				  args);
	va_end(args);
}

static ssize_t costs_write(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	char *text __free(kfree) = NULL;
	char *words, *name;
	int ret;

	if (count >= COMMAND_LEN)
		return -EINVAL;
	text = memdup_user_nul(from, count);
	if (IS_ERR(text))
		return PTR_ERR(no_free_ptr(text));
	words = strim(text);
	name = strsep(&words, " ");
	guard(mutex)(&lock);
	answer.len = 0;
	for (int i = 0; i < ARRAY_SIZE(commands); i++) {
		if (strcmp(commands[i].name, name))
			continue;
		ret = commands[i].obey(words ?: "", &answer);
		return ret ?: count;
	}
	return -EINVAL;
}

static ssize_t costs_read(struct file *file, char __user *to, size_t count,
			  loff_t *pos)
{
	guard(mutex)(&lock);
	return simple_read_from_buffer(to, count, pos, answer.text, answer.len);
}

static const struct file_operations costs_fops = {
	.owner = THIS_MODULE,
	.read = costs_read,
	.write = costs_write,
};

static struct miscdevice costs_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "k210-costs",
	.fops = &costs_fops,
};

static int __init costs_init(void)
{
#ifdef CONFIG_RISCV_M_MODE
	csr_write(CSR_MCOUNTEREN, -1UL);
#endif
	csr_write(CSR_SCOUNTEREN, -1UL);
	return misc_register(&costs_misc);
}

static void __exit costs_exit(void)
{
	misc_deregister(&costs_misc);
}

module_init(costs_init);
module_exit(costs_exit);

MODULE_DESCRIPTION("Measures the drivers of lines");
MODULE_LICENSE("GPL");
