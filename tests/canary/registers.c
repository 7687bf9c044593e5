// SPDX-License-Identifier: GPL-2.0-only
/* Accesses that the data sheet has no register for. */

#include <linux/io.h>

#include "canary.h"

#define GPIOHS_BASE		0x38001000
#define GPIOHS_INPUT_VAL	0x00	/* read-only */
#define GPIOHS_RISE_IE		0x18
#define GPIOHS_HOLE		0x44

#define GPIO_BASE		0x50200000
#define GPIO_INTEN		0x30
#define GPIO_INTSTATUS		0x40	/* read-only */
#define GPIO_HOLE		0x0c

#define FPIOA_BASE		0x502b0000
#define FPIOA_TIE_VAL		0xe0

struct wrong {
	phys_addr_t base;
	u32 narrow;		/* a register that takes 32 bits alone */
	int hole, read_only;	/* -1: there is none */
};

static int touch(const struct wrong *wrong, bool bad)
{
	void __iomem *regs = ioremap(wrong->base, 0x1000);
	u32 value;

	if (!regs)
		return -ENOMEM;
	value = readl(regs + wrong->narrow);
	if (bad) {
		writeb(value, regs + wrong->narrow);
		if (wrong->hole >= 0)
			readl(regs + wrong->hole);
		if (wrong->read_only >= 0)
			writel(0, regs + wrong->read_only);
	} else {
		writel(value, regs + wrong->narrow);
	}
	iounmap(regs);
	return 0;
}

static int gpiohs(bool bad)
{
	static const struct wrong wrong = {
		GPIOHS_BASE, GPIOHS_RISE_IE, GPIOHS_HOLE, GPIOHS_INPUT_VAL
	};

	return touch(&wrong, bad);
}

static int gpio(bool bad)
{
	static const struct wrong wrong = {
		GPIO_BASE, GPIO_INTEN, GPIO_HOLE, GPIO_INTSTATUS
	};

	return touch(&wrong, bad);
}

static int fpioa(bool bad)
{
	static const struct wrong wrong = {
		FPIOA_BASE, FPIOA_TIE_VAL, -1, -1
	};

	return touch(&wrong, bad);
}

const struct canary register_canaries[] = {
	{ "gpiohs", gpiohs },
	{ "gpio", gpio },
	{ "fpioa", fpioa },
	{ }
};
