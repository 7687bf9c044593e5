// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIO's interrupts: one for all lines, which says which of them it is.
 *
 * A line is masked by GPIO_INTMASK, where an edge waits, and not by GPIO_INTEN,
 * which forgets it. An edge is dealt with before its handler runs, so that one
 * that comes meanwhile is another interrupt.
 *
 * One that another hart has seen when the line is freed, or that the irq core
 * keeps, comes to whoever uses the line next. k210_chip_irq_expect_first() has
 * it told by its not being pending any more.
 */

#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqchip/chained_irq.h>
#include <linux/irqdomain.h>

#include "gpio.h"
#include "regs.h"

/* How often a line may change under us before it is left to the next edge. */
#define GPIO_ARM_TRIES		16

static struct k210_gpio *gpio_of(struct irq_data *d)
{
	struct gpio_chip *chip = irq_data_get_irq_chip_data(d);

	return k210_gpio_of(chip);
}

/* Sets a line's bit in a register whose shadow is given. */
static void gpio_update(struct k210_gpio *gpio, unsigned int offset,
			u32 *shadow, u32 line, bool set)
{
	u32 value = set ? *shadow | line : *shadow & ~line;

	if (value == *shadow)
		return;
	*shadow = value;
	k210_writel(value, gpio->base + offset);
}

/*
 * Both edges by software: waits for the edge that leads away from the present
 * level, which may have changed before that took effect.
 */
static void gpio_arm_other_edge(struct k210_gpio *gpio, u32 line)
{
	u32 level = k210_readl(gpio->base + GPIO_PADS) & line;

	for (int tries = 0; tries < GPIO_ARM_TRIES; tries++) {
		u32 before = level;

		gpio_update(gpio, GPIO_INT_HIGH, &gpio->high, line, !level);
		level = k210_readl(gpio->base + GPIO_PADS) & line;
		if (level == before)
			break;
	}
}

static void gpio_irq_set_masked(struct irq_data *d, bool masked)
{
	struct k210_gpio *gpio = gpio_of(d);

	guard(raw_spinlock_irqsave)(&gpio->chip.lock);
	gpio_update(gpio, GPIO_INTMASK, &gpio->intmask, BIT(irqd_to_hwirq(d)),
		    masked);
}

static void gpio_irq_mask(struct irq_data *d)
{
	gpio_irq_set_masked(d, true);
}

/* Without a type there is no handler, and no end to what is pending. */
static void gpio_irq_unmask(struct irq_data *d)
{
	if (irqd_get_trigger_type(d) != IRQ_TYPE_NONE)
		gpio_irq_set_masked(d, false);
}

/* A blind write, which does nothing to a level. */
static void gpio_irq_ack(struct irq_data *d)
{
	struct k210_gpio *gpio = gpio_of(d);
	u32 line = BIT(irqd_to_hwirq(d));

	k210_writel(line, gpio->base + GPIO_EOI);
	if (gpio->has_both || !(READ_ONCE(gpio->both) & line))
		return;
	guard(raw_spinlock_irqsave)(&gpio->chip.lock);
	gpio_arm_other_edge(gpio, line);
}

static void gpio_irq_enable(struct irq_data *d)
{
	gpiochip_enable_irq(irq_data_get_irq_chip_data(d), irqd_to_hwirq(d));
	gpio_irq_unmask(d);
}

static void gpio_irq_disable(struct irq_data *d)
{
	gpio_irq_mask(d);
	gpiochip_disable_irq(irq_data_get_irq_chip_data(d), irqd_to_hwirq(d));
}

static unsigned int gpio_irq_startup(struct irq_data *d)
{
	struct k210_gpio *gpio = gpio_of(d);
	u32 line = BIT(irqd_to_hwirq(d));

	k210_chip_irq_expect_first(d);
	scoped_guard(raw_spinlock_irqsave, &gpio->chip.lock)
		gpio_update(gpio, GPIO_INTEN, &gpio->inten, line, true);
	gpio_irq_ack(d);
	gpio_irq_enable(d);
	return 0;
}

