// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIOHS's interrupts: each line has its own at the parent, the PLIC.
 *
 * An edge's pending bit is cleared when its handler is about to run, and before
 * the interrupt is used for the first time or with another type; never when it
 * is enabled or unmasked, and never after the handler. So an edge that comes
 * while the handler runs, or while the interrupt is off, is not lost. Masking
 * is done here and not at the parent, which loses the end of an interrupt that
 * is masked in between.
 *
 * What the parent has noted when the line is freed it doesn't forget, nor does
 * another hart what it has claimed, nor the irq core what it keeps: such an
 * interrupt, of an edge or a level, comes to whoever uses the line next.
 * k210_chip_irq_expect_first() has it told by its cause, which is no longer
 * there.
 */

#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/property.h>

#include "gpiohs.h"
#include "regs.h"

static struct k210_gpiohs *gpiohs_of(struct irq_data *d)
{
	struct gpio_chip *gpio = irq_data_get_irq_chip_data(d);

	return k210_gpiohs_of(gpio);
}

/* Forgets that the line has been so. A blind write: other bits stay. */
static void clear_causes(struct k210_gpiohs *gpiohs, struct irq_data *d,
			 unsigned long causes)
{
	unsigned int cause;

	for_each_set_bit(cause, &causes, GPIOHS_CAUSES)
		k210_writel(BIT(irqd_to_hwirq(d)),
			    gpiohs->base + GPIOHS_IP(cause));
}

/* Whether the line has been as its type says. */
static bool has_cause(struct irq_data *d)
{
	struct k210_gpiohs *gpiohs = gpiohs_of(d);
	unsigned long causes = irqd_get_trigger_type(d);
	unsigned int cause;

	for_each_set_bit(cause, &causes, GPIOHS_CAUSES)
		if (k210_readl(gpiohs->base + GPIOHS_IP(cause)) &
		    BIT(irqd_to_hwirq(d)))
			return true;
	return false;
}

static void gpiohs_irq_mask(struct irq_data *d)
{
	struct k210_gpiohs *gpiohs = gpiohs_of(d);
	unsigned long causes = irqd_get_trigger_type(d);
	unsigned int cause;

	guard(raw_spinlock_irqsave)(&gpiohs->chip.lock);
	for_each_set_bit(cause, &causes, GPIOHS_CAUSES) {
		gpiohs->ie[cause] &= ~BIT(irqd_to_hwirq(d));
		k210_writel(gpiohs->ie[cause],
			    gpiohs->base + GPIOHS_IE(cause));
	}
}

/* What remains of a level that is over would be one interrupt too many. */
static void gpiohs_irq_unmask(struct irq_data *d)
{
	struct k210_gpiohs *gpiohs = gpiohs_of(d);
	unsigned long causes = irqd_get_trigger_type(d);
	unsigned int cause;

	clear_causes(gpiohs, d, causes & IRQ_TYPE_LEVEL_MASK);

	guard(raw_spinlock_irqsave)(&gpiohs->chip.lock);
	for_each_set_bit(cause, &causes, GPIOHS_CAUSES) {
		gpiohs->ie[cause] |= BIT(irqd_to_hwirq(d));
		k210_writel(gpiohs->ie[cause],
			    gpiohs->base + GPIOHS_IE(cause));
	}
}

/*
 * From here on the next edge is another interrupt, also to the parent. A hart's
 * writes to devices keep their order, so that the parent, a PLIC, looks at the
 * line when its causes are gone. Its own write is no relaxed one, so that all of
 * them have been done when the descriptor's lock is let go for the handler.
 */
static void gpiohs_irq_ack(struct irq_data *d)
{
	struct k210_gpiohs *gpiohs = gpiohs_of(d);
	u32 type = irqd_get_trigger_type(d);
	u32 line = BIT(irqd_to_hwirq(d));

	if (type & IRQ_TYPE_EDGE_RISING)
		k210_writel_relaxed(line, gpiohs->base + GPIOHS_RISE_IP);
	if (type & IRQ_TYPE_EDGE_FALLING)
		k210_writel_relaxed(line, gpiohs->base + GPIOHS_FALL_IP);
	irq_chip_eoi_parent(d);
}

