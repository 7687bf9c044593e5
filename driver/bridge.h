/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_BRIDGE_H
#define K210_BRIDGE_H

#include <linux/kconfig.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/uidgid.h>

#include "reserve.h"
#include "watch.h"

struct attribute_group;
struct device;
struct file;
struct k210_fpioa;
struct pid;
struct seq_file;

/**
 * struct k210_bridge - /dev/k210-fpioa
 * @ref: held by the FPIOA while it is bound, and by each open descriptor
 * @misc: the device
 * @lock: protects all that follows but @watches. It is taken before pinctrl
 *	core's locks, and not from its callbacks.
 * @fpioa: the FPIOA, or NULL once it is unbound
 * @claims: all claims, of struct k210_claim
 * @watchers: descriptors of the device that watch, of struct k210_bridge_file
 * @reservations: claims as pinctrl core knows them
 * @watches: who is told of changes
 */
struct k210_bridge {
	struct kref ref;
	struct miscdevice misc;
	struct mutex lock; /* see above */
	struct k210_fpioa *fpioa;
	struct list_head claims;
	struct list_head watchers;
	struct k210_reservations reservations;
	struct k210_watches watches;
};

/**
 * struct k210_claim - a claim
 * @node: in the list of all
 * @bridge: whose
 * @pads: a bit for each pad; none once it is undone
 * @persist: whether the pads stay as they are when it is closed
 * @pid: who made it; NULL once it is closed, and only levels are left
 * @uid: of whom
 * @consumer: what it is called
 */
struct k210_claim {
	struct list_head node;
	struct k210_bridge *bridge;
	u64 pads;
	bool persist;
	struct pid *pid;
	kuid_t uid;
	char consumer[K210_FPIOA_NAME_SIZE];
};

/**
 * struct k210_bridge_file - an open descriptor of the device
 * @node: in the list of those that watch
 * @bridge: whose
 * @watch: its queue of changes, or NULL
 * @uid: who asked for that
 */
struct k210_bridge_file {
	struct list_head node;
	struct k210_bridge *bridge;
	struct k210_watch *watch;
	kuid_t uid;
};

/**
 * struct k210_request - what ioctl() may ask for
 * @cmd: its number, with the size of the structure as it is now
 * @least: that size when the request came to be
 * @run: does it, with the bridge's lock held, and the FPIOA there; @arg is the
 *	structure, the rest of it zero if the caller's is shorter, and is copied
 *	back
 * @copy: does it instead, if there is more to be copied: without the lock
 */
struct k210_request {
	unsigned int cmd;
	unsigned int least;
	int (*run)(struct file *file, void *arg);
	int (*copy)(struct file *file, void *arg, void __user *uarg);
};

int k210_bridge_lock(struct k210_bridge *bridge);
long k210_bridge_ioctl(struct k210_bridge *bridge, struct file *file,
		       const struct k210_request *requests, unsigned int num,
		       unsigned int cmd, void __user *uarg);
void k210_bridge_get(struct k210_bridge *bridge);
void k210_bridge_put(struct k210_bridge *bridge);
void k210_bridge_show_pads(struct seq_file *s, const char *title, u64 mask);
struct k210_bridge *k210_bridge_of_file(struct file *file);

int k210_bridge_get_info(struct file *file, void *arg);
int k210_bridge_get_pad(struct file *file, void *arg);
int k210_bridge_get_function(struct file *file, void *arg);
int k210_bridge_get_owner(struct file *file, void *arg);
void k210_bridge_read_pad(struct k210_bridge *bridge,
			  struct k210_fpioa_pad *pad);
void k210_bridge_read_owner(struct k210_bridge *bridge,
			    struct k210_fpioa_owner *owner);
unsigned int k210_bridge_max_events(void);
unsigned int k210_bridge_max_watches(void);

int k210_bridge_claim(struct file *file, void *arg, void __user *uarg);
int k210_bridge_release_left(struct file *file, void *arg);
void k210_claims_undo_all(struct k210_bridge *bridge);

const struct attribute_group **k210_bridge_alloc_groups(struct device *dev);

#if IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE)
int k210_bridge_add(struct k210_fpioa *fpioa);
#else
static inline int k210_bridge_add(struct k210_fpioa *fpioa)
{
	return 0;
}
#endif

#endif