static void gpio_irq_shutdown(struct irq_data *d)
{
	struct k210_gpio *gpio = gpio_of(d);

	gpio_irq_disable(d);
	guard(raw_spinlock_irqsave)(&gpio->chip.lock);
	gpio_update(gpio, GPIO_INTEN, &gpio->inten, BIT(irqd_to_hwirq(d)),
		    false);
}

static bool is_pending(struct irq_data *d)
{
	return k210_readl(gpio_of(d)->base + GPIO_INTRAW) &
	       BIT(irqd_to_hwirq(d));
}

/* The line is masked meanwhile, and the edge that this may make is forgotten. */
static int gpio_irq_set_type(struct irq_data *d, unsigned int type)
{
	struct k210_gpio *gpio = gpio_of(d);
	u32 line = BIT(irqd_to_hwirq(d));
	bool edge = type & IRQ_TYPE_EDGE_BOTH;
	bool both = type == IRQ_TYPE_EDGE_BOTH;

	if (!both && type != IRQ_TYPE_EDGE_RISING &&
	    type != IRQ_TYPE_EDGE_FALLING && type != IRQ_TYPE_LEVEL_HIGH &&
	    type != IRQ_TYPE_LEVEL_LOW)
		return -EINVAL;

	scoped_guard(raw_spinlock_irqsave, &gpio->chip.lock) {
		gpio_update(gpio, GPIO_INT_EDGE, &gpio->edge, line, edge);
		gpio_update(gpio, GPIO_INT_HIGH, &gpio->high, line,
			    type == IRQ_TYPE_EDGE_RISING ||
			    type == IRQ_TYPE_LEVEL_HIGH);
		if (gpio->has_both)
			gpio_update(gpio, GPIO_INT_BOTH, &gpio->both, line,
				    both);
		else
			WRITE_ONCE(gpio->both, both ? gpio->both | line :
						      gpio->both & ~line);
	}
	k210_chip_irq_set_flow(d, type);
	gpio_irq_ack(d);
	return 0;
}

static int gpio_irq_set_wake(struct irq_data *d, unsigned int on)
{
	return irq_set_irq_wake(gpio_of(d)->irq, on);
}

static const struct irq_chip gpio_irq_chip = {
	.name = "k210-gpio",
	.irq_startup = gpio_irq_startup,
	.irq_shutdown = gpio_irq_shutdown,
	.irq_enable = gpio_irq_enable,
	.irq_disable = gpio_irq_disable,
	.irq_ack = gpio_irq_ack,
	.irq_mask = gpio_irq_mask,
	.irq_unmask = gpio_irq_unmask,
	.irq_set_type = gpio_irq_set_type,
	.irq_retrigger = k210_chip_irq_retrigger,
	.irq_set_wake = gpio_irq_set_wake,
	.irq_print_chip = k210_chip_irq_print_chip,
	.irq_request_resources = k210_chip_irq_request_resources,
	.irq_release_resources = k210_chip_irq_release_resources,
	.flags = IRQCHIP_IMMUTABLE | IRQCHIP_SET_TYPE_MASKED,
};

/* What comes while these are served makes the parent call again. */
static void gpio_irq_handler(struct irq_desc *desc)
{
	struct k210_gpio *gpio = k210_gpio_of(irq_desc_get_handler_data(desc));
	struct irq_chip *parent = irq_desc_get_chip(desc);
	unsigned long pending;
	unsigned int line;

	chained_irq_enter(parent, desc);
	pending = k210_readl(gpio->base + GPIO_INTSTATUS);
	for_each_set_bit(line, &pending, GPIO_LINES)
		generic_handle_domain_irq(gpio->chip.gpio.irq.domain, line);
	chained_irq_exit(parent, desc);
}

/**
 * k210_gpio_init_irq() - say how the lines are interrupts
 * @gpio: the block; its chip is not registered yet
 */
void k210_gpio_init_irq(struct k210_gpio *gpio)
{
	struct gpio_irq_chip *irq = &gpio->chip.gpio.irq;

	gpio->chip.irq_has_cause = is_pending;
	gpio_irq_chip_set_chip(irq, &gpio_irq_chip);
	irq->parent_handler = gpio_irq_handler;
	irq->num_parents = 1;
	irq->parents = &gpio->irq;
	irq->handler = handle_bad_irq;
	irq->default_type = IRQ_TYPE_NONE;
}
