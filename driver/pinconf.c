// SPDX-License-Identifier: GPL-2.0-only
/* Settings of pads, and the voltages of their banks, for pinctrl. */

#include <linux/bits.h>
#include <linux/dev_printk.h>
#include <linux/errno.h>
#include <linux/pinctrl/pinconf-generic.h>
#include <linux/pinctrl/pinconf.h>
#include <linux/pinctrl/pinctrl.h>
#include <linux/regmap.h>

#include "fpioa.h"

static int fpioa_pad_get(struct pinctrl_dev *pctldev, unsigned int pad,
			 unsigned long *config)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);
	u32 param = pinconf_to_config_param(*config);
	u32 arg;
	int ret;

	ret = k210_settings_read(k210_pads_word(&fpioa->pads, pad), param,
				 &arg);
	if (ret)
		return ret;
	*config = pinconf_to_config_packed(param, arg);
	return 0;
}

static int fpioa_pad_set(struct pinctrl_dev *pctldev, unsigned int pad,
			 unsigned long *configs, unsigned int num)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);
	struct k210_settings settings = { };
	int ret;

	ret = k210_settings_add_configs(&settings, configs, num);
	if (ret)
		return ret;
	ret = k210_pads_set(&fpioa->pads, pad, &settings);
	if (!ret)
		return 0;
	dev_err(fpioa->dev,
		k210_pads_is_claimed(&fpioa->pads, pad) ?
		"IO%u can't be set: it is claimed\n" :
		"IO%u can't be held at a level: it isn't free\n", pad);
	return FPIOA_REFUSED;
}

/**
 * k210_fpioa_check_bank() - can a bank have this setting?
 * @param: one of enum pin_config_param
 * @arg: its argument
 *
 * Return: 0 for a power source of 0, which is 3.3 V, or 1, which is 1.8 V;
 * -EINVAL for another; -ENOTSUPP for all else.
 */
int k210_fpioa_check_bank(u32 param, u32 arg)
{
	if (param != PIN_CONFIG_POWER_SOURCE)
		return -ENOTSUPP;
	return arg > 1 ? -EINVAL : 0;
}

static int fpioa_bank_get(struct k210_fpioa *fpioa, unsigned int bank,
			  unsigned long *config)
{
	u32 param = pinconf_to_config_param(*config);
	int ret;

	if (param != PIN_CONFIG_POWER_SOURCE)
		return -ENOTSUPP;
	ret = regmap_test_bits(fpioa->sysctl, fpioa->power, BIT(bank));
	if (ret < 0)
		return ret;
	*config = pinconf_to_config_packed(param, ret);
	return 0;
}

static int fpioa_bank_set(struct k210_fpioa *fpioa, unsigned int bank,
			  unsigned long config)
{
	u32 low = pinconf_to_config_argument(config);
	int ret;

	ret = k210_fpioa_check_bank(pinconf_to_config_param(config), low);
	if (ret)
		return ret;
	return regmap_update_bits(fpioa->sysctl, fpioa->power, BIT(bank),
				  low ? BIT(bank) : 0);
}

static int fpioa_group_get(struct pinctrl_dev *pctldev, unsigned int group,
			   unsigned long *config)
{
	if (group < FPIOA_GROUP_BANKS)
		return fpioa_pad_get(pctldev, group % K210_PADS, config);
	return fpioa_bank_get(pinctrl_dev_get_drvdata(pctldev),
			      group - FPIOA_GROUP_BANKS, config);
}

static int fpioa_group_set(struct pinctrl_dev *pctldev, unsigned int group,
			   unsigned long *configs, unsigned int num)
{
	struct k210_fpioa *fpioa = pinctrl_dev_get_drvdata(pctldev);

	if (group < FPIOA_GROUP_BANKS)
		return fpioa_pad_set(pctldev, group % K210_PADS, configs, num);
	for (unsigned int i = 0; i < num; i++) {
		int ret = fpioa_bank_set(fpioa, group - FPIOA_GROUP_BANKS,
					 configs[i]);

		if (ret)
			return ret;
	}
	return 0;
}

const struct pinconf_ops k210_fpioa_pinconf_ops = {
	.is_generic = true,
	.pin_config_get = fpioa_pad_get,
	.pin_config_set = fpioa_pad_set,
	.pin_config_group_get = fpioa_group_get,
	.pin_config_group_set = fpioa_group_set,
};
