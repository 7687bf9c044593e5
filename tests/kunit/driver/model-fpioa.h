/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FPIOA_MODEL_H
#define FPIOA_MODEL_H

#include <linux/types.h>

#include "registers.h"

/* Who is outside the chip, at all pads, and stronger than they are. */
enum outside { NOBODY, PULLS_LOW, PULLS_HIGH };

/**
 * struct fpioa_model - FPIOA's registers, in which pads have their levels
 * @registers: the words, at 4 times the pad's number, and ties from 0xc0 on
 * @outside: one of enum outside
 * @constant: what CONSTANT drives, and whether it does
 * @input: whether functions want to see their pads
 */
struct fpioa_model {
	struct registers registers;
	enum outside outside;
	bool constant;
	bool input;
};

void fpioa_model_init(struct kunit *test, struct fpioa_model *fpioa);
u32 fpioa_reset_word(unsigned int pad);
u32 fpioa_model_read(struct k210_kunit_regs *hook, unsigned int offset);

#endif
