// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pin states from the device tree: nodes with `pinmux` cells, nodes with `pins`
 * or `groups`, each with settings, or a node of such nodes. What the tree has
 * wrong is told before any pad changes.
 */

#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/cleanup.h>
#include <linux/dev_printk.h>
#include <linux/kstrtox.h>
#include <linux/of.h>
#include <linux/pinctrl/machine.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/pinctrl/pinctrl.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "fpioa.h"

/**
 * struct fpioa_state - a pin state while it is read
 * @fpioa: where it is to take effect
 * @maps: what has been read
 * @num: of @maps
 * @room: of @maps
 * @pads: a bit for each pad that has been muxed
 * @functions: a bit for each function that has been, and can't be twice
 */
struct fpioa_state {
	struct k210_fpioa *fpioa;
	struct pinctrl_map *maps;
	unsigned int num;
	unsigned int room;
	u64 pads;
	DECLARE_BITMAP(functions, K210_FUNCTIONS);
};

/* What a pad or a bank can be asked for; each property at most once a node. */
#define FPIOA_SETTINGS		17

/**
 * struct fpioa_node - a node of a state while it is read
 * @np: the node
 * @configs: its settings, packed
 * @num_configs: how many
 * @level: one of them holds a pad at a level
 */
struct fpioa_node {
	struct device_node *np;
	unsigned long configs[FPIOA_SETTINGS];
	unsigned int num_configs;
	bool level;
};

/**
 * enum fpioa_value - has a property a value?
 * @FPIOA_NO_VALUE: no: it stands for its parameter's argument
 * @FPIOA_MAY_HAVE_VALUE: it may, of which only 0 is looked at
 * @FPIOA_HAS_VALUE: it is the parameter's argument
 */
enum fpioa_value {
	FPIOA_NO_VALUE,
	FPIOA_MAY_HAVE_VALUE,
	FPIOA_HAS_VALUE,
};

/* The settings that there are, by their properties. */
static const struct fpioa_setting {
	const char *property;
	u8 param;
	u8 arg;
	u8 value;
} fpioa_settings[FPIOA_SETTINGS] = {
	{ "bias-disable", PIN_CONFIG_BIAS_DISABLE, 0 },
	{ "bias-pull-down", PIN_CONFIG_BIAS_PULL_DOWN, 1,
	  FPIOA_MAY_HAVE_VALUE },
	{ "bias-pull-up", PIN_CONFIG_BIAS_PULL_UP, 1, FPIOA_MAY_HAVE_VALUE },
	{ "drive-strength", PIN_CONFIG_DRIVE_STRENGTH, 0, FPIOA_HAS_VALUE },
	{ "drive-strength-microamp", PIN_CONFIG_DRIVE_STRENGTH_UA, 0,
	  FPIOA_HAS_VALUE },
	{ "input-disable", PIN_CONFIG_INPUT_ENABLE, 0 },
	{ "input-enable", PIN_CONFIG_INPUT_ENABLE, 1 },
	{ "input-polarity-invert", K210_PIN_CONFIG_INPUT_INVERT, 1 },
	{ "input-schmitt-disable", PIN_CONFIG_INPUT_SCHMITT_ENABLE, 0 },
	{ "input-schmitt-enable", PIN_CONFIG_INPUT_SCHMITT_ENABLE, 1 },
	{ "output-disable", PIN_CONFIG_OUTPUT_ENABLE, 0 },
	{ "output-enable", PIN_CONFIG_OUTPUT_ENABLE, 1 },
	{ "output-high", PIN_CONFIG_LEVEL, 1 },
	{ "output-low", PIN_CONFIG_LEVEL, 0 },
	{ "output-polarity-invert", K210_PIN_CONFIG_OUTPUT_INVERT, 1 },
	{ "power-source", PIN_CONFIG_POWER_SOURCE, 0, FPIOA_HAS_VALUE },
	{ "slew-rate", PIN_CONFIG_SLEW_RATE, 0, FPIOA_HAS_VALUE },
};

