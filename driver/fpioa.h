/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_FPIOA_H
#define K210_FPIOA_H

#include <linux/errno.h>
#include <linux/types.h>

#include "lines.h"
#include "pads.h"

struct device;
struct device_node;
struct pinctrl_desc;
struct pinctrl_dev;
struct pinctrl_map;
struct regmap;

/* The chip's I/O voltage banks, of six pads each. */
#define K210_BANKS		8

/*
 * Groups of pinctrl's. Each pad is one; as a line's it is another that has no
 * pins, so that routing a line to it does not hold it; banks have none either.
 */
#define FPIOA_GROUP_PADS	0
#define FPIOA_GROUP_LINES	K210_PADS
#define FPIOA_GROUP_BANKS	(2 * K210_PADS)
#define FPIOA_GROUPS		(FPIOA_GROUP_BANKS + K210_BANKS)

/* A cell of a `pinmux` property, as include/dt-bindings has it upstream. */
#define FPIOA_PINMUX_FUNCTION	GENMASK(7, 0)
#define FPIOA_PINMUX_PAD	GENMASK(31, 16)
#define FPIOA_PINMUX_CELL(pad, function) \
	(FIELD_PREP(FPIOA_PINMUX_PAD, pad) | (function))

/*
 * What a pad's function is called while a claim has it: claims may change it
 * without pinctrl core. It comes after those that can be routed.
 */
#define FPIOA_CLAIMED		K210_FUNCTIONS
#define FPIOA_CLAIMED_NAME	"claimed"

/*
 * What a state is refused with because of others. Of -EBUSY the driver core
 * would take no notice: the state's device would be there without its pads.
 */
#define FPIOA_REFUSED		(-EINVAL)

/**
 * struct k210_fpioa - the FPIOA
 * @dev: for messages
 * @pads: what it does
 * @lines: the chips whose lines it routes
 * @sysctl: the system controller, whose word at @power selects voltages
 * @power: a bit for each bank there: 1 for 1.8 V, 0 for 3.3 V
 */
struct k210_fpioa {
	struct device *dev;
	struct k210_pads pads;
	struct k210_lines lines;
	struct regmap *sysctl;
	unsigned int power;
};

extern const char *const k210_fpioa_groups[FPIOA_GROUPS];
extern const struct pinctrl_desc k210_fpioa_desc;
extern const struct pinconf_ops k210_fpioa_pinconf_ops;

int k210_fpioa_node_to_map(struct pinctrl_dev *pctldev, struct device_node *np,
			   struct pinctrl_map **map, unsigned int *num);
int k210_fpioa_check_bank(u32 param, u32 arg);
struct k210_pads *k210_fpioa_find_pads(struct device *consumer);

#endif
