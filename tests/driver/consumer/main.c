// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/k210-consumer: a driver that uses lines' interrupts as it is told. A
 * write is a command, a read its answer. SLOT is one interrupt, TYPE a number
 * of the kernel's:
 *
 *	request SLOT LABEL LINE TYPE [threaded] [unmasked] [alone]
 *		[by LINE LEVEL]	unmasked: other than by default, also while its
 *				thread has to run; alone: nobody requests the
 *				line, only its interrupt; by: another line of
 *				the chip, an output of LEVEL first, by which it
 *				changes its pad, instead of by its own pull
 *	free SLOT
 *	disable SLOT, enable SLOT, type SLOT TYPE
 *	off SLOT N		the Nth run from now on disables the interrupt
 *	again SLOT N		the next run waits until the line has changed
 *				N times
 *	hold SLOT		the next thread waits for `go`
 *	held SLOT		waits until it does
 *	go SLOT
 *	drive SLOT LEVEL	changes the pad
 *	hard SLOT LEVEL [THEN TIMES]
 *				from now on the handler changes the pad; in the
 *				next runs, as many, THEN follows. LEVEL may be
 *				-1 for none
 *	thread SLOT LEVEL [THEN TIMES]
 *				the same of its thread
 *	state SLOT		after all that is under way: the runs of the
 *				handler, those of its thread, and how often
 *				something was waited for or tried in vain, since
 *				the last time
 *	harts SLOT		the same of the runs on each hart
 */

#include <linux/cleanup.h>
#include <linux/gpio/driver.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "consumer.h"

#define SLOTS		40
#define COMMAND_LEN	128
#define ANSWER_LEN	64

static struct slot slots[SLOTS];
static DEFINE_MUTEX(lock);

static int consumer_request(struct slot *slot, char *words, char *answer)
{
	const char *by = strstr(words, " by ");
	char label[32];
	unsigned int line, other, level;
	unsigned long type;
	int ret;

	if (slot->irq)
		return -EBUSY;
	if (sscanf(words, "%31s %u %lu", label, &line, &type) != 3)
		return -EINVAL;
	memset(slot, 0, sizeof(*slot));
	init_completion(&slot->held);
	init_completion(&slot->go);
	slot->hard.level = -1;
	slot->thread.level = -1;
	atomic_set(&slot->until_off, STORM);
	slot->alone = strstr(words, " alone");
	slot->unmasked = strstr(words, " unmasked");
	snprintf(slot->name, sizeof(slot->name), "consumer%td", slot - slots);
	slot->gdev = gpio_device_find_by_label(label);
	if (!slot->gdev)
		return -ENODEV;
	ret = !by ? 0 : sscanf(by, " by %u %u", &other, &level) != 2 ? -EINVAL :
	      consumer_get_by(slot, other, level);
	if (!ret)
		ret = consumer_get(slot, line, type,
				   strstr(words, " threaded"));
	if (ret)
		consumer_put(slot);
	return ret;
}

static int consumer_free(struct slot *slot, char *words, char *answer)
{
	consumer_put(slot);
	return 0;
}

static int consumer_disable(struct slot *slot, char *words, char *answer)
{
	disable_irq(slot->irq);
	return 0;
}

static int consumer_enable(struct slot *slot, char *words, char *answer)
{
	enable_irq(slot->irq);
	return 0;
}

static int consumer_type(struct slot *slot, char *words, char *answer)
{
	unsigned int type;
	int ret = kstrtouint(words, 0, &type);

	return ret ?: irq_set_irq_type(slot->irq, type);
}

static int consumer_off(struct slot *slot, char *words, char *answer)
{
	unsigned int runs;
	int ret = kstrtouint(words, 0, &runs);

	if (!ret)
		atomic_set(&slot->until_off, runs);
	return ret;
}

static int consumer_again(struct slot *slot, char *words, char *answer)
{
	unsigned int changes;
	int ret = kstrtouint(words, 0, &changes);

	if (!ret)
		atomic_set(&slot->again, changes);
	return ret;
}

static int consumer_hold(struct slot *slot, char *words, char *answer)
{
	WRITE_ONCE(slot->hold, 1);
	return 0;
}

static int consumer_held(struct slot *slot, char *words, char *answer)
{
	return consumer_waited(&slot->held) ? 0 : -ETIMEDOUT;
}

