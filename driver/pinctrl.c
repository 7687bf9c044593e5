// SPDX-License-Identifier: GPL-2.0-only
/* The FPIOA as a pin controller: every function on every pad. */

#include <linux/dev_printk.h>
#include <linux/module.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/pinctrl/pinctrl.h>
#include <linux/pinctrl/pinmux.h>
#include <linux/seq_file.h>

#include "claims.h"
#include "fpioa.h"

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

/* As enum-like constants in fpioa.h number them. */
const char *const k210_fpioa_groups[FPIOA_GROUPS] = {
	"IO0", "IO1", "IO2", "IO3", "IO4", "IO5", "IO6", "IO7", "IO8", "IO9",
	"IO10", "IO11", "IO12", "IO13", "IO14", "IO15", "IO16", "IO17", "IO18",
	"IO19", "IO20", "IO21", "IO22", "IO23", "IO24", "IO25", "IO26", "IO27",
	"IO28", "IO29", "IO30", "IO31", "IO32", "IO33", "IO34", "IO35", "IO36",
	"IO37", "IO38", "IO39", "IO40", "IO41", "IO42", "IO43", "IO44", "IO45",
	"IO46", "IO47",
	"IO0-line", "IO1-line", "IO2-line", "IO3-line", "IO4-line", "IO5-line",
	"IO6-line", "IO7-line", "IO8-line", "IO9-line", "IO10-line",
	"IO11-line", "IO12-line", "IO13-line", "IO14-line", "IO15-line",
	"IO16-line", "IO17-line", "IO18-line", "IO19-line", "IO20-line",
	"IO21-line", "IO22-line", "IO23-line", "IO24-line", "IO25-line",
	"IO26-line", "IO27-line", "IO28-line", "IO29-line", "IO30-line",
	"IO31-line", "IO32-line", "IO33-line", "IO34-line", "IO35-line",
	"IO36-line", "IO37-line", "IO38-line", "IO39-line", "IO40-line",
	"IO41-line", "IO42-line", "IO43-line", "IO44-line", "IO45-line",
	"IO46-line", "IO47-line",
	"A0", "A1", "A2", "B3", "B4", "B5", "C6", "C7",
};

static int fpioa_get_groups_count(struct pinctrl_dev *pctldev)
{
	return FPIOA_GROUPS;
}

static const char *fpioa_get_group_name(struct pinctrl_dev *pctldev,
					unsigned int group)
{
	return k210_fpioa_groups[group];
}

/* The core holds a group's pins for whoever's state it is in. */
static int fpioa_get_group_pins(struct pinctrl_dev *pctldev,
				unsigned int group, const unsigned int **pins,
				unsigned int *num_pins)
{
	if (group >= FPIOA_GROUP_LINES) {
		*pins = NULL;
		*num_pins = 0;
		return 0;
	}
	*pins = &pad_descs[group].number;
	*num_pins = 1;
	return 0;
}

static void fpioa_pin_dbg_show(struct pinctrl_dev *pctldev, struct seq_file *s,
			       unsigned int pad)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);
	u32 word = k210_pads_word(&fpioa->pads, pad);

	seq_printf(s, "%s 0x%08x%s%s%s",
		   k210_functions[k210_word_function(word)].name, word,
		   k210_pads_in_use(&fpioa->pads, pad) ? " in use" : "",
		   k210_pads_is_claimed(&fpioa->pads, pad) ? " claimed" : "",
		   k210_pads_is_held(&fpioa->pads, pad) ? " held" : "");
}

static const struct pinctrl_ops fpioa_pinctrl_ops = {
	.get_groups_count = fpioa_get_groups_count,
	.get_group_name = fpioa_get_group_name,
	.get_group_pins = fpioa_get_group_pins,
	.pin_dbg_show = fpioa_pin_dbg_show,
	.dt_node_to_map = k210_fpioa_node_to_map,
	.dt_free_map = pinconf_generic_dt_free_map,
};

