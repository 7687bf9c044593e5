/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_KUNIT_H
#define K210_KUNIT_H

#include <linux/types.h>

/**
 * struct k210_kunit_regs - registers that a suite has in place of the chip's
 * @base: where they start; memory of the suite's that nobody else looks at
 * @size: how many bytes of it
 * @read: what the register at an offset reads
 * @write: writes it
 *
 * Not a static stub, which would not be there for the thread of a handler.
 */
struct k210_kunit_regs {
	void __iomem *base;
	size_t size;
	u32 (*read)(struct k210_kunit_regs *regs, unsigned int offset);
	void (*write)(struct k210_kunit_regs *regs, unsigned int offset,
		      u32 value);
};

/* Those of the case that runs, or NULL; all others stay the chip's. */
extern struct k210_kunit_regs *k210_kunit_regs;

#endif
