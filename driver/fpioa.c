// SPDX-License-Identifier: GPL-2.0-only
/*
 * The FPIOA as a pin controller: 48 pads, 256 functions, and every function on
 * every pad.
 */

#include <linux/bitfield.h>
#include <linux/cleanup.h>
#include <linux/clk.h>
#include <linux/dev_printk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/pinctrl/machine.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/pinctrl/pinctrl.h>
#include <linux/pinctrl/pinmux.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "k210-gpio.h"
#include "pads.h"

/* A cell of a `pinmux` property, as include/dt-bindings has it upstream. */
#define PINMUX_FUNCTION		GENMASK(7, 0)
#define PINMUX_PAD		GENMASK(31, 16)

static const struct pinctrl_pin_desc pad_descs[K210_PADS] = {
	PINCTRL_PIN(0, "IO0"), PINCTRL_PIN(1, "IO1"),
	PINCTRL_PIN(2, "IO2"), PINCTRL_PIN(3, "IO3"),
	PINCTRL_PIN(4, "IO4"), PINCTRL_PIN(5, "IO5"),
	PINCTRL_PIN(6, "IO6"), PINCTRL_PIN(7, "IO7"),
	PINCTRL_PIN(8, "IO8"), PINCTRL_PIN(9, "IO9"),
	PINCTRL_PIN(10, "IO10"), PINCTRL_PIN(11, "IO11"),
	PINCTRL_PIN(12, "IO12"), PINCTRL_PIN(13, "IO13"),
	PINCTRL_PIN(14, "IO14"), PINCTRL_PIN(15, "IO15"),
	PINCTRL_PIN(16, "IO16"), PINCTRL_PIN(17, "IO17"),
	PINCTRL_PIN(18, "IO18"), PINCTRL_PIN(19, "IO19"),
	PINCTRL_PIN(20, "IO20"), PINCTRL_PIN(21, "IO21"),
	PINCTRL_PIN(22, "IO22"), PINCTRL_PIN(23, "IO23"),
	PINCTRL_PIN(24, "IO24"), PINCTRL_PIN(25, "IO25"),
	PINCTRL_PIN(26, "IO26"), PINCTRL_PIN(27, "IO27"),
	PINCTRL_PIN(28, "IO28"), PINCTRL_PIN(29, "IO29"),
	PINCTRL_PIN(30, "IO30"), PINCTRL_PIN(31, "IO31"),
	PINCTRL_PIN(32, "IO32"), PINCTRL_PIN(33, "IO33"),
	PINCTRL_PIN(34, "IO34"), PINCTRL_PIN(35, "IO35"),
	PINCTRL_PIN(36, "IO36"), PINCTRL_PIN(37, "IO37"),
	PINCTRL_PIN(38, "IO38"), PINCTRL_PIN(39, "IO39"),
	PINCTRL_PIN(40, "IO40"), PINCTRL_PIN(41, "IO41"),
	PINCTRL_PIN(42, "IO42"), PINCTRL_PIN(43, "IO43"),
	PINCTRL_PIN(44, "IO44"), PINCTRL_PIN(45, "IO45"),
	PINCTRL_PIN(46, "IO46"), PINCTRL_PIN(47, "IO47"),
};

static const char *const pad_names[K210_PADS] = {
	"IO0", "IO1", "IO2", "IO3", "IO4", "IO5", "IO6", "IO7", "IO8", "IO9",
	"IO10", "IO11", "IO12", "IO13", "IO14", "IO15", "IO16", "IO17",
	"IO18", "IO19", "IO20", "IO21", "IO22", "IO23", "IO24", "IO25",
	"IO26", "IO27", "IO28", "IO29", "IO30", "IO31", "IO32", "IO33",
	"IO34", "IO35", "IO36", "IO37", "IO38", "IO39", "IO40", "IO41",
	"IO42", "IO43", "IO44", "IO45", "IO46", "IO47",
};

/**
 * struct fpioa - the FPIOA
 * @dev: for messages
 * @pads: what it does
 */
struct fpioa {
	struct device *dev;
	struct k210_pads pads;
};

/* Each pad is a group of its own. */
static int fpioa_get_groups_count(struct pinctrl_dev *pctldev)
{
	return K210_PADS;
}

static const char *fpioa_get_group_name(struct pinctrl_dev *pctldev,
					unsigned int pad)
{
	return pad_names[pad];
}

static int fpioa_get_group_pins(struct pinctrl_dev *pctldev, unsigned int pad,
				const unsigned int **pins,
				unsigned int *num_pins)
{
	*pins = &pad_descs[pad].number;
	*num_pins = 1;
	return 0;
}

/* The number of cells of the node's `pinmux`, if it has one. */
static int fpioa_count_cells(struct fpioa *fpioa, struct device_node *np)
{
	int count = of_property_count_u32_elems(np, "pinmux");

	if (count == -EINVAL && !of_property_present(np, "pinmux"))
		return 0;
	if (count <= 0)
		return dev_err_probe(fpioa->dev, -EINVAL,
				     "%pOF: pinmux is not a list of cells\n",
				     np);
	return count;
}

/* Appends what a node asks for to the maps, for which there is room. */
static int fpioa_append_node(struct fpioa *fpioa, struct device_node *np,
			     struct pinctrl_map *maps, unsigned int *num)
{
	int count = fpioa_count_cells(fpioa, np);

