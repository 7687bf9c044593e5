// SPDX-License-Identifier: GPL-2.0-only
/* /dev/k210-fpioa as a device: its life, and how requests and reads come in. */

#include <linux/build_bug.h>
#include <linux/capability.h>
#include <linux/cleanup.h>
#include <linux/compat.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "bridge.h"
#include "fpioa.h"

/* For who doesn't say how many; and for all but CAP_SYS_ADMIN the most. */
#define EVENTS			64
#define EVENTS_ADMIN		4096
#define WATCHES			16
/* How many events are read at once. */
#define BATCH			16

/* The layout is for ever, and the same for 32 and 64 bits. */
static_assert(sizeof(struct k210_fpioa_config) == 20);
static_assert(sizeof(struct k210_fpioa_event) == 24);
static_assert(offsetofend(struct k210_fpioa_info, compatible) == 88);
static_assert(offsetofend(struct k210_fpioa_pad, config) == 36);
static_assert(offsetofend(struct k210_fpioa_function, chip) == 88);
static_assert(offsetofend(struct k210_fpioa_function, output) == 92);
static_assert(offsetofend(struct k210_fpioa_owner, user) == 80);
static_assert(offsetofend(struct k210_fpioa_claim, consumer) == 56);
static_assert(offsetofend(struct k210_fpioa_configure, reserved) == 24);
static_assert(offsetofend(struct k210_fpioa_hold, reserved) == 24);
static_assert(offsetofend(struct k210_fpioa_release, pads) == 8);
static_assert(offsetofend(struct k210_fpioa_watch, reserved) == 16);

/* The structures of all requests. */
union bridge_arg {
	struct k210_fpioa_info info;
	struct k210_fpioa_pad pad;
	struct k210_fpioa_function function;
	struct k210_fpioa_owner owner;
	struct k210_fpioa_claim claim;
	struct k210_fpioa_configure configure;
	struct k210_fpioa_hold hold;
	struct k210_fpioa_release release;
	struct k210_fpioa_watch watch;
};

static const struct k210_request *
find_request(const struct k210_request *requests, unsigned int num,
	     unsigned int cmd)
{
	for (unsigned int i = 0; i < num; i++)
		if (!((requests[i].cmd ^ cmd) & ~IOCSIZE_MASK))
			return &requests[i];
	return NULL;
}

/**
 * k210_bridge_lock() - keep others out, and the FPIOA in
 * @bridge: the bridge
 *
 * Never held while the caller's memory is touched: that may take as long as the
 * caller likes.
 *
 * Return: 0, and its lock is held; else -ENODEV or -ERESTARTSYS.
 */
int k210_bridge_lock(struct k210_bridge *bridge)
{
	if (mutex_lock_interruptible(&bridge->lock))
		return -ERESTARTSYS;
	if (bridge->fpioa)
		return 0;
	mutex_unlock(&bridge->lock);
	return -ENODEV;
}

/**
 * k210_bridge_ioctl() - do what a program asks for
 * @bridge: the bridge
 * @file: the descriptor
 * @requests: what may be asked of it
 * @num: how many those are
 * @cmd: the request's number, which has the size of the caller's structure
 * @uarg: the structure
 *
 * Return: as the uAPI header says of the request; -ERESTARTSYS.
 */
long k210_bridge_ioctl(struct k210_bridge *bridge, struct file *file,
		       const struct k210_request *requests, unsigned int num,
		       unsigned int cmd, void __user *uarg)
{
	const struct k210_request *request = find_request(requests, num, cmd);
	size_t usize = _IOC_SIZE(cmd);
	union bridge_arg arg;
	size_t ksize;
	int ret;

	if (!request)
		return -ENOTTY;
	if (usize < request->least)
		return -EINVAL;
	ksize = _IOC_SIZE(request->cmd);
	memset(&arg, 0, sizeof(arg));
	if (_IOC_DIR(cmd) & _IOC_WRITE) {
		ret = copy_struct_from_user(&arg, ksize, uarg, usize);
		if (ret)
			return ret;
	}
	if (request->copy)
		return request->copy(file, &arg, uarg);

	ret = k210_bridge_lock(bridge);
	if (ret)
		return ret;
	ret = request->run(file, &arg);
	mutex_unlock(&bridge->lock);
	if (ret || !(_IOC_DIR(cmd) & _IOC_READ))
		return ret;
	if (copy_to_user(uarg, &arg, min(usize, ksize)))
		return -EFAULT;
	/* of a longer one that was written, the rest is known to be zero */
	if (usize > ksize && !(_IOC_DIR(cmd) & _IOC_WRITE) &&
	    clear_user(uarg + ksize, usize - ksize))
		return -EFAULT;
	return 0;
}

