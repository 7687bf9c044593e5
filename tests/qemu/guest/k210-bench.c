// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guest's side of the test bench (bench-regs.h): /dev/k210-jig, where each
 * open is a client of the jig, and the streams of the program under test.
 */

#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/reboot.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "../bench-regs.h"

struct bench;

/* A device file: a stream, the jig's door, or the bench's switches. */
struct bench_node {
	struct miscdevice misc;
	struct bench *bench;
	u32 channel;
};

#define BENCH_NODES 7

/* Before the firmware's way and the chip's, which take longer or for ever. */
#define BENCH_END_PRIO (SYS_OFF_PRIO_FIRMWARE + 1)

struct bench {
	void __iomem *regs;
	spinlock_t lock;	/* a command, from its arguments to its result */
	wait_queue_head_t ready;
	struct bench_node nodes[BENCH_NODES];
};

/* One open file. */
struct bench_file {
	struct bench *bench;
	u32 channel;
};

/* @buf is memory that the model can reach, or NULL where a command has none. */
static int bench_command(struct bench *bench, u32 command, u32 channel,
			 void *buf, u32 len)
{
	phys_addr_t address = buf ? virt_to_phys(buf) : 0;

	guard(spinlock_irqsave)(&bench->lock);
	writel(channel, bench->regs + BENCH_CHANNEL);
	writel(lower_32_bits(address), bench->regs + BENCH_ADDRESS_LO);
	writel(upper_32_bits(address), bench->regs + BENCH_ADDRESS_HI);
	writel(len, bench->regs + BENCH_LENGTH);
	writel(command, bench->regs + BENCH_COMMAND);
	return (int)readl(bench->regs + BENCH_RESULT);
}

static irqreturn_t bench_interrupt(int irq, void *data)
{
	struct bench *bench = data;

	writel(1, bench->regs + BENCH_READY);
	wake_up_all(&bench->ready);
	return IRQ_HANDLED;
}

/* False when the command has to wait for the bench to call. */
static bool bench_try(struct file *file, u32 command, void *buf, u32 len,
		      int *result)
{
	struct bench_file *f = file->private_data;

	*result = bench_command(f->bench, command, f->channel, buf, len);
	return *result != -EAGAIN || file->f_flags & O_NONBLOCK;
}

static int bench_wait(struct file *file, u32 command, void *buf, u32 len)
{
	struct bench_file *f = file->private_data;
	int result, ret;

	ret = wait_event_interruptible(f->bench->ready,
				       bench_try(file, command, buf, len,
						 &result));
	return ret ?: result;
}

static ssize_t bench_read(struct file *file, char __user *to, size_t count,
			  loff_t *pos)
{
	void *buf __free(kfree) = kmalloc(PAGE_SIZE, GFP_KERNEL);
	size_t len = min(count, PAGE_SIZE);
	int ret;

	if (!buf)
		return -ENOMEM;
	if (!len)
		return 0;
	ret = bench_wait(file, BENCH_CMD_READ, buf, len);
	if (ret > 0 && copy_to_user(to, buf, ret))
		return -EFAULT;
	return ret;
}

static ssize_t bench_write(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	void *buf __free(kfree) = kmalloc(PAGE_SIZE, GFP_KERNEL);
	size_t done = 0;
	int ret = 0;

	if (!buf)
		return -ENOMEM;
	while (done < count && ret >= 0) {
		size_t len = min(count - done, PAGE_SIZE);

		if (copy_from_user(buf, from + done, len))
			ret = -EFAULT;
		else
			ret = bench_wait(file, BENCH_CMD_WRITE, buf, len);
		if (ret > 0)
			done += ret;
	}
	if (ret == -EPIPE)
		send_sig(SIGPIPE, current, 0);
	return done ?: ret;
}

static __poll_t bench_poll(struct file *file, struct poll_table_struct *table)
{
	struct bench_file *f = file->private_data;
	__poll_t mask = EPOLLOUT | EPOLLWRNORM;

	poll_wait(file, &f->bench->ready, table);
	if (bench_command(f->bench, BENCH_CMD_POLL, f->channel, NULL, 0) > 0)
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}

static int bench_open(struct inode *inode, struct file *file)
{
	struct bench_node *node = container_of(file->private_data,
					       struct bench_node, misc);
	struct bench_file *f;

	/* whose word it is; not even root may forge it */
	if (node->channel == BENCH_VERDICT && !is_global_init(current))
		return -EACCES;
	f = kzalloc(sizeof(*f), GFP_KERNEL);
	if (!f)
		return -ENOMEM;
	f->bench = node->bench;
	f->channel = node->channel;
	file->private_data = f;
	return stream_open(inode, file);
}

static int bench_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static int bench_jig_open(struct inode *inode, struct file *file)
{
	struct bench_file *f;
	int ret = bench_open(inode, file);

	if (ret)
		return ret;
	f = file->private_data;
	ret = bench_command(f->bench, BENCH_CMD_OPEN, 0, NULL, 0);
	if (ret < 0)
		bench_release(inode, file);
	else
		f->channel = ret;
	return min(ret, 0);
}