	for (int i = 0; i < count; i++) {
		struct pinctrl_map *map = &maps[(*num)++];
		unsigned int pad, function;
		u32 cell;
		int ret;

		ret = of_property_read_u32_index(np, "pinmux", i, &cell);
		if (ret)
			return ret;
		pad = FIELD_GET(PINMUX_PAD, cell);
		function = FIELD_GET(PINMUX_FUNCTION, cell);
		if (pad >= K210_PADS || cell & ~(PINMUX_PAD | PINMUX_FUNCTION))
			return dev_err_probe(fpioa->dev, -EINVAL,
					     "%pOF: pinmux cell 0x%08x names no pad and function\n",
					     np, cell);
		map->type = PIN_MAP_TYPE_MUX_GROUP;
		map->data.mux.group = pad_names[pad];
		map->data.mux.function = k210_functions[function].name;
	}
	return min(count, 0);
}

/* A state is a node with `pinmux`, a node of such nodes, or both. */
static int fpioa_dt_node_to_map(struct pinctrl_dev *pctldev,
				struct device_node *np,
				struct pinctrl_map **map, unsigned int *num)
{
	struct fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);
	struct pinctrl_map *maps __free(kfree) = NULL;
	int total = fpioa_count_cells(fpioa, np);
	int ret;

	if (total < 0)
		return total;
	for_each_available_child_of_node_scoped(np, child) {
		ret = fpioa_count_cells(fpioa, child);
		if (ret < 0)
			return ret;
		total += ret;
	}
	if (!total)
		return dev_err_probe(fpioa->dev, -EINVAL,
				     "%pOF: no pinmux in this state\n", np);

	maps = kcalloc(total, sizeof(*maps), GFP_KERNEL);
	if (!maps)
		return -ENOMEM;

	*num = 0;
	ret = fpioa_append_node(fpioa, np, maps, num);
	if (ret)
		return ret;
	for_each_available_child_of_node_scoped(np, child) {
		ret = fpioa_append_node(fpioa, child, maps, num);
		if (ret)
			return ret;
	}

	*map = no_free_ptr(maps);
	return 0;
}

static const struct pinctrl_ops fpioa_pinctrl_ops = {
	.get_groups_count = fpioa_get_groups_count,
	.get_group_name = fpioa_get_group_name,
	.get_group_pins = fpioa_get_group_pins,
	.dt_node_to_map = fpioa_dt_node_to_map,
	.dt_free_map = pinconf_generic_dt_free_map,
};

static int fpioa_get_functions_count(struct pinctrl_dev *pctldev)
{
	return K210_FUNCTIONS;
}

static const char *fpioa_get_function_name(struct pinctrl_dev *pctldev,
					   unsigned int function)
{
	return k210_functions[function].name;
}

static int fpioa_get_function_groups(struct pinctrl_dev *pctldev,
				     unsigned int function,
				     const char *const **groups,
				     unsigned int *num_groups)
{
	*groups = pad_names;
	*num_groups = K210_PADS;
	return 0;
}

static int fpioa_set_mux(struct pinctrl_dev *pctldev, unsigned int function,
			 unsigned int pad)
{
	struct fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);

	k210_pads_route(&fpioa->pads, pad, function);
	return 0;
}

static const struct pinmux_ops fpioa_pinmux_ops = {
	.get_functions_count = fpioa_get_functions_count,
	.get_function_name = fpioa_get_function_name,
	.get_function_groups = fpioa_get_function_groups,
	.set_mux = fpioa_set_mux,
};

static const struct pinctrl_desc fpioa_desc = {
	.name = "k210-fpioa",
	.pins = pad_descs,
	.npins = K210_PADS,
	.pctlops = &fpioa_pinctrl_ops,
	.pmxops = &fpioa_pinmux_ops,
	.owner = THIS_MODULE,
	/* unbinding the FPIOA unbinds first whose pads it has muxed */
	.link_consumers = true,
};

/* Both clocks are needed to reach the registers; pclk is the bus. */
static int fpioa_enable_clocks(struct device *dev)
{
	static const char *const names[] = { "pclk", "ref" };

	for (int i = 0; i < ARRAY_SIZE(names); i++) {
		struct clk *clk = devm_clk_get_enabled(dev, names[i]);

		if (IS_ERR(clk))
			return dev_err_probe(dev, PTR_ERR(clk),
					     "clock \"%s\"\n", names[i]);
	}
	return 0;
}

static int fpioa_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct pinctrl_dev *pctldev;
	struct fpioa *fpioa;
	void __iomem *base;
	int ret;

	fpioa = devm_kzalloc(dev, sizeof(*fpioa), GFP_KERNEL);
	if (!fpioa)
		return -ENOMEM;
	fpioa->dev = dev;

	base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(base))
		return PTR_ERR(base);

	ret = fpioa_enable_clocks(dev);
	if (ret)
		return ret;

	k210_pads_init(&fpioa->pads, base);

	ret = devm_pinctrl_register_and_init(dev, &fpioa_desc, fpioa,
					     &pctldev);
	if (ret)
		return dev_err_probe(dev, ret, "registering the pads\n");
	return pinctrl_enable(pctldev);
}

static const struct of_device_id fpioa_of_match[] = {
	{ .compatible = "canaan,k210-fpioa" },
	{ }
};

struct platform_driver k210_fpioa_driver = {
	.probe = fpioa_probe,
	.driver = {
		.name = "k210-fpioa",
		.of_match_table = fpioa_of_match,
	},
};
