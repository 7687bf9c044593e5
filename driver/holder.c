// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which device has a pad. pinctrl core doesn't tell its drivers, so this looks
 * for states in the device tree that route the pad's function to it.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "fpioa.h"
#include "holder.h"

/* Long enough for "pinctrl-" and any index. */
#define PROPERTY_SIZE		20

static bool node_routes(const struct device_node *np, unsigned int pad,
			u8 function)
{
	u32 cell;

	for (unsigned int i = 0;
	     !of_property_read_u32_index(np, "pinmux", i, &cell); i++)
		if (cell == FPIOA_PINMUX_CELL(pad, function))
			return true;
	return false;
}

static bool state_routes(const struct device_node *state, unsigned int pad,
			 u8 function)
{
	if (node_routes(state, pad, function))
		return true;
	for_each_available_child_of_node_scoped(state, np)
		if (node_routes(np, pad, function))
			return true;
	return false;
}

/* Has the device a state of the FPIOA's, in which it would hold the pad? */
static bool may_hold(const struct device_node *np,
		     const struct device_node *fpioa, unsigned int pad,
		     u8 function)
{
	char property[PROPERTY_SIZE];

	for (unsigned int n = 0;; n++) {
		snprintf(property, sizeof(property), "pinctrl-%u", n);
		if (!of_property_present(np, property))
			return false;
		for (int i = 0;; i++) {
			struct device_node *state __free(device_node) =
				of_parse_phandle(np, property, i);

			if (!state)
				break;
			if (state->parent == fpioa &&
			    state_routes(state, pad, function))
				return true;
		}
	}
}

/* Only a device with a driver has its states selected. */
static bool name_bound(struct device_node *np, char *name, size_t size)
{
	struct platform_device *pdev = of_find_device_by_node(np);
	bool bound = pdev && pdev->dev.driver;

	if (bound)
		strscpy_pad(name, dev_name(&pdev->dev), size);
	platform_device_put(pdev);
	return bound;
}

/**
 * k210_holder_name() - which device holds a pad?
 * @fpioa: the FPIOA's node
 * @pad: 0 to 47, held by a device
 * @function: its function
 * @name: filled with the device's name; with its node's, if it is on another bus
 *	than most
 * @size: of @name
 */
void k210_holder_name(const struct device_node *fpioa, unsigned int pad,
		      u8 function, char *name, size_t size)
{
	struct device_node *np;

	for_each_node_with_property(np, "pinctrl-0") {
		if (!of_device_is_available(np) ||
		    !may_hold(np, fpioa, pad, function))
			continue;
		if (name_bound(np, name, size)) {
			of_node_put(np);
			return;
		}
		if (!name[0])
			strscpy_pad(name, kbasename(np->full_name), size);
	}
}