static void bridge_free(struct kref *ref)
{
	struct k210_bridge *bridge =
		container_of(ref, struct k210_bridge, ref);

	irq_work_sync(&bridge->watches.wake);
	mutex_destroy(&bridge->lock);
	kfree(bridge);
}

/**
 * k210_bridge_get() - keep the bridge
 * @bridge: the bridge, for one more descriptor
 */
void k210_bridge_get(struct k210_bridge *bridge)
{
	kref_get(&bridge->ref);
}

/**
 * k210_bridge_put() - no longer
 * @bridge: the bridge
 */
void k210_bridge_put(struct k210_bridge *bridge)
{
	kref_put(&bridge->ref, bridge_free);
}

/**
 * k210_bridge_of_file() - the bridge of a descriptor of the device
 * @file: the descriptor
 *
 * Return: the bridge.
 */
struct k210_bridge *k210_bridge_of_file(struct file *file)
{
	struct k210_bridge_file *bf = file->private_data;

	return bf->bridge;
}

/* To be asked for a limit is no attempt to break it. */
static bool is_admin(void)
{
	return ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
}

/**
 * k210_bridge_max_events() - how many events may a queue of the caller's have?
 *
 * Return: how many.
 */
unsigned int k210_bridge_max_events(void)
{
	return is_admin() ? EVENTS_ADMIN : EVENTS;
}

/**
 * k210_bridge_max_watches() - how many queues may the caller's user have?
 *
 * Return: how many, or 0 for any number.
 */
unsigned int k210_bridge_max_watches(void)
{
	return is_admin() ? 0 : WATCHES;
}

static unsigned int count_watches(struct k210_bridge *bridge, kuid_t uid)
{
	struct k210_bridge_file *bf;
	unsigned int num = 0;

	list_for_each_entry(bf, &bridge->watchers, node)
		num += uid_eq(bf->uid, uid);
	return num;
}

static void stop_watch(struct k210_bridge_file *bf)
{
	if (!bf->watch)
		return;
	if (bf->bridge->fpioa)
		k210_watch_stop(&bf->bridge->fpioa->pads, bf->watch);
	list_del(&bf->node);
	kvfree(bf->watch);
	bf->watch = NULL;
}

static int start_watch(struct k210_bridge_file *bf, unsigned int size)
{
	unsigned int most = k210_bridge_max_watches();

	if (size > k210_bridge_max_events())
		return -EINVAL;
	if (most && count_watches(bf->bridge, current_uid()) >= most)
		return -EMFILE;
	bf->watch = k210_watch_alloc(size);
	if (!bf->watch)
		return -ENOMEM;
	bf->uid = current_uid();
	list_add_tail(&bf->node, &bf->bridge->watchers);
	k210_watch_start(&bf->bridge->fpioa->pads, bf->watch);
	return 0;
}

static int bridge_watch(struct file *file, void *arg)
{
	const struct k210_fpioa_watch *wanted = arg;
	struct k210_bridge_file *bf = file->private_data;
	int ret;

	if (wanted->reserved || wanted->pads & ~K210_PADS_MASK)
		return -EINVAL;
	if (!wanted->pads) {
		if (wanted->num_events)
			return -EINVAL;
		stop_watch(bf);
		/* a reader of it has nothing to wait for */
		wake_up_all(&bf->bridge->watches.queue);
		return 0;
	}
	if (!bf->watch) {
		ret = start_watch(bf, wanted->num_events ?: EVENTS);
		if (ret)
			return ret;
	} else if (wanted->num_events &&
		   wanted->num_events != bf->watch->size) {
		return -EBUSY;
	}
	k210_watch_set_pads(&bf->bridge->fpioa->pads, bf->watch, wanted->pads);
	return 0;
}

