/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GPIOHS_MODEL_H
#define GPIOHS_MODEL_H

#include <linux/spinlock.h>
#include <linux/types.h>

#include "model-fpioa.h"

/* Where the block's registers are among the model's. */
#define GPIOHS_MODEL	0x100

/**
 * struct gpiohs_model - GPIOHS behind FPIOA, its pending bits sticky
 * @fpioa: all registers
 * @lock: handlers' threads write registers too
 * @inputs: the lines' levels
 * @seen: as the block saw them last
 */
struct gpiohs_model {
	struct fpioa_model fpioa;
	raw_spinlock_t lock;
	u32 inputs;
	u32 seen;
};

void gpiohs_model_init(struct kunit *test, struct gpiohs_model *gpiohs);
void gpiohs_model_input(struct gpiohs_model *gpiohs, unsigned int line,
			bool high);
u32 gpiohs_model_asserted(struct gpiohs_model *gpiohs);

#endif
