// SPDX-License-Identifier: GPL-2.0-only
/* Claims as descriptors. */

#include <linux/anon_inodes.h>
#include <linux/capability.h>
#include <linux/cleanup.h>
#include <linux/compat.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "bridge-config.h"
#include "bridge.h"
#include "claims.h"
#include "fpioa.h"

/* Of struct k210_fpioa_config when it came to be. */
#define LEAST_CONFIG_SIZE	20

static int copy_configs(struct k210_changes *changes, u64 configs,
			unsigned int num, size_t size)
{
	for (unsigned int i = 0; i < num; i++) {
		struct k210_fpioa_config config;
		int ret;

		ret = copy_struct_from_user(&config, sizeof(config),
					    u64_to_user_ptr(configs + i * size),
					    size);
		ret = ret ?: k210_config_read(changes, i + 1, &config);
		if (ret)
			return ret;
	}
	return 0;
}

static struct k210_changes *read_changes(u64 configs, unsigned int num,
					 size_t size, bool force)
{
	struct k210_changes *changes;
	int ret;

	if (!num || num > K210_PADS || size < LEAST_CONFIG_SIZE)
		return ERR_PTR(-EINVAL);
	if (size > PAGE_SIZE)
		return ERR_PTR(-E2BIG);
	changes = kzalloc(struct_size(changes, change, num), GFP_KERNEL);
	if (!changes)
		return ERR_PTR(-ENOMEM);
	changes->force = force;
	ret = copy_configs(changes, configs, num, size);
	if (ret) {
		kfree(changes);
		return ERR_PTR(ret);
	}
	return changes;
}

static int claim_configure(struct file *file, void *arg, void __user *uarg)
{
	const struct k210_fpioa_configure *wanted = arg;
	struct k210_claim *claim = file->private_data;
	struct k210_changes *changes;
	int ret;

	if (wanted->flags & ~K210_FPIOA_FORCE || wanted->reserved)
		return -EINVAL;
	changes = read_changes(wanted->configs, wanted->num,
			       wanted->config_size,
			       wanted->flags & K210_FPIOA_FORCE);
	if (IS_ERR(changes))
		return PTR_ERR(changes);
	ret = k210_bridge_lock(claim->bridge);
	if (ret)
		goto free;
	if (changes->pads & ~claim->pads)
		ret = -EINVAL;
	else
		ret = k210_claims_configure(&claim->bridge->fpioa->pads,
					    changes);
	mutex_unlock(&claim->bridge->lock);
free:
	kfree(changes);
	return ret;
}

static int claim_hold(struct file *file, void *arg)
{
	const struct k210_fpioa_hold *wanted = arg;
	struct k210_claim *claim = file->private_data;
	struct k210_pads *pads = &claim->bridge->fpioa->pads;

	if (wanted->flags & ~K210_FPIOA_HOLD_AS_IS || wanted->reserved ||
	    !wanted->pads || wanted->pads & ~claim->pads ||
	    wanted->levels & ~wanted->pads)
		return -EINVAL;
	if (wanted->flags & K210_FPIOA_HOLD_AS_IS) {
		if (wanted->levels)
			return -EINVAL;
		k210_claims_hold_as_is(pads, wanted->pads);
	} else {
		k210_claims_hold(pads, wanted->pads, wanted->levels);
	}
	return 0;
}

static int claim_release(struct file *file, void *arg)
{
	const struct k210_fpioa_release *wanted = arg;
	struct k210_claim *claim = file->private_data;

	if (wanted->pads & ~claim->pads)
		return -EINVAL;
	k210_claims_release(&claim->bridge->fpioa->pads, wanted->pads);
	return 0;
}

static const struct k210_request claim_requests[] = {
	{ K210_FPIOA_CONFIGURE, 24, NULL, claim_configure },
	{ K210_FPIOA_HOLD, 24, claim_hold },
	{ K210_FPIOA_RELEASE, 8, claim_release },
};

