// SPDX-License-Identifier: GPL-2.0-only

#include <kunit/test.h>

#include "model-gpiohs.h"

/* Registers' offsets. IE of each cause is right before its IP. */
#define INPUT_VAL	(GPIOHS_MODEL + 0x00)
#define INPUT_EN	(GPIOHS_MODEL + 0x04)
#define RISE_IP		(GPIOHS_MODEL + 0x1c)
#define FALL_IP		(GPIOHS_MODEL + 0x24)
#define HIGH_IP		(GPIOHS_MODEL + 0x2c)
#define LOW_IP		(GPIOHS_MODEL + 0x34)

static u32 *reg(struct gpiohs_model *gpiohs, unsigned int offset)
{
	return &gpiohs->fpioa.registers.value[offset / 4];
}

/* What the lines are now, into registers; levels come back at once. */
static void sample(struct gpiohs_model *gpiohs)
{
	u32 value = gpiohs->inputs & *reg(gpiohs, INPUT_EN);

	*reg(gpiohs, RISE_IP) |= value & ~gpiohs->seen;
	*reg(gpiohs, FALL_IP) |= ~value & gpiohs->seen;
	*reg(gpiohs, HIGH_IP) |= value;
	*reg(gpiohs, LOW_IP) |= ~value;
	*reg(gpiohs, INPUT_VAL) = value;
	gpiohs->seen = value;
}

static struct gpiohs_model *gpiohs_of(struct k210_kunit_regs *hook)
{
	return container_of(hook, struct gpiohs_model, fpioa.registers.hook);
}

static u32 gpiohs_read(struct k210_kunit_regs *hook, unsigned int offset)
{
	struct gpiohs_model *gpiohs = gpiohs_of(hook);

	if (offset < GPIOHS_MODEL)
		return fpioa_model_read(hook, offset);
	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	return registers_read(hook, offset);
}

static void gpiohs_write(struct k210_kunit_regs *hook, unsigned int offset,
			 u32 value)
{
	struct gpiohs_model *gpiohs = gpiohs_of(hook);
	bool clears = offset == RISE_IP || offset == FALL_IP ||
		      offset == HIGH_IP || offset == LOW_IP;
	u32 before;

	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	before = *reg(gpiohs, offset);
	registers_write(hook, offset, value);
	if (clears)
		*reg(gpiohs, offset) = before & ~value;
	if (offset >= GPIOHS_MODEL)
		sample(gpiohs);
}

/* All lines are low, as inputs that are off. */
void gpiohs_model_init(struct kunit *test, struct gpiohs_model *gpiohs)
{
	raw_spin_lock_init(&gpiohs->lock);
	fpioa_model_init(test, &gpiohs->fpioa);
	gpiohs->fpioa.registers.hook.read = gpiohs_read;
	gpiohs->fpioa.registers.hook.write = gpiohs_write;
	sample(gpiohs);
}

void gpiohs_model_input(struct gpiohs_model *gpiohs, unsigned int line,
			bool high)
{
	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	if (high)
		gpiohs->inputs |= 1U << line;
	else
		gpiohs->inputs &= ~(1U << line);
	sample(gpiohs);
}

/* The lines whose interrupts the block asserts. */
u32 gpiohs_model_asserted(struct gpiohs_model *gpiohs)
{
	u32 asserted = 0;

	guard(raw_spinlock_irqsave)(&gpiohs->lock);
	for (unsigned int ip = RISE_IP; ip <= LOW_IP; ip += 8)
		asserted |= *reg(gpiohs, ip) & *reg(gpiohs, ip - 4);
	return asserted;
}
