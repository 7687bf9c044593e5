// SPDX-License-Identifier: GPL-2.0-only
/* What /dev/k210-fpioa answers to questions. */

#include <linux/cleanup.h>
#include <linux/cred.h>
#include <linux/of.h>
#include <linux/pid.h>
#include <linux/string.h>
#include <linux/uidgid.h>

#include "bridge-config.h"
#include "bridge.h"
#include "fpioa.h"
#include "holder.h"
#include "lines.h"
#include "pads-locked.h"

/* Functions as programs see them. */
static const u8 classes[K210_CLASSES] = {
	[K210_CLASS_OFF] = K210_FPIOA_CLASS_NONE,
	[K210_CLASS_IN] = K210_FPIOA_CLASS_INPUT,
	[K210_CLASS_IN_TIED] = K210_FPIOA_CLASS_INPUT,
	[K210_CLASS_OUT] = K210_FPIOA_CLASS_OUTPUT,
	[K210_CLASS_GPIO] = K210_FPIOA_CLASS_BOTH,
	[K210_CLASS_SPI] = K210_FPIOA_CLASS_BOTH,
	[K210_CLASS_I2C] = K210_FPIOA_CLASS_BOTH,
	[K210_CLASS_SCCB] = K210_FPIOA_CLASS_BOTH,
	[K210_CLASS_IN_UP] = K210_FPIOA_CLASS_INPUT,
};

/**
 * k210_bridge_get_info() - K210_FPIOA_GET_INFO
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_info
 *
 * Return: 0.
 */
int k210_bridge_get_info(struct file *file, void *arg)
{
	struct device_node *root __free(device_node) = of_find_node_by_path("/");
	struct k210_fpioa_info *info = arg;
	const char *compatible = "";

	of_property_read_string(root, "compatible", &compatible);
	info->abi = K210_FPIOA_ABI;
	info->pads = K210_PADS;
	info->functions = K210_FUNCTIONS;
	info->max_events = k210_bridge_max_events();
	info->max_watches = k210_bridge_max_watches();
	strscpy(info->compatible, compatible, sizeof(info->compatible));
	return 0;
}

/**
 * k210_bridge_read_pad() - what a pad is
 * @bridge: the bridge, locked, with the FPIOA there
 * @pad: @pad of it says which one; the rest is filled
 */
void k210_bridge_read_pad(struct k210_bridge *bridge,
			  struct k210_fpioa_pad *pad)
{
	struct k210_pads *pads = &bridge->fpioa->pads;
	u32 word;

	scoped_guard(k210_pads, pads) {
		pad->state = k210_pad_state(pads, pad->pad);
		word = k210_readl(pads->base + FPIOA_PAD(pad->pad));
		pad->word = word & ~FPIOA_PAD_LEVEL;
		pad->level = !!(word & FPIOA_PAD_LEVEL);
		word = pads->word[pad->pad];
	}
	k210_config_show(word, pad->pad, &pad->config);
}

/**
 * k210_bridge_get_pad() - K210_FPIOA_GET_PAD
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_pad
 *
 * Return: 0 or -EINVAL.
 */
int k210_bridge_get_pad(struct file *file, void *arg)
{
	struct k210_fpioa_pad *pad = arg;

	if (pad->pad >= K210_PADS)
		return -EINVAL;
	k210_bridge_read_pad(k210_bridge_of_file(file), pad);
	return 0;
}

static int find_function(const char *name)
{
	for (int i = 0; i < K210_FUNCTIONS; i++)
		if (!strcmp(k210_functions[i].name, name))
			return i;
	return -ENOENT;
}

/* Which function is asked for, or what is wrong with that. */
static int which_function(const struct k210_fpioa_function *f)
{
	if (!f->flags)
		return f->function < K210_FUNCTIONS ? f->function : -EINVAL;
	if (f->flags != K210_FPIOA_BY_NAME || f->function ||
	    strnlen(f->name, sizeof(f->name)) == sizeof(f->name))
		return -EINVAL;
	return find_function(f->name);
}

/**
 * k210_bridge_get_function() - K210_FPIOA_GET_FUNCTION
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_function
 *
 * Return: 0, -EINVAL or -ENOENT.
 */
int k210_bridge_get_function(struct file *file, void *arg)
{
	struct k210_fpioa *fpioa = k210_bridge_of_file(file)->fpioa;
	struct k210_fpioa_function *f = arg;
	int function = which_function(f);
	int pad;

	if (function < 0)
		return function;
	pad = k210_pads_find(&fpioa->pads, function);
	*f = (struct k210_fpioa_function) {
		.flags = f->flags,
		.function = function,
		.pad = pad < 0 ? K210_FPIOA_NO_PAD : pad,
		.function_class = classes[k210_functions[function].class],
		.shareable = k210_function_is_shareable(function),
	};
	strscpy(f->name, k210_functions[function].name, sizeof(f->name));
	if (!k210_function_is_line(function))
		return 0;
	f->line = function - (function < K210_FUNCTION_GPIO0 ?
			      K210_FUNCTION_GPIOHS0 : K210_FUNCTION_GPIO0);
	f->output = k210_lines_is_output(&fpioa->lines, function);
	k210_lines_chip_name(&fpioa->lines, function, f->chip,
			     sizeof(f->chip));
	return 0;
}

static struct k210_claim *find_claim(struct k210_bridge *bridge,
				     unsigned int pad)
{
	struct k210_claim *claim;

	list_for_each_entry(claim, &bridge->claims, node)
		if (claim->pads & BIT_ULL(pad))
			return claim;
	return NULL;
}

/**
 * k210_bridge_read_owner() - who has a pad?
 * @bridge: the bridge, locked, with the FPIOA there
 * @owner: @pad of it says which one; the rest is zero, and filled
 */
void k210_bridge_read_owner(struct k210_bridge *bridge,
			    struct k210_fpioa_owner *owner)
{
	struct k210_fpioa *fpioa = bridge->fpioa;
	struct k210_claim *claim = find_claim(bridge, owner->pad);
	u8 function;

	scoped_guard(k210_pads, &fpioa->pads) {
		owner->state = k210_pad_state(&fpioa->pads, owner->pad);
		function = k210_pad_function(&fpioa->pads, owner->pad);
	}
	if (claim) {
		strscpy(owner->holder, claim->consumer,
			sizeof(owner->holder));
		if (claim->pid) {
			owner->pid = pid_vnr(claim->pid);
			owner->uid = from_kuid_munged(current_user_ns(),
						      claim->uid);
		}
	} else if (owner->state & K210_FPIOA_STATE_DEVICE) {
		k210_holder_name(dev_of_node(fpioa->dev), owner->pad, function,
				 owner->holder, sizeof(owner->holder));
	}
	if (owner->state & K210_FPIOA_STATE_LINE)
		k210_lines_user(&fpioa->lines, function, owner->user,
				sizeof(owner->user));
}

/**
 * k210_bridge_get_owner() - K210_FPIOA_GET_OWNER
 * @file: a descriptor of the device
 * @arg: struct k210_fpioa_owner
 *
 * Return: 0 or -EINVAL.
 */
int k210_bridge_get_owner(struct file *file, void *arg)
{
	struct k210_fpioa_owner *owner = arg;

	if (owner->pad >= K210_PADS)
		return -EINVAL;
	*owner = (struct k210_fpioa_owner) { .pad = owner->pad };
	k210_bridge_read_owner(k210_bridge_of_file(file), owner);
	return 0;
}