static long claim_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct k210_claim *claim = file->private_data;

	return k210_bridge_ioctl(claim->bridge, file, claim_requests,
				 ARRAY_SIZE(claim_requests), cmd,
				 (void __user *)arg);
}

static __poll_t claim_poll(struct file *file, struct poll_table_struct *wait)
{
	struct k210_claim *claim = file->private_data;

	poll_wait(file, &claim->bridge->watches.queue, wait);
	guard(mutex)(&claim->bridge->lock);
	return claim->bridge->fpioa ? 0 : EPOLLHUP | EPOLLERR;
}

/* Gives pads of a claim back, but for those that persist at a level. */
static void give_back(struct k210_claim *claim, u64 mask, bool persist)
{
	struct k210_bridge *bridge = claim->bridge;
	struct k210_pads *pads = &bridge->fpioa->pads;
	u64 left = k210_claims_end(pads, mask, persist);

	mask &= ~left;
	k210_unreserve(&bridge->reservations, mask);
	k210_claims_cancel(pads, mask);
	claim->pads &= ~mask;
}

static void claim_free(struct k210_claim *claim)
{
	list_del(&claim->node);
	put_pid(claim->pid);
	kfree(claim);
}

static int claim_close(struct inode *inode, struct file *file)
{
	struct k210_claim *claim = file->private_data;
	struct k210_bridge *bridge = claim->bridge;

	scoped_guard(mutex, &bridge->lock) {
		if (claim->pads)
			give_back(claim, claim->pads, claim->persist);
		put_pid(claim->pid);
		claim->pid = NULL;
		if (!claim->pads)
			claim_free(claim);
	}
	k210_bridge_put(bridge);
	return 0;
}

static void claim_show_fdinfo(struct seq_file *s, struct file *file)
{
	struct k210_claim *claim = file->private_data;

	guard(mutex)(&claim->bridge->lock);
	seq_printf(s, "claim:\t%s\n", claim->consumer);
	k210_bridge_show_pads(s, "pads", claim->pads);
}

static const struct file_operations claim_fops = {
	.owner = THIS_MODULE,
	.release = claim_close,
	.unlocked_ioctl = claim_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.poll = claim_poll,
	.show_fdinfo = claim_show_fdinfo,
};

static int take_pads(struct k210_claim *claim,
		     const struct k210_changes *changes)
{
	struct k210_bridge *bridge = claim->bridge;
	struct k210_pads *pads = &bridge->fpioa->pads;
	int ret;

	ret = k210_claims_prepare(pads, changes);
	if (ret)
		return ret;
	ret = k210_reserve(&bridge->reservations, changes->pads);
	if (ret)
		goto cancel;
	ret = k210_claims_take(pads, changes);
	if (ret)
		goto unreserve;
	claim->pads = changes->pads;
	list_add_tail(&claim->node, &bridge->claims);
	return 0;

unreserve:
	k210_unreserve(&bridge->reservations, changes->pads);
cancel:
	k210_claims_cancel(pads, changes->pads);
	return ret;
}

static struct k210_claim *claim_alloc(struct k210_bridge *bridge,
				      const struct k210_fpioa_claim *wanted)
{
	struct k210_claim *claim = kzalloc(sizeof(*claim), GFP_KERNEL_ACCOUNT);

	if (!claim)
		return NULL;
	claim->bridge = bridge;
	claim->persist = wanted->flags & K210_FPIOA_PERSIST;
	claim->pid = get_pid(task_tgid(current));
	claim->uid = current_uid();
	INIT_LIST_HEAD(&claim->node);
	strscpy(claim->consumer,
		wanted->consumer[0] ? wanted->consumer : current->comm,
		sizeof(claim->consumer));
	for (char *c = claim->consumer; *c; c++)
		if (iscntrl(*c))
			*c = '?';
	return claim;
}

