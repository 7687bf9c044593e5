/* SPDX-License-Identifier: GPL-2.0-only */
/* Access to registers, all of 32 bits, which KUnit puts a model in place of. */
#ifndef K210_REGS_H
#define K210_REGS_H

#include <linux/io.h>
#include <linux/types.h>

#ifdef K210_GPIO_KUNIT
u32 k210_readl(const void __iomem *reg);
void k210_writel(u32 value, void __iomem *reg);
#define k210_writel_relaxed k210_writel
#else
static inline u32 k210_readl(const void __iomem *reg)
{
	return readl(reg);
}

static inline void k210_writel(u32 value, void __iomem *reg)
{
	writel(value, reg);
}

/* For what another write follows, before any lock is let go. */
static inline void k210_writel_relaxed(u32 value, void __iomem *reg)
{
	writel_relaxed(value, reg);
}
#endif

#endif