static void gpiohs_irq_enable(struct irq_data *d)
{
	gpiochip_enable_irq(irq_data_get_irq_chip_data(d), irqd_to_hwirq(d));
	irq_chip_enable_parent(d);
	gpiohs_irq_unmask(d);
}

static void gpiohs_irq_disable(struct irq_data *d)
{
	gpiohs_irq_mask(d);
	irq_chip_disable_parent(d);
	gpiochip_disable_irq(irq_data_get_irq_chip_data(d), irqd_to_hwirq(d));
}

/* What is from before anybody was interested is nobody's. */
static unsigned int gpiohs_irq_startup(struct irq_data *d)
{
	k210_chip_irq_expect_first(d);
	clear_causes(gpiohs_of(d), d,
		     irqd_get_trigger_type(d) & IRQ_TYPE_EDGE_BOTH);
	gpiohs_irq_enable(d);
	return 0;
}

static int gpiohs_irq_set_type(struct irq_data *d, unsigned int type)
{
	switch (type) {
	case IRQ_TYPE_EDGE_RISING:
	case IRQ_TYPE_EDGE_FALLING:
	case IRQ_TYPE_EDGE_BOTH:
	case IRQ_TYPE_LEVEL_HIGH:
	case IRQ_TYPE_LEVEL_LOW:
		break;
	default:
		return -EINVAL;
	}
	k210_chip_irq_set_flow(d, type);
	clear_causes(gpiohs_of(d), d, type);
	return 0;
}

static const struct irq_chip gpiohs_irq_chip = {
	.name = "k210-gpiohs",
	.irq_startup = gpiohs_irq_startup,
	.irq_enable = gpiohs_irq_enable,
	.irq_disable = gpiohs_irq_disable,
	.irq_ack = gpiohs_irq_ack,
	.irq_mask = gpiohs_irq_mask,
	.irq_unmask = gpiohs_irq_unmask,
	.irq_eoi = irq_chip_eoi_parent,
	.irq_set_type = gpiohs_irq_set_type,
	.irq_set_affinity = irq_chip_set_affinity_parent,
	.irq_retrigger = k210_chip_irq_retrigger,
	.irq_set_wake = irq_chip_set_wake_parent,
	.irq_print_chip = k210_chip_irq_print_chip,
	.irq_request_resources = k210_chip_irq_request_resources,
	.irq_release_resources = k210_chip_irq_release_resources,
	.flags = IRQCHIP_IMMUTABLE | IRQCHIP_SET_TYPE_MASKED |
		 IRQCHIP_AFFINITY_PRE_STARTUP,
};

static int gpiohs_child_to_parent(struct gpio_chip *gpio, unsigned int line,
				  unsigned int type,
				  unsigned int *parent_hwirq,
				  unsigned int *parent_type)
{
	struct k210_gpiohs *gpiohs = k210_gpiohs_of(gpio);

	*parent_hwirq = gpiohs->parent_hwirq[line];
	*parent_type = IRQ_TYPE_NONE;
	return 0;
}

/**
 * k210_gpiohs_init_irq() - say how the lines are interrupts
 * @gpiohs: the block; its chip is not registered yet
 * @dev: its device
 */
void k210_gpiohs_init_irq(struct k210_gpiohs *gpiohs, struct device *dev)
{
	struct gpio_irq_chip *irq = &gpiohs->chip.gpio.irq;

	gpiohs->chip.irq_has_cause = has_cause;
	gpio_irq_chip_set_chip(irq, &gpiohs_irq_chip);
	irq->fwnode = dev_fwnode(dev);
	irq->parent_domain = gpiohs->parent;
	irq->child_to_parent_hwirq = gpiohs_child_to_parent;
	/*
	 * For a moment, in which handle_bad_irq would ack at a parent that is
	 * not there yet. The PLIC then puts handle_fasteoi_irq in its place,
	 * which needs irq_eoi, until there is a type.
	 */
	irq->handler = handle_edge_irq;
	irq->default_type = IRQ_TYPE_NONE;
}