/*
 * The descriptor comes first, and the caller's address is tried by what is there
 * already, so that hardly anything can fail once pads are taken.
 */
static int claim_pads(struct k210_bridge *bridge,
		      const struct k210_fpioa_claim *wanted,
		      const struct k210_changes *changes,
		      struct k210_fpioa_claim __user *uarg)
{
	struct k210_claim *claim;
	struct file *file;
	int fd, ret;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	claim = claim_alloc(bridge, wanted);
	if (!claim) {
		ret = -ENOMEM;
		goto put_fd;
	}
	file = anon_inode_getfile("k210-claim", &claim_fops, claim,
				  O_RDWR | O_CLOEXEC);
	if (IS_ERR(file)) {
		ret = PTR_ERR(file);
		claim_free(claim);
		goto put_fd;
	}
	k210_bridge_get(bridge);
	ret = put_user(wanted->fd, &uarg->fd);
	ret = ret ?: k210_bridge_lock(bridge);
	if (ret)
		goto put_file;
	ret = take_pads(claim, changes);
	mutex_unlock(&bridge->lock);
	ret = ret ?: put_user(fd, &uarg->fd);
	if (ret)
		goto put_file;
	fd_install(fd, file);
	return 0;

put_file:
	/* which undoes the claim */
	claim->persist = false;
	fput(file);
put_fd:
	put_unused_fd(fd);
	return ret;
}

/**
 * k210_bridge_claim() - K210_FPIOA_CLAIM
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_claim
 * @uarg: the caller's
 *
 * Return: 0 or a negative error, and nothing is claimed.
 */
int k210_bridge_claim(struct file *file, void *arg, void __user *uarg)
{
	const struct k210_fpioa_claim *wanted = arg;
	struct k210_changes *changes;
	int ret;

	if (wanted->flags & ~(K210_FPIOA_FORCE | K210_FPIOA_PERSIST) ||
	    strnlen(wanted->consumer, sizeof(wanted->consumer)) ==
	    sizeof(wanted->consumer))
		return -EINVAL;
	changes = read_changes(wanted->configs, wanted->num,
			       wanted->config_size,
			       wanted->flags & K210_FPIOA_FORCE);
	if (IS_ERR(changes))
		return PTR_ERR(changes);
	ret = claim_pads(k210_bridge_of_file(file), wanted, changes, uarg);
	kfree(changes);
	return ret;
}

static bool is_left(const struct k210_claim *claim)
{
	return !claim->pid;
}

/**
 * k210_bridge_release_left() - K210_FPIOA_RELEASE of the device
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_release
 *
 * Return: 0, -EPERM, -EINVAL or -EBUSY.
 */
int k210_bridge_release_left(struct file *file, void *arg)
{
	const struct k210_fpioa_release *wanted = arg;
	struct k210_bridge *bridge = k210_bridge_of_file(file);
	struct k210_claim *claim, *next;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (wanted->pads & ~K210_PADS_MASK)
		return -EINVAL;
	list_for_each_entry(claim, &bridge->claims, node)
		if (!is_left(claim) && claim->pads & wanted->pads)
			return -EBUSY;
	list_for_each_entry_safe(claim, next, &bridge->claims, node) {
		if (!(claim->pads & wanted->pads))
			continue;
		give_back(claim, claim->pads & wanted->pads, false);
		if (!claim->pads)
			claim_free(claim);
	}
	return 0;
}

/**
 * k210_claims_undo_all() - the FPIOA goes
 * @bridge: the bridge, locked
 *
 * As if all were closed; levels that persist stay, and are nobody's.
 */
void k210_claims_undo_all(struct k210_bridge *bridge)
{
	struct k210_claim *claim, *next;

	list_for_each_entry_safe(claim, next, &bridge->claims, node) {
		give_back(claim, claim->pads, claim->persist);
		claim->pads = 0;
		if (is_left(claim))
			claim_free(claim);
	}
}