static int fpioa_get_functions_count(struct pinctrl_dev *pctldev)
{
	return IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE) ? FPIOA_CLAIMED + 1 :
						      K210_FUNCTIONS;
}

static const char *fpioa_get_function_name(struct pinctrl_dev *pctldev,
					   unsigned int function)
{
	return function == FPIOA_CLAIMED ? FPIOA_CLAIMED_NAME :
					   k210_functions[function].name;
}

static int fpioa_get_function_groups(struct pinctrl_dev *pctldev,
				     unsigned int function,
				     const char *const **groups,
				     unsigned int *num_groups)
{
	*groups = k210_fpioa_groups;
	*num_groups = function < K210_FUNCTIONS &&
		      k210_function_is_line(function) ? FPIOA_GROUP_BANKS :
							FPIOA_GROUP_LINES;
	return 0;
}

static int fpioa_request(struct pinctrl_dev *pctldev, unsigned int pad)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);

	k210_pads_reserve(&fpioa->pads, pad, true);
	return 0;
}

static int fpioa_free(struct pinctrl_dev *pctldev, unsigned int pad)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);

	k210_pads_reserve(&fpioa->pads, pad, false);
	return 0;
}

static void fpioa_tell_blocker(struct k210_fpioa *fpioa, unsigned int pad,
			       unsigned int function, unsigned int blocker)
{
	u8 its = k210_word_function(k210_pads_word(&fpioa->pads, blocker));
	bool in_use = k210_pads_in_use(&fpioa->pads, blocker);
	bool claimed = k210_pads_is_claimed(&fpioa->pads, blocker);

	dev_err(fpioa->dev, "IO%u can't become %s: IO%u is %s, %s\n", pad,
		k210_functions[function].name, blocker,
		k210_functions[its].name,
		in_use ? "a line in use" :
		claimed ? "and claimed" : "and reserved");
}

static int fpioa_set_mux(struct pinctrl_dev *pctldev, unsigned int function,
			 unsigned int group)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);
	bool holding = group < FPIOA_GROUP_LINES;
	unsigned int pad = group % K210_PADS;
	unsigned int blocker;
	int ret;

	if (function == FPIOA_CLAIMED)
		return k210_claims_use_grant(&fpioa->pads, pad) ?
		       0 : FPIOA_REFUSED;
	ret = k210_pads_route(&fpioa->pads, pad, function, holding, &blocker);
	if (!ret)
		return 0;
	fpioa_tell_blocker(fpioa, pad, function, blocker);
	return FPIOA_REFUSED;
}

static const struct pinmux_ops fpioa_pinmux_ops = {
	.get_functions_count = fpioa_get_functions_count,
	.get_function_name = fpioa_get_function_name,
	.get_function_groups = fpioa_get_function_groups,
	.request = fpioa_request,
	.free = fpioa_free,
	.set_mux = fpioa_set_mux,
};

#ifdef CONFIG_DEBUG_FS
/* How parameters beyond the generic ones are shown. */
static const struct pin_config_item fpioa_items[] = {
	PCONFDUMP(K210_PIN_CONFIG_INPUT_INVERT, "input inverted", NULL, true),
	PCONFDUMP(K210_PIN_CONFIG_OUTPUT_INVERT, "output inverted", NULL,
		  true),
};
#endif

const struct pinctrl_desc k210_fpioa_desc = {
	.name = "k210-fpioa",
	.pins = pad_descs,
	.npins = K210_PADS,
	.pctlops = &fpioa_pinctrl_ops,
	.pmxops = &fpioa_pinmux_ops,
	.confops = &k210_fpioa_pinconf_ops,
	.owner = THIS_MODULE,
#ifdef CONFIG_DEBUG_FS
	.num_custom_params = ARRAY_SIZE(fpioa_items),
	.custom_conf_items = fpioa_items,
#endif
	/* unbinding the FPIOA unbinds first whose pads it has muxed */
	.link_consumers = true,
};