/* The largest argument that fits beside its parameter. */
#define FPIOA_MAX_ARG		GENMASK(23, 0)

/* What else may be in a node. */
static const char *const other_properties[] = {
	"groups", "linux,phandle", "name", "phandle", "pinmux", "pins",
	"status",
};

static int wrong(struct fpioa_state *state, struct device_node *np,
		 const char *what, const char *which)
{
	return dev_err_probe(state->fpioa->dev, -EINVAL, "%pOF: %s%s\n", np,
			     what, which);
}

static bool is_known(const char *property)
{
	for (int i = 0; i < FPIOA_SETTINGS; i++)
		if (!strcmp(property, fpioa_settings[i].property))
			return true;
	return match_string(other_properties, ARRAY_SIZE(other_properties),
			    property) >= 0 ||
	       strstarts(property, "bootph-");
}

static int check_properties(struct fpioa_state *state, struct device_node *np)
{
	struct property *property;

	for_each_property_of_node(np, property)
		if (!is_known(property->name))
			return wrong(state, np, "there is no setting ",
				     property->name);
	return 0;
}

static int read_setting(struct fpioa_state *state, struct fpioa_node *node,
			const struct fpioa_setting *setting)
{
	int values = of_property_count_u32_elems(node->np, setting->property);
	u32 arg = setting->arg;

	if (!of_property_present(node->np, setting->property))
		return 0;
	if (values == -ENODATA)
		values = 0;
	if (values != 0 && values != 1)
		return wrong(state, node->np, "not one number: ",
			     setting->property);
	if (values && setting->value == FPIOA_NO_VALUE)
		return wrong(state, node->np, "takes no value: ",
			     setting->property);
	if (!values && setting->value == FPIOA_HAS_VALUE)
		return wrong(state, node->np, "needs a value: ",
			     setting->property);
	if (values)
		of_property_read_u32(node->np, setting->property, &arg);
	if (arg > FPIOA_MAX_ARG)
		return wrong(state, node->np, "out of range: ",
			     setting->property);
	node->configs[node->num_configs++] =
		pinconf_to_config_packed(setting->param, arg);
	if (setting->param == PIN_CONFIG_LEVEL)
		node->level = true;
	return 0;
}

static int read_settings(struct fpioa_state *state, struct fpioa_node *node)
{
	for (int i = 0; i < FPIOA_SETTINGS; i++) {
		int ret = read_setting(state, node, &fpioa_settings[i]);

		if (ret)
			return ret;
	}
	return 0;
}

/* The property that gave the node a parameter. */
static const char *property_of(struct device_node *np, u32 param)
{
	for (int i = 0; i < FPIOA_SETTINGS; i++)
		if (fpioa_settings[i].param == param &&
		    of_property_present(np, fpioa_settings[i].property))
			return fpioa_settings[i].property;
	return "";
}

/* Can what the node is about, banks or pads, have its settings? */
static int check_settings(struct fpioa_state *state,
			  const struct fpioa_node *node, bool banks)
{
	struct k210_settings settings = { };

	for (unsigned int i = 0; i < node->num_configs; i++) {
		u32 param = pinconf_to_config_param(node->configs[i]);
		u32 arg = pinconf_to_config_argument(node->configs[i]);
		int ret = banks ? k210_fpioa_check_bank(param, arg) :
				  k210_settings_add(&settings, param, arg);

		if (ret == -ENOTSUPP)
			return wrong(state, node->np, banks ?
				     "a bank can't have " : "a pad can't have ",
				     property_of(node->np, param));
		if (ret)
			return wrong(state, node->np,
				     "out of range, or in contradiction to others: ",
				     property_of(node->np, param));
	}
	return 0;
}

static struct pinctrl_map *next_map(struct fpioa_state *state)
{
	return WARN_ON(state->num >= state->room) ? NULL :
	       &state->maps[state->num++];
}

