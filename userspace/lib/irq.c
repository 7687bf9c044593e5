// SPDX-License-Identifier: MIT
#include "irq.h"
#include "pin.h"

void k210_irq_wrote(struct k210_pin *p, uint8_t value)
{
	(void)p;
	(void)value;
}

uint32_t k210_irq_edges(const struct k210_pin *p, uint8_t mode)
{
	if (p->quiet || mode != K210_IN)
		return 0;
	if (p->trigger == K210_HIGH_LEVEL)
		return K210_RISING;
	if (p->trigger == K210_LOW_LEVEL)
		return K210_FALLING;
	return p->trigger;
}

int k210_irq_update(struct k210_pin *p)
{
	(void)p;
	return 0;
}

void k210_irq_end(struct k210_pin *p)
{
	(void)p;
}
