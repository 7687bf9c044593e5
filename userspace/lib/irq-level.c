// SPDX-License-Identifier: MIT
/* Levels, from the kernel's edges and by looking. */
#include <linux/gpio.h>

#include "irq-event.h"
#include "sys.h"

/* At most one event in so long. */
#define PERIOD_NS MS_NS

static bool is_active(const struct irq *irq)
{
	struct gpio_v2_line_values values = { .mask = 1 };
	bool wanted = irq->trigger == K210_HIGH_LEVEL;

	if (irq->output)
		return irq->pin->out == wanted;
	return sys_ioctl(irq->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) >=
		       0 &&
	       (values.bits & 1) == wanted;
}

/*
 * The edges are read before the look: one that comes after it makes the
 * descriptor readable again.
 */
int k210_irq_read_level(struct irq *irq, struct k210_event *ev)
{
	uint64_t when = irq->edge_ns, now = k210_now();
	int found = irq->output ? 0 : k210_irq_drain(irq, &when);

	if (found < 0)
		return found;
	if (found && !irq->edge) {
		irq->edge = true;
		irq->edge_ns = when;
	}
	if (now < irq->due_ns || !(irq->edge || irq->look))
		return 0;
	if (!irq->edge && !is_active(irq)) {
		irq->look = false;
		return 0;
	}
	ev->time_ns = irq->edge ? irq->edge_ns : now;
	ev->type = irq->trigger;
	k210_irq_number(irq, ev, 0);
	irq->edge = false;
	irq->look = true;
	irq->due_ns = now + PERIOD_NS;
	return 1;
}
