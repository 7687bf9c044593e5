// SPDX-License-Identifier: GPL-2.0-only

#include <kunit/test.h>

#include "model-gpio.h"

/* Registers' offsets. */
#define DIRECTION	(GPIO_MODEL + 0x04)
#define INTEN		(GPIO_MODEL + 0x30)
#define INTMASK		(GPIO_MODEL + 0x34)
#define EDGE		(GPIO_MODEL + 0x38)
#define POLARITY	(GPIO_MODEL + 0x3c)
#define STATUS		(GPIO_MODEL + 0x40)
#define RAW		(GPIO_MODEL + 0x44)
#define CLEAR		(GPIO_MODEL + 0x4c)
#define PADS		(GPIO_MODEL + 0x50)
#define BOTH		(GPIO_MODEL + 0x68)

static u32 *reg(struct gpio_model *gpio, unsigned int offset)
{
	return &gpio->fpioa.registers.value[offset / 4];
}

/* An edge is where a line becomes active, if @quiet only by a change of it. */
static void sample(struct gpio_model *gpio)
{
	u32 sources = *reg(gpio, INTEN) & ~*reg(gpio, DIRECTION);
	u32 both = *reg(gpio, BOTH);
	u32 active = ~(gpio->inputs ^ *reg(gpio, POLARITY));
	u32 edges = *reg(gpio, EDGE) | both;

	gpio->edges |= active & ~gpio->active & ~both &
		       (gpio->quiet ? gpio->inputs ^ gpio->before : ~0U);
	gpio->edges |= (gpio->inputs ^ gpio->before) & both;
	gpio->edges &= sources & edges;
	gpio->active = active;
	gpio->before = gpio->inputs;
	*reg(gpio, PADS) = gpio->inputs;
	*reg(gpio, RAW) = gpio->edges | (sources & active & ~edges);
	*reg(gpio, STATUS) = *reg(gpio, RAW) & ~*reg(gpio, INTMASK);
}

static struct gpio_model *gpio_of(struct k210_kunit_regs *hook)
{
	return container_of(hook, struct gpio_model, fpioa.registers.hook);
}

static u32 gpio_read(struct k210_kunit_regs *hook, unsigned int offset)
{
	struct gpio_model *gpio = gpio_of(hook);
	u32 value;

	if (offset < GPIO_MODEL)
		return fpioa_model_read(hook, offset);
	scoped_guard(raw_spinlock_irqsave, &gpio->lock)
		value = registers_read(hook, offset);
	if (offset == PADS && gpio->on_poll)
		gpio->on_poll(gpio->data);
	return value;
}

static void gpio_write(struct k210_kunit_regs *hook, unsigned int offset,
		       u32 value)
{
	struct gpio_model *gpio = gpio_of(hook);

	guard(raw_spinlock_irqsave)(&gpio->lock);
	registers_write(hook, offset, value);
	if (offset < GPIO_MODEL)
		return;
	if (offset == CLEAR) {
		gpio->edges &= ~value;
		*reg(gpio, CLEAR) = 0;
	}
	if (!gpio->has_both)
		*reg(gpio, BOTH) = 0;
	sample(gpio);
}

/* All lines are low, and inputs. */
void gpio_model_init(struct kunit *test, struct gpio_model *gpio)
{
	raw_spin_lock_init(&gpio->lock);
	fpioa_model_init(test, &gpio->fpioa);
	gpio->fpioa.registers.hook.read = gpio_read;
	gpio->fpioa.registers.hook.write = gpio_write;
	sample(gpio);
}

void gpio_model_input(struct gpio_model *gpio, unsigned int line, bool high)
{
	guard(raw_spinlock_irqsave)(&gpio->lock);
	if (high)
		gpio->inputs |= 1U << line;
	else
		gpio->inputs &= ~(1U << line);
	sample(gpio);
}

bool gpio_model_asserts(struct gpio_model *gpio)
{
	guard(raw_spinlock_irqsave)(&gpio->lock);
	return *reg(gpio, STATUS);
}