static int consumer_go(struct slot *slot, char *words, char *answer)
{
	complete(&slot->go);
	return 0;
}

static int consumer_level(struct slot *slot, char *words, char *answer)
{
	bool level;
	int ret = kstrtobool(words, &level);

	return ret ?: consumer_drive(slot, level);
}

/* A pull is changed under locks that a hard handler can't take. */
static int consumer_hard(struct slot *slot, char *words, char *answer)
{
	return slot->by ? consumer_set_act(&slot->hard, words) : -EOPNOTSUPP;
}

static int consumer_in_thread(struct slot *slot, char *words, char *answer)
{
	return consumer_set_act(&slot->thread, words);
}

static int consumer_state(struct slot *slot, char *words, char *answer)
{
	consumer_settle(slot);
	scnprintf(answer, ANSWER_LEN, "%d %d %d",
		  atomic_xchg(&slot->runs, 0), atomic_xchg(&slot->threads, 0),
		  atomic_xchg(&slot->late, 0));
	return 0;
}

static int consumer_harts(struct slot *slot, char *words, char *answer)
{
	consumer_settle(slot);
	scnprintf(answer, ANSWER_LEN, "%d %d",
		  atomic_xchg(&slot->harts[0], 0),
		  atomic_xchg(&slot->harts[1], 0));
	return 0;
}

static const struct command {
	const char *name;
	int (*obey)(struct slot *slot, char *words, char *answer);
} commands[] = {
	{ "request", consumer_request },
	{ "free", consumer_free },
	{ "disable", consumer_disable },
	{ "enable", consumer_enable },
	{ "type", consumer_type },
	{ "off", consumer_off },
	{ "again", consumer_again },
	{ "hold", consumer_hold },
	{ "held", consumer_held },
	{ "go", consumer_go },
	{ "drive", consumer_level },
	{ "hard", consumer_hard },
	{ "thread", consumer_in_thread },
	{ "state", consumer_state },
	{ "harts", consumer_harts },
};

static int consumer_obey(char *text, char *answer)
{
	char *name = strsep(&text, " ");
	char *number = strsep(&text, " ");
	unsigned int n;

	if (!number || kstrtouint(number, 0, &n) || n >= SLOTS)
		return -EINVAL;
	for (int i = 0; i < ARRAY_SIZE(commands); i++) {
		if (strcmp(commands[i].name, name))
			continue;
		if (!slots[n].irq && commands[i].obey != consumer_request)
			return -ENOENT;
		return commands[i].obey(&slots[n], text ?: "", answer);
	}
	return -EINVAL;
}

static ssize_t consumer_write(struct file *file, const char __user *from,
			      size_t count, loff_t *pos)
{
	char *text __free(kfree) = NULL;
	int ret;

	if (count >= COMMAND_LEN)
		return -EINVAL;
	text = memdup_user_nul(from, count);
	if (IS_ERR(text))
		return PTR_ERR(no_free_ptr(text));
	guard(mutex)(&lock);
	strscpy(file->private_data, "ok", ANSWER_LEN);
	ret = consumer_obey(text, file->private_data);
	return ret ?: count;
}

static ssize_t consumer_read(struct file *file, char __user *to, size_t count,
			     loff_t *pos)
{
	size_t len = min(count, strlen(file->private_data));

	return copy_to_user(to, file->private_data, len) ? -EFAULT : len;
}

static int consumer_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(ANSWER_LEN, GFP_KERNEL);
	return file->private_data ? stream_open(inode, file) : -ENOMEM;
}

/* What a program has left behind when it ends would be used after the end. */
static int consumer_release(struct inode *inode, struct file *file)
{
	guard(mutex)(&lock);
	for (int i = 0; i < SLOTS; i++)
		if (slots[i].irq)
			consumer_put(&slots[i]);
	kfree(file->private_data);
	return 0;
}

static const struct file_operations consumer_fops = {
	.owner = THIS_MODULE,
	.open = consumer_open,
	.release = consumer_release,
	.read = consumer_read,
	.write = consumer_write,
};

static struct miscdevice consumer_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "k210-consumer",
	.fops = &consumer_fops,
};
module_misc_device(consumer_misc);

MODULE_DESCRIPTION("Uses lines' interrupts as it is told");
MODULE_LICENSE("GPL");