/* Each map has its own copy of the settings, since each is freed alone. */
static int append_configs(struct fpioa_state *state,
			  const struct fpioa_node *node, unsigned int group)
{
	struct pinctrl_map *map;
	unsigned long *configs;

	configs = kmemdup(node->configs,
			  node->num_configs * sizeof(*configs), GFP_KERNEL);
	if (!configs)
		return -ENOMEM;
	map = next_map(state);
	if (!map) {
		kfree(configs);
		return -EINVAL;
	}
	map->type = group < K210_PADS ? PIN_MAP_TYPE_CONFIGS_PIN :
					PIN_MAP_TYPE_CONFIGS_GROUP;
	map->data.configs.group_or_pin = k210_fpioa_groups[group];
	map->data.configs.configs = configs;
	map->data.configs.num_configs = node->num_configs;
	return 0;
}

/* As a line of GPIO a pad is routed and not held: others may request it. */
static int append_mux(struct fpioa_state *state, unsigned int pad, u8 function)
{
	struct pinctrl_map *map = next_map(state);
	unsigned int first = k210_function_is_line(function) ?
			     FPIOA_GROUP_LINES : FPIOA_GROUP_PADS;

	if (!map)
		return -EINVAL;
	map->type = PIN_MAP_TYPE_MUX_GROUP;
	map->data.mux.group = k210_fpioa_groups[first + pad];
	map->data.mux.function = k210_functions[function].name;
	return 0;
}

/* A pad with a function, and settings if the node has any. */
static int append_pad(struct fpioa_state *state, const struct fpioa_node *node,
		      unsigned int pad, u8 function)
{
	int ret;

	if (state->pads & BIT_ULL(pad))
		return wrong(state, node->np, "muxed twice: ",
			     k210_fpioa_groups[pad]);
	state->pads |= BIT_ULL(pad);
	if (!k210_function_is_shareable(function) &&
	    __test_and_set_bit(function, state->functions))
		return wrong(state, node->np, "on two pads: ",
			     k210_functions[function].name);

	ret = append_mux(state, pad, function);
	if (ret || !node->num_configs)
		return ret;
	return append_configs(state, node, pad);
}

static int append_cell(struct fpioa_state *state,
		       const struct fpioa_node *node, u32 cell)
{
	unsigned int pad = FIELD_GET(FPIOA_PINMUX_PAD, cell);
	u8 function = FIELD_GET(FPIOA_PINMUX_FUNCTION, cell);

	if (pad >= K210_PADS || cell & ~(FPIOA_PINMUX_PAD | FPIOA_PINMUX_FUNCTION))
		return dev_err_probe(state->fpioa->dev, -EINVAL,
				     "%pOF: pinmux cell 0x%08x names no pad and function\n",
				     node->np, cell);
	if (node->level && function != K210_FUNCTION_CONSTANT)
		return wrong(state, node->np,
			     "a level is not to be had with ",
			     k210_functions[function].name);
	return append_pad(state, node, pad, function);
}

/* The number of cells of the node's `pinmux`; 0 without one. */
static int count_cells(struct fpioa_state *state, struct device_node *np)
{
	int count = of_property_count_u32_elems(np, "pinmux");

	if (!of_property_present(np, "pinmux"))
		return 0;
	return count > 0 ? count :
	       wrong(state, np, "pinmux is not a list of cells", "");
}

static int append_pinmux(struct fpioa_state *state,
			 const struct fpioa_node *node, unsigned int count)
{
	int ret = check_settings(state, node, false);

	for (unsigned int i = 0; !ret && i < count; i++) {
		u32 cell;

		ret = of_property_read_u32_index(node->np, "pinmux", i, &cell);
		if (!ret)
			ret = append_cell(state, node, cell);
	}
	return ret;
}

/* The group of that name: IOn, IO_n as in mainline's binding, or a bank. */
static unsigned int find_group(const char *name)
{
	unsigned int pad;
	int bank;

	if (strstarts(name, "IO") &&
	    !kstrtouint(name + (name[2] == '_' ? 3 : 2), 10, &pad) &&
	    pad < K210_PADS)
		return pad;
	bank = match_string(&k210_fpioa_groups[FPIOA_GROUP_BANKS], K210_BANKS,
			    name);
	return bank < 0 ? FPIOA_GROUPS : FPIOA_GROUP_BANKS + bank;
}

