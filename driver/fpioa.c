// SPDX-License-Identifier: GPL-2.0-only
/* The FPIOA as a device: what it needs to run, and how GPIO blocks find it. */

#include <linux/cleanup.h>
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/mfd/syscon.h>
#include <linux/mod_devicetable.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/pinctrl/pinctrl.h>
#include <linux/platform_device.h>
#include <linux/reset.h>

#include "bridge.h"
#include "fpioa.h"
#include "k210-gpio.h"

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

/* Reset is left and never entered: it would take the console's pads. */
static int fpioa_leave_reset(struct device *dev)
{
	struct reset_control *reset;
	int ret;

	reset = devm_reset_control_get_optional_shared(dev, NULL);
	if (IS_ERR(reset))
		return dev_err_probe(dev, PTR_ERR(reset), "reset\n");
	ret = reset_control_deassert(reset);
	return ret ? dev_err_probe(dev, ret, "leaving reset\n") : 0;
}

/* Voltages are selected by a register of the system controller's. */
static struct regmap *fpioa_find_sysctl(struct device *dev,
					unsigned int *offset)
{
	static const char property[] = "canaan,k210-sysctl-power";
	struct regmap *sysctl;

	sysctl = syscon_regmap_lookup_by_phandle_args(dev_of_node(dev),
						      property, 1, offset);
	if (IS_ERR(sysctl))
		dev_err_probe(dev, PTR_ERR(sysctl), "%s\n", property);
	return sysctl;
}

/* The chip has one: that of the tree's first node. */
static struct device_node *fpioa_find_node(void)
{
	struct device_node *np;

	for_each_compatible_node(np, NULL, "canaan,k210-fpioa")
		if (of_device_is_available(np))
			return np;
	return NULL;
}

static bool fpioa_is_first(struct device *dev)
{
	struct device_node *np __free(device_node) = fpioa_find_node();

	return np == dev_of_node(dev);
}

static int fpioa_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct pinctrl_dev *pctldev;
	struct k210_fpioa *fpioa;
	void __iomem *base;
	int ret;

	if (!fpioa_is_first(dev))
		return dev_err_probe(dev, -EBUSY,
				     "the tree has another FPIOA, and the chip has one\n");

	fpioa = devm_kzalloc(dev, sizeof(*fpioa), GFP_KERNEL);
	if (!fpioa)
		return -ENOMEM;
	fpioa->dev = dev;

	base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(base))
		return PTR_ERR(base);

	fpioa->sysctl = fpioa_find_sysctl(dev, &fpioa->power);
	if (IS_ERR(fpioa->sysctl))
		return PTR_ERR(fpioa->sysctl);

	ret = fpioa_enable_clocks(dev);
	if (ret)
		return ret;
	ret = fpioa_leave_reset(dev);
	if (ret)
		return ret;

	k210_pads_init(&fpioa->pads, base);
	mutex_init(&fpioa->lines.lock);
	platform_set_drvdata(pdev, fpioa);

	ret = devm_pinctrl_register_and_init(dev, &k210_fpioa_desc, fpioa,
					     &pctldev);
	if (ret)
		return dev_err_probe(dev, ret, "registering the pads\n");
	ret = pinctrl_enable(pctldev);
	if (ret)
		return ret;
	return k210_bridge_add(fpioa);
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

/*
 * The link makes the driver core unbind @consumer before the FPIOA, from then
 * on, and probe it again after the FPIOA: it has to stand before one looks
 * whether the FPIOA is there.
 */
static struct k210_pads *fpioa_link(struct device *consumer,
				    struct device *dev)
{
	struct device_link *link;
	struct k210_fpioa *fpioa;

	link = device_link_add(consumer, dev, DL_FLAG_AUTOPROBE_CONSUMER);
	if (!link)
		return ERR_PTR(-EINVAL);
	/* the link's state is the same while the FPIOA is itself probed */
	if (READ_ONCE(link->status) != DL_STATE_CONSUMER_PROBE ||
	    !device_is_bound(dev))
		return ERR_PTR(-EPROBE_DEFER);
	if (dev->driver != &k210_fpioa_driver.driver)
		return ERR_PTR(-EBUSY);
	fpioa = dev_get_drvdata(dev);
	return &fpioa->pads;
}

/**
 * k210_fpioa_find_pads() - the pads that carry a block's lines
 * @consumer: the block, while it is probed
 *
 * The tree has no link between the two. The pads stay for as long as @consumer
 * is bound.
 *
 * Return: the pads, NULL on a tree without an FPIOA, -EPROBE_DEFER while it is
 * not bound, -EBUSY if another driver has it.
 */
struct k210_pads *k210_fpioa_find_pads(struct device *consumer)
{
	struct device_node *np __free(device_node) = fpioa_find_node();
	struct platform_device *pdev;
	struct k210_pads *pads;

	if (!np)
		return NULL;
	pdev = of_find_device_by_node(np);
	if (!pdev)
		return ERR_PTR(dev_err_probe(consumer, -EPROBE_DEFER,
					     "waiting for %pOF\n", np));
	pads = fpioa_link(consumer, &pdev->dev);
	if (IS_ERR(pads))
		dev_err_probe(consumer, PTR_ERR(pads), "no pads from %pOF\n",
			      np);
	put_device(&pdev->dev);
	return pads;
}