static const struct k210_request bridge_requests[] = {
	{ K210_FPIOA_GET_INFO, 88, k210_bridge_get_info },
	{ K210_FPIOA_GET_PAD, 36, k210_bridge_get_pad },
	{ K210_FPIOA_GET_FUNCTION, 88, k210_bridge_get_function },
	{ K210_FPIOA_GET_OWNER, 80, k210_bridge_get_owner },
	{ K210_FPIOA_CLAIM, 56, NULL, k210_bridge_claim },
	{ K210_FPIOA_WATCH, 16, bridge_watch },
	{ K210_FPIOA_RELEASE, 8, k210_bridge_release_left },
};

static long bridge_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	return k210_bridge_ioctl(k210_bridge_of_file(file), file,
				 bridge_requests, ARRAY_SIZE(bridge_requests),
				 cmd, (void __user *)arg);
}

/* The oldest events, as many as there are and fit, or why there is none. */
static int take_events(struct k210_bridge_file *bf,
		       struct k210_fpioa_event *events, unsigned int most)
{
	struct k210_pads *pads;
	int num = 0;

	guard(mutex)(&bf->bridge->lock);
	if (!bf->bridge->fpioa)
		return -ENODEV;
	if (!bf->watch)
		return -EINVAL;
	pads = &bf->bridge->fpioa->pads;
	while (num < most && k210_watch_take(pads, bf->watch, &events[num]))
		num++;
	return num ?: -EAGAIN;
}

static ssize_t read_events(struct k210_bridge_file *bf, char __user *buf,
			   size_t count)
{
	struct k210_fpioa_event events[BATCH];
	ssize_t taken = 0;
	int most, num;

	do {
		most = min_t(size_t, (count - taken) / sizeof(*events), BATCH);
		/* what is taken and can't be copied would be lost */
		if (fault_in_writeable(buf + taken, most * sizeof(*events)))
			return taken ?: -EFAULT;
		num = take_events(bf, events, most);
		if (num < 0)
			return taken ?: num;
		if (copy_to_user(buf + taken, events, num * sizeof(*events)))
			return taken ?: -EFAULT;
		taken += num * sizeof(*events);
	} while (num == most && count - taken >= sizeof(*events));
	return taken;
}