/* A level is a function of its own, which holds the pad. */
static int append_named(struct fpioa_state *state,
			const struct fpioa_node *node, unsigned int group)
{
	int ret = check_settings(state, node, group >= FPIOA_GROUP_BANKS);

	if (ret)
		return ret;
	if (node->level)
		return append_pad(state, node, group, K210_FUNCTION_CONSTANT);
	return append_configs(state, node, group);
}

static int append_names(struct fpioa_state *state,
			const struct fpioa_node *node, const char *list)
{
	struct property *property;
	const char *name;
	int ret;

	of_property_for_each_string(node->np, list, property, name) {
		unsigned int group = find_group(name);

		if (group == FPIOA_GROUPS)
			return wrong(state, node->np, "no pad and no bank: ",
				     name);
		ret = append_named(state, node, group);
		if (ret)
			return ret;
	}
	return 0;
}

/* Appends what one node asks for; @parent has nodes of its own. */
static int append_node(struct fpioa_state *state, struct fpioa_node *node,
		       bool parent)
{
	struct device_node *np = node->np;
	int cells = count_cells(state, np);
	int pins = max(of_property_count_strings(np, "pins"), 0);
	int groups = max(of_property_count_strings(np, "groups"), 0);
	int ret;

	if (cells < 0)
		return cells;
	if (cells && pins + groups)
		return wrong(state, np, "pinmux, and pins or groups as well",
			     "");
	if (!cells && !(pins + groups)) {
		if (parent && !node->num_configs)
			return 0;
		return wrong(state, np, "no pinmux, pins or groups", "");
	}
	if (!cells && !node->num_configs)
		return wrong(state, np, "pins or groups without a setting", "");

	if (cells)
		return append_pinmux(state, node, cells);
	ret = append_names(state, node, "pins");
	return ret ?: append_names(state, node, "groups");
}

static int read_node(struct fpioa_state *state, struct device_node *np,
		     bool parent)
{
	struct fpioa_node node = { .np = np };
	int ret;

	ret = check_properties(state, np);
	if (ret)
		return ret;
	ret = read_settings(state, &node);
	if (ret)
		return ret;
	return append_node(state, &node, parent);
}

/* As many maps as a node makes at most. */
static unsigned int count_maps(struct device_node *np)
{
	return 2 * (max(of_property_count_u32_elems(np, "pinmux"), 0) +
		    max(of_property_count_strings(np, "pins"), 0) +
		    max(of_property_count_strings(np, "groups"), 0));
}

static int read_state(struct fpioa_state *state, struct device_node *np)
{
	bool parent = of_get_available_child_count(np);
	int ret;

	state->room = count_maps(np);
	for_each_available_child_of_node_scoped(np, child)
		state->room += count_maps(child);
	state->maps = kcalloc(max(state->room, 1), sizeof(*state->maps),
			      GFP_KERNEL);
	if (!state->maps)
		return -ENOMEM;

	ret = read_node(state, np, parent);
	if (ret)
		return ret;
	for_each_available_child_of_node_scoped(np, child) {
		ret = read_node(state, child, false);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * k210_fpioa_node_to_map() - what a pin state in the device tree asks for
 * @pctldev: the FPIOA
 * @np: the state's node
 * @map: the maps, for pinconf_generic_dt_free_map()
 * @num: how many
 *
 * Return: 0, -ENOMEM, or -EINVAL and one line that says what is wrong.
 */
int k210_fpioa_node_to_map(struct pinctrl_dev *pctldev, struct device_node *np,
			   struct pinctrl_map **map, unsigned int *num)
{
	struct fpioa_state state = {
		.fpioa = pinctrl_dev_get_drvdata(pctldev),
	};
	int ret = read_state(&state, np);

	if (ret) {
		pinconf_generic_dt_free_map(pctldev, state.maps, state.num);
		return ret;
	}
	*map = state.maps;
	*num = state.num;
	return 0;
}