static int bench_jig_release(struct inode *inode, struct file *file)
{
	struct bench_file *f = file->private_data;

	bench_command(f->bench, BENCH_CMD_CLOSE, f->channel, NULL, 0);
	return bench_release(inode, file);
}

/* Takes a command's number as one byte. */
static ssize_t bench_control_write(struct file *file, const char __user *from,
				   size_t count, loff_t *pos)
{
	struct bench_file *f = file->private_data;
	char command;
	int ret;

	if (count != 1)
		return -EINVAL;
	if (copy_from_user(&command, from, 1))
		return -EFAULT;
	ret = bench_command(f->bench, command, 0, NULL, 0);
	return ret < 0 ? ret : 1;
}

static const struct file_operations bench_input_fops = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.release = bench_release,
	.read = bench_read,
	.poll = bench_poll,
};

static const struct file_operations bench_output_fops = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.release = bench_release,
	.write = bench_write,
};

static const struct file_operations bench_control_fops = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.release = bench_release,
	.write = bench_control_write,
};

static const struct file_operations bench_jig_fops = {
	.owner = THIS_MODULE,
	.open = bench_jig_open,
	.release = bench_jig_release,
	.read = bench_read,
	.write = bench_write,
	.poll = bench_poll,
};

static const struct bench_node_desc {
	const char *name;
	umode_t mode;
	u32 channel;
	const struct file_operations *fops;
} bench_node_descs[BENCH_NODES] = {
	{ "k210-jig", 0666, 0, &bench_jig_fops },
	{ "bench-stdin", 0666, BENCH_STDIN, &bench_input_fops },
	{ "bench-stdout", 0666, BENCH_STDOUT, &bench_output_fops },
	{ "bench-stderr", 0666, BENCH_STDERR, &bench_output_fops },
	{ "bench-archive", 0600, BENCH_ARCHIVE, &bench_output_fops },
	{ "bench-verdict", 0600, BENCH_VERDICT, &bench_output_fops },
	{ "bench-control", 0600, 0, &bench_control_fops },
};

static void bench_deregister(void *data)
{
	struct bench_node *node = data;

	misc_deregister(&node->misc);
}

static int bench_register(struct device *dev, struct bench *bench, int i)
{
	const struct bench_node_desc *desc = &bench_node_descs[i];
	struct bench_node *node = &bench->nodes[i];
	int ret;

	node->bench = bench;
	node->channel = desc->channel;
	node->misc.minor = MISC_DYNAMIC_MINOR;
	node->misc.name = desc->name;
	node->misc.mode = desc->mode;
	node->misc.fops = desc->fops;
	ret = misc_register(&node->misc);
	if (ret)
		return ret;
	return devm_add_action_or_reset(dev, bench_deregister, node);
}

/*
 * Where a panic ends as well, with panic=-1. Its notifiers come too early: a
 * trap's messages are printed behind them, since a trap is like an NMI.
 */
static int bench_end(struct sys_off_data *data)
{
	struct bench *bench = data->cb_data;

	writel(BENCH_CMD_END, bench->regs + BENCH_COMMAND);
	return NOTIFY_DONE;
}

static int bench_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct bench *bench;
	int irq, ret;

	bench = devm_kzalloc(dev, sizeof(*bench), GFP_KERNEL);
	if (!bench)
		return -ENOMEM;
	spin_lock_init(&bench->lock);
	init_waitqueue_head(&bench->ready);

	bench->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(bench->regs))
		return PTR_ERR(bench->regs);
	if (readl(bench->regs + BENCH_ID) != BENCH_MAGIC)
		return dev_err_probe(dev, -ENODEV, "no test bench is here\n");

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	ret = devm_request_irq(dev, irq, bench_interrupt, 0, "k210-bench",
			       bench);
	if (ret)
		return ret;

	for (int i = 0; i < BENCH_NODES; i++) {
		ret = bench_register(dev, bench, i);
		if (ret)
			return ret;
	}

	ret = devm_register_sys_off_handler(dev, SYS_OFF_MODE_RESTART,
					    BENCH_END_PRIO, bench_end, bench);
	if (ret)
		return ret;
	return devm_register_sys_off_handler(dev, SYS_OFF_MODE_POWER_OFF,
					     BENCH_END_PRIO, bench_end, bench);
}

static const struct of_device_id bench_of_match[] = {
	{ .compatible = "k210-gpio,bench" },
	{ }
};
MODULE_DEVICE_TABLE(of, bench_of_match);

static struct platform_driver bench_driver = {
	.probe = bench_probe,
	.driver = {
		.name = "k210-bench",
		.suppress_bind_attrs = true,	/* the harness needs it */
		.of_match_table = bench_of_match,
	},
};
module_platform_driver(bench_driver);

MODULE_DESCRIPTION("The guest's door to the K210 test bench");
MODULE_LICENSE("GPL");