static ssize_t bridge_read(struct file *file, char __user *buf, size_t count,
			   loff_t *pos)
{
	struct k210_bridge_file *bf = file->private_data;
	wait_queue_head_t *queue = &bf->bridge->watches.queue;
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	ssize_t ret;

	if (count < sizeof(struct k210_fpioa_event))
		return -EINVAL;
	add_wait_queue(queue, &wait);
	for (;;) {
		ret = read_events(bf, buf, count);
		if (ret != -EAGAIN || file->f_flags & O_NONBLOCK)
			break;
		if (signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		wait_woken(&wait, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(queue, &wait);
	return ret;
}

static __poll_t bridge_poll(struct file *file, struct poll_table_struct *wait)
{
	struct k210_bridge_file *bf = file->private_data;

	poll_wait(file, &bf->bridge->watches.queue, wait);
	guard(mutex)(&bf->bridge->lock);
	if (!bf->bridge->fpioa)
		return EPOLLHUP | EPOLLERR;
	if (bf->watch && k210_watch_has_event(bf->watch))
		return EPOLLIN | EPOLLRDNORM;
	return 0;
}

/* All misc devices wait for this: it doesn't wait for the bridge's lock. */
static int bridge_open(struct inode *inode, struct file *file)
{
	struct k210_bridge *bridge = container_of(file->private_data,
						  struct k210_bridge, misc);
	struct k210_bridge_file *bf;

	bf = kzalloc(sizeof(*bf), GFP_KERNEL_ACCOUNT);
	if (!bf)
		return -ENOMEM;
	bf->bridge = bridge;
	k210_bridge_get(bridge);
	file->private_data = bf;
	return stream_open(inode, file);
}

static int bridge_release(struct inode *inode, struct file *file)
{
	struct k210_bridge_file *bf = file->private_data;

	scoped_guard(mutex, &bf->bridge->lock)
		stop_watch(bf);
	k210_bridge_put(bf->bridge);
	kfree(bf);
	return 0;
}

/**
 * k210_bridge_show_pads() - a line of /proc/PID/fdinfo
 * @s: where to
 * @title: what the pads are
 * @mask: a bit for each
 */
void k210_bridge_show_pads(struct seq_file *s, const char *title, u64 mask)
{
	const char *between = "\t";
	unsigned int pad;

	seq_printf(s, "%s:", title);
	k210_for_each_pad(pad, mask) {
		seq_printf(s, "%s%u", between, pad);
		between = " ";
	}
	seq_putc(s, '\n');
}

static void bridge_show_fdinfo(struct seq_file *s, struct file *file)
{
	struct k210_bridge_file *bf = file->private_data;

	guard(mutex)(&bf->bridge->lock);
	k210_bridge_show_pads(s, "watched", bf->watch ? bf->watch->pads : 0);
}

static const struct file_operations bridge_fops = {
	.owner = THIS_MODULE,
	.open = bridge_open,
	.release = bridge_release,
	.unlocked_ioctl = bridge_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.read = bridge_read,
	.poll = bridge_poll,
	.show_fdinfo = bridge_show_fdinfo,
};

/* Descriptors that are open stay so, and answer -ENODEV. */
static void bridge_remove(void *data)
{
	struct k210_bridge *bridge = data;
	struct k210_pads *pads = &bridge->fpioa->pads;
	struct k210_bridge_file *bf, *next;

	misc_deregister(&bridge->misc);
	scoped_guard(mutex, &bridge->lock) {
		k210_claims_undo_all(bridge);
		k210_reservations_remove(&bridge->reservations);
		list_for_each_entry_safe(bf, next, &bridge->watchers, node)
			stop_watch(bf);
		scoped_guard(raw_spinlock_irqsave, &pads->lock)
			pads->watches = NULL;
		bridge->fpioa = NULL;
	}
	wake_up_all(&bridge->watches.queue);
	k210_bridge_put(bridge);
}

/**
 * k210_bridge_add() - register /dev/k210-fpioa until the FPIOA is unbound
 * @fpioa: the FPIOA, a pin controller already
 *
 * Return: 0, -ENOMEM, or what registering it answers.
 */
int k210_bridge_add(struct k210_fpioa *fpioa)
{
	struct k210_bridge *bridge;
	int ret;

	bridge = kzalloc(sizeof(*bridge), GFP_KERNEL);
	if (!bridge)
		return -ENOMEM;
	kref_init(&bridge->ref);
	mutex_init(&bridge->lock);
	INIT_LIST_HEAD(&bridge->claims);
	INIT_LIST_HEAD(&bridge->watchers);
	k210_watches_init(&bridge->watches);
	bridge->fpioa = fpioa;
	bridge->reservations.fpioa = fpioa->dev;
	bridge->misc.minor = MISC_DYNAMIC_MINOR;
	bridge->misc.name = "k210-fpioa";
	bridge->misc.fops = &bridge_fops;
	bridge->misc.parent = fpioa->dev;
	bridge->misc.mode = 0660;
	bridge->misc.groups = k210_bridge_alloc_groups(fpioa->dev);
	if (IS_ERR(bridge->misc.groups)) {
		ret = PTR_ERR(bridge->misc.groups);
		goto fail;
	}
	scoped_guard(raw_spinlock_irqsave, &fpioa->pads.lock)
		fpioa->pads.watches = &bridge->watches;
	ret = misc_register(&bridge->misc);
	if (ret)
		goto fail;
	return devm_add_action_or_reset(fpioa->dev, bridge_remove, bridge);

fail:
	scoped_guard(raw_spinlock_irqsave, &fpioa->pads.lock)
		fpioa->pads.watches = NULL;
	k210_bridge_put(bridge);
	return dev_err_probe(fpioa->dev, ret, "registering /dev/k210-fpioa\n");
}
