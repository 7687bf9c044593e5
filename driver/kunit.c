// SPDX-License-Identifier: GPL-2.0-only
/* What KUnit's suites need of the module; no part of it without them. */

#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/kconfig.h>

#include "bridge-config.h"
#include "claims.h"
#include "gpio.h"
#include "gpiohs.h"
#include "kunit.h"
#include "pads-locked.h"
#include "regs.h"
#include "watch.h"

struct k210_kunit_regs *k210_kunit_regs;
EXPORT_SYMBOL_GPL(k210_kunit_regs);

static struct k210_kunit_regs *regs_of(const void __iomem *reg)
{
	struct k210_kunit_regs *regs = READ_ONCE(k210_kunit_regs);

	return regs && reg >= regs->base && reg < regs->base + regs->size ?
	       regs : NULL;
}

u32 k210_readl(const void __iomem *reg)
{
	struct k210_kunit_regs *regs = regs_of(reg);

	return regs ? regs->read(regs, reg - regs->base) : readl(reg);
}

void k210_writel(u32 value, void __iomem *reg)
{
	struct k210_kunit_regs *regs = regs_of(reg);

	if (regs)
		regs->write(regs, reg - regs->base, value);
	else
		writel(value, reg);
}
EXPORT_SYMBOL_GPL(k210_writel);

EXPORT_SYMBOL_GPL(k210_functions);
EXPORT_SYMBOL_GPL(k210_function_word);
EXPORT_SYMBOL_GPL(k210_function_is_shareable);

EXPORT_SYMBOL_GPL(k210_settings_add);
EXPORT_SYMBOL_GPL(k210_settings_add_configs);
EXPORT_SYMBOL_GPL(k210_settings_read);
EXPORT_SYMBOL_GPL(k210_settings_drive_ua);

EXPORT_SYMBOL_GPL(k210_pads_init);
EXPORT_SYMBOL_GPL(k210_pads_route);
EXPORT_SYMBOL_GPL(k210_pads_reserve);
EXPORT_SYMBOL_GPL(k210_pads_set);
EXPORT_SYMBOL_GPL(k210_pads_word);
EXPORT_SYMBOL_GPL(k210_pads_attach);
EXPORT_SYMBOL_GPL(k210_pads_detach);
EXPORT_SYMBOL_GPL(k210_pads_find);
EXPORT_SYMBOL_GPL(k210_pads_use);
EXPORT_SYMBOL_GPL(k210_pads_unuse);
EXPORT_SYMBOL_GPL(k210_pads_in_use);
EXPORT_SYMBOL_GPL(k210_pads_set_line);

EXPORT_SYMBOL_GPL(k210_outputs_init);
EXPORT_SYMBOL_GPL(k210_outputs_release);
EXPORT_SYMBOL_GPL(k210_outputs_drive);
EXPORT_SYMBOL_GPL(k210_outputs_set_any);
EXPORT_SYMBOL_GPL(k210_outputs_set_push_pull);
EXPORT_SYMBOL_GPL(k210_outputs_set_open_drain);
EXPORT_SYMBOL_GPL(k210_outputs_set_open_source);

EXPORT_SYMBOL_GPL(k210_gpiohs_add);
EXPORT_SYMBOL_GPL(k210_gpio_add);

#if IS_ENABLED(CONFIG_K210_FPIOA_BRIDGE)
EXPORT_SYMBOL_GPL(k210_pad_state);

EXPORT_SYMBOL_GPL(k210_claims_prepare);
EXPORT_SYMBOL_GPL(k210_claims_use_grant);
EXPORT_SYMBOL_GPL(k210_claims_cancel);
EXPORT_SYMBOL_GPL(k210_claims_take);
EXPORT_SYMBOL_GPL(k210_claims_configure);
EXPORT_SYMBOL_GPL(k210_claims_hold);
EXPORT_SYMBOL_GPL(k210_claims_hold_as_is);
EXPORT_SYMBOL_GPL(k210_claims_release);
EXPORT_SYMBOL_GPL(k210_claims_end);

EXPORT_SYMBOL_GPL(k210_watches_init);
EXPORT_SYMBOL_GPL(k210_watch_alloc);
EXPORT_SYMBOL_GPL(k210_watch_start);
EXPORT_SYMBOL_GPL(k210_watch_stop);
EXPORT_SYMBOL_GPL(k210_watch_set_pads);
EXPORT_SYMBOL_GPL(k210_watch_has_event);
EXPORT_SYMBOL_GPL(k210_watch_take);

EXPORT_SYMBOL_GPL(k210_config_read);
EXPORT_SYMBOL_GPL(k210_config_show);
#endif
