// SPDX-License-Identifier: GPL-2.0-only
/* IOn/{function,owner,level,pull,drive_ua} of the device, all read-only. */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/sysfs.h>

#include "bridge.h"
#include "fpioa.h"
#include "functions.h"

static bool pad_sysfs __ro_after_init = IS_ENABLED(CONFIG_MMU);
module_param(pad_sysfs, bool, 0444);
MODULE_PARM_DESC(pad_sysfs,
		 "have a folder for each pad in /sys/class/misc/k210-fpioa (without an MMU: no)");

/**
 * struct pad_folder - a pad's folder
 * @group: its name and files
 * @name: "IO47"
 * @attrs: as sysfs wants them
 * @files: each knows the pad
 */
struct pad_folder {
	struct attribute_group group;
	char name[5];
	struct attribute *attrs[6];
	struct dev_ext_attribute files[5];
};

static unsigned int pad_of(struct device_attribute *attr)
{
	return (uintptr_t)container_of(attr, struct dev_ext_attribute,
				       attr)->var;
}

static struct k210_bridge *bridge_of(struct device *dev)
{
	return container_of(dev_get_drvdata(dev), struct k210_bridge, misc);
}

static struct k210_fpioa_pad read_pad(struct device *dev,
				      struct device_attribute *attr)
{
	struct k210_fpioa_pad pad = { .pad = pad_of(attr) };
	struct k210_bridge *bridge = bridge_of(dev);

	guard(mutex)(&bridge->lock);
	k210_bridge_read_pad(bridge, &pad);
	return pad;
}

static ssize_t function_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	struct k210_fpioa_pad pad = read_pad(dev, attr);

	return sysfs_emit(buf, "%s\n",
			  k210_functions[pad.config.function].name);
}

/* Whoever has it, else whoever uses its line, else nobody. */
static ssize_t owner_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct k210_fpioa_owner owner = { .pad = pad_of(attr) };
	struct k210_bridge *bridge = bridge_of(dev);

	scoped_guard(mutex, &bridge->lock)
		k210_bridge_read_owner(bridge, &owner);
	return sysfs_emit(buf, "%s\n",
			  owner.holder[0] ? owner.holder : owner.user);
}

static ssize_t level_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%u\n", read_pad(dev, attr).level);
}

static ssize_t pull_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	static const char *const names[] = {
		[K210_FPIOA_PULL_NONE] = "none",
		[K210_FPIOA_PULL_UP] = "up",
		[K210_FPIOA_PULL_DOWN] = "down",
	};

	return sysfs_emit(buf, "%s\n",
			  names[read_pad(dev, attr).config.pull]);
}

static ssize_t drive_ua_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	return sysfs_emit(buf, "%u\n", read_pad(dev, attr).config.drive_ua);
}

static const struct device_attribute files[] = {
	__ATTR_RO(function), __ATTR_RO(owner), __ATTR_RO(level),
	__ATTR_RO(pull), __ATTR_RO(drive_ua),
};

static void fill_folder(struct pad_folder *folder, unsigned int pad)
{
	snprintf(folder->name, sizeof(folder->name), "IO%u", pad);
	for (int i = 0; i < ARRAY_SIZE(files); i++) {
		struct dev_ext_attribute *file = &folder->files[i];

		file->attr = files[i];
		file->var = (void *)(uintptr_t)pad;
		sysfs_attr_init(&file->attr.attr);
		folder->attrs[i] = &file->attr.attr;
	}
	folder->group.name = folder->name;
	folder->group.attrs = folder->attrs;
}

/**
 * k210_bridge_alloc_groups() - the files of the device
 * @dev: the FPIOA, which keeps them until it is unbound
 *
 * Return: the groups, one for each pad; NULL if nobody wants them; or -ENOMEM.
 */
const struct attribute_group **k210_bridge_alloc_groups(struct device *dev)
{
	const struct attribute_group **groups;
	struct pad_folder *folders;

	if (!pad_sysfs)
		return NULL;
	groups = devm_kcalloc(dev, K210_PADS + 1, sizeof(*groups), GFP_KERNEL);
	folders = devm_kcalloc(dev, K210_PADS, sizeof(*folders), GFP_KERNEL);
	if (!groups || !folders)
		return ERR_PTR(-ENOMEM);
	for (unsigned int pad = 0; pad < K210_PADS; pad++) {
		fill_folder(&folders[pad], pad);
		groups[pad] = &folders[pad].group;
	}
	return groups;
}
